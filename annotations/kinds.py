"""Which templates and which words each kind of Subject has."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from annotations.filters import FILTERS, NamedFilters, SubjectFilters
from annotations.models import SubjectKind


@dataclass(frozen=True, slots=True)
class Words:
    """The head of a list, and what it says while it is empty."""

    title: Any
    lede: Any
    nothing: Any


WORDS = {
    SubjectKind.CLAIM: Words(
        _("Claims"),
        _(
            "What was said to be so, by whom, and how it stands: each with the passages that speak for it and against it."
        ),
        _("A claim appears here when a researcher has put it in words and tied passages to it."),
    ),
    SubjectKind.LEAK: Words(
        _("Leaks"),
        _(
            "Data about people that lay open: what it was, whose, and how that came to be known. Described here, never shown."
        ),
        _("A leak appears here when a researcher has described it from passages that report it."),
    ),
    SubjectKind.VENDOR: Words(
        _("Vendors"),
        _("Who makes and sells it, under every name in every script, with the passages that speak of them."),
        _("A vendor appears here when a researcher has marked a passage that names one."),
    ),
    SubjectKind.TECHNOLOGY: Words(
        _("Technologies"),
        _("Systems and devices, with the passages that describe them."),
        _("A technology appears here when a researcher has marked a passage that names one."),
    ),
    SubjectKind.AGENCY: Words(
        _("Agencies"),
        _("Offices, police and public bodies, with the passages that speak of them."),
        _("An agency appears here when a researcher has marked a passage that names one."),
    ),
    SubjectKind.PLACE: Words(
        _("Places"),
        _("Where it happens, under every name, with the passages that speak of it."),
        _("A place appears here when a researcher has marked a passage that names one."),
    ),
}


def filters_of(kind: str) -> type[SubjectFilters]:
    return FILTERS.get(kind, NamedFilters)


def list_template(kind: str) -> str:
    return f"annotations/{_family(kind)}_list.html"


def page_template(kind: str) -> str:
    return f"annotations/{_family(kind)}_detail.html"


def _family(kind: str) -> str:
    return kind if kind in FILTERS else "subject"
