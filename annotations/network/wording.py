"""What a network says in words: names, kinds, addresses, and how one stands to another."""

from functools import singledispatch

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from annotations.models import Stance, Subject, SubjectRelationKind
from annotations.network.filters import KINDS
from annotations.network.reading import CITED, CLAIMS, IS, QUOTED
from annotations.network.ties import AGENT, DOCUMENT, IN_WORDS_OF, SUBJECT, TOGETHER, How, Key
from annotations.relations import INVERSE
from archive.models import Document
from sources.models import Agent, Role

KIND_WORDS = dict(KINDS)

# "The Document … the Subject", "the Agent … the Document": said of whom the tie starts from, and of the other end.
FORWARD = {
    **{stance.value: stance.label for stance in Stance},
    **{relation.value: relation.label for relation in SubjectRelationKind},
    Stance.CONTEXT: _("gives context to"),
    Role.AUTHOR: _("wrote"),
    Role.EDITOR: _("edited"),
    Role.TRANSLATOR: _("translated"),
    Role.INTERVIEWER: _("asked the questions in"),
    Role.CONTRIBUTOR: _("contributed to"),
    QUOTED: _("quotes"),
    CITED: _("cites"),
    CLAIMS: _("claims"),
    IS: _("is"),
    IN_WORDS_OF: _("speaks of"),
    TOGETHER: _("in the same passage as"),
}
BACKWARD = {
    **{relation.value: words for relation, words in INVERSE.items()},
    SubjectRelationKind.ABOUT: _("is the subject of"),
    Stance.SUPPORTS: _("is supported in"),
    Stance.DISPUTES: _("is disputed in"),
    Stance.CONTEXT: _("is given context in"),
    Stance.DESCRIBES: _("is described in"),
    Stance.MENTIONS: _("is mentioned in"),
    Role.AUTHOR: _("was written by"),
    Role.EDITOR: _("was edited by"),
    Role.TRANSLATOR: _("was translated by"),
    Role.INTERVIEWER: _("has questions by"),
    Role.CONTRIBUTOR: _("has a contribution by"),
    QUOTED: _("is quoted in"),
    CITED: _("is cited in"),
    CLAIMS: _("is claimed by"),
    IN_WORDS_OF: _("is spoken of by"),
}


def how_words(how: How, start: Key) -> str:
    """As read from one of the ends."""
    words = FORWARD if how.start in (None, start) else BACKWARD
    return str(words[how.word])


@singledispatch
def key_of(record: object) -> Key:
    raise TypeError(f"no network has a {type(record).__name__}")


@key_of.register
def _subject_key(record: Subject) -> Key:
    return Key(SUBJECT, record.pk)


@key_of.register
def _agent_key(record: Agent) -> Key:
    return Key(AGENT, record.pk)


@key_of.register
def _document_key(record: Document) -> Key:
    return Key(DOCUMENT, record.pk)


def kind_of(record: Subject | Agent | Document) -> str:
    """One of the kinds of `annotations.network.filters`."""
    return record.kind if isinstance(record, Subject) else key_of(record).sort


def network_address(record: Subject | Agent | Document) -> str:
    """Where the network around it is."""
    if isinstance(record, Subject):
        return reverse("annotations:subject_network", args=[record.kind, record.slug])
    return reverse(f"annotations:{key_of(record).sort}_network", args=[record.public_id])
