"""In which style and language a reader wants references: as the address says, else as they last chose."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from sources.citing.styles import DEFAULT_LOCALE, DEFAULT_STYLE, LOCALES, Style, UnknownStyle, style_named

COOKIE = "citation_look"  # a style and a language, and nothing of who chose them
A_YEAR = 365 * 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Look:
    style: Style
    locale: str

    @property
    def name(self) -> str:
        return f"{self.style.id}~{self.locale}"


def look_asked_for(request: HttpRequest) -> Look:
    """What there is not is the usual one."""
    last_style, _tilde, last_locale = request.COOKIES.get(COOKIE, "").partition("~")
    return Look(
        style=_style(request.GET, last_style),
        locale=next(
            (each for each in (request.GET.get("locale", ""), last_locale) if each in LOCALES), DEFAULT_LOCALE
        ),
    )


def remember(response: HttpResponse, request: HttpRequest, look: Look) -> HttpResponse:
    """For the next citation, where it was chosen just now."""
    if "style" in request.GET and request.COOKIES.get(COOKIE) != look.name:
        response.set_cookie(
            COOKIE, look.name, max_age=A_YEAR, secure=request.is_secure(), httponly=True, samesite="Lax"
        )
    return response


def _style(given: Mapping[str, str], last: str) -> Style:
    for name in (given.get("style", ""), last):
        try:
            return style_named(name)
        except UnknownStyle:
            continue
    return style_named(DEFAULT_STYLE)
