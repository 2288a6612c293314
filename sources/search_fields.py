"""The fields of a query that records of the world answer: who, where, when, in what language. Pure.

Those of kept texts and of annotations are in `archive.search_fields` and `annotations.search_fields`.
"""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass

from django.conf.locale import LANG_INFO
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from accounts.visibility import State
from sources.languages import tidy_tag
from sources.models import AgentKind, SourceType
from sources.models.record import UNKNOWN_LANGUAGE
from sources.searching.querying.fields import Field, NotAValue
from sources.wording import date_words, language_words

# 2019, 2019-12 or 2019-12-18; 2019/12/18, 2019.12.18 and 2019年12月18日 are read as the last.
DATE = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2}))?)?[年月日]?", re.ASCII)
NOT_A_DATE = _("%(typed)s is not a date: write 2019, 2019-12 or 2019-12-18. It was searched as words.")
NOT_A_LANGUAGE = _(
    "%(typed)s is not a language: write en, zh, zh-Hant or und for not known. It was searched as words."
)
NAMES = {
    info[name].casefold(): tag
    for tag, info in LANG_INFO.items()
    for name in ("name", "name_local")
    if name in info and tag.isalpha()
} | {"chinese": "zh", "中文": "zh", "汉语": "zh"}
CODE = range(2, 4)  # letters of a language's code: longer ones are words


@dataclass(frozen=True, slots=True)
class Days:
    """Half open: from the first day of a year, a month or a day to the first day after it."""

    first: dt.date
    after: dt.date


def days(value: str) -> Days:
    """The days that the value of a field of dates means: `2019-12` is all of December."""
    match [int(part) for part in value.split("-")]:
        case [year, month, day]:
            first = dt.date(year, month, day)
            return Days(first, first + dt.timedelta(days=1))
        case [year, month]:
            return Days(dt.date(year, month, 1), dt.date(year + month // 12, month % 12 + 1, 1))
        case [year]:
            return Days(dt.date(year, 1, 1), dt.date(year + 1, 1, 1))
    raise ValueError(value)


def read_date(typed: str) -> str:
    """`2019`, `2019-12` or `2019-12-18`. Raises `NotAValue` for what is no date, a day that never was, and the end of the
    year 9999."""
    match = DATE.fullmatch(unicodedata.normalize("NFKC", typed).strip())
    if not match:
        raise NotAValue(NOT_A_DATE)
    year, *rest = (part for part in match.groups() if part)
    value = "-".join([year, *(part.zfill(2) for part in rest)])
    try:
        days(value)
    except (ValueError, OverflowError) as error:  # the last day of the calendar has no day after it
        raise NotAValue(NOT_A_DATE) from error
    return value


def read_language(typed: str) -> str:
    """A language tag in its usual letter case; a language may be called by its name, too. Raises `NotAValue`."""
    plain = unicodedata.normalize("NFKC", typed).strip()
    tag = tidy_tag(NAMES.get(plain.casefold(), plain).replace("_", "-"))
    if tag is None or len(tag.partition("-")[0]) not in CODE:
        raise NotAValue(NOT_A_LANGUAGE)
    return tag


def _language(tag: str) -> str:
    return gettext("a language not known") if tag == UNKNOWN_LANGUAGE else language_words(tag) or tag


RECORDS: dict[str, str | Promise] = {
    "source": _("Source"),
    "post": _("Post"),
    "thread": _("Thread"),
    "account": _("Account"),
    "agent": _("Person or organisation"),
}

KIND = Field(
    "kind",
    _("what it is"),
    pgettext_lazy("search", "kind: %(value)s"),
    example="post",
    aliases=("type", "类型"),
    values=RECORDS
    | {each.value: each.label for each in SourceType if each.value not in RECORDS}
    | {each.value: each.label for each in AgentKind if each is not AgentKind.UNKNOWN},
)
STATUS = Field(
    "status",
    _("how it stands"),
    pgettext_lazy("search", "status: %(value)s"),
    example="public",
    aliases=("state", "状态"),
    values={each.value: each.label for each in State},
)
HAS = Field(
    "has",
    _("what it comes with"),
    pgettext_lazy("search", "with %(value)s"),
    example="media",
    aliases=("with", "含"),
    values={
        "date": _("a known date"),
        "media": _("pictures or other media"),
        "link": _("links to elsewhere"),
        "thread": _("a place in a thread"),
    },
)
FIELDS = (
    Field(
        "from",
        _("who said or wrote it: an account, a person or an organisation, by any of their names"),
        pgettext_lazy("search", "said by %(value)s"),
        example="@paulmozur",
        aliases=("by", "author", "作者", "来自"),
    ),
    Field(
        "outlet",
        _("the newspaper, site or book that it was published in"),
        pgettext_lazy("search", "published in %(value)s"),
        example="New York Times",
        aliases=("site", "publisher", "媒体"),
    ),
    KIND,
    STATUS,
    HAS,
    Field(
        "lang",
        _("the language that it is written in"),
        pgettext_lazy("search", "in %(value)s"),
        example="zh",
        aliases=("language", "语言"),
        parse=read_language,
        in_words=_language,
    ),
    Field(
        "before",
        _("its date: before the first day of this year, month or day"),
        pgettext_lazy("search", "before %(value)s"),
        example="2019-12-18",
        aliases=("早于",),
        parse=read_date,
        in_words=date_words,
    ),
    Field(
        "after",
        _("its date: after the last day of this year, month or day"),
        pgettext_lazy("search", "after %(value)s"),
        example="2019-11",
        aliases=("晚于",),
        parse=read_date,
        in_words=date_words,
    ),
    Field(
        "on",
        _("its date: within this year, month or day"),
        pgettext_lazy("search", "dated %(value)s"),
        example="2019-12",
        aliases=("date", "year", "日期"),
        parse=read_date,
        in_words=date_words,
    ),
)
