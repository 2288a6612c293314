"""Likely pairs for a page: the two records side by side, and why they may be one. Reads only."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.visibility import State
from archive.models import Document
from sources.merging.likeness import words_of
from sources.models import Account, Agent, DistinctPair, LikelyPair, PairKind, Post, Source
from sources.wording import date_words, language_words

Someone = User | AnonymousUser
LONGEST = 160  # characters of a post or of an address in a table


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that both are compared by. `differs` where both say something, and not the same."""

    label: str
    left: str
    right: str

    @property
    def differs(self) -> bool:
        return bool(self.left and self.right and self.left != self.right)


@dataclass(frozen=True, slots=True)
class Side:
    """Two records beside each other; on the left the one that would stay: a public one, else the older. `reasons`: (in words,
    whether it speaks against).
    """

    pair: Any
    left: Any
    right: Any
    lines: list[Line]
    reasons: list[tuple[str, bool]]

    @property
    def can_merge(self) -> bool:
        """Two accounts on two platforms stay two."""
        return not isinstance(self.left, Account) or self.left.platform == self.right.platform

    @property
    def without_agent(self) -> Any:  # noqa: ANN401 - an account or None
        """Of two accounts, the one of which nobody has said whose it is."""
        accounts = (self.left, self.right) if isinstance(self.left, Account) else ()
        return next((each for each in accounts if each.agent_id is None), None)


def pairs_of(pairs: "QuerySet[Any]", user: Someone) -> "QuerySet[Any]":
    """Those whose two records are here, and this person may see both."""
    return pairs.filter(_both_of(Source, user) | _both_of(Agent, user) | _both_of(Account, user))


def _both_of(model: Any, user: Someone) -> Q:  # noqa: ANN401 - one of the three
    seen = model.objects.visible_to(user)
    left, right = (seen.filter(public_id=OuterRef(f"{side}_id")) for side in ("left", "right"))
    return Q(Exists(left)) & Q(Exists(right))


def undecided(user: Someone) -> "QuerySet[LikelyPair]":
    """The likely pairs that nobody has kept apart."""
    apart = DistinctPair.objects.filter(left_id=OuterRef("left_id"), right_id=OuterRef("right_id"))
    return pairs_of(LikelyPair.objects.exclude(Exists(apart)), user)


def sides_of(pairs: Sequence[Any], user: Someone) -> list[Side]:
    """Each pair with its records, in a number of queries that does not grow with the pairs."""
    records = _records(pairs, user)
    sides = []
    for pair in pairs:
        left, right = records.get(pair.left_id), records.get(pair.right_id)
        if left is None or right is None:
            continue
        left, right = sorted((left, right), key=lambda each: (each.state != State.PUBLIC, each.pk))
        lines = lines_of(left, right)
        sides.append(Side(pair, left, right, lines, words_of(getattr(pair, "reasons", []))))
    return sides


def lines_of(left: Any, right: Any) -> list[Line]:  # noqa: ANN401 - two records of one kind
    """What at least one of them says."""
    facts = FACTS[type(left)]
    lines = (
        Line(label, one, other)
        for (label, one), (_label, other) in zip(facts(left), facts(right), strict=True)
    )
    return [line for line in lines if line.left or line.right]


def _records(pairs: Iterable[Any], user: Someone) -> dict[str, Any]:
    """By public id, each with all that its side says."""
    wanted: dict[str, set[str]] = {}
    for pair in pairs:
        wanted.setdefault(pair.kind, set()).update((pair.left_id, pair.right_id))
    found: dict[str, Any] = {}
    for kind, ids in wanted.items():
        found |= {each.public_id: each for each in loaded(kind, user).filter(public_id__in=ids)}
    return found


def loaded(kind: str, user: Someone) -> "QuerySet[Any]":
    """The records of a kind as `lines_of` needs them."""
    if kind == PairKind.AGENT:
        return Agent.objects.visible_to(user).with_names().with_accounts(user).with_counts(user)
    if kind == PairKind.ACCOUNT:
        return Account.objects.visible_to(user).select_related("agent").with_counts(user)
    sources = Source.objects.visible_to(user).with_contributors().with_counts(user)
    sources = sources.select_related("post__account", "post__thread")
    if kind != PairKind.POST:
        return sources
    kept = Document.objects.visible_to(user).filter(source=OuterRef("pk")).closest_to_the_original()
    return sources.annotate(words=Subquery(kept.values("text")[:1]))


def _of_source(source: Source) -> list[tuple[str, str]]:
    post: Post | None = getattr(source, "post", None)
    own = _of_post(source, post) if post else _of_work(source)
    return [
        *own,
        (_("By"), ", ".join(map(str, source.contributions.all()))),
        (_("Date"), date_words(source.issued) if source.issued else ""),
        (_("Address"), _short(source.url)),
        (_("Language"), language_words(source.language)),
        (_("Quoted or cited by"), str(source.quoted_count or "")),  # type: ignore[attr-defined]
    ]


def _of_work(source: Source) -> list[tuple[str, str]]:
    return [
        (_("Type"), str(source.get_csl_type_display())),
        (_("Published in"), source.container_title),
        (_("Publisher"), source.publisher),
        (_("DOI"), source.doi),
        (_("ISBN"), source.isbn),
    ]


def _of_post(source: Source, post: Post) -> list[tuple[str, str]]:
    return [
        (_("Words"), _short(getattr(source, "words", None) or "")),
        (_("Account"), str(post.account or "")),
        (_("Id on the platform"), post.platform_id),
        (_("Thread"), str(post.thread.public_id) if post.thread else ""),
        (_("Number in its thread"), str(post.thread_number or "")),
    ]


def _of_agent(agent: Agent) -> list[tuple[str, str]]:
    return [
        (_("Names"), ", ".join(each.name for each in agent.names.all()) or agent.name),
        (_("Kind"), str(agent.get_kind_display())),
        (
            _("Accounts"),
            ", ".join(f"{each} ({each.get_platform_display()})" for each in agent.accounts.all()),
        ),
        (_("Sources and posts"), str(agent.source_count or "")),  # type: ignore[attr-defined]
        (_("Note"), _short(agent.note)),
    ]


def _of_account(account: Account) -> list[tuple[str, str]]:
    return [
        (_("Platform"), str(account.get_platform_display())),
        (_("Display name"), account.display_name),
        (_("Belongs to"), str(account.agent or "")),
        (_("Posts"), str(account.post_count or "")),  # type: ignore[attr-defined]
    ]


FACTS: dict[type, Callable[[Any], list[tuple[str, str]]]] = {
    Source: _of_source,
    Agent: _of_agent,
    Account: _of_account,
}


def _short(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[:LONGEST]}…"
