"""Sources, posts and credits of an import: made or filled, and kept with what each row said."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Model

from accounts.models import Batch, User
from accounts.services import record_change
from archive.importing.filling import CONTRIBUTORS, filling, with_derived
from archive.importing.people import People
from archive.models import ImportedRow
from archive.models.imported import Choice
from archive.statements import Facts, SaidOfPost
from sources.citing.items import COLUMNS, SourceFields
from sources.dates import moment
from sources.models import Account, Agent, Contribution, Post, Source
from sources.searching.indexes import index_of
from sources.snapshots import contributor_row

WRITTEN = ("source", "facts", "filled")  # columns of a row


class Records:
    """Add each row that is chosen, then `save()`: everything is written in an order that foreign keys allow."""

    def __init__(self, batch: Batch, actor: User | None, stamp: Mapping[str, Any], people: People) -> None:
        self.batch, self.actor, self.people = batch, actor, people
        self._stamp = stamp
        self._new: list[Source] = []
        self._posts: list[Post] = []
        self._credits: list[Contribution] = []
        self._rows: list[ImportedRow] = []
        self._credited: list[tuple[ImportedRow, SourceFields, list[Contribution]]] = []
        self._filled: list[tuple[Source, dict[str, Any], list[Contribution]]] = []
        # Two rows may fill one record: the second finds what the first has said.
        self._matches: dict[int, Source] = {}
        self._named: set[int] = set()

    def add(self, row: ImportedRow, fields: SourceFields) -> None:
        if row.choice == Choice.FILL and row.match:
            self._fill(row, self._matches.setdefault(row.match.pk, row.match), fields)
        else:
            self._make(row, fields)
        self._rows.append(row)

    def save(self) -> Counter[str]:
        """How many records of each kind were made, `filled` among them. Search hears of all of them."""
        self.people.save()
        Source.objects.bulk_create(self._new)
        Post.objects.bulk_create(self._posts)
        Contribution.objects.bulk_create(self._credits)
        for source, changes, credited in self._filled:
            self._write_filled(source, changes, credited)
        for row, fields, credited in self._credited:
            row.source_id = row.source.pk if row.source else None
            row.facts = _facts(fields, credited).to_json()
        ImportedRow.objects.bulk_create(
            self._rows, update_conflicts=True, unique_fields=["id"], update_fields=WRITTEN, batch_size=500
        )
        self._tell_search()
        agents = sum(isinstance(each, Agent) for each in self.people.made)
        return Counter(
            sources=len(self._new) - len(self._posts),
            posts=len(self._posts),
            agents=agents,
            accounts=len(self.people.made) - agents,
            filled=sum(bool(changes or credited) for _source, changes, credited in self._filled),
        )

    def _make(self, row: ImportedRow, fields: SourceFields) -> None:
        columns = with_derived({name: getattr(fields, name) for name in COLUMNS})
        source = Source(**columns, **self._stamp)
        self._new.append(source)
        account = self.people.account(fields)
        credited = self._credit(source, fields)
        if not credited and account and account.agent and fields.post:
            printed = fields.post.display_name
            credited = [Contribution(source=source, agent=account.agent, credited_as=printed)]
        self._credits += credited
        if fields.post:
            self._posts.append(_post(source, fields, account))
        row.source = source
        self._credited.append((row, fields, credited))

    def _fill(self, row: ImportedRow, source: Source, fields: SourceFields) -> None:
        changes = filling(fields, source)
        is_named = source.pk in self._named or bool(source.contributions.all())
        credited = [] if is_named else self._credit(source, fields)
        if credited:
            self._named.add(source.pk)
        for name, value in with_derived(dict(changes)).items():
            setattr(source, name, value)
        self._credits += credited
        row.source = source
        row.filled = [*changes, *([CONTRIBUTORS] if credited else [])]
        self._filled.append((source, changes, credited))
        self._credited.append((row, fields, credited))

    def _credit(self, source: Source, fields: SourceFields) -> list[Contribution]:
        unique = {
            (each.role, id(agent := self.people.agent(each))): (agent, each) for each in fields.contributors
        }
        return [
            Contribution(
                source=source, agent=agent, role=each.role, position=position, credited_as=each.name[:300]
            )
            for position, (agent, each) in enumerate(unique.values())
        ]

    def _write_filled(self, source: Source, changes: dict[str, Any], credited: list[Contribution]) -> None:
        logged: dict[str, list[Any]] = {name: ["", str(value)] for name, value in changes.items()}
        if credited:
            logged[CONTRIBUTORS] = [[], [contributor_row(each) for each in credited]]
        if changes:
            source.save(update_fields=list(with_derived(dict(changes))))
        if logged:
            record = ("source", source.public_id)
            record_change(actor=self.actor, verb="enriched", record=record, changes=logged, batch=self.batch)

    def _tell_search(self) -> None:
        sources = [*self._new, *(source for source, _changes, _credited in self._filled)]
        _refresh(Source, sources)
        _refresh(Post, (each for each in sources if each.is_post))
        _refresh(Agent, (each for each in self.people.made if isinstance(each, Agent)))
        _refresh(Account, (each for each in self.people.made if isinstance(each, Account)))


def _refresh(model: type[Model], records: Iterable[Model]) -> None:
    index_of(model).refresh(each.pk for each in records)


def _post(source: Source, fields: SourceFields, account: Account | None) -> Post:
    said = fields.post
    assert said is not None  # noqa: S101 - asked by the caller
    return Post(
        source=source,
        account=account,
        platform=said.platform,
        platform_id=said.platform_id,
        posted_at=moment(fields.issued),
        thread_number=said.thread_number,
    )


def _facts(fields: SourceFields, credited: Iterable[Contribution]) -> Facts:
    """What the row says of its Source, as a text's statement says it; everything that was said, empty columns too."""
    credited = list(credited)
    post = fields.post
    said = SaidOfPost(
        display_name=post.display_name,
        posted=fields.issued,
        platform_id=post.platform_id,
        thread_number=post.thread_number,
        language=fields.language,
    ) if post else None  # fmt: skip
    return Facts(
        {name: getattr(fields, name) for name in COLUMNS},
        tuple((each.agent.public_id, each.credited_as) for each in credited),
        said,
        tuple(each.role for each in credited),
    )
