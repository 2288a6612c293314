"""The notes in the margin of the reader, drawn. Pure but for looking up addresses and words once for each page.

A template would take longer for five hundred notes than everything else on the page together. What comes from outside
goes through `escape`; what is not escaped is written in this file or cleaned by `annotations.markdown`.
"""

from collections.abc import Iterable
from functools import cached_property
from html import escape

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import may
from annotations.markdown import note_html
from annotations.models import Annotation, Kind, Stance, WorkState
from annotations.reads import Label, Placed, Said
from annotations.services.allowed import acts_open_to

Someone = User | AnonymousUser
AT_ONCE = ("submit", "accept", "reopen")


class Margin:
    """Draws notes for one person."""

    def __init__(self, user: Someone) -> None:
        self._user, self._user_id = user, user.pk
        self._acts: dict[tuple[str, bool], str] = {}
        self._labels: dict[Label, str] = {}

    def note(self, placed: Placed, number: int) -> SafeString:
        """One note with its replies: an item of a list. `number` is that of its mark."""
        annotation, key = placed.annotation, placed.annotation.pk
        back = f'<a class="note__number" href="#a-{key}" aria-label="{self._w["to"]} {number}">{number}</a>'
        return SafeString(
            f'<li class="note note--{annotation.kind}" id="note-{key}">'
            f'<p class="note__head">{back} <b>{self._kinds[annotation.kind]}</b> {self._who(annotation)}</p>'
            f"{self._body(annotation)}{self._replies(placed)}"
            f'<p class="note__acts"><a href="{self._base}{key}/">{self._w["open"]}</a>'
            f"{self._acts_on(annotation, key)}</p></li>"
        )

    def _replies(self, placed: Placed) -> str:
        drawn = [
            f'<li><p class="note__head">{self._who(reply)}</p>{self._body(reply._replace(labels=[]))}</li>'
            for reply in placed.replies
        ]
        return f'<ol class="note__replies">{"".join(drawn)}</ol>' if drawn else ""

    def _who(self, annotation: Said) -> str:
        who = f"<span>{escape(annotation.person)}</span>" if annotation.person else ""
        if annotation.state == WorkState.ACCEPTED:
            return who
        return f'{who} <span class="badge badge--{annotation.state}">{self._states[annotation.state]}</span>'

    def _body(self, annotation: Said) -> str:
        parts = [f'<div class="note__text">{note_html(annotation.note)}</div>'] if annotation.note else []
        if annotation.reason:
            parts.append(f'<p class="note__reason">{escape(annotation.reason)}</p>')
        tags: list[str] = []
        subjects: list[str] = []
        for label in annotation.labels:
            (subjects if label.stance else tags).append(self._label(label))
        if subjects:
            parts.append(f'<ul class="note__about">{"".join(subjects)}</ul>')
        if tags:
            parts.append(f'<p class="note__tags">{" ".join(tags)}</p>')
        return "".join(parts)

    def _label(self, label: Label) -> str:
        """The same for all notes that carry it."""
        if label not in self._labels:
            link = f'href="{escape(label.address)}">{escape(label.name)}</a>'
            stance = (
                f'<span class="stance stance--{label.stance}">{self._stances.get(label.stance, "")}</span>'
            )
            self._labels[label] = f"<li>{stance} <a {link}</li>" if label.stance else f'<a class="tag" {link}'
        return self._labels[label]

    def _acts_on(self, annotation: Said, key: str) -> str:
        """What this person may do with it; the same for all that stand alike."""
        alike = (annotation.state, annotation.created_by_id == self._user_id)
        if alike not in self._acts:
            self._acts[alike] = "".join(self._act(name) for name in self._open_acts(annotation))
        return self._acts[alike].replace("{id}", key)

    def _open_acts(self, annotation: Said) -> list[str]:
        if not isinstance(self._user, User) or not may(self._user, "annotate"):
            return []
        standing = Annotation(state=annotation.state, created_by_id=annotation.created_by_id)
        may_change = annotation.state != WorkState.ACCEPTED or may(self._user, "review")
        return [*(["edit"] if may_change else []), *acts_open_to(standing, self._user)]

    def _act(self, name: str) -> str:
        """At once where nothing more has to be said, else by the page that asks for it."""
        address = f"{self._base}{{id}}/{name.replace('_', '-')}/"
        if name in AT_ONCE:
            return f' <button class="button--quiet" form="note-acts" formaction="{address}">{self._w[name]}</button>'
        return f' <a href="{address}">{self._w[name]}</a>'

    @cached_property
    def _base(self) -> str:
        return reverse("annotations:annotation_list")

    @cached_property
    def _kinds(self) -> dict[str, str]:
        return _labels(Kind.choices)

    @cached_property
    def _states(self) -> dict[str, str]:
        return _labels(WorkState.choices)

    @cached_property
    def _stances(self) -> dict[str, str]:
        return _labels(Stance.choices)

    @cached_property
    def _w(self) -> dict[str, str]:
        return _labels(
            [
                ("to", _("To the words of note")),
                ("open", _("Open")),
                ("edit", _("Edit")),
                ("submit", _("Submit")),
                ("accept", _("Accept")),
                ("send_back", _("Return")),
                ("withdraw", _("Withdraw")),
                ("reopen", _("Reopen")),
            ]
        )


def _labels(choices: Iterable[tuple[str, object]]) -> dict[str, str]:
    return {value: escape(str(label)) for value, label in choices}
