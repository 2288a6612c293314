"""All changes of one form at once: applied whole, or refused with every fault named. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import count
from typing import Any

from django.utils.translation import gettext as _

from archive.corrections.described import described, faults_in
from archive.corrections.edits import ADDED, CannotCorrect, Edits, Fault
from archive.corrections.findings import Corrector
from archive.corrections.labels import Finding, findings, labels
from archive.corrections.places import Places
from archive.corrections.threads import regrouped
from archive.reading.proposal import FoundLink, FoundPost, FoundQuotation, Proposal


def correct(proposal: Proposal, edits: Edits) -> Proposal:
    """The proposal with the changes made. Raises `CannotCorrect` with every fault; then nothing is applied."""
    corrector = Corrector(Places(proposal))
    found = [_corrected(corrector, each, edits) for each in findings(proposal) if not _removed(each, edits)]
    new_key = _free_key(proposal)
    if edits.addition:
        added = corrector.added(new_key, edits.addition)
        found += [added] if added else []
    posts = [each for each in found if isinstance(each, FoundPost)]
    grouped, threads, faults = regrouped(_in_order(posts), proposal.threads)
    said = faults_in(proposal.metadata, edits.metadata)
    faults = [*(Fault("metadata", *fault) for fault in said), *corrector.faults, *faults]
    corrected = replace(
        proposal,
        metadata=described(proposal.metadata, edits.metadata),
        posts=grouped,
        threads=threads,
        quotations=tuple(_in_order([each for each in found if isinstance(each, FoundQuotation)])),
        links=tuple(_in_order([each for each in found if isinstance(each, FoundLink)])),
    )
    faults += _overlaps(corrected, labels(proposal))
    if faults:
        raise CannotCorrect(faults)
    return corrected


def _removed(found: Finding, edits: Edits) -> bool:
    """Only what a person added can be taken out again; what was read is rejected, so that it stays in view."""
    if not found.key.startswith(ADDED):
        return False
    every = (edits.posts.get(found.key), edits.quotations.get(found.key), edits.links.get(found.key))
    return any(edit.removed for edit in every if edit)


def _corrected(corrector: Corrector, found: Finding, edits: Edits) -> Finding:
    if isinstance(found, FoundPost):
        post = edits.posts.get(found.key)
        return corrector.post(found, post) if post else found
    if isinstance(found, FoundQuotation):
        quotation = edits.quotations.get(found.key)
        return corrector.quotation(found, quotation) if quotation else found
    link = edits.links.get(found.key)
    return corrector.link(found, link) if link else found


def _free_key(proposal: Proposal) -> str:
    taken = {found.key for found in findings(proposal)}
    return next(f"{ADDED}{number}" for number in count(1) if f"{ADDED}{number}" not in taken)


def _in_order(found: list[Any]) -> list[Any]:
    return sorted(found, key=lambda each: (each.span.start, each.span.end))


def _overlaps(proposal: Proposal, named: Mapping[str, str]) -> list[Fault]:
    """A word is quoted by one accepted post or quotation, not by two. `named` are those that have a card."""
    places = Places(proposal)
    quoted: tuple[FoundPost | FoundQuotation, ...] = (*proposal.posts, *proposal.quotations)
    extents = sorted(
        (span.start, span.end, found.key)
        for found in quoted
        if found.accepted
        for span in (found.span, found.signature if isinstance(found, FoundPost) else None)
        if span
    )
    faults: list[Fault] = []
    reach, holder = 0, ""
    for start, end, key in extents:
        if start < reach and key != holder:
            one, other = (named.get(each, _("the one to be added")) for each in (holder, key))
            message = _("%(one)s and %(other)s overlap in ¶ %(number)s: move one, or reject it.")
            facts = {"one": one, "other": other, "number": places.number(start)}
            faults.append(Fault(_shown(holder, key, named), "first", message % facts))
        if end > reach:
            reach, holder = end, key
    return faults


def _shown(one: str, other: str, named: Mapping[str, str]) -> str:
    """Where to say that two overlap: at the one that is just being added, else at the later one."""
    return other if one in named and other in named else "add"
