"""A Subject as one cites it: a page of this archive, with what it said on a day. Pure over loaded records."""

from datetime import datetime

from django.utils.translation import gettext as _

from annotations.models import Subject, SubjectKind
from archive.pinpoints.cited import Cited, absolute, moment_words
from sources.citing.formatted import Citation
from sources.citing.items import ARCHIVE


def cited_subject(subject: Subject) -> Cited:
    """A claim with the status that it has, and since when: it may come to have another."""
    page = subject.get_absolute_url()
    since = subject.created_at
    if subject.kind == SubjectKind.CLAIM:
        changed = subject.claim.status_changes.first()
        since = changed.at if changed else since
    item = {
        "id": subject.public_id,
        "type": "webpage",
        "title": subject.name,
        "container-title": ARCHIVE,
        "genre": str(subject.get_kind_display()),
        "issued": {"date-parts": [[since.year, since.month, since.day]]},
        "URL": absolute(page),
    }
    return Cited(subject.name, page, Citation(item), absolute(page), when=_standing(subject, since))


def _standing(subject: Subject, since: datetime) -> str:
    if subject.kind != SubjectKind.CLAIM:
        return ""
    status = subject.claim.get_status_display()
    return _("Status here: %(status)s, since %(day)s") % {"status": status, "day": moment_words(since)}
