"""What a page says of the Sources that a text rests on: plain values, for one reader, that templates only print.

A public text may name an account or a person whose own record is not public yet; then no link leads there.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from django.contrib.auth.models import AnonymousUser
from django.db.models import TextChoices
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.visibility import State, visible_states
from archive.models import QuoteCheck, Reference, TextStatus
from sources.models import Account, Agent, AttachmentKind, Contribution, Post, Role, Source
from sources.wording import date_words, host_of

TONES = {QuoteCheck.VERBATIM: "good", QuoteCheck.ALTERED: "caution"}


class HasPage(Protocol):
    pk: int

    def get_absolute_url(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Named:
    """Words, and where they lead ("" for nowhere)."""

    words: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """A date of the world: in words, and as the first day it allows ("" when there is none)."""

    words: str
    first: str


@dataclass(frozen=True, slots=True)
class Outward:
    """An address elsewhere. `host` is "" when it is no web address; then it must not become a link."""

    url: str
    host: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """How quoted words stand to the kept ones, in words; `status` is said when the text itself is not verbatim."""

    words: str
    tone: str
    status: str


@dataclass(frozen=True, slots=True)
class Cited:
    """A Source in one line. `is_known` is false when nothing is known of it but that it was quoted."""

    name: Named
    is_title: bool
    is_known: bool
    container: str
    issued: Day | None
    original: Outward | None
    state: str
    contributors: list[Named]
    missing: str


@dataclass(frozen=True, slots=True)
class Slip:
    """A quoted post as its slip shows it, beside its words."""

    label: str
    voice: Named
    handle: Named | None
    issued: Day | None
    thread: Named | None
    post: str
    carried: list[Outward]
    original: Outward | None
    state: str


class Citing:
    """Makes these values for one person, and remembers addresses: a text often quotes the same people."""

    def __init__(self, user: User | AnonymousUser) -> None:
        self.user = user
        self._states = visible_states(user)
        self._addresses: dict[tuple[type, int], str] = {}
        self._days: dict[str, Day] = {}
        self._labels: dict[TextChoices, str] = {}
        self._post_by, self._unknown_account = _("Post by %(account)s"), _("an unknown account")

    def cited(self, source: Source, *, in_full: bool = False) -> Cited:
        """`in_full` adds the authors and what is missing; the source must then come with its contributors."""
        post = post_of(source)
        return Cited(
            name=Named(
                self._post_name(post) if post else _source_name(source), self._address(post or source)
            ),
            is_title=bool(source.title and not post),
            is_known=bool(post or source.title or source.url or source.container_title),
            container=source.container_title,
            issued=self._day(source),
            original=outward(source.url),
            state=_draft_words(source),
            contributors=[self._contributor(each) for each in source.contributions.all()] if in_full else [],
            missing=", ".join(source.missing_details) if in_full else "",
        )

    def slip(self, post: Post, carried: Iterable[tuple[str, str]]) -> Slip:
        """The post must come with its source, account, agent and thread; `carried`: address and kind of each."""
        source, account = post.source, post.account
        agent = account.agent if account and account.agent else None
        voice = self._agent(agent, agent.name, printed=account.display_name) if account and agent else None
        return Slip(
            label=self._post_name(post),
            voice=voice or Named(account.display_name if account else self._unknown_account),
            handle=self._account(account) if account else None,
            issued=self._day(source),
            thread=self._thread(post),
            post=self._address(post),
            carried=[Outward(url, host_of(url), self.label(AttachmentKind(kind))) for url, kind in carried],
            original=outward(source.url),
            state=_draft_words(source),
        )

    def check(self, reference: Reference, status: str | None) -> Check:
        """`status`: that of the text it quotes; None where it quotes none that is kept."""
        result = QuoteCheck(reference.check_result)
        quoted = TextStatus(status or TextStatus.VERBATIM)
        return Check(
            words=self.label(result),
            tone=TONES.get(result, ""),
            status="" if quoted == TextStatus.VERBATIM else self.label(quoted),
        )

    def label(self, choice: TextChoices) -> str:
        """Its words, looked up once."""
        if choice not in self._labels:
            self._labels[choice] = str(choice.label)
        return self._labels[choice]

    def _post_name(self, post: Post) -> str:
        return self._post_by % {"account": post.account or self._unknown_account}

    def _contributor(self, contribution: Contribution) -> Named:
        named = self._agent(contribution.agent, str(contribution), printed=contribution.credited_as)
        if contribution.role == Role.AUTHOR:
            return named
        return Named(f"{named.words} ({self.label(Role(contribution.role))})", named.address)

    def _agent(self, agent: Agent, words: str, *, printed: str) -> Named:
        """Who is not public yet keeps only the name that the source itself prints."""
        if agent.state in self._states:
            return Named(words, self._address(agent))
        return Named(printed or _("name not public"))

    def _account(self, account: Account) -> Named:
        return Named(str(account), self._address(account) if account.state in self._states else "")

    def _thread(self, post: Post) -> Named | None:
        if post.thread is None:
            return None
        return Named(thread_place(post.thread_number, post.thread.length), self._address(post.thread))

    def _address(self, record: HasPage) -> str:
        key = (type(record), record.pk)
        if key not in self._addresses:
            self._addresses[key] = record.get_absolute_url()
        return self._addresses[key]

    def _day(self, source: Source) -> Day | None:
        if not source.issued:
            return None
        if source.issued not in self._days:
            first = source.issued_on.isoformat() if source.issued_on else ""
            self._days[source.issued] = Day(date_words(source.issued), first)
        return self._days[source.issued]


def thread_place(number: int | None, length: int | None) -> str:
    """`3 of 11`, or `3/` where nothing says how long the thread is."""
    if number and length:
        return _("%(number)s of %(length)s") % {"number": number, "length": length}
    return f"{number}/" if number else _("in a thread")


def outward(url: str) -> Outward | None:
    return Outward(url, host_of(url)) if url else None


def post_of(source: Source) -> Post | None:
    """The post that a source of that type is; costs a query unless it was selected with it."""
    return getattr(source, "post", None) if source.is_post else None


def _source_name(source: Source) -> str:
    return source.title or host_of(source.url) or _("source not yet identified")


def _draft_words(source: Source) -> str:
    return str(State.DRAFT.label) if source.state == State.DRAFT else ""
