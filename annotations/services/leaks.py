"""Leaks: what was exposed, whose, how, and the figures with the evidence for each. Described, never reproduced."""

from decimal import Decimal, InvalidOperation
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from annotations import searched
from annotations.models import Annotation, Figure, Leak, LeakState, Subject
from annotations.services.editing import Part, bump, date_of_the_world, edited, locked_subject, log
from annotations.services.refusals import GONE, Refused, one_of, storable
from sources.snapshots import Snapshot

FIELDS = ("exposed", "whose", "categories", "how", "found", "state_now")
LONGEST = {"whose": 500, "found": 60}
MOST = Decimal(10) ** 18  # digits before the point that a figure can have
LONGEST_UNIT = 200


class LeakValues(TypedDict, total=False):
    """What `set_leak` may change. `categories`: one a line. `found` is EDTF. What is left out stays as it is."""

    exposed: str
    whose: str
    categories: str
    how: str
    found: str
    state_now: str


def set_leak(*, leak: Leak, version: int | None, actor: User | None, **values: Unpack[LeakValues]) -> Leak:
    """Describe the leak. `version`: that of its Subject which the person saw, or None.

    Refused for a date that is not EDTF, a state that is none, and words that cannot be kept; ChangedMeanwhile.
    """
    texts: dict[str, str] = {**values}  # type: ignore[dict-item]  # every value of it is a str
    for name, text in texts.items():
        storable(name, text, at_most=LONGEST.get(name))
    date_of_the_world("found", values.get("found", ""))
    one_of("state_now", values.get("state_now", LeakState.UNKNOWN), LeakState.values)
    return edited(leak.subject, LEAK, values, version=version, actor=actor).leak


@transaction.atomic
def add_figure(
    *,
    leak: Leak,
    value: Decimal | int | str,
    unit: str,
    annotation: Annotation | None = None,
    actor: User | None,
) -> Figure:
    """A number that was reported, of what, and the annotation that is the evidence for it.

    Refused for what is no number from 0 on with two decimals at most, without a unit, for a figure that is there
    already, and for an annotation that is not evidence for this leak.
    """
    subject = locked_subject(leak.subject)
    number, unit = _number(value), " ".join(storable("unit", unit, at_most=LONGEST_UNIT).split())
    if not unit:
        raise Refused("unit", _("Say what was counted."))
    if leak.figures.filter(value=number, unit=unit).exists():
        raise Refused("value", _("This figure is there already."))
    if annotation is not None and not annotation.evidence.filter(subject=subject).exists():
        raise Refused("annotation", _("That annotation is not evidence for this leak: make it that first."))
    position = leak.figures.count()
    figure = Figure.objects.create(
        leak=leak, value=number, unit=unit, annotation=annotation, position=position
    )
    bump(subject)
    searched.subjects.refresh([subject.pk])
    log(subject, actor, "added figure", {"figures": ["", _words(figure)]})
    return figure


@transaction.atomic
def remove_figure(*, figure: Figure, actor: User | None) -> None:
    """Take the figure off; the log keeps it. Refused when somebody else has done so."""
    subject = locked_subject(figure.leak.subject)
    gone, _each = subject.leak.figures.filter(pk=figure.pk).delete()
    if not gone:
        raise Refused("figure", str(GONE))
    log(subject, actor, "removed figure", {"figures": [_words(figure), ""]})
    bump(subject)
    searched.subjects.refresh([subject.pk])


def _number(value: Decimal | int | str) -> Decimal:
    try:
        number = Decimal(value)
    except InvalidOperation as error:
        raise Refused("value", _("“%(value)s” is not a number.") % {"value": value}) from error
    if not number.is_finite() or not 0 <= number < MOST:
        raise Refused("value", _("A figure is a number from 0 on."))
    if number != number.quantize(Decimal("0.01")):
        raise Refused("value", _("A figure has two decimals at most."))
    return number


def _words(figure: Figure) -> str:
    return f"{figure} ({figure.annotation})" if figure.annotation else str(figure)


def _read(subject: Subject) -> Snapshot:
    leak = Leak.objects.get(pk=subject.pk)
    return {name: getattr(leak, name) for name in FIELDS}


def _write(subject: Subject, values: Snapshot) -> None:
    for name, value in values.items():
        setattr(subject.leak, name, value)
    subject.leak.save(update_fields=list(values))


LEAK = Part(_read, _write)
