"""A leak: what was exposed and how. It describes, it never reproduces."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from annotations.models.subject import Subject
from sources.models.record import known_choice


class LeakState(models.TextChoices):
    UNKNOWN = "unknown", _("Not known")
    EXPOSED = "exposed", _("Still exposed when last seen")
    CLOSED = "closed", _("Closed")


class Leak(models.Model):
    """The part of a Subject of kind leak. `found` is EDTF."""

    subject = models.OneToOneField(Subject, on_delete=models.CASCADE, primary_key=True, related_name="leak")
    exposed = models.TextField(_("what was exposed"), blank=True)
    whose = models.CharField(_("whose data"), max_length=500, blank=True)
    # Categories of personal data, one a line, in our words: "identity numbers", "movements".
    categories = models.TextField(_("categories of personal data"), blank=True)
    how = models.TextField(_("how it was exposed"), blank=True)
    found = models.CharField(_("found"), max_length=60, blank=True)
    state_now = models.CharField(_("state now"), max_length=10, choices=LeakState, default=LeakState.UNKNOWN)

    class Meta:
        constraints: ClassVar = [known_choice("state_now", LeakState, "leak_state_known")]

    def __str__(self) -> str:
        return self.subject.name


class Figure(models.Model):
    """A number that was reported, with its unit and the annotation that is the evidence for it."""

    leak = models.ForeignKey(Leak, on_delete=models.CASCADE, related_name="figures")
    value = models.DecimalField(_("number"), max_digits=20, decimal_places=2)
    unit = models.CharField(_("of what"), max_length=200)
    annotation = models.ForeignKey(
        "annotations.Annotation", on_delete=models.PROTECT, null=True, blank=True, related_name="figures"
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(unit=""), name="figure_has_unit"),
            models.CheckConstraint(condition=models.Q(value__gte=0), name="figure_not_negative"),
            models.UniqueConstraint(fields=["leak", "value", "unit"], name="figure_once"),
        ]

    def __str__(self) -> str:
        return f"{self.value.normalize():f} {self.unit}"
