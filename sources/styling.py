"""The only writer of the citation styles that a site adds to those that come along."""

import hashlib
import re
from pathlib import PurePosixPath

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record_change
from sources.citing.engine import EngineFailed
from sources.citing.formatted import Citation, formatted
from sources.citing.stylefile import BadStyle, Style, parent_of, style_of, title_of, tree_of
from sources.citing.styles import COMING_ALONG, DEFAULT_LOCALE, official_file
from sources.models import UploadedStyle

LONGEST_NAME, LONGEST_TITLE = 100, 300
PLACES = re.compile(r"\S*/(?=\S)")
SAMPLE = {
    "id": "sample",
    "type": "article-newspaper",
    "title": "A sample of a title",
    "author": [{"family": "Sample", "given": "Ada"}],
    "container-title": "The Sample",
    "issued": {"date-parts": [[2019, 12, 18]]},
    "URL": "https://example.org/sample",
}


def upload_style(*, csl: bytes, file_name: str, actor: User) -> UploadedStyle:
    """Add a style: read, tried on a sample, and kept with who added it.

    A dependent style is resolved to its parent in the official collection. Raises `BadStyle`, whose message is for
    people: no usable CSL file, a parent that is not here, a name that is taken.
    """
    root = tree_of(csl)
    title = title_of(root)[:LONGEST_TITLE]
    name = _name(root.findtext("{*}info/{*}id") or "", file_name)
    independent = _independent(csl, parent_of(root))
    _try_out(style_of(independent, id=name, title=title))
    _refuse_taken(name)
    try:
        with transaction.atomic():
            style = UploadedStyle.objects.create(
                name=name,
                title=title,
                csl=independent,
                sha256=hashlib.sha256(independent).hexdigest(),
                uploaded_by=actor,
            )
            record_change(
                actor=actor, verb="uploaded", record=("style", name), changes={"title": ["", title]}
            )
    except IntegrityError as error:  # somebody else was first
        raise _taken(name) from error
    return style


@transaction.atomic
def withdraw_style(*, style: UploadedStyle, actor: User) -> None:
    """Offer it no more; twice is once. What was formatted with it stays as it was printed."""
    style = UploadedStyle.objects.select_for_update().get(pk=style.pk)
    if style.withdrawn_at is not None:
        return
    style.withdrawn_at, style.withdrawn_by = timezone.now(), actor
    style.save(update_fields=["withdrawn_at", "withdrawn_by"])
    record_change(
        actor=actor, verb="withdrew", record=("style", style.name), changes={"title": [style.title, ""]}
    )


def _name(own_id: str, file_name: str) -> str:
    """The last part of the style's own id, which is an address as a rule; else the name of the file."""
    said = re.split(r"[/:]", own_id.strip().rstrip("/"))[-1]
    name = slugify(said) or slugify(PurePosixPath(file_name).stem)
    if not name:
        raise BadStyle(_("The style has no id, and its file no name that could stand for one."))
    return name[:LONGEST_NAME]


def _independent(csl: bytes, parent: str) -> bytes:
    if not parent:
        return csl
    path = official_file(parent)
    if path is None:
        raise BadStyle(
            _("This style only refers to another, “%(parent)s”, which is not installed: upload that one.")
            % {"parent": parent}
        )
    return path.read_bytes()


def _try_out(style: Style) -> None:
    try:
        [made] = formatted([Citation(SAMPLE)], style, DEFAULT_LOCALE)
    except EngineFailed as error:
        words = PLACES.sub("", str(error))
        raise BadStyle(_("The style cannot be used: %(words)s") % {"words": words}) from error
    if not any((made.bibliography, made.note, made.in_text)):
        raise BadStyle(_("The style prints nothing for a newspaper article: it was not kept."))


def _refuse_taken(name: str) -> None:
    if name in COMING_ALONG:
        raise BadStyle(_("“%(name)s” comes along with Undersight already.") % {"name": name})
    if UploadedStyle.objects.in_use().filter(name=name).exists():
        raise _taken(name)


def _taken(name: str) -> BadStyle:
    return BadStyle(
        _("There is a style “%(name)s” already: withdraw it before you upload another.") % {"name": name}
    )
