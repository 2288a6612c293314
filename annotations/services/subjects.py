"""The only writers of Subjects: made, edited, named, published. Their address never changes."""

from collections.abc import Iterator, Sequence
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Batch, User
from accounts.visibility import State
from annotations import searched
from annotations.models import Claim, Leak, Subject, SubjectKind, SubjectName
from annotations.services.editing import Part, bump, edited, locked_subject, log, plain
from annotations.services.refusals import GONE, Refused, one_of, storable
from annotations.slugs import free_slug, slug_of
from sources.languages import tidy_tag
from sources.models import Agent
from sources.names import NameForm, name_forms, name_key
from sources.searching.indexes import refresh_about
from sources.snapshots import Snapshot

LONGEST_NAME = 500  # of a statement or a title
LONGEST_ALIAS = 300
ATTEMPTS = 3
# A statement and a title are said once; everything else is looked for by its names.
NAMELESS = (SubjectKind.CLAIM, SubjectKind.LEAK)
PARTS: dict[str, type[Claim] | type[Leak]] = {SubjectKind.CLAIM: Claim, SubjectKind.LEAK: Leak}


class SubjectDetails(TypedDict, total=False):
    """What `make_subject` takes besides kind and name. `names`: other names, in any script; the name is one already."""

    description: str
    names: Sequence[str | NameForm]
    agent: Agent | None
    state: str
    batch: Batch | None


class SubjectValues(TypedDict, total=False):
    """What `edit_subject` may change. What is left out stays as it is."""

    name: str
    description: str
    agent: Agent | None


@transaction.atomic
def make_subject(*, kind: str, name: str, actor: User | None, **details: Unpack[SubjectDetails]) -> Subject:
    """A Subject with its names and, for a claim or a leak, the part that is only theirs.

    A draft unless `state` says otherwise. The slug follows from the name as it is now and stays for good.
    Refused for a kind, a name or a language that cannot be.
    """
    subject = _inserted(
        Subject(
            kind=one_of("kind", kind, SubjectKind.values),
            name=_name(kind, name),
            description=storable("description", details.get("description", "")),
            agent=details.get("agent"),
            state=one_of("state", details.get("state", State.DRAFT), State.values),
            batch=details.get("batch"),
            created_by=actor,
        )
    )
    own = [] if kind in NAMELESS else [subject.name]
    _write_names(subject, [*own, *details.get("names", ())])
    if part := PARTS.get(kind):
        part.objects.create(subject=subject)
    searched.subjects.refresh([subject.pk])
    log(subject, actor, "created", {"name": ["", subject.name]})
    return subject


def edit_subject(
    *, subject: Subject, version: int | None, actor: User | None, **values: Unpack[SubjectValues]
) -> Subject:
    """Write what differs. A new name joins the names; the old one stays as an alias until it is taken off.

    `version`: the one that the person saw, or None. ChangedMeanwhile, Refused.
    """
    if "name" in values:
        values["name"] = _name(subject.kind, values["name"])
    if "description" in values:
        storable("description", values["description"])
    return edited(subject, SUBJECT, values, version=version, actor=actor)


@transaction.atomic
def add_name(*, subject: Subject, name: str, language: str = "", actor: User | None) -> list[SubjectName]:
    """Another name that it is found by. Without a language, a name in two scripts is two names, each tagged with its script.

    Refused when it has that name already, and for a name or a language that cannot be.
    """
    subject = locked_subject(subject)
    names = _write_names(subject, [NameForm(name, language) if language else name])
    if not names:
        raise Refused("name", _("It has the name “%(name)s” already.") % {"name": name})
    bump(subject)
    searched.subjects.refresh([subject.pk])
    log(subject, actor, "added name", {"names": ["", ", ".join(each.name for each in names)]})
    return names


