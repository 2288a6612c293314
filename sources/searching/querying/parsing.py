"""Reading a query: any text becomes a tree, and notes say where it was not read as it was written. Pure.

OR binds closest, `a b OR c` is a with (b or c); everything else that stands side by side must all be found. A field
before a bracket is one of each word in it: `tag:(a OR b)` is `tag:a OR tag:b`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sources.searching.querying import leaves, notes
from sources.searching.querying.fields import NO_VALUE, Fields, NotAValue
from sources.searching.querying.lexing import PLAIN, Kind, Lexeme, as_values, cleaned, lexemes
from sources.searching.querying.notes import Notes
from sources.searching.querying.tree import FieldTerm, Leaf, Node, all_of, any_of, negation, stands_alone

MAX_TERMS = 40  # words, phrases and fields
MAX_LENGTH = 1_000  # code points of them
# Code points looked at. A tree within the two limits above is always written in less (`writing`): signs included.
MAX_TEXT = 4_000


@dataclass(slots=True)
class Group:
    """What stands between two brackets, while it is read: each part lists things of which one must be found.

    `values_of`: the field whose values its words are, or "".
    """

    values_of: str = ""
    parts: list[list[Node]] = field(default_factory=list)
    joining: Lexeme | None = None  # an operator whose right side is still to come
    negating: Lexeme | None = None  # a negation whose word is still to come

    def add(self, node: Node) -> None:
        node = negation(node) if self.negating else node
        if self.joining and self.joining.kind is Kind.OR:
            self.parts[-1].append(node)
        else:
            self.parts.append([node])
        self.forget()

    def forget(self) -> None:
        """The operators that wait, since nothing came for them to work on."""
        self.joining = self.negating = None


class Parser:
    """For one query. `tree` is what it asks for, None for nothing; `notes` what a reader should be told of it."""

    def __init__(self, text: str, fields: Fields) -> None:
        self._fields = fields
        self._notes = Notes()
        self._groups = [Group()]
        self._terms_left, self._length_left, self._full = MAX_TERMS, MAX_LENGTH, False
        self.tree = self._read(cleaned(text))
        if self.tree is None:
            self._notes.add(notes.NOTHING)
        elif not stands_alone(self.tree):
            self._notes.add(notes.ONLY_LEFT_OUT)
        self.notes = self._notes.taken()

    def _read(self, text: str) -> Node | None:
        for lexeme in lexemes(text[:MAX_TEXT], self._fields.__contains__):
            self._take(lexeme)
            if self._full:
                break
        else:
            if len(text) > MAX_TEXT:
                self._notes.add(notes.TOO_LONG, text[MAX_TEXT:].strip())
        while len(self._groups) > 1:
            self._notes.add(notes.UNCLOSED_BRACKET)
            self._close()
        return self._node(self._groups[0])

    def _take(self, lexeme: Lexeme) -> None:
        group = self._groups[-1]
        match lexeme.kind:
            case Kind.OPEN | Kind.OPEN_FIELD:
                self._groups.append(Group(lexeme.name or group.values_of))
            case Kind.CLOSE if len(self._groups) == 1:
                self._notes.add(notes.STRAY_BRACKET)
            case Kind.CLOSE:
                if not group.parts:
                    self._notes.add(notes.EMPTY_BRACKETS)
                self._close()
            case Kind.NOT:
                group.negating = None if group.negating else lexeme
            case Kind.AND | Kind.OR:
                self._join(group, lexeme)
            case _:
                is_value = group.values_of and lexeme.kind is not Kind.FIELD
                read = as_values(lexeme, group.values_of) if is_value else [lexeme]
                self._add(group, self._counted([leaf for each in read for leaf in self._leaves(each)]))

    def _join(self, group: Group, operator: Lexeme) -> None:
        if group.parts and not group.joining and not group.negating:
            group.joining = operator
        else:
            self._notes.add(notes.STRAY_OPERATOR, operator.text)

    def _add(self, group: Group, node: Node | None) -> None:
        if node is None:
            group.forget()
        else:
            group.add(node)

    def _close(self) -> None:
        inner = self._node(self._groups.pop())
        self._add(self._groups[-1], inner)

    def _node(self, group: Group) -> Node | None:
        for waiting in (group.joining, group.negating):
            if waiting and not self._full:
                self._notes.add(notes.STRAY_OPERATOR, waiting.text)
        if any(len({stands_alone(node) for node in part}) > 1 for part in group.parts):
            self._notes.add(notes.LEFT_OUT_BESIDE_OR)
        return all_of(node for part in group.parts if (node := any_of(part)))

    def _leaves(self, lexeme: Lexeme) -> list[Leaf]:
        """What the index can be asked for. What says nothing is noted, and there is none."""
        self._note_signs(lexeme)
        found: list[Leaf] = []
        match lexeme.kind:
            case Kind.FIELD:
                return self._field(lexeme)
            case Kind.UNKNOWN_FIELD:
                self._notes.add(notes.UNKNOWN_FIELD, f"{lexeme.name}:")
                found = [*leaves.words(lexeme.name), *leaves.words(lexeme.text, lexeme.starred)]
            case Kind.PHRASE:
                found = [*leaves.phrase(self._shortened(lexeme.text), lexeme.starred)]
            case _:
                found = [*leaves.words(self._shortened(lexeme.text), lexeme.starred)]
        if not found and not self._full:
            self._notes.add(notes.NO_WORDS, lexeme.text or "*")
        return found

    def _field(self, lexeme: Lexeme) -> list[Leaf]:
        known = self._fields[lexeme.name]
        try:
            return [FieldTerm(known.name, known.read(lexeme.text))]
        except NotAValue as refusal:
            self._notes.add(refusal.sentence, lexeme.text, known)
            return [*leaves.words(lexeme.text)]

    def _note_signs(self, lexeme: Lexeme) -> None:
        plain = lexeme.text.translate(PLAIN)
        if not lexeme.closed:
            self._notes.add(notes.UNCLOSED_QUOTE, lexeme.text)
        if lexeme.kind is Kind.FIELD:
            if lexeme.starred:
                self._notes.add(notes.STAR_IN_FIELD, lexeme.text)
        elif "*" in plain:
            self._notes.add(notes.STAR_INSIDE, lexeme.text)
        elif lexeme.kind is Kind.WORD and plain.endswith(":") and plain[:-1] in self._fields:
            self._notes.add(NO_VALUE, field=self._fields[plain[:-1]])

    def _shortened(self, text: str) -> str:
        """As much as there is room for, to the last whole word."""
        if len(text) <= self._length_left:
            return text
        self._leave_out(text)
        return text[: self._length_left].rpartition(" ")[0] or text[: self._length_left]

    def _counted(self, found: Iterable[Leaf]) -> Node | None:
        kept: list[Leaf] = []
        for leaf in found:
            typed = leaf.value if isinstance(leaf, FieldTerm) else leaf.typed
            if not self._terms_left or len(typed) > self._length_left:
                self._leave_out(typed)
                break
            self._terms_left -= 1
            self._length_left -= len(typed)
            kept.append(leaf)
        return all_of(kept)

    def _leave_out(self, typed: str) -> None:
        if not self._full:
            self._notes.add(notes.TOO_LONG, typed)
        self._full = True
