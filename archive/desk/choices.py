"""Which record a finding is: the candidates with what was chosen among them, and what a form says of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse

from archive.corrections import findings
from archive.matching import NEW, Match, account_key, author_key
from archive.reading.proposal import Proposal


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that a finding may be, with the address of its page."""

    value: str
    label: str
    reason: str
    url: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """The candidates for one key. `name` is that of its field; `makes_new` says that none is chosen.

    Where there is nothing to choose, `certain` is true and the one candidate is only shown.
    """

    key: str
    number: int
    candidates: tuple[Candidate, ...]
    makes_new: bool
    certain: bool

    @property
    def name(self) -> str:
        return field_of(self.key)


def field_of(key: str) -> str:
    return f"match-{key}"


def choices_of(matches: Iterable[Match], chosen: Mapping[str, str]) -> dict[str, Choice]:
    """Key → its candidates, the surest first. Chosen is what a person said, else the first automatic one."""
    by_key: dict[str, dict[str, Match]] = defaultdict(dict)
    for match in matches:
        by_key[match.key].setdefault(match.public_id, match)
    return {
        key: _choice(key, number, list(candidates.values()), chosen.get(key))
        for number, (key, candidates) in enumerate(by_key.items())
    }


def _choice(key: str, number: int, matches: list[Match], said: str | None) -> Choice:
    certain = [match for match in matches if match.certain][:1]
    shown = certain or matches
    value = next((match.public_id for match in shown if match.automatic), NEW)
    if not certain and (said == NEW or said in {match.public_id for match in shown}):
        value = str(said)
    candidates = tuple(
        Candidate(each.public_id, each.label, each.reason, address_of(each), each.public_id == value)
        for each in shown
    )
    return Choice(key, number, candidates, value == NEW, bool(certain))


def address_of(match: Match) -> str:
    """The page of the record that a match points at."""
    if match.kind == "account":
        _kind, platform, _handle = match.key.split(":", 2)
        return reverse("archive:account_detail", args=[platform, match.label.removeprefix("@")])
    return reverse(f"archive:{match.kind}_detail", args=[match.public_id])


def said_in(data: Mapping[str, str], choices: Mapping[str, Choice]) -> dict[str, str]:
    """What a form says of each choice that was shown; anything that was not offered is left out."""
    said = {}
    for key, choice in choices.items():
        if choice.certain:
            continue
        value = data.get(choice.name, "")
        if value == NEW or value in {each.value for each in choice.candidates}:
            said[key] = value
    return said


def surviving(before: Proposal, after: Proposal, said: Mapping[str, str]) -> dict[str, str]:
    """The choices that still mean the same: those of authors and accounts are keyed by what these were."""
    keys = {"article", *(found.key for found in findings(after))}
    for post in after.posts:
        account = account_key(post.platform, post.handle)
        keys |= {account, f"agent:{account}"}
    names = zip(before.metadata.authors, after.metadata.authors, strict=False)
    keys |= {author_key(at) for at, (old, new) in enumerate(names) if old.value == new.value}
    return {key: public_id for key, public_id in said.items() if key in keys}
