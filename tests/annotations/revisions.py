"""What editors do to a text, from a seed, and the truth about where the words of a quote went."""

import random
from dataclasses import dataclass
from typing import Literal

from tests.annotations.prose import (
    MARKS,
    Layout,
    Paragraph,
    Piece,
    Prose,
    Sentence,
    paragraph,
    sentence,
    word,
)

Verdict = Literal["kept", "gone", "doubtful"]
STILL_THERE = 0.6  # of a quote's characters: then its words are kept; where none is, they are gone
LONGEST = 1.35  # times its old length that a kept quote may take up, with what was put between its words
COPY_EDITS = {
    ",": ";",
    "，": "；",
    "the": "The",
    "The": "the",
    "and": "&",
    "说": "称",
    "没有": "沒有",
    "nobody": "no one",
}


@dataclass(frozen=True, slots=True)
class Strength:
    """Shares of words, of sentences and of paragraphs that are touched, and how many small additions are made."""

    words: float
    sentences: float
    copy_edits: float
    paragraphs: float
    additions: int


LIGHT = Strength(words=0.02, sentences=0.02, copy_edits=0.03, paragraphs=0.02, additions=2)
HEAVY = Strength(words=0.12, sentences=0.08, copy_edits=0.1, paragraphs=0.1, additions=6)


def revised(prose: Prose, strength: Strength, chance: random.Random) -> Prose:
    """A revision of `prose`, which stays as it is; pieces that stay are the same objects in both."""
    edited = (_edited(old, prose, strength, chance) for old in prose.paragraphs)
    new = Prose([each for each in edited if each], prose.chinese, prose.alike)
    for _ in range(max(1, round(len(new.paragraphs) * strength.paragraphs))):
        _rewrite_a_section(new, chance)
        _move_a_paragraph(new, chance)
    for _ in range(strength.additions):
        _repeat_a_phrase(new, chance)
        _add_a_heading(new, chance)
    return new


def _edited(old: Paragraph, prose: Prose, strength: Strength, chance: random.Random) -> Paragraph:
    new: Paragraph = []
    for each in old:
        if chance.random() < strength.sentences:
            continue
        new.append(_with_words_changed(each, prose, strength, chance) or each)
        if chance.random() < strength.copy_edits:
            new[-1] = [_copy_edited(piece) for piece in new[-1]]
        if chance.random() < strength.sentences:
            new.append(sentence(chance, chinese=prose.chinese, alike=prose.alike))
    return new


def _with_words_changed(old: Sentence, prose: Prose, strength: Strength, chance: random.Random) -> Sentence:
    """Half of the words touched are exchanged, a quarter taken out; a quarter get another word beside them."""
    new: Sentence = []
    for piece in old:
        touched = piece.text not in MARKS and chance.random() < strength.words
        step = chance.choice(("exchange", "exchange", "remove", "add")) if touched else "keep"
        if step in {"keep", "add"}:
            new.append(piece)
        if step in {"exchange", "add"}:
            fresh = word(chance, chance.choice(("noun", "adjective", "verb")), chinese=prose.chinese)
            fresh.instead_of = piece if step == "exchange" else None
            fresh.space = piece.space if step == "exchange" else fresh.space
            new.append(fresh)
    return new


def _copy_edited(piece: Piece) -> Piece:
    """Marks, case and spelling as another house prefers them: other characters, the same word."""
    return Piece(COPY_EDITS[piece.text], piece.space, piece) if piece.text in COPY_EDITS else piece


def _rewrite_a_section(prose: Prose, chance: random.Random) -> None:
    at = chance.randrange(len(prose.paragraphs))
    prose.paragraphs[at] = paragraph(chance, chinese=prose.chinese, alike=prose.alike)


def _move_a_paragraph(prose: Prose, chance: random.Random) -> None:
    moved = prose.paragraphs.pop(chance.randrange(len(prose.paragraphs)))
    prose.paragraphs.insert(chance.randrange(len(prose.paragraphs) + 1), moved)


def _repeat_a_phrase(prose: Prose, chance: random.Random) -> None:
    """Words of one sentence, or all of them, once more in another."""
    source = chance.choice(chance.choice(prose.paragraphs))
    first = chance.randrange(len(source))
    phrase = [Piece(piece.text, piece.space) for piece in source[first : first + chance.randint(3, 30)]]
    goal = chance.choice(prose.paragraphs)
    at = chance.randrange(len(goal))
    cut = chance.randrange(len(goal[at]) + 1)
    goal[at] = goal[at][:cut] + phrase + goal[at][cut:]


def _add_a_heading(prose: Prose, chance: random.Random) -> None:
    heading = [word(chance, "noun", chinese=prose.chinese) for _ in range(chance.randint(1, 4))]
    prose.paragraphs.insert(chance.randrange(len(prose.paragraphs) + 1), [heading])


@dataclass(frozen=True, slots=True)
class Truth:
    """What became of a quote; where `kept`, its range in the new text. `doubtful`: people would differ."""

    verdict: Verdict
    start: int = 0
    end: int = 0


def chosen(prose: Prose, chance: random.Random) -> list[Piece]:
    """Words that a reader might mark: one, some of a sentence, a sentence, two, a paragraph; never a mere mark."""
    quote = _some(prose, chance)
    return quote if any(piece.text not in MARKS for piece in quote) else chosen(prose, chance)


def _some(prose: Prose, chance: random.Random) -> list[Piece]:
    block = chance.choice(prose.paragraphs)
    kind = chance.choices(("word", "phrase", "sentence", "two", "paragraph"), (15, 45, 25, 10, 5))[0]
    at = chance.randrange(len(block))
    if kind in {"word", "phrase"}:
        first = chance.randrange(len(block[at]))
        return block[at][first : first + (1 if kind == "word" else chance.randint(2, 9))]
    sentences = {"sentence": block[at : at + 1], "two": block[at : at + 2], "paragraph": block}[kind]
    return [piece for each in sentences for piece in each]


def truth_of(quote: list[Piece], new: Layout, successors: dict[Piece, Piece]) -> Truth:
    """`successors`: for each piece that was exchanged or copy-edited, what stands for it now."""
    alive = [_alive(piece, new, successors) for piece in quote]
    share = sum(len(old.text) for old, now in zip(quote, alive, strict=True) if now) / sum(
        len(piece.text) for piece in quote
    )
    if not share:
        return Truth("gone")
    present = [now for piece in quote if (now := piece if piece in new.ranges else successors.get(piece))]
    start = min(new.ranges[piece][0] for piece in present)
    end = max(new.ranges[piece][1] for piece in present)
    length = sum(len(piece.text + piece.space) for piece in quote)
    whole = share >= STILL_THERE and end - start <= LONGEST * length
    return Truth("kept" if whole else "doubtful", start, end)


def _alive(piece: Piece, new: Layout, successors: dict[Piece, Piece]) -> bool:
    after = successors.get(piece)
    return piece in new.ranges or (after is not None and COPY_EDITS.get(piece.text) == after.text)


def successors_in(new: Prose) -> dict[Piece, Piece]:
    return {piece.instead_of: piece for piece in new.pieces if piece.instead_of}
