"""What templates of Subjects ask for: kinds in words, notes as HTML."""

from typing import Any

from django import template

from annotations.kinds import WORDS
from annotations.markdown import note_html
from annotations.models import SubjectKind

register = template.Library()

register.filter("note_html", note_html)


@register.filter
def plural_words(kind: str) -> Any:  # noqa: ANN401 - a lazy string
    """The title of the list of a kind."""
    return WORDS[SubjectKind(kind)].title
