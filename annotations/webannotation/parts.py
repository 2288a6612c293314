"""What we say and understand of an annotation, in the terms of the standard: IRIs, selectors, moments. Pure."""

from dataclasses import dataclass
from datetime import datetime

from annotations.anchoring import TextPosition, TextQuote


@dataclass(frozen=True, slots=True, kw_only=True)
class TextTarget:
    """Words of one text: at least one of the selectors; `position` in code points.

    The rest says which text was read: when it was kept, where a copy is, and the SHA-256 of its UTF-8.
    """

    source: str
    quote: TextQuote | None = None
    position: TextPosition | None = None
    kept_at: datetime | None = None
    cached: str = ""
    text_sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearing:
    """A thing that the annotation is about, by its IRI; the rest is "" where a stranger says it."""

    subject: str
    label: str = ""
    stance: str = ""
    strength: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Creator:
    """Who made it: by name, by IRI or by both. `type`: the class that the standard has for it, or ""."""

    name: str = ""
    iri: str = ""
    type: str = ""

    @property
    def is_told(self) -> bool:
        """Whether anything says who it is."""
        return bool(self.name or self.iri)


@dataclass(frozen=True, slots=True, kw_only=True)
class WebAnnotation:
    """`note` is Markdown, `language` its language; `motivation`, `kind` and moments may be unknown."""

    iri: str
    targets: tuple[TextTarget, ...] = ()
    reply_to: str = ""
    motivation: str = ""
    kind: str = ""
    note: str = ""
    language: str = ""
    tags: tuple[str, ...] = ()
    bearings: tuple[Bearing, ...] = ()
    creators: tuple[Creator, ...] = ()
    created: datetime | None = None
    modified: datetime | None = None
    via: str = ""


@dataclass(frozen=True, slots=True)
class Incoming:
    """An annotation that was read, and the JSON Pointers of what it says besides that we do not keep."""

    annotation: WebAnnotation
    left_out: tuple[str, ...] = ()
