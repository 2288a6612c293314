"""The permanent IRIs of this site, from what they name and back. Pure.

The addresses are promises made to other sites (docs/webannotation.md), which is why they stand here once more, in full.
"""

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote
from uuid import UUID

from annotations.models.subject import PLURALS, SubjectKind

KINDS = {plural: kind for kind, plural in PLURALS.items()}
_UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_ANNOTATION = re.compile(rf"/annotations/({_UUID})/")
_DOCUMENT = re.compile(r"/documents/([-\w]+)/", re.ASCII)
_SUBJECT = re.compile(rf"/({'|'.join(KINDS)})/([^/?#]+)/")
UNQUOTED = "/~:@!$&'()*+,;="  # RFC 3986 §3.3, as Django writes addresses


@dataclass(frozen=True, slots=True)
class Iris:
    """`base`: scheme and host of the site, no slash at the end. What is not of this site is None or ""."""

    base: str

    def annotation(self, key: UUID) -> str:
        return f"{self.base}/annotations/{key}/"

    def document(self, public_id: str) -> str:
        return f"{self.base}/documents/{public_id}/"

    def text_of(self, public_id: str) -> str:
        """Where the text of a Document is as plain text."""
        return f"{self.document(public_id)}text/"

    def subject(self, kind: str, slug: str) -> str:
        return f"{self.base}/{PLURALS[SubjectKind(kind)]}/{quote(slug, safe=UNQUOTED)}/"

    def annotations(self, query: str = "") -> str:
        """The collection of all of them, or the part that a query string chooses."""
        return f"{self.base}/annotations/" + (f"?{query}" if query else "")

    def annotation_key(self, iri: str) -> UUID | None:
        found = self._found(_ANNOTATION, iri)
        return UUID(found[1]) if found else None

    def document_id(self, iri: str) -> str:
        found = self._found(_DOCUMENT, iri)
        return found[1] if found else ""

    def subject_key(self, iri: str) -> tuple[SubjectKind, str] | None:
        """Its kind and its slug."""
        found = self._found(_SUBJECT, iri)
        return (KINDS[found[1]], unquote(found[2])) if found else None

    def is_ours(self, iri: str) -> bool:
        return iri.startswith(f"{self.base}/")

    def _found(self, pattern: re.Pattern[str], iri: str) -> re.Match[str] | None:
        return pattern.fullmatch(iri, len(self.base)) if iri.startswith(self.base) else None
