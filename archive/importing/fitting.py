"""What a record can hold of an item: the rest is told in words, and stays with the row. Pure.

Half a name is another name and half an address another place; half a title still says which work it is.
"""

from dataclasses import replace
from typing import Any, Final

from django.utils.translation import gettext as _

from archive.reading.html.permalinks import Permalink, read_permalink
from sources.addresses import is_handle, is_web_address
from sources.citing.csl import text_of
from sources.citing.items import COLUMNS, DATES, ROLES, TEXTS, PostFields, SourceFields
from sources.dates import NotADate, first_day
from sources.exchange.shapes import Item
from sources.languages import tidy_tag
from sources.models import Account, AgentName, Platform, Post, Source, SourceType
from sources.models.record import UNKNOWN_LANGUAGE

SHORTENED: Final = frozenset(("title", "container_title", "publisher"))
SMALL: Final = 32_767  # the largest number that a small column holds
CUT: Final = "…"
SHOWN: Final = 60  # characters of a value in a sentence
# Variables of an item that no column holds, and that nobody misses: who kept it, and the keys that others gave it.
_UNMISSED: Final = frozenset(
    (
        "id",
        "type",
        "language",
        "archive",
        "archive_location",
        "custom",
        "citation-key",
        "title-short",
        "source",
    )
)
_LONGEST: Final[dict[str, int]] = {
    name: size for name in COLUMNS if (size := getattr(Source._meta.get_field(name), "max_length", None))
}


def fitting(fields: SourceFields, item: Item) -> tuple[SourceFields, tuple[str, ...]]:
    """The fields as the columns hold them, and a sentence for each thing of the item that is not in them."""
    problems: list[str] = []
    values = {name: _fit(name, getattr(fields, name), problems) for name in COLUMNS}
    _mend(values, item, problems)
    post = _post(values, fields.post, problems) if values["csl_type"] == SourceType.POST else None
    longest = AgentName._meta.get_field("name").max_length or 0
    people = tuple(each for each in fields.contributors if len(each.name) <= longest)
    if len(people) < len(fields.contributors):
        problems.append(_("A name of more than %(most)d characters is left out.") % {"most": longest})
    problems += _left_out(item, values)
    return replace(fields, **values, contributors=people, post=post), tuple(problems)


def _fit(name: str, value: str, problems: list[str]) -> str:
    most = _LONGEST.get(name)
    if most is None or len(value) <= most:
        return value
    facts = {"field": _label(name), "most": most, "value": value[:SHOWN] + CUT}
    if name in SHORTENED:
        problems.append(_("%(field)s: cut after %(most)d characters.") % facts)
        return value[: most - 1] + CUT
    problems.append(_("%(field)s: “%(value)s” has more than %(most)d characters and is left out.") % facts)
    return UNKNOWN_LANGUAGE if name == "language" else ""


def _mend(values: dict[str, Any], item: Item, problems: list[str]) -> None:
    """Dates, addresses and languages that no column takes as they are."""
    for name, variable in DATES.items():
        if item.get(variable) and not _is_date(values[name]):
            values[name] = ""
            problems.append(_not_taken(name, _told(item[variable])))
    if values["url"] and not is_web_address(values["url"]):
        problems.append(_not_taken("url", values["url"]))
        values["url"] = ""
    tag = tidy_tag(values["language"])
    if tag is None:
        problems.append(_not_taken("language", values["language"]))
    values["language"] = tag or UNKNOWN_LANGUAGE


def _is_date(value: str) -> bool:
    try:
        first_day(value)
    except NotADate:
        return False
    return bool(value)


def _told(date: object) -> str:
    """What an item says of a date, in words."""
    if isinstance(date, dict):
        return str(date.get("literal") or date.get("raw") or date.get("date-parts") or date)
    return str(date)


def _not_taken(name: str, value: str) -> str:
    facts = {"field": _label(name), "value": value[:SHOWN]}
    return _("%(field)s: “%(value)s” cannot be taken as it stands and is left out.") % facts


def _label(name: str) -> str:
    return str(Source._meta.get_field(name).verbose_name).capitalize()  # type: ignore[union-attr]


def _post(values: dict[str, Any], said: PostFields | None, problems: list[str]) -> PostFields:
    """What a post is on its platform: as its item says, and as its address does."""
    post, link = _as_text(said), read_permalink(values["url"])
    if link and post.platform in (link.platform, Platform.OTHER):
        post = _as_addressed(post, link)
    if post.platform not in Platform.values:
        post = replace(post, platform=Platform.OTHER.value)
    longest = Post._meta.get_field("platform_id").max_length or 0
    if len(post.platform_id) > longest:
        post = replace(post, platform_id="")
    most = Account._meta.get_field("handle").max_length or 0
    if post.account and not (is_handle(post.account) and len(post.account) <= most):
        problems.append(_("“%(handle)s” is no name of an account.") % {"handle": post.account[:SHOWN]})
        post = replace(post, account="")
    return replace(post, display_name=post.display_name[:300])


def _as_text(said: PostFields | None) -> PostFields:
    """What a file says of a post may be of any shape: numbers and words count, nothing else."""
    if said is None:
        return PostFields(Platform.OTHER.value)
    number = said.thread_number
    is_number = isinstance(number, int) and not isinstance(number, bool) and 1 <= number <= SMALL
    texts = {
        name: text_of(getattr(said, name)) for name in ("platform", "account", "display_name", "platform_id")
    }
    return PostFields(**texts, thread_number=number if is_number else None)


def _as_addressed(post: PostFields, link: Permalink) -> PostFields:
    return replace(
        post,
        platform=link.platform,
        platform_id=post.platform_id or link.platform_id,
        account=post.account or link.handle,
    )


def _left_out(item: Item, values: dict[str, Any]) -> list[str]:
    """One sentence that names the variables which no record has."""
    known = {*TEXTS.values(), *DATES.values(), *ROLES, *_UNMISSED}
    left = sorted(name for name, value in item.items() if name not in known and value)
    told = [_("Kept with the row only: %(variables)s.") % {"variables": ", ".join(left)}] if left else []
    if item.get("type") != values["csl_type"]:
        kind = Source(csl_type=values["csl_type"]).get_csl_type_display()
        told.append(_("The type “%(type)s” becomes “%(kind)s”.") % {"type": item.get("type"), "kind": kind})
    return told
