"""What is to be put on a list: a Source as a whole, or words in a Document of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import F
from django.db.models.functions import Substr

from accounts.models import User
from archive.models import Document, ListEntry, Passage
from sources.models import Source

Someone = User | AnonymousUser


@dataclass(frozen=True, slots=True)
class Wanted:
    """Keys of rows, and a range in code points, half-open. Of a whole source, all but `source` is left out.

    `annotation`: what was said of the words, where they were taken from there.
    """

    source: int
    document: int | None = None
    start: int | None = None
    end: int | None = None
    exact: str = ""
    annotation: UUID | None = None

    @property
    def place(self) -> tuple[int, int | None, int | None, int | None]:
        """Equal for what may stand on a list only once."""
        return (self.source, self.document, self.start, self.end)


def place_of(entry: ListEntry) -> tuple[int, int | None, int | None, int | None]:
    """As `Wanted.place`."""
    return (entry.source_id, entry.document_id, entry.start, entry.end)


def whole_source(public_id: str, user: Someone) -> Wanted | None:
    """None where there is none that this person may see."""
    source = Source.objects.visible_to(user).filter(public_id=public_id).only("pk").first()
    return Wanted(source.pk) if source else None


def words_of(document: Document, start: int, end: int) -> Wanted:
    """Words of a text that is loaded, by code points."""
    return Wanted(document.source_id, document.pk, start, end, document.text[start:end])


def passages_with_keys(keys: Iterable[int], user: Someone) -> list[Wanted]:
    """In the order of the keys; what this person may not see is left out."""
    keys = list(keys)
    found = _passages(user, pk__in=keys)
    return [found[key] for key in keys if key in found]


def _passages(user: Someone, **chosen: object) -> dict[int, Wanted]:
    """By key. Their words are cut out in the database."""
    words = Substr("document__text", F("start") + 1, F("end") - F("start"))
    found = Passage.objects.visible_to(user).filter(**chosen).annotate(words=words)
    rows = found.values_list("pk", "document__source", "document", "start", "end", "words")
    return {key: Wanted(source, document, *place) for key, source, document, *place in rows}  # type: ignore[arg-type]
