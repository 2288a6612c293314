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
    Role.RECIPIENT: _("received"),
    Role.DIRECTOR: _("directed"),
    Role.PRODUCER: _("produced"),
    Role.HOST: _("hosted"),
    Role.GUEST: _("was a guest in"),
    Role.CHAIR: _("chaired"),
    Role.ORGANIZER: _("organised"),
    Role.COMPILER: _("compiled"),
    Role.CONTAINER_AUTHOR: _("wrote the whole that holds"),
    Role.COLLECTION_EDITOR: _("edited the series of"),
    Role.EDITORIAL_DIRECTOR: _("was managing editor of"),
    Role.REVIEWED_AUTHOR: _("is reviewed in"),
    Role.ORIGINAL_AUTHOR: _("wrote the original of"),
    Role.SERIES_CREATOR: _("created the series of"),
    Role.SCRIPT_WRITER: _("wrote the script of"),
    Role.EXECUTIVE_PRODUCER: _("was executive producer of"),
    Role.NARRATOR: _("narrated"),
    Role.PERFORMER: _("performed in"),
    Role.ILLUSTRATOR: _("illustrated"),
    Role.CURATOR: _("curated"),
    Role.COMPOSER: _("composed"),
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
    Role.RECIPIENT: _("was received by"),
    Role.DIRECTOR: _("was directed by"),
    Role.PRODUCER: _("was produced by"),
    Role.HOST: _("was hosted by"),
    Role.GUEST: _("had as a guest"),
    Role.CHAIR: _("was chaired by"),
    Role.ORGANIZER: _("was organised by"),
    Role.COMPILER: _("was compiled by"),
    Role.CONTAINER_AUTHOR: _("is part of a whole by"),
    Role.COLLECTION_EDITOR: _("is in a series edited by"),
    Role.EDITORIAL_DIRECTOR: _("had as managing editor"),
    Role.REVIEWED_AUTHOR: _("reviews what was written by"),
    Role.ORIGINAL_AUTHOR: _("has an original by"),
    Role.SERIES_CREATOR: _("is in a series created by"),
    Role.SCRIPT_WRITER: _("has a script by"),
    Role.EXECUTIVE_PRODUCER: _("had as executive producer"),
    Role.NARRATOR: _("was narrated by"),
    Role.PERFORMER: _("was performed by"),
    Role.ILLUSTRATOR: _("was illustrated by"),
    Role.CURATOR: _("was curated by"),
    Role.COMPOSER: _("was composed by"),
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
