"""Why something is not read, and the place in the JSON where the reason stands. Pure."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

DEEPEST = 40  # levels of objects and arrays; selectors may refine each other without end
LONGEST_SHOWN = 60


class Refusal(ValueError):
    """`pointer` is a JSON Pointer (RFC 6901) into what was given, "" for all of it; `problem` is for people."""

    def __init__(self, pointer: str, problem: str) -> None:
        super().__init__(f"{pointer}: {problem}" if pointer else problem)
        self.pointer, self.problem = pointer, problem


class NotAnAnnotation(Refusal):
    """It breaks a rule of the Web Annotation Data Model."""


class NotHeldHere(Refusal):
    """It keeps every rule, but what it speaks of is nothing that this archive holds."""


@dataclass(frozen=True, slots=True)
class Node:
    """A JSON value and where it stands."""

    value: object
    pointer: str = ""
    depth: int = 0

    def has(self, name: str) -> bool:
        return isinstance(self.value, dict) and name in self.value

    def member(self, name: str) -> "Node":
        """The value of a member. NotAnAnnotation where this is no object or has none of that name."""
        if not isinstance(self.value, dict):
            raise self.fault(_("must be an object, not %(value)s.") % {"value": self.shown})
        if name not in self.value:
            raise self.fault(_("“%(name)s” is missing.") % {"name": name})
        return self._step(name, self.value[name])

    def members(self, name: str) -> list["Node"]:
        """All values of a member: the standard writes one value alone and several as an array. None where absent."""
        if not self.has(name):
            return []
        member = self.member(name)
        return member.elements() if isinstance(member.value, list) else [member]

    def elements(self) -> list["Node"]:
        """The values of an array. NotAnAnnotation where this is none."""
        if not isinstance(self.value, list):
            raise self.fault(_("must be an array, not %(value)s.") % {"value": self.shown})
        return [self._step(str(place), each) for place, each in enumerate(self.value)]

    def names(self) -> list[str]:
        return list(self.value) if isinstance(self.value, dict) else []

    def words(self, name: str) -> list[str]:
        """Those of a member's values that are strings."""
        return [each.value for each in self.members(name) if isinstance(each.value, str)]

    def word(self, name: str) -> str:
        """The first of `words`, or ""."""
        return next(iter(self.words(name)), "")

    def fault(self, problem: str) -> NotAnAnnotation:
        return NotAnAnnotation(self.pointer, problem)

    @property
    def shown(self) -> str:
        """The value for a message, shortened."""
        words = f"“{self.value}”" if isinstance(self.value, str) else repr(self.value)
        words = words.encode("utf-8", "backslashreplace").decode()
        return words if len(words) <= LONGEST_SHOWN else f"{words[:LONGEST_SHOWN]}…"

    def _step(self, name: str, value: object) -> "Node":
        step = Node(value, f"{self.pointer}/{_escaped(name)}", self.depth + 1)
        if step.depth > DEEPEST:
            raise NotAnAnnotation(
                self.pointer, _("is nested more than %(most)d levels deep.") % {"most": DEEPEST}
            )
        return step


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1").encode("utf-8", "backslashreplace").decode()
