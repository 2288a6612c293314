"""A query that was read: what it asks for, how that is said, and the queries that are near to it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from sources.searching.querying.fields import Fields, known_fields
from sources.searching.querying.lexing import cleaned
from sources.searching.querying.notes import Note
from sources.searching.querying.parsing import Parser
from sources.searching.querying.reading import reading
from sources.searching.querying.tree import And, FieldTerm, Node, all_of, leaves, stands_alone
from sources.searching.querying.writing import written


@dataclass(frozen=True, slots=True)
class Understood:
    """`tree` is None where nothing was asked. `notes` are sentences (`str(note)`) in the language of the moment.

    Other queries are made from this one by `with_field`, `without_field` and `without`: `text()` of each is what a
    link carries.
    """

    tree: Node | None
    notes: tuple[Note, ...] = field(default=(), compare=False)
    known: Fields = field(default_factory=known_fields, compare=False, repr=False)

    @property
    def finds(self) -> bool:
        """Whether it says what to look for: an empty query does not, nor one that only leaves out."""
        return self.tree is not None and stands_alone(self.tree)

    @property
    def reading(self) -> str:
        """How it was read, in the language of the moment; "" where nothing was asked."""
        return reading(self.tree, self.known)

    @property
    def parts(self) -> tuple[Node, ...]:
        """What must all be so, each a thing of its own to take away again."""
        if self.tree is None:
            return ()
        return self.tree.parts if isinstance(self.tree, And) else (self.tree,)

    @property
    def fields(self) -> tuple[FieldTerm, ...]:
        """The fields that every hit fulfils, in order."""
        return tuple(part for part in self.parts if isinstance(part, FieldTerm))

    def text(self) -> str:
        """The query as one writes it: `parse(text())` is equal to this, and has nothing to note but that it only
        leaves out."""
        return written(self.tree) if self.tree else ""

    def says(self, part: Node) -> str:
        """How one of the `parts` is read."""
        return reading(part, self.known)

    def with_field(self, name: str, value: str) -> "Understood":
        """Narrowed to what has this, too. Raises `KeyError` for a field that there is not, `NotAValue` for its value."""
        known = self.known[name]
        return self._of([*self.parts, FieldTerm(known.name, known.read(cleaned(value)))])

    def without_field(self, name: str, value: str | None = None) -> "Understood":
        """Without the parts that ask for this field alone, or for this value of it: `tag:x`, `-tag:x`, `tag:x OR tag:y`."""
        known = self.known[name]
        wanted = None if value is None else known.read(cleaned(value))
        return self._of(part for part in self.parts if not _asks_for(part, known.name, wanted))

    def without(self, part: Node) -> "Understood":
        return self._of(each for each in self.parts if each != part)

    def _of(self, parts: "Iterator[Node] | list[Node]") -> "Understood":
        return Understood(all_of(parts), known=self.known)


def parse(text: str, fields: Fields | None = None) -> Understood:
    """What a person asks for. Never raises, whatever the text; in time linear in its length."""
    known = known_fields() if fields is None else fields
    read = Parser(text, known)
    return Understood(read.tree, read.notes, known)


def _asks_for(part: Node, name: str, value: str | None) -> bool:
    asked = list(leaves(part))
    return all(
        isinstance(leaf, FieldTerm) and leaf.name == name and value in (None, leaf.value) for leaf in asked
    )
