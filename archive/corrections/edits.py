"""What a person may change, as values; and what is wrong with a change, in words. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from archive.corrections.places import Place
from archive.reading.proposal import Platform, TextStatus

BY_HAND = "corrected by hand"  # the origin of a piece of metadata that a person changed
ADDED = "added"  # how the keys of findings begin that a person added
NEW_THREAD = "new"
AddedKind = Literal["post", "quotation", "link"]
# Fields of `Metadata` by name, as typed; `authors` one to a line. A field that is missing stays as it is.
Said = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Fault:
    """`key` is that of a finding, or "metadata", or "add"; `field` that of its edit."""

    key: str
    field: str
    message: str


class CannotCorrect(ValueError):
    """The changes do not hold together: nothing of them was applied."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(fault.message for fault in faults))
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True, kw_only=True)
class PostEdit:
    """A post as a person says it is. `thread` is the key of a thread, `NEW_THREAD`, or ""."""

    place: Place
    accepted: bool = True
    removed: bool = False
    platform: Platform = "other"
    handle: str = ""
    display_name: str = ""
    posted: str = ""
    thread: str = ""
    thread_number: int | None = None
    thread_length: int | None = None
    platform_id: str = ""
    url: str = ""
    text_status: TextStatus = "verbatim"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotationEdit:
    """A quotation, and what is said of the source it is from."""

    place: Place
    accepted: bool = True
    removed: bool = False
    text_status: TextStatus = "verbatim"
    said: Said = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkEdit:
    """A link or a footnote, and what is said of the source it leads to."""

    place: Place
    accepted: bool = True
    removed: bool = False
    said: Said = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Addition:
    """A finding that the reading missed; its details are filled in once it is there."""

    kind: AddedKind
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Edits:
    """All changes of one form, by the keys of findings. What is not named stays as it is."""

    metadata: Said = field(default_factory=dict)
    posts: Mapping[str, PostEdit] = field(default_factory=dict)
    quotations: Mapping[str, QuotationEdit] = field(default_factory=dict)
    links: Mapping[str, LinkEdit] = field(default_factory=dict)
    addition: Addition | None = None
