"""Agents and Subjects as people name them in a form. A name that several go by is refused, and says how to tell them apart."""

from typing import Any, TypeVar

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _

from annotations.models import Subject
from annotations.models.subject import PLURALS, SubjectKind
from sources.models import Agent, AgentName
from sources.names import name_key

T = TypeVar("T", Agent, Subject)

# Ids of the lists of names that fields suggest.
AGENTS, PLACES, SUBJECTS = "agent-names", "place-names", "subject-names"
MOST_NAMED = 5
MOST_SUGGESTED = 1000


class AgentField(forms.CharField):
    """The agent of a name, or of a public id; None for nothing."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - what a CharField takes
        widget = forms.TextInput(attrs={"list": AGENTS, "autocomplete": "off"})
        usual: dict[str, Any] = {"required": False, "max_length": 300, "widget": widget}
        super().__init__(**usual | options)

    def clean(self, value: str) -> Agent | None:
        typed = str(super().clean(value))
        if not typed:
            return None
        found = list(
            Agent.objects.filter(Q(public_id=typed) | Q(names__key=name_key(typed))).distinct()[:MOST_NAMED]
        )
        ids = ", ".join(each.public_id for each in found)
        return _only(found, typed, ids)


class SubjectField(forms.CharField):
    """The Subject of a name, or of the end of an address (`vendors/sorrel`); None for nothing."""

    def __init__(self, *, kinds: tuple[SubjectKind, ...], suggest: str = SUBJECTS, **options: Any) -> None:  # noqa: ANN401
        self.kinds = kinds
        widget = forms.TextInput(attrs={"list": suggest, "autocomplete": "off"})
        usual: dict[str, Any] = {"required": False, "max_length": 500, "widget": widget}
        super().__init__(**usual | options)

    def clean(self, value: str) -> Subject | None:
        typed = str(super().clean(value))
        if not typed:
            return None
        plural, _slash, slug = typed.strip("/").partition("/")
        subjects = Subject.objects.current().filter(kind__in=self.kinds)
        if plural in PLURALS.values() and slug:
            found = [each for each in subjects.filter(slug=slug) if PLURALS[SubjectKind(each.kind)] == plural]
        else:
            named = Q(names__key=name_key(typed)) | Q(name=typed)
            found = list(subjects.filter(named).distinct()[:MOST_NAMED])
        return _only(found, typed, ", ".join(map(path_of, found)))


def path_of(subject: Subject) -> str:
    """What tells a Subject from every other in a form: `vendors/sorrel`."""
    return f"{PLURALS[SubjectKind(subject.kind)]}/{subject.slug}"


def words_for(record: Agent | Subject | None) -> str:
    """What a field shows that would be read as this record again: its name, or its id where others share the name."""
    if record is None:
        return ""
    if isinstance(record, Agent):
        shared = AgentName.objects.filter(key=name_key(record.name)).exclude(agent=record).exists()
        return record.public_id if shared or not _has_own_name(record) else record.name
    same = Subject.objects.current().filter(kind=record.kind, names__key=name_key(record.name))
    return path_of(record) if same.exclude(pk=record.pk).exists() else record.name


def _has_own_name(agent: Agent) -> bool:
    return AgentName.objects.filter(agent=agent, key=name_key(agent.name)).exists()


def names_of(*kinds: SubjectKind) -> list[str]:
    """Names of Subjects for a field to suggest."""
    names = Subject.objects.current().filter(kind__in=kinds or SubjectKind.values)
    return list(names.order_by("name").values_list("name", flat=True)[:MOST_SUGGESTED])


def _only(found: list[T], typed: str, choices: str) -> T:
    if not found:
        raise forms.ValidationError(_("There is nothing here with the name “%(name)s”.") % {"name": typed})
    if len(found) > 1:
        message = _("Several go by “%(name)s”. Write which one you mean: %(choices)s.")
        raise forms.ValidationError(message % {"name": typed, "choices": choices})
    return found[0]
