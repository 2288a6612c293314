"""A source, or words of a kept text, as one reader may cite them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import User
from archive.citation_lists.reading import items_of
from archive.models import Document
from archive.pinpoints.places import Numbered, Place, passages_named, words_between
from sources.citing.formatted import Citation
from sources.citing.threads import thread_item
from sources.models import Source, Thread

Someone = User | AnonymousUser


@dataclass(frozen=True, slots=True)
class Cited:
    """What is cited, called `title` on its page, which is `page`. `quote`: the very words, "" for the whole.

    `address` is absolute and lasting. `when` says in words when it was kept or stood so, and where in the text; `proof` by
    what one can tell that it is still the same; "" where there is nothing to say.
    """

    title: str
    page: str
    citation: Citation
    address: str
    when: str = ""
    proof: str = ""
    quote: str = ""


def cited_source(source: Source, user: Someone) -> Cited:
    """The whole of it. It comes from `for_citing()`."""
    item = items_of([source], user)[source.pk]
    page = source.get_absolute_url()
    return Cited(str(source), page, Citation(item), absolute(page))


def cited_thread(thread: Thread, user: Someone) -> Cited | None:
    """By those of its posts that this person may see; None where there are none."""
    posts = list(
        Source.objects.visible_to(user)
        .filter(post__thread=thread)
        .for_citing()
        .order_by("post__thread_order", "pk")
    )
    if not posts:
        return None
    items = items_of(posts, user)
    page = thread.get_absolute_url()
    item = thread_item([items[each.pk] for each in posts], public_id=thread.public_id, address=absolute(page))
    return Cited(str(thread), page, Citation(item), absolute(page))


def cited_text(document: Document, user: Someone, place: Place | None = None) -> Cited:
    """A text that this person may see, or words of it. Its source comes from `for_citing()`.

    The ¶ of a text with one passage is not said: there is nothing to look for.
    """
    item = items_of([document.source], user)[document.source_id]
    page = document.get_absolute_url()
    is_alone = place is None or not document.passages.exclude(number=1).exists()
    locator = place.locator if place and not is_alone else ""
    return Cited(
        title=str(document.source),
        page=page,
        citation=Citation(item, locator=locator),
        address=absolute(f"{page}#p{place.first}" if place else page),
        when=_kept(document, locator),
        proof=_("SHA-256 of the text: %(hash)s") % {"hash": document.text_sha256},
        quote=document.text[place.start : place.end] if place else "",
    )


def moment_words(moment: datetime) -> str:
    form = pgettext("date and time, see Django's date format", "j F Y, H:i")
    return f"{date_format(moment.astimezone(UTC), form)} UTC"


def absolute(path: str) -> str:
    return f"{settings.BASE_URL}{path}"


def _kept(document: Document, locator: str) -> str:
    words = _("Kept %(day)s") % {"day": moment_words(document.kept_at)}
    return f"{words}, ¶\N{NO-BREAK SPACE}{locator}" if locator else words


def place_asked_for(document: Document, given: Mapping[str, str]) -> Place | None:
    """`p` names passages (`12`, `12-14`), or `start` and `end` code points; None without. Raises `NoSuchPlace`."""
    passages, start, end = (given.get(name, "") for name in ("p", "start", "end"))
    if not (passages or start or end):
        return None
    rows = document.passages.order_by("number").values_list("number", "start", "end")
    numbered = [Numbered(*row) for row in rows]
    if passages:
        return passages_named(passages, numbered)
    return words_between(start, end, len(document.text), numbered)
