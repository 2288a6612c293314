"""What an annotation from outside speaks of, found among what is kept here: IRIs to rows, selectors to ranges.

Whatever is not here, or not to be told apart, is Refused with the field and the reason.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils.translation import gettext as _

from accounts.models import User
from annotations.anchoring import AnchorError, TextPosition, TextQuote, locate
from annotations.iris import Iris
from annotations.models import Annotation, Stance, Strength, Subject, SubjectKind
from annotations.models.annotation import AnnotationQuerySet
from annotations.reanchoring import find
from annotations.services.evidence import Bearing
from annotations.services.refusals import Refused
from annotations.webannotation import Bearing as WebBearing
from annotations.webannotation import Creator, TextTarget
from archive.models import Document
from archive.models.document import DocumentQuerySet
from sources.addresses import is_web_address, url_key

MOST_KEPT = 64  # Documents, with their texts, that one import has at hand


@dataclass(frozen=True, slots=True)
class Place:
    """A range of code points in a Document: `document.text[start:end] == exact`."""

    document: Document
    start: int
    end: int

    @property
    def exact(self) -> str:
        return self.document.text[self.start : self.end]


class Resolver:
    """For one import. `actor` None, the operator, sees everything. Rows are looked up once."""

    def __init__(self, iris: Iris, actor: User | None) -> None:
        self.iris, self.actor = iris, actor
        self._document = lru_cache(MOST_KEPT)(self._find_document)
        self._subject = lru_cache(MOST_KEPT)(self._find_subject)
        self._people: dict[str, User] | None = None

    def place(self, target: TextTarget) -> Place:
        """Where the words stand. Never a guess: the very words, once, or a place that nobody need look at again."""
        document = self._document(target.source)
        is_permanent = bool(self.iris.document_id(target.source))
        if is_permanent and target.text_sha256 not in ("", document.text_sha256):
            raise Refused("target", _("It was made on a text with another SHA-256 than the one kept here."))
        start, end = _range(document.text, target.quote, target.position if is_permanent else None)
        return Place(document, start, end)

    def bearing(self, bearing: WebBearing) -> Bearing | None:
        """What it is evidence for; None for a thing of another site. Refused for a Subject that is not here."""
        key = self.iris.subject_key(bearing.subject)
        if key is None:
            return None
        subject = self._subject(*key)
        if subject is None:
            raise Refused("body", _("There is no subject at %(iri)s.") % {"iri": bearing.subject})
        usual = Stance.CONTEXT if subject.kind == SubjectKind.CLAIM else Stance.MENTIONS
        return Bearing(subject, bearing.stance or usual, bearing.strength or Strength.MODERATE)

    def answered(self, iri: str) -> Annotation | None:
        """The annotation with this IRI, from here or imported before; None where there is none."""
        return self._annotations().filter(pk=self.key(iri)).first()

    def key(self, iri: str) -> UUID:
        """The same for the same IRI, always: of ours the one in it, of others a name-based one (RFC 9562 §5.5)."""
        return self.iris.annotation_key(iri) or uuid5(NAMESPACE_URL, iri)

    def person(self, creators: Sequence[Creator]) -> User | None:
        """The one person here who goes by the first name; only for the operator: nobody speaks in another's name.

        People here have no IRI: whoever has one is somebody else's.
        """
        name = next((each.name for each in creators if each.name and not each.iri), "")
        if self.actor is not None or not name:
            return None
        if self._people is None:
            everybody = list(User.objects.all())
            times = Counter(map(str, everybody))
            self._people = {str(each): each for each in everybody if times[str(each)] == 1}
        return self._people.get(name)

    def _find_document(self, iri: str) -> Document:
        documents = self._documents().select_related("source")
        if public_id := self.iris.document_id(iri):
            found = documents.filter(public_id=public_id).first()
        elif is_web_address(iri) and not self.iris.is_ours(iri):
            found = documents.whole().filter(source__url_key=url_key(iri)).first()
        else:
            found = None
        if found is None:
            raise Refused("target", _("No text of %(iri)s is kept here.") % {"iri": iri})
        return found

    def _find_subject(self, kind: str, slug: str) -> Subject | None:
        subjects = Subject.objects.all() if self.actor is None else Subject.objects.visible_to(self.actor)
        return subjects.filter(kind=kind, slug=slug).first()

    def _documents(self) -> DocumentQuerySet:
        return Document.objects.all() if self.actor is None else Document.objects.visible_to(self.actor)

    def _annotations(self) -> AnnotationQuerySet:
        return Annotation.objects.all() if self.actor is None else Annotation.objects.visible_to(self.actor)


def _range(text: str, quote: TextQuote | None, position: TextPosition | None) -> tuple[int, int]:
    """By the position where the text is known to be the same; else by the words, first letter for letter."""
    if position is None and quote is None:
        raise Refused("target", _("A position says nothing about another copy of the text: quote the words."))
    try:
        anchor = locate(text, quote=quote, position=position)
    except AnchorError as error:
        if quote is None:
            raise Refused("target", str(error)) from error
        return _range(text, quote, None) if position else _nearly(text, quote, str(error))
    return anchor.start, anchor.end


def _nearly(text: str, quote: TextQuote, why: str) -> tuple[int, int]:
    """Where the words stand in a text that is a little different, if that is beyond doubt."""
    found = find(text, quote.normalised())
    if found is None:
        raise Refused("target", why)
    if not found.sure:
        nearest = text[found.start : found.end][:60]
        message = _("%(why)s The nearest is “%(nearest)s” at %(start)d–%(end)d, which is not sure.")
        values = {"why": why, "nearest": nearest, "start": found.start, "end": found.end}
        raise Refused("target", message % values)
    return found.start, found.end