@transaction.atomic
def remove_name(*, name: SubjectName, actor: User | None) -> None:
    """It is found by that name no more. Refused for the last name of what has names, and when it is gone already."""
    subject = locked_subject(name.subject)
    if subject.kind not in NAMELESS and not subject.names.exclude(pk=name.pk).exists():
        raise Refused("name", _("This is its last name."))
    gone, _each = subject.names.filter(pk=name.pk).delete()
    if not gone:
        raise Refused("name", str(GONE))
    bump(subject)
    searched.subjects.refresh([subject.pk])
    log(subject, actor, "removed name", {"names": [name.name, ""]})


def publish_subject(*, subject: Subject, actor: User | None) -> Subject:
    """Let everybody see it. What it rests on is published on its own."""
    return _stand(subject, State.PUBLIC, "published", actor)


def withdraw_subject(*, subject: Subject, actor: User | None) -> Subject:
    """Take it back to draft."""
    return _stand(subject, State.DRAFT, "withdrew", actor)


@transaction.atomic
def _stand(subject: Subject, state: State, verb: str, actor: User | None) -> Subject:
    subject = locked_subject(subject)
    before = State(subject.state)
    if before != state:
        subject.state = state
        if state == State.PUBLIC:
            subject.published_at = timezone.now()
        subject.save(update_fields=["state", "published_at"])
        refresh_about(Subject, [subject.pk])
        log(subject, actor, verb, {"state": [str(before.label), str(state.label)]})
    return subject


def _inserted(subject: Subject) -> Subject:
    """The new row, under the first slug that is free in its kind, whoever else makes one at the same moment."""
    for _attempt in range(ATTEMPTS):
        subject.slug = _free_slug(subject.kind, subject.name)
        Subject.objects.bulk_create([subject], ignore_conflicts=True)
        if row := Subject.objects.filter(public_id=subject.public_id).first():
            return row
    raise Refused("name", _("It could not be made. Try again."))


def _free_slug(kind: str, name: str) -> str:
    plain_slug = slug_of(name, otherwise=kind)
    taken = set(Subject.objects.filter(kind=kind, slug__startswith=plain_slug).values_list("slug", flat=True))
    return free_slug(plain_slug, taken)


def _name(kind: str, name: str) -> str:
    """The name with single spaces. Refused when it is empty or too long for its kind."""
    most = LONGEST_NAME if kind in NAMELESS else LONGEST_ALIAS
    name = " ".join(storable("name", name, at_most=most).split())
    if not name:
        raise Refused("name", _("It needs a name."))
    return name


def _write_names(subject: Subject, names: Sequence[str | NameForm]) -> list[SubjectName]:
    """Those that it does not have yet, behind the others."""
    known = set(subject.names.values_list("key", flat=True))
    rows: list[SubjectName] = []
    for form in _forms(names):
        key = name_key(form.name)
        if key not in known:
            known.add(key)
            rows.append(SubjectName(subject=subject, name=form.name, key=key, language=form.language))
    first = subject.names.count()
    for position, row in enumerate(rows, start=first):
        row.position = position
    return SubjectName.objects.bulk_create(rows)


def _forms(names: Sequence[str | NameForm]) -> Iterator[NameForm]:
    """Each name with a language: the one stated, else the script that is seen."""
    for each in names:
        if isinstance(each, NameForm):
            tag = tidy_tag(each.language)
            if tag is None:
                message = _("“%(tag)s” is not a language tag.")
                raise Refused("language", message % {"tag": each.language})
            yield NameForm(_alias(each.name), tag)
        else:
            yield from name_forms(_alias(each))


def _alias(name: str) -> str:
    name = " ".join(storable("names", name).split())
    if not name_key(name):
        raise Refused("names", _("A name is empty."))
    if max(len(name), len(name_key(name))) > LONGEST_ALIAS:
        message = _("“%(name)s…” is too long for a name: %(most)d characters at most.")
        raise Refused("names", message % {"name": name[:30], "most": LONGEST_ALIAS})
    return name


def _read(subject: Subject) -> Snapshot:
    return {"name": subject.name, "description": subject.description, "agent": plain(subject.agent)}


def _write(subject: Subject, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(subject, name, value)
    subject.save(update_fields=list(values))
    if "name" in values and subject.kind not in NAMELESS:
        _write_names(subject, [subject.name])


SUBJECT = Part(_read, _write)
