"""How tests look at pages of records: as somebody, valid HTML every time, and as plain words."""

import re

from django.test import Client
from django.urls import reverse

from accounts.roles import RESEARCHER
from sources.models import Account, Agent, Post, Source, Thread
from tests.factories import make_account, make_agent, make_post, make_source, make_thread, make_user
from tests.html import faults

Record = Source | Post | Thread | Account | Agent
LISTS = ["source_list", "post_list", "thread_list", "account_list", "agent_list"]


def signed_in(role: str = RESEARCHER) -> Client:
    client = Client()
    client.force_login(make_user(role))
    return client


def seen(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    page = answer.content.decode()
    assert faults(page) == [], address
    return page


def listed(name: str, query: str = "", client: Client | None = None) -> str:
    return seen(client or Client(), reverse(f"archive:{name}") + query)


def words_of(page: str) -> str:
    """The text of a page with single blanks."""
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


def everything(state: str) -> dict[str, Record]:
    agent = make_agent(f"Agent {state}", state=state)
    account = make_account(f"account_{state}", agent=agent, state=state)
    source = make_source(f"Source {state}", authors=[agent], state=state)
    thread = make_thread((1, 2), account=account, state=state)
    post = make_post(f"Post {state}", account=account, state=state)
    return {"source": source, "post": post, "thread": thread, "account": account, "agent": agent}
