"""The table of docs/citations.md that says what no format can carry, made of what the formats say themselves."""

from collections import defaultdict

from sources.exchange.formats import FORMATS


def table() -> list[str]:
    """A line for each format and what becomes of what it has no field for."""
    lines = ["| format | has no field for | other programs get |", "|---|---|---|"]
    for form in FORMATS:
        by_loss: dict[str, list[str]] = defaultdict(list)
        for loss in form.cannot_carry:
            by_loss[str(loss.becomes)].append(str(loss.variable))
        lines += [f"| {form.label} | {', '.join(what)} | {becomes} |" for becomes, what in by_loss.items()]
    return lines
