"""Rows for tests: plain functions, fictional people, sensible defaults, anything else by keyword.

Records are public unless a test says `state=State.DRAFT`. What services derive (sortable days, keys, hashes) is
derived here by the same pure functions. `**fields: Any`: the fields of the model, checked by the model itself.
"""

from collections.abc import Sequence
from itertools import count
from typing import Any

from django.contrib.auth.models import Group

from accounts.models import Batch, BatchKind, User
from accounts.roles import RESEARCHER
from accounts.visibility import State
from archive import blobs
from archive.models import (
    Capture,
    CaptureMethod,
    Document,
    KeptAs,
    Passage,
    PassageKind,
    QuoteCheck,
    Reference,
    ReferenceKind,
)
from sources.addresses import url_key
from sources.dates import first_day, moment
from sources.models import (
    Account,
    Agent,
    AgentName,
    Attachment,
    AttachmentKind,
    Contribution,
    Link,
    Platform,
    Post,
    Relation,
    Role,
    Source,
    SourceType,
    Thread,
)
from sources.names import name_forms, name_key, text_key

ARTICLE = (
    "The lamps that watched a harbour\n"
    "For two winters the lamps of Port Sorrel did more than give light.\n"
    "Nobody on the quay was told, said Ada Quill, who mended them."
)
PASSWORD = "a long enough password"  # noqa: S105 - of people who exist only in tests

number = count(1)


def make_user(role: str = RESEARCHER, **fields: Any) -> User:
    """A person in the group of that role (`""`: in none) who signs in with `PASSWORD`."""
    fields.setdefault("username", f"{role or 'nobody'}{next(number)}")
    user = User.objects.create_user(password=PASSWORD, **fields)
    if role:
        user.groups.add(Group.objects.get(name=role))
    return user


def make_batch(**fields: Any) -> Batch:
    return Batch.objects.create(**{"kind": BatchKind.INGEST, "label": "harbour.html"} | fields)


def make_agent(name: str = "Ada Quill", *, state: str = State.PUBLIC, **fields: Any) -> Agent:
    """Its names are the forms that `name` shows: `Ada Quill 羽安` has two."""
    forms = name_forms(name)
    agent = Agent.objects.create(name=forms[0].name, state=state, **fields)
    for position, form in enumerate(forms):
        AgentName.objects.create(
            agent=agent, name=form.name, key=name_key(form.name), language=form.language, position=position
        )
    return agent


def make_source(
    title: str = "The lamps that watched a harbour", *, authors: Sequence[Agent] = (), **fields: Any
) -> Source:
    """A newspaper article of 2019-12-18 by `authors`, in order."""
    values: dict[str, Any] = {
        "csl_type": SourceType.ARTICLE_NEWSPAPER,
        "container_title": "The Sorrel Lantern",
        "issued": "2019-12-18",
        "language": "en",
        "state": State.PUBLIC,
    } | fields
    values.setdefault("issued_on", first_day(values["issued"]))
    values.setdefault("url_key", url_key(values.get("url", "")))
    source = Source.objects.create(title=title, **values)
    for position, agent in enumerate(authors):
        make_contribution(source, agent, position=position)
    return source


def make_contribution(source: Source, agent: Agent, **fields: Any) -> Contribution:
    return Contribution.objects.create(source=source, agent=agent, **{"role": Role.AUTHOR} | fields)


def make_account(handle: str = "", *, agent: Agent | None = None, **fields: Any) -> Account:
    handle = handle or f"quill{next(number)}"
    values = {"platform": Platform.X, "handle_key": handle.casefold(), "state": State.PUBLIC} | fields
    return Account.objects.create(handle=handle, agent=agent, **values)


def make_capture(data: bytes = b"", **fields: Any) -> Capture:
    """Bytes that really lie in the blob store; without `data`, bytes that no other capture has."""
    data = data or f"capture {next(number)}".encode()
    values: dict[str, Any] = {
        "media_type": "text/plain",
        "encoding": "utf-8",
        "encoding_origin": "valid UTF-8",
        "filename": "harbour.txt",
        "method": CaptureMethod.FILE,
    }
    return Capture.objects.create(sha256=blobs.keep(data), size=len(data), **values | fields)


