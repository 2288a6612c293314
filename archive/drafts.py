"""The only writers of drafts: from an input to a proposal on the desk, and from there into the archive."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Batch, BatchKind, User
from accounts.services import record_change, start_batch
from archive import blobs
from archive.corrections import Carried, carried_over
from archive.ingest import Arrival, Ingested, ingest, known_document
from archive.matching import account_key
from archive.models import CaptureMethod, Document, Draft
from archive.reading import read
from archive.reading.proposal import Proposal
from sources.turns import one_writer_at_a_time


class ChangedMeanwhile(Exception):
    """Somebody saved, confirmed or discarded the draft since this version of it was read; nothing was written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """What a person gave to be kept. `media_type` may carry a charset, as in HTTP."""

    data: bytes
    method: str
    name: str = ""
    media_type: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Started:
    """Where an input is now: on the desk (`draft`, perhaps opened before), or in the archive already (`known`)."""

    draft: Draft | None
    known: Document | None
    is_new: bool


def start_draft(*, given: Input, actor: User) -> Started:
    """Read an input, keep its bytes and put the proposal on the desk.

    The same bytes from the same person open the draft that is there, with its corrections. Raises
    `UnreadableInput`, and then wrote nothing; `OSError` when the disk refuses.
    """
    proposal = read(given.data, name=given.name, media_type=given.media_type, url=given.url)
    known = known_document(proposal.sha256)
    if known:
        return Started(None, known, False)
    # Before the row, as for a capture: a draft is never without its bytes.
    blobs.keep(given.data)
    draft, is_new = Draft.objects.get_or_create(
        created_by=actor,
        sha256=proposal.sha256,
        defaults={"method": given.method, "proposal": proposal.to_json()},
    )
    return Started(draft, None, is_new)


def save_corrections(*, draft: Draft, version: int, proposal: Proposal, matches: Mapping[str, str]) -> Draft:
    """Write a corrected proposal over the version it was made from. Raises `ChangedMeanwhile`."""
    written = Draft.objects.filter(pk=draft.pk, version=version).update(
        proposal=proposal.to_json(),
        matches=dict(matches),
        version=version + 1,
        updated_at=timezone.now(),
    )
    if not written:
        raise ChangedMeanwhile(_meanwhile())
    draft.refresh_from_db()
    return draft


def reread_draft(*, draft: Draft, version: int) -> Carried:
    """Read the kept bytes anew, for a draft that another version of this site wrote; what was corrected is carried over.

    Raises `ChangedMeanwhile`, `UnreadableInput`, and `FileNotFoundError` or `blobs.DamagedBlob` when the bytes are not
    what they were; then the draft stays as it is.
    """
    stored = draft.proposal
    data, said = blobs.read(draft.sha256), stored if isinstance(stored, dict) else {}
    fresh = read(data, **_how_it_came(said, draft.method))
    carried = carried_over(said, fresh)
    matches = _still_meant(draft.matches, carried)
    save_corrections(draft=draft, version=version, proposal=carried.proposal, matches=matches)
    return carried


def _how_it_came(stored: dict[str, Any], method: str) -> dict[str, str]:
    """What `start_draft` was told of the bytes, as far as an older proposal remembers it."""
    came = {"name": str(stored.get("name", ""))}
    if method == CaptureMethod.PASTE:
        came["media_type"] = f"{stored.get('media_type', 'text/plain')}; charset=utf-8"
    metadata = stored.get("metadata")
    url = metadata.get("url") if isinstance(metadata, dict) else None
    if isinstance(url, dict) and url.get("origin") == "given":
        came["url"] = str(url.get("value", ""))
    return came


def _still_meant(matches: Mapping[str, str], carried: Carried) -> dict[str, str]:
    """The choices of records that mean the same: the article's, those of findings that are there, of their accounts."""
    accounts = {account_key(each.platform, each.handle) for each in carried.proposal.posts}
    keys = {"article": "article", **carried.keys, **{key: key for key in accounts}}
    keys |= {f"agent:{key}": f"agent:{key}" for key in accounts}
    return {keys[key]: value for key, value in matches.items() if key in keys}


@transaction.atomic
def discard_draft(*, draft: Draft, actor: User) -> None:
    """Take a draft off the desk. Its bytes stay on disk: another draft or capture may rest on the same ones."""
    record_change(actor=actor, verb="discarded", record=("draft", draft.public_id))
    draft.delete()


@transaction.atomic
def confirm_draft(*, draft: Draft, version: int, actor: User, public: bool = False) -> Ingested:
    """Make the records of a draft, in a batch of its own, and take it off the desk: both or neither.

    Raises `ChangedMeanwhile`; `FileNotFoundError` or `blobs.DamagedBlob` when the bytes are not what they were.
    """
    one_writer_at_a_time()
    current = Draft.objects.select_for_update().filter(pk=draft.pk, version=version).first()
    if current is None:
        raise ChangedMeanwhile(_meanwhile())
    proposal = current.read()
    batch = None
    if known_document(proposal.sha256) is None:
        label = proposal.name or proposal.metadata.title.value
        batch = start_batch(kind=BatchKind.INGEST, label=label, actor=actor)
    result = ingest(proposal, arrival_of(current, actor=actor, batch=batch, public=public))
    current.delete()
    return result


def arrival_of(draft: Draft, *, actor: User, batch: Batch | None = None, public: bool = False) -> Arrival:
    """The draft's bytes with all that was decided about them; fit for `ingest()` and for `rehearse()`."""
    return Arrival(
        data=blobs.read(draft.sha256),
        method=draft.method,
        batch=batch,
        actor=actor,
        choices=draft.matches,
        public=public,
    )


def _meanwhile() -> str:
    return _("This draft was saved elsewhere in the meantime, in another tab or by another person.")
