"""What is mentioned where, as ties and as the records at their ends."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import inf
from typing import Any

from annotations.network.queries import Mark, Queries, Quote
from annotations.network.ties import (
    AGENT,
    DOCUMENT,
    NOWHERE,
    SUBJECT,
    How,
    Key,
    Mention,
    Place,
    Ties,
    add,
    ties_from,
)
from archive.models import Document, KeptAs, Passage, ReferenceKind

IN_OWN_WORDS = (ReferenceKind.POST, ReferenceKind.QUOTATION)
# Ways of being tied that no model of ours has a word for.
QUOTED, CITED, CLAIMS, IS = "quoted", "cited", "claims", "is"

PartsIn = Mapping[int, Mapping[int, str]]
Passages = Mapping[int, Passage]


@dataclass(slots=True)
class Found:
    """The ties that were read, and the records at their ends."""

    ties: Ties
    records: dict[Key, Any]


def read_around(keys: Iterable[Key], queries: Queries) -> Found:
    """All ties of these records, and those of whatever else stands in the same Documents. Thirteen queries."""
    wanted = {sort: [key.pk for key in keys if key.sort == sort] for sort in (SUBJECT, AGENT, DOCUMENT)}
    documents = queries.documents(wanted[DOCUMENT], wanted[SUBJECT], wanted[AGENT])
    marks, quotes = queries.marks(documents), queries.quotes(documents)
    passages = queries.passages([*(each.passage for each in marks), *(each.passage for each in quotes)])
    agents = queries.agents_of(
        [*(each.source_id for each in documents.values()), *(each.source for each in quotes)]
    )
    mentions = [
        *_spoken_of(marks, passages),
        *_quoted(quotes, passages, agents),
        *_written(documents.values(), agents),
    ]
    marked = {each.place.document for each in mentions if each.who.sort == SUBJECT}
    drawn = [
        pk
        for pk, each in documents.items()
        if each.kept_as == KeptAs.WHOLE or pk in marked | set(wanted[DOCUMENT])
    ]
    ties = ties_from(mentions, drawn)
    _add_what_is_said(ties, queries, wanted)
    return _with_records(ties, documents, queries)


def _spoken_of(marks: Iterable[Mark], passages: Passages) -> Iterator[Mention]:
    for mark in marks:
        if passage := passages.get(mark.passage or 0):
            place = Place(passage.document_id, passage.number, f"a-{mark.annotation}")
            how = How(mark.stance, Key(DOCUMENT, passage.document_id))
            yield Mention(Key(SUBJECT, mark.subject), place, passage.start, passage.start, how)


def _quoted(quotes: Iterable[Quote], passages: Passages, agents: PartsIn) -> Iterator[Mention]:
    """From the beginning of the passage where it begins to its end, over as many passages as that is."""
    for quote in quotes:
        if not (passage := passages.get(quote.passage or 0)):
            continue
        place = Place(passage.document_id, passage.number, f"p{passage.number}")
        voice = quote.kind in IN_OWN_WORDS
        for agent in agents.get(quote.source, {}):
            how = How(QUOTED if voice else CITED, Key(DOCUMENT, passage.document_id))
            yield Mention(
                Key(AGENT, agent), place, passage.start, max(quote.end - 1, passage.start), how, voice
            )


def _written(documents: Iterable[Document], agents: PartsIn) -> Iterator[Mention]:
    """Who had a part in a text. One that is known only as quoted is their words from end to end."""
    for document in documents:
        voice = document.kept_as == KeptAs.QUOTATION
        for agent, role in agents.get(document.source_id, {}).items():
            who, place = Key(AGENT, agent), Place(document.pk, 0)
            yield Mention(who, place, 0, inf if voice else NOWHERE, How(role, who), voice)


def _add_what_is_said(ties: Ties, queries: Queries, wanted: Mapping[str, list[int]]) -> None:
    """What people wrote on the pages of Subjects, which rests on no place."""
    known = {key for pair in ties for key in pair}
    subjects = {key.pk for key in known if key.sort == SUBJECT} | set(wanted[SUBJECT])
    for subject, agent, claimant in queries.identities(subjects, wanted[AGENT]):
        if agent:
            add(ties, Key(SUBJECT, subject), Key(AGENT, agent), How(IS))
        if claimant:
            add(ties, Key(SUBJECT, subject), Key(AGENT, claimant), How(CLAIMS, Key(AGENT, claimant)))
    for left, right, relation in queries.relations(subjects):
        start = Key(SUBJECT, left)
        add(ties, start, Key(SUBJECT, right), How(relation, start))


def _with_records(ties: Ties, documents: Mapping[int, Document], queries: Queries) -> Found:
    """Without the ties to what this person may not see."""
    ends = {key for pair in ties for key in pair}
    found: dict[str, Mapping[int, Any]] = {
        SUBJECT: queries.subjects(key.pk for key in ends if key.sort == SUBJECT),
        AGENT: queries.agents(key.pk for key in ends if key.sort == AGENT),
        DOCUMENT: documents,
    }
    records = {Key(sort, pk): record for sort, rows in found.items() for pk, record in rows.items()}
    seen = {pair: tie for pair, tie in ties.items() if all(key in records for key in pair)}
    return Found(seen, records)
