"""What a match is, its keys, and how a person's choices decide among matches. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from sources.models import Account, Agent, Post

MatchKind = Literal["source", "post", "account", "agent"]
NEW = "new"  # a person's choice: make a new record, whatever was found


@dataclass(frozen=True, slots=True)
class Match:
    """A record that a finding may be. `automatic` ones are joined unless a person says otherwise.

    A `certain` one leaves nothing to choose: there can be no second record of that handle, or of that id.
    `record` is the row itself where finding it brought it along, so that nobody has to ask for it again.
    """

    key: str
    kind: MatchKind
    public_id: str
    label: str
    reason: str
    automatic: bool = True
    record: Account | Agent | Post | None = None
    certain: bool = False


def author_key(position: int) -> str:
    """The key of an author's Agent among the choices of a proposal."""
    return f"agent:author:{position}"


def account_key(platform: str, handle: str) -> str:
    return f"account:{platform}:{handle.casefold()}"


def chosen(matches: Iterable[Match], choices: Mapping[str, str]) -> dict[str, str]:
    """Key → public id: what is certain, then a person's choice, then the first automatic match.

    `NEW` keeps a key out, unless there can be no new one.
    """
    result: dict[str, str] = {}
    certain: dict[str, str] = {}
    for match in matches:
        if match.certain:
            certain.setdefault(match.key, match.public_id)
        if match.automatic and match.key not in choices:
            result.setdefault(match.key, match.public_id)
    result.update({key: public_id for key, public_id in choices.items() if public_id != NEW})
    return result | certain
