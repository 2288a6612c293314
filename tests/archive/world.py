"""All records as one value without ids, dates of writing and history: what two archives share that hold the same."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from django.db.models import Model

from archive.models import Capture, Document, Reference, Statement
from sources.models import Account, Agent, Link, Post, Source, Thread
from sources.snapshots import SOURCE_FIELDS

World = dict[str, Counter[Any]]
PLACES = (
    "kind",
    "start",
    "end",
    "mark_start",
    "mark_end",
    "note_start",
    "note_end",
    "target_start",
    "target_end",
)


def world() -> World:
    """Every table by name; each record stands as what it says, and as what it points to says."""
    told = _Told()
    return {
        "captures": Counter(Capture.objects.values_list("sha256", "filename")),
        "agents": told.all(Agent, told.agent),
        "accounts": told.all(Account, told.account),
        "sources": told.all(Source, told.source),
        "threads": told.all(Thread, told.thread),
        "documents": told.all(Document, told.document),
        "links": told.all(
            Link, lambda each: (told.source(each.source), told.source(each.target), each.relation)
        ),
        "references": told.all(Reference, told.reference),
        "statements": told.all(Statement, told.statement),
    }


class _Told:
    """Records as values, each read once."""

    def __init__(self) -> None:
        self._known: dict[tuple[type[Model], int], Any] = {}

    def all(self, model: type[Model], tell: Callable[[Any], Any]) -> Counter[Any]:
        return Counter(tell(each) for each in model._default_manager.all())

    def _once(self, record: Model | None, tell: Callable[[Any], Any]) -> Any:
        if record is None:
            return None
        key = (type(record), record.pk)
        if key not in self._known:
            self._known[key] = tell(record)
        return self._known[key]

    def agent(self, record: Agent | None) -> Any:
        return self._once(record, self._agent)

    def account(self, record: Account | None) -> Any:
        return self._once(record, self._account)

    def source(self, record: Source | None) -> Any:
        return self._once(record, self._source)

    def document(self, record: Document | None) -> Any:
        return self._once(record, self._document)

    def _agent(self, record: Agent) -> Any:
        names = record.names.order_by("position").values_list("name", "language", "is_citation_form")
        return (record.name, record.state, tuple(names))

    def _account(self, record: Account) -> Any:
        owner = self.agent(record.agent)
        return (record.platform, record.handle, record.display_name, record.state, owner)

    def _source(self, record: Source) -> Any:
        columns = tuple(getattr(record, name) for name in (*SOURCE_FIELDS, "issued_on", "url_key", "state"))
        credited = (
            (each.role, each.credited_as, self.agent(each.agent)) for each in record.contributions.all()
        )
        return (columns, tuple(credited), self._post(record.post) if record.is_post else None)

    def _post(self, record: Post) -> Any:
        columns = (record.platform, record.platform_id, record.posted_at, record.text_key)
        carried = tuple(record.attachments.order_by("position").values_list("kind", "url"))
        place = (record.thread_number, record.thread_order, record.thread_id is not None)
        return (columns, self.account(record.account), carried, place)

    def _document(self, record: Document) -> Any:
        passages = record.passages.order_by("number").values_list("kind", "start", "end", "text_key")
        columns = (record.text, record.language, record.kept_as, record.text_status, record.state)
        return (columns, record.capture.sha256, self.source(record.source), tuple(passages))

    def thread(self, record: Thread) -> Any:
        posts = record.posts.order_by("thread_order", "text_key")
        told = tuple(self.source(each.source) for each in posts)
        return (self.account(record.account), record.basis, record.length, told)

    def reference(self, record: Reference) -> Any:
        columns = tuple(getattr(record, name) for name in (*PLACES, "check_result", "confidence", "reason"))
        target = self.document(record.target_document)
        return (columns, record.document.text_sha256, self.source(record.link.target), target)

    def statement(self, record: Statement) -> Any:
        return (record.document.text_sha256, self.source(record.source), str(record.facts["fields"]))
