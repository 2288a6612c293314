"""The indexes of the archive: what each holds of which records, kept up to date, built anew, and checked.

`settings.SEARCH_INDEXES` names them by dotted path, in the order of their tabs. Entries are made in one place
(`Index.entries`), read anew from the records, whoever asks for it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Model, Q, QuerySet
from django.utils.functional import Promise
from django.utils.module_loading import import_string

from sources.searching.editions import edition_of, keep_edition, kept_editions
from sources.searching.engines import engine
from sources.searching.engines.shape import Entry, Key, Outdated, Shape, Statement
from sources.searching.facets import Facets
from sources.searching.folding import BARRIER
from sources.searching.namesounds import sound_forms
from sources.searching.pieces import Text
from sources.searching.preparing import prepared

BATCH = 500  # records at a time
BREAK = f" {BARRIER} "  # between two texts of one column that have words: no phrase crosses it

Words = Callable[[Sequence[Key]], Iterator[Text]]
Condition = Callable[[str, Any], Q | None]
Texts = dict[str, list[str]]


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """What is found of `records`.

    `words` reads them (`pieces.Pieces` for most). `sounds`: the column that says how names among them sound, or "". `date`: the field that they are dated by, or "". `follows`: the ways
    from a record to those of other models whose words or state show in its entry (`refresh_about`). `fields`: what a field
    of the query language means here, as a condition on the records for (value, user), or None where it can match nothing.
    `facets`: how its hits are counted (`facets_of`).
    """

    shape: Shape
    label: Promise
    records: "QuerySet[Any]"
    words: Words
    sounds: str = ""
    date: str = ""
    follows: Mapping[type[Model], tuple[str, ...]] = field(default_factory=dict)
    fields: Mapping[str, Condition] = field(default_factory=dict)
    facets: Facets = Facets()  # noqa: RUF009 - frozen

    @property
    def name(self) -> str:
        return self.shape.name

    @property
    def model(self) -> type[Model]:
        model: type[Model] = self.records.model
        return model

    def texts(self, keys: Sequence[Key], *, unseen: bool = False) -> dict[Key, Texts]:
        """The words of these records as they stand in them, by column; those of drafts with `unseen` only.

        What a snippet is cut from. Records that are gone are left out.
        """
        hidden = set() if unseen else self._hidden
        found: dict[Key, Texts] = defaultdict(lambda: defaultdict(list))
        for key, column, words, _is_name in self.words(keys) if keys else ():
            texts = found[key]
            if words and column not in hidden:
                texts[column].append(words)
        return {key: dict(texts) for key, texts in found.items()}

    @property
    def _hidden(self) -> set[str]:
        return {column.name for column in self.shape.columns if column.unseen}

    def entries(self, keys: Sequence[Key]) -> list[Entry]:
        """The entries that the index is to have for these keys: one for each record that is there."""
        found: dict[Key, Texts] = defaultdict(lambda: defaultdict(list))
        hidden = self._hidden
        for text in self.words(keys) if keys else ():
            columns = found[text.key]
            if text.words and (words := prepared(text.words)):
                columns[text.column].append(words)
            if text.is_name and self.sounds:  # how a name that only some may see sounds is for them, too
                sounds = columns[text.column if text.column in hidden else self.sounds]
                sounds.extend(each for each in sound_forms(text.words) if each not in sounds)
        return [
            Entry(key, {column: BREAK.join(words) for column, words in columns.items()})
            for key, columns in found.items()
        ]

    def about(self, model: type[Model], keys: Sequence[Key]) -> set[Key]:
        """The keys of the entries in which those records of `model` show."""
        found = set(keys) if model is self.model else set()
        for way in self.follows.get(model, ()):
            for some in _batches(keys):
                found |= set(
                    self.records.filter(**{f"{way}__in": some}).order_by().values_list("pk", flat=True)
                )
        return found

    # Upkeep: called by services, in their own transaction

    def refresh(self, keys: Iterable[Key]) -> bool:
        """Write the entries of these records anew, and remove those of records that are gone; whether any had to change."""
        changed = False
        for some in _batches(keys):
            if self.shape.keeps_words:
                engine().lock(self.shape, some)
            changed |= self._write(some)
        return changed

    def add(self, keys: Iterable[Key]) -> None:
        """As `refresh`, for records that this transaction has made: nobody else can be writing about them."""
        for some in _batches(keys):
            self._write(some, anew=True)

    def remove(self, keys: Iterable[Key]) -> None:
        """Take the entries out. Called before the records go: an index without words has to be told them."""
        for some in _batches(keys):
            entries = () if self.shape.keeps_words else self.entries(some)
            try:
                engine().remove(self.shape, some, entries)
            except Outdated:
                self.rebuild()
                engine().remove(self.shape, some, self.entries(some))

    def purge(self) -> None:
        """Leave no byte of what was removed in the index. Takes as long as reading the index."""
        engine().purge(self.shape)

    def _write(self, keys: Sequence[Key], *, anew: bool = False) -> bool:
        """The entries that are not yet as they should be, or `anew` all of them. True where anything had to be done."""
        entries = self.entries(keys)
        gone = set(keys) - {entry.key for entry in entries}
        stale = set(keys) if anew else set(engine().wrong(self.shape, entries))
        try:
            if stale:
                engine().put(self.shape, [entry for entry in entries if entry.key in stale])
            if gone:
                engine().remove(self.shape, sorted(gone, key=str), ())
        except Outdated:
            self.rebuild()
        return bool(stale or gone)

    # Building and checking

    def rebuild(self, progress: Callable[[int], None] = lambda _count: None) -> int:
        """Make every entry anew, while others read and write; the number of entries.

        `progress` is called with the number made so far. Where entries can be replaced they are, batch by batch; else
        the index is built aside, and takes the place of the old one once it has what came and went meanwhile.
        """
        if self.shape.keeps_words:
            return self._rebuild_in_place(progress)
        return self._rebuild_aside(progress)

    def _rebuild_in_place(self, progress: Callable[[int], None]) -> int:
        count = 0
        for keys in self._all_keys():
            with transaction.atomic():
                engine().lock_all(self.shape, keys)
                self._write(keys, anew=True)
            count += len(keys)
            progress(count)
        with transaction.atomic():
            self.remove(engine().orphans(self.shape, self._key_statement()))
            self.purge()
            keep_edition(self.shape)
        return count

    def _rebuild_aside(self, progress: Callable[[int], None]) -> int:
        count = self._build_aside(progress)
        with transaction.atomic():
            engine().hold(self.shape)
            aside, records = self.shape.aside, self._key_statement()
            if engine().orphans(aside, records):  # records went meanwhile, and their words with them
                count = self._build_aside(progress)
            late = engine().missing(aside, records)
            for some in _batches(late):
                engine().put(aside, self.entries(some))
            engine().take_the_place_of(self.shape, aside)
            self.purge()
            keep_edition(self.shape)
        return count + len(late)

    def _build_aside(self, progress: Callable[[int], None]) -> int:
        aside, count = self.shape.aside, 0
        with transaction.atomic():
            engine().drop(aside)
            engine().create(aside)
        for keys in self._all_keys():
            with transaction.atomic():
                engine().put(aside, self.entries(keys))
            count += len(keys)
            progress(count)
        return count

    def differences(self) -> list[str]:
        """What is not as `rebuild` would make it, a line for each; nothing when all is well."""
        found = [] if engine().is_whole(self.shape) else [f"{self.name}: its own tables do not agree"]
        if self in outdated_indexes():
            found.append(f"{self.name}: was made by another edition")
        for keys in self._all_keys():
            wrong = engine().wrong(self.shape, self.entries(keys))
            found += [f"{self.name}: {key} is missing or stale" for key in wrong]
        orphans = engine().orphans(self.shape, self._key_statement())
        return found + [f"{self.name}: {key} is of no record" for key in orphans]

    def _all_keys(self) -> Iterator[list[Key]]:
        """The keys of all records, a batch at a time, as they are when their turn comes."""
        ordered = self.records.order_by("pk").values_list("pk", flat=True)
        keys = list(ordered[:BATCH])
        while keys:
            yield keys
            keys = list(ordered.filter(pk__gt=keys[-1])[:BATCH])

    def _key_statement(self) -> Statement:
        sql, parameters = self.records.order_by().values(search_key=F("pk")).query.sql_with_params()
        return sql, parameters


def _batches(keys: Iterable[Key]) -> Iterator[list[Key]]:
    """Each key once, in order, so that two writers never wait for each other."""
    ordered = iter(sorted(set(keys)))
    while some := list(islice(ordered, BATCH)):
        yield some


def all_indexes() -> "tuple[Index, ...]":
    """Those of `settings.SEARCH_INDEXES`, in their order."""
    return tuple(import_string(path) for path in settings.SEARCH_INDEXES)


def index_of(model: type[Model]) -> Index:
    """The index of that model's records. Raises `LookupError` when there is none."""
    for index in all_indexes():
        if index.model is model:
            return index
    raise LookupError(f"settings.SEARCH_INDEXES has none for {model.__name__}")


def outdated_indexes() -> list[Index]:
    """Those that were made by another edition of this code, or never: they have to be made anew. One query."""
    kept = kept_editions()
    return [index for index in all_indexes() if kept.get(index.name) != edition_of(index.shape)]


def refresh_about(model: type[Model], keys: Iterable[Key]) -> list[Index]:
    """Write anew every entry that these records have, or that shows something of them; the indexes that changed."""
    wanted = sorted(set(keys))
    return [index for index in all_indexes() if wanted and index.refresh(index.about(model, wanted))]
