"""Facts of the pages of works, posts, threads, people and lists, by what their views show."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from archive.citation_lists.reading import Someone
from archive.citation_lists.selections import wanted_of
from archive.citation_lists.versions import told
from archive.metadata.facts import PageFacts, Part, TypedLink, name_words
from archive.metadata.reading import item_for, items_in_order
from archive.models import Document
from sources.citing.csl import permanent_link
from sources.citing.items import Item
from sources.exchange.date_texts import date_text_in
from sources.exchange.formats import written_formats
from sources.models import Account, Agent, Source
from sources.models.agent import AgentKind

Context = Mapping[str, Any]
AGENTS = {AgentKind.PERSON: "Person", AgentKind.ORGANISATION: "Organization"}
OPENING = 400  # code points of a text, before its spaces are taken together


def of_document(context: Context, user: Someone) -> PageFacts | None:
    """The work, kept here as this text."""
    document: Document | None = context.get("document")
    item = item_for(document.source, user) if document else None
    if document is None or item is None:
        return None
    path, text = document.get_absolute_url(), reverse("archive:document_text", args=[document.public_id])
    return PageFacts(
        title=_title(document.source, item),
        path=path,
        description=document.text[:OPENING].removeprefix(document.source.title),
        item=item,
        own={"archivedAt": f"{_address(path)}"},
        links=(
            TypedLink(text, "item", "text/plain"),
            TypedLink(document.source.get_absolute_url(), "collection"),
        ),
    )


def of_source(context: Context, user: Someone) -> PageFacts | None:
    source: Source | None = context.get("source")
    item = item_for(source, user) if source else None
    if source is None or item is None:
        return None
    return PageFacts(_title(source, item), source.get_absolute_url(), description=described(item), item=item)


def of_post(context: Context, user: Someone) -> PageFacts | None:
    """A post, part of its thread: whoever sees a post sees that it has one."""
    facts, post = of_source(context, user), context.get("post")
    if facts is None or post is None or facts.item is None:
        return facts
    links = (TypedLink(post.thread.get_absolute_url(), "collection"),) if post.thread else ()
    words = str(facts.item.get("title") or "")
    return replace(
        facts,
        path=post.get_absolute_url(),
        permanent=permanent_link(facts.item),
        description=words or facts.description,
        links=links,
    )


def of_thread(context: Context, user: Someone) -> PageFacts | None:
    thread = context.get("thread")
    if thread is None:
        return None
    items = items_in_order((step.source.pk for step in context.get("steps", ())), user)
    first = str(items[0].get("title") or "") if items else ""
    return PageFacts(str(thread), thread.get_absolute_url(), "Collection", description=first, items=items)


def of_account(context: Context, user: Someone) -> PageFacts | None:
    """The page of a profile; the posts that it shows can be saved."""
    account: Account | None = context.get("account")
    if account is None:
        return None
    about = {"@type": "Thing", "name": str(account), "alternateName": account.handle}
    return PageFacts(
        str(account),
        account.get_absolute_url(),
        "ProfilePage",
        items=items_in_order((each.pk for each in context["page"].rows), user),
        own={"mainEntity": about},
    )


def of_agent(context: Context, user: Someone) -> PageFacts | None:
    agent: Agent | None = context.get("agent")
    if agent is None:
        return None
    others = [each.name for each in agent.names.all() if each.name != agent.name]
    theirs = [each.source_id for _role, group in context.get("roles", ()) for each in group]
    own = {"alternateName": others} if others else {}
    return PageFacts(
        agent.name,
        agent.get_absolute_url(),
        AGENTS.get(AgentKind(agent.kind), "Thing"),
        items=items_in_order(theirs, user),
        own=own | {"mainEntityOfPage": _address(agent.get_absolute_url())},
    )


def of_citation_list(context: Context, _user: Someone) -> PageFacts | None:
    listed, preview = context.get("list"), context.get("preview")
    if listed is None or preview is None:
        return None
    items = _once(line.listed.citation.item for line in preview.lines)
    return PageFacts(
        listed.title,
        listed.get_absolute_url(),
        "Collection",
        description=listed.intro,
        items=items,
        formats=written_formats(),
    )


def of_list_version(context: Context, _user: Someone) -> PageFacts | None:
    """As it was frozen, the names of people too; without what is withheld."""
    version, parts = context.get("version"), context.get("parts")
    if version is None or parts is None:
        return None
    return PageFacts(
        version.title,
        version.get_absolute_url(),
        "Collection",
        description=version.intro,
        items=_once(line.entry.item for part in told(parts) for line in part.lines),
        own={"version": str(version.number)},
        links=(TypedLink(context["list"].get_absolute_url(), "latest-version"),),
        formats=written_formats(),
    )


def of_sources(context: Context, user: Someone) -> PageFacts | None:
    return _register(context, _("Sources"), "archive:source_list", [each.pk for each in _rows(context)], user)


def of_posts(context: Context, user: Someone) -> PageFacts | None:
    return _register(context, _("Posts"), "archive:post_list", [each.pk for each in _rows(context)], user)


def of_documents(context: Context, user: Someone) -> PageFacts | None:
    keys = [each.source_id for each in _rows(context)]
    return _register(context, _("Documents"), "archive:document_list", keys, user)


def of_search(context: Context, user: Someone) -> PageFacts | None:
    """The works that are found, or whose words are, on this page of the results; None under tabs of anything else."""
    page = context.get("page")
    label = page.tab.model._meta.label if page else ""
    if page is None or page.is_too_slow or label not in settings.LIST_KINDS:
        return None
    keys = [hit.key for hit in page.hits]
    found = wanted_of(label, keys, user) if keys else []
    return PageFacts(
        f"{page.tab.label}: {page.asked.typed}",
        reverse("archive:search"),
        "SearchResultsPage",
        items=items_in_order((each.source for each in found), user),
        is_lasting=False,
    )


def of_threads(context: Context, _user: Someone) -> PageFacts | None:
    return named_rows(context, _("Threads"), reverse("archive:thread_list"))


def of_accounts(context: Context, _user: Someone) -> PageFacts | None:
    return named_rows(context, _("Accounts"), reverse("archive:account_list"))


def of_agents(context: Context, _user: Someone) -> PageFacts | None:
    return named_rows(context, _("Agents"), reverse("archive:agent_list"))


def named_rows(context: Context, title: str, path: str) -> PageFacts | None:
    """A list of records that are no works: their names and addresses."""
    if "page" not in context:
        return None
    parts = [Part(str(each), each.get_absolute_url()) for each in _rows(context)]
    return PageFacts(title, path, "CollectionPage", parts=parts, is_lasting=False)


def described(item: Item) -> str:
    """Who, in what, when: what tells a work from others, where nothing of its words is here."""
    people = ", ".join(name_words(each) for each in item.get("author") or ())
    parts = (
        people,
        str(item.get("container-title") or item.get("publisher") or ""),
        date_text_in(item, "issued"),
    )
    return " · ".join(each for each in parts if each)


def _register(context: Context, title: str, name: str, keys: list[int], user: Someone) -> PageFacts | None:
    if "page" not in context:
        return None
    items = items_in_order(keys, user)
    return PageFacts(title, reverse(name), "CollectionPage", items=items, is_lasting=False)


def _rows(context: Context) -> list[Any]:
    return list(context["page"].rows) if "page" in context else []


def _once(items: Iterable[Item]) -> list[Item]:
    return list({each["id"]: each for each in items}.values())


def _title(source: Source, item: Item) -> str:
    return str(item.get("title") or source)


def _address(path: str) -> str:
    return TypedLink(path, "").address