def make_document(text: str = ARTICLE, *, source: Source | None = None, **fields: Any) -> Document:
    """The text of `source`, whole unless said otherwise; every line of it is a passage, numbered from 1."""
    values: dict[str, Any] = {"kept_as": KeptAs.WHOLE, "language": "en", "state": State.PUBLIC} | fields
    values.setdefault("capture", None)
    values["capture"] = values["capture"] or make_capture()
    document = Document.objects.create(
        source=source or make_source(), text=text, text_sha256=blobs.sha256_of(text.encode()), **values
    )
    Passage.objects.bulk_create(_passages(document))
    return document


def _passages(document: Document) -> list[Passage]:
    passages: list[Passage] = []
    start = 0
    for line in document.text.split("\n"):
        end = start + len(line)
        passages.append(
            Passage(
                document=document,
                number=len(passages) + 1,
                kind=PassageKind.PARAGRAPH,
                start=start,
                end=end,
                text_key=text_key(line),
            )
        )
        start = end + 1
    return passages


def make_post(
    text: str = "",
    *,
    account: Account | None = None,
    issued: str = "2019-12-18",
    capture: Capture | None = None,
    state: str = State.PUBLIC,
    **fields: Any,
) -> Post:
    """A post, its Source, and its words as a Document kept by quotation.

    The agent of `account` is its author. `fields` are those of Post.
    """
    account = account or make_account(agent=make_agent())
    text = text or f"Lamp {next(number)} is out again."
    authors = [account.agent] if account.agent else []
    source = make_source(
        "", authors=authors, csl_type=SourceType.POST, container_title="", issued=issued, state=state
    )
    values = {"platform": account.platform, "posted_at": moment(issued), "text_key": text_key(text)} | fields
    post = Post.objects.create(source=source, account=account, **values)
    make_document(text, source=source, kept_as=KeptAs.QUOTATION, capture=capture, state=state)
    return post


def make_attachment(post: Post, url: str = "https://example.org/lamp.jpg", **fields: Any) -> Attachment:
    return Attachment.objects.create(post=post, url=url, **{"kind": AttachmentKind.MEDIA} | fields)


def make_thread(
    numbers: Sequence[int] = (1, 2, 3),
    *,
    account: Account | None = None,
    state: str = State.PUBLIC,
    **fields: Any,
) -> Thread:
    """A thread with a post for each of `numbers`; its length is not stated unless `length` is given."""
    account = account or make_account(agent=make_agent())
    thread = Thread.objects.create(account=account, **fields)
    for order, each in enumerate(numbers):
        make_post(account=account, thread=thread, thread_number=each, thread_order=order, state=state)
    return thread


def make_link(source: Source | None = None, target: Source | None = None, **fields: Any) -> Link:
    return Link.objects.create(
        source=source or make_source(),
        target=target or make_source("Light and who pays for it"),
        **{"relation": Relation.QUOTES} | fields,
    )


def make_reference(
    document: Document, target: Source, words: str = "", *, kind: str = ReferenceKind.QUOTATION, **fields: Any
) -> Reference:
    """`document` quotes `target` where `words` first stand in it (its whole text when none are given).

    A post's own text, when it holds those words, is what they are checked against.
    """
    start = document.text.index(words)
    end = start + len(words or document.text)
    link, _ = Link.objects.get_or_create(
        source=document.source, target=target, relation=fields.pop("relation", Relation.QUOTES)
    )
    values: dict[str, Any] = {"text_key": text_key(document.text[start:end])}
    own = Document.objects.filter(source=target, text__contains=document.text[start:end]).first()
    if own and kind == ReferenceKind.POST:
        at = own.text.index(document.text[start:end])
        values |= {"target_document": own, "target_start": at, "target_end": at + end - start}
        values["check_result"] = QuoteCheck.VERBATIM
    return Reference.objects.create(
        document=document, link=link, kind=kind, start=start, end=end, **values | fields
    )


def make_quoted_post(words: str, **fields: Any) -> tuple[Post, Reference]:
    """A post, and an article that quotes it word for word between two lines of its own."""
    post = make_post(words, **fields)
    article = make_document(f"Seen from the quay.\n{words}\nThe lamps went out at nine.")
    return post, make_reference(article, post.source, words, kind=ReferenceKind.POST)
