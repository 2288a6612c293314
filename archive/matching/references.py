"""Which Source a reference of another file is: by our own address, by DOI, ISBN, address, or title with date and author.

Reads only: some queries for each five hundred references, whatever is here.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Lower, Replace
from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from accounts.models import User
from sources.addresses import url_key
from sources.citing.items import SourceFields
from sources.exchange.shapes import Item
from sources.models import Source, SourceType
from sources.names import name_forms, name_key

AT_ONCE = 500  # SQLite refuses to compare with more than 1,000 at once, in what is prefetched
SAME_TITLE = 88  # of 100 (`rapidfuzz.fuzz.ratio`): what printers and people change in a title
OF_TEN, OF_THIRTEEN = 10, 13  # digits of an ISBN
_RESOLVER = re.compile(r"(?:https?://)?(?:dx\.)?doi\.org/|doi:\s*", re.IGNORECASE)
_OUR_PAGE = re.compile(r"/(?:sources|posts)/([0-9a-z]+)/?(?:[?#].*)?$")


class Ground(IntEnum):
    """How sure a match is; from `SUGGESTION` on, a person has to say so."""

    OURS, SAME_POST, DOI, ISBN, ADDRESS, DESCRIBED, SUGGESTION = range(7)


# Those whose key a Source has by itself.
SHARED = (Ground.OURS, Ground.SAME_POST, Ground.DOI, Ground.ISBN, Ground.ADDRESS, Ground.SUGGESTION)


@dataclass(frozen=True, slots=True)
class Known:
    """A Source that a reference may be, and why."""

    source: Source
    ground: Ground
    reason: str

    @property
    def is_sure(self) -> bool:
        return self.ground < Ground.SUGGESTION


@dataclass(frozen=True, slots=True)
class Wanted:
    """One reference: what its columns hold, and the item itself."""

    fields: SourceFields
    item: Item


def known_sources(wanted: Sequence[Wanted], user: User | AnonymousUser | None) -> list[Known | None]:
    """For each reference the surest match among what this person may see; all that is here for the operator (None)."""
    found: list[Known | None] = []
    for start in range(0, len(wanted), AT_ONCE):
        part = wanted[start : start + AT_ONCE]
        candidates = _candidates(part, user)
        found += [_surest(each, candidates) for each in part]
    return found


def doi_key(doi: str) -> str:
    """A DOI without the address of a resolver, in one letter case: they ignore it."""
    return _RESOLVER.sub("", doi.strip()).casefold()


def isbn_key(isbn: str) -> str:
    """The thirteen digits; "" for what is no ISBN by its length."""
    digits = re.sub(r"[^0-9X]", "", isbn.upper())
    if len(digits) == OF_TEN and digits[:-1].isdigit():
        core = "978" + digits[:-1]
        total = sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(core))
        return core + str(-total % 10)
    return digits if len(digits) == OF_THIRTEEN and digits.isdigit() else ""


def our_id(item: Item) -> str:
    """The public id that an export of this very site names; "" for others."""
    address = item.get("archive_location")
    if not isinstance(address, str) or not address.startswith(f"{settings.BASE_URL}/"):
        return ""
    page = _OUR_PAGE.search(address)
    return page[1] if page else ""


def strong_keys(wanted: Wanted) -> Iterator[tuple[Ground, str]]:
    """What two references of one work share, each enough by itself."""
    fields = wanted.fields
    if public_id := our_id(wanted.item):
        yield Ground.OURS, public_id
    if fields.post and fields.post.platform_id:
        yield Ground.SAME_POST, f"{fields.post.platform}:{fields.post.platform_id}"
    if key := doi_key(fields.doi):
        yield Ground.DOI, key
    if fields.csl_type == SourceType.BOOK and (key := isbn_key(fields.isbn)):
        yield Ground.ISBN, key
    if key := url_key(fields.url):
        yield Ground.ADDRESS, key
    if fields.title and fields.issued and fields.contributors:
        yield Ground.DESCRIBED, "|".join((name_key(fields.title), fields.issued, _names(fields)[0]))


def grounds(ground: Ground) -> str:
    """The ground in words."""
    return {
        Ground.OURS: _("exported from this archive"),
        Ground.SAME_POST: _("same id on the platform"),
        Ground.DOI: _("same DOI"),
        Ground.ISBN: _("same ISBN"),
        Ground.ADDRESS: _("same address"),
        Ground.DESCRIBED: _("same title, date and author"),
        Ground.SUGGESTION: _("same title"),
    }[ground]


def _candidates(
    wanted: Sequence[Wanted], user: User | AnonymousUser | None
) -> dict[tuple[Ground, str], list[Source]]:
    """The Sources that share a key with one of these, by key; with the people who made them."""
    keys: dict[Ground, set[str]] = defaultdict(set)
    for each in wanted:
        for ground, key in strong_keys(each):
            keys[ground].add(key)
        if each.fields.title:
            keys[Ground.SUGGESTION] |= {name_key(each.fields.title), each.fields.title.lower()}
    visible = Source.objects.all() if user is None else Source.objects.visible_to(user)
    met = {pk for query in _queries(visible, keys) for pk in query.values_list("pk", flat=True)}
    found: dict[tuple[Ground, str], list[Source]] = defaultdict(list)
    for source in _loaded(sorted(met)):
        for ground in SHARED:
            found[ground, _key_of(source, ground)].append(source)
    return found


def _loaded(keys: Sequence[int]) -> Iterator[Source]:
    for start in range(0, len(keys), AT_ONCE):
        sources = Source.objects.filter(pk__in=keys[start : start + AT_ONCE]).order_by("pk")
        yield from sources.select_related("post__account").prefetch_related("contributions__agent__names")


def _queries(visible: "QuerySet[Source]", keys: Mapping[Ground, set[str]]) -> Iterator["QuerySet[Source]"]:
    """Those that may share a key, for each ground: `_key_of` then says which do."""
    bare = Replace(Replace(F("isbn"), Value("-"), Value("")), Value(" "), Value(""))
    lowered = Lower("doi")
    by: dict[Ground, Callable[[set[str]], QuerySet[Source]]] = {
        Ground.OURS: lambda values: visible.filter(public_id__in=values),
        Ground.SAME_POST: lambda values: visible.filter(_posts(values)),
        Ground.DOI: lambda values: visible.exclude(doi="").alias(key=lowered).filter(_ends(values)),
        Ground.ISBN: lambda values: visible.exclude(isbn="").alias(key=bare).filter(key__in=_isbns(values)),
        Ground.ADDRESS: lambda values: visible.filter(url_key__in=values),
        Ground.SUGGESTION: lambda values: visible.alias(key=Lower("title")).filter(key__in=values),
    }
    for ground, query in by.items():
        if keys.get(ground):
            yield query(keys[ground])


def _posts(keys: Iterable[str]) -> Q:
    ids = [key.partition(":")[2] for key in keys]
    return Q(post__platform_id__in=ids)


def _ends(keys: Iterable[str]) -> Q:
    """DOIs as people write them: bare, or behind the address of a resolver."""
    starts = ("", "https://doi.org/", "http://dx.doi.org/", "doi:")
    return Q(key__in=[f"{start}{key}" for key in keys for start in starts])


def _isbns(keys: Iterable[str]) -> set[str]:
    return {*keys, *(old for key in keys if (old := _of_ten(key)))}


def _of_ten(isbn: str) -> str:
    """The same ISBN in its older form of ten digits, where it has one."""
    if not isbn.startswith("978"):
        return ""
    total = sum(int(digit) * weight for digit, weight in zip(isbn[3:12], range(10, 1, -1), strict=True))
    check = -total % 11
    return isbn[3:12] + ("X" if check == OF_TEN else str(check))


def _key_of(source: Source, ground: Ground) -> str:
    if ground is Ground.SAME_POST:
        post = getattr(source, "post", None) if source.is_post else None
        return f"{post.platform}:{post.platform_id}" if post and post.platform_id else ""
    values = {
        Ground.OURS: source.public_id,
        Ground.DOI: doi_key(source.doi),
        Ground.ISBN: isbn_key(source.isbn),
        Ground.ADDRESS: source.url_key,
    }
    return values.get(ground, name_key(source.title))


def _surest(wanted: Wanted, candidates: Mapping[tuple[Ground, str], list[Source]]) -> Known | None:
    found: list[Known | None] = [
        _judged(wanted.fields, source, ground)
        for ground, key in strong_keys(wanted)
        for source in candidates.get((ground, key), ())
    ]
    if title := name_key(wanted.fields.title):
        found += [
            _by_title(wanted.fields, source) for source in candidates.get((Ground.SUGGESTION, title), ())
        ]
    return min(filter(None, found), key=lambda known: known.ground, default=None)


def _judged(fields: SourceFields, source: Source, ground: Ground) -> Known:
    """One address may hold many works, and one ISBN many volumes: another title there is for a person to see."""
    if ground in (Ground.ADDRESS, Ground.ISBN) and not _may_be_titled(fields.title, source.title):
        reason = _("%(ground)s, but another title: “%(title)s”")
        return Known(
            source, Ground.SUGGESTION, reason % {"ground": grounds(ground), "title": source.title[:200]}
        )
    return Known(source, ground, grounds(ground))


def _may_be_titled(one: str, other: str) -> bool:
    one, other = name_key(one), name_key(other)
    begins = one.startswith(other) or other.startswith(one)
    return not one or not other or begins or fuzz.ratio(one, other) >= SAME_TITLE


def _by_title(fields: SourceFields, source: Source) -> Known | None:
    """Same title: sure with date and author, a question where one of them differs or is not known, nothing if both do."""
    dates, people = _dates_agree(fields.issued, source.issued), _people_agree(fields, source)
    if dates and people:
        return Known(source, Ground.DESCRIBED, grounds(Ground.DESCRIBED))
    if dates is False and people is False:
        return None
    facts = {
        "date": source.issued or _("no date"),
        "author": ", ".join(str(each) for each in source.contributions.all()) or _("no author"),
    }
    return Known(source, Ground.SUGGESTION, _("same title; it has %(date)s, %(author)s") % facts)


def _dates_agree(one: str, other: str) -> bool | None:
    """One may be more exact than the other; None where one is not known."""
    if not one or not other:
        return None
    one, other = one[:10], other[:10]
    return one.startswith(other) or other.startswith(one)


def _people_agree(fields: SourceFields, source: Source) -> bool | None:
    said = set(_names(fields))
    known = {name.key for each in source.contributions.all() for name in each.agent.names.all()} | {
        name_key(each.credited_as) for each in source.contributions.all() if each.credited_as
    }
    return bool(said & known) if said and known else None


def _names(fields: SourceFields) -> list[str]:
    return [name_key(form.name) for each in fields.contributors for form in name_forms(each.name)]
