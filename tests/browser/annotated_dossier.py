"""The bundled dossier with its annotations, each state of work beside them, and the address of every page of it."""

from io import StringIO

from django.core.management import call_command
from django.db.models import Count

from accounts.models import User
from annotations.models import (
    Annotation,
    Evidence,
    Kind,
    Move,
    MoveState,
    Stance,
    Subject,
    SubjectKind,
    Tag,
    WorkState,
)
from annotations.models.subject import PLURALS
from annotations.services import annotating, reviewing, revising, vocabulary
from annotations.services.merging import merge_subjects
from annotations.services.moving import accept_move, propose_moves, refuse_move
from archive.models import Document
from sources.models import Agent
from tests.annotation_factories import make_annotation, make_subject, make_tag, make_target
from tests.annotations.moving import SAME, annotate_old, make_versions, move_of
from tests.factories import make_document

Addresses = dict[str, list[str]]
TEXT = (
    "The lamps of the lower quay stood dark.\nNobody on the quay was told, said Ada Quill, who mended them 羽安.\n"
    "A ledger lay open."
)
NOTE = "Two things in one note:\n\n- what is *said*, and\n- what is **not**.\n\nSee <https://sorrel.example/a/long/address>."
UNMENTIONED = "nobody-speaks-of-it"


def build(editor: User, author: User) -> Addresses:
    """Everything that the pages can show, and where: by the name of the address, the plain page of it first."""
    for command in ("demo", "demo_annotations"):
        call_command(command, stdout=StringIO())
    document = Document.objects.whole().get()
    said = make_annotations(editor, author)
    move = make_moves(editor)
    make_merges(editor)
    return {
        **of_annotations(said),
        **of_the_document(document, said["submitted"]),
        **of_moves(move.document, move.pk),
        **of_subjects(),
        **of_tags(),
    }


def make_annotations(editor: User, author: User) -> dict[str, Annotation]:
    """One in each state; with replies, versions, several targets and evidence where they can have them."""
    document = make_document(TEXT)
    subject = Subject.objects.get(kind=SubjectKind.VENDOR, slug="hikvision")

    def made(words: str, state: str = WorkState.SUBMITTED) -> Annotation:
        return make_annotation(
            words,
            document=document,
            kind=Kind.CLAIM,
            note=NOTE,
            tags=["quay", "figure"],
            actor=author,
            state=state,
        )

    said = {
        "draft": made("lower quay", WorkState.DRAFT),
        "submitted": made("lower quay"),
        "returned": reviewing.send_back(annotation=made("was told"), reason="Which quay?", actor=editor),
        "withdrawn": reviewing.withdraw(annotation=made("ledger"), reason="Said twice.", actor=author),
    }
    rich = make_annotation("Ada Quill", document=document, note=NOTE, tags=["quay"], kind=Kind.VENDOR)
    make_target(rich, document, "羽安")
    make_target(rich, make_document("Somewhere else, Ada Quill again."), "Ada Quill")
    rich = revising.revise(annotation=rich, version=1, note="Better said.", tags=["figure"], actor=editor)
    Evidence.objects.create(annotation=rich, subject=subject, stance=Stance.MENTIONS)
    answer = annotating.reply(to=rich, note="Is it *she*?", actor=author, state=WorkState.SUBMITTED)
    annotating.reply(to=answer, note="It is.", actor=editor, state=WorkState.SUBMITTED)
    return said | {"rich": rich}


def make_moves(editor: User) -> Move:
    """One on each shelf of the newer of two texts; the one that is not found, to be placed by hand."""
    old, new = make_versions()
    same, _changed, gone = annotate_old(old)
    refused = make_annotation("Nobody was told", document=old)
    propose_moves(document=new, actor=editor)
    accept_move(move=move_of(same, new), words=SAME, actor=editor)
    refuse_move(move=move_of(refused, new), actor=editor)
    return move_of(gone, new)


def make_merges(editor: User) -> None:
    """Another Hikvision, merged; a tag with all that a tag can have."""
    hikvision = Subject.objects.get(slug="hikvision")
    other = make_subject("Hikvision Digital", slug="hikvision-digital")
    merge_subjects(kept=hikvision, merged=other, reason="The same maker.", actor=editor)
    make_subject("Nobody speaks of it", slug=UNMENTIONED)
    quay = Tag.objects.get(slug="quay")
    vocabulary.add_synonym(tag=quay, name="码头", actor=editor)
    vocabulary.set_parent(tag=quay, parent=Tag.objects.get(slug="policing"), actor=editor)
    vocabulary.merge_tags(kept=quay, merged=make_tag("wharf", slug="wharf"), actor=editor)


def of_annotations(said: dict[str, Annotation]) -> Addresses:
    pages = {name: each.get_absolute_url() for name, each in said.items()}
    acts = {
        "send-back": "submitted",
        "accept": "submitted",
        "withdraw": "submitted",
        "submit": "draft",
        "reopen": "withdrawn",
    }
    return {
        "annotation_list": [
            "/annotations/",
            "/annotations/?kind=leak&tag=data+leak",
            "/annotations/?by=nobody",
        ],
        "annotation_detail": list(pages.values()),
        "annotation_edit": [f"{pages['draft']}edit/"],
        "annotation_act": [f"{pages[name]}{act}/" for act, name in acts.items()],
        "review_queue": ["/review/", "/review/?by=nobody"],
    }


def of_the_document(document: Document, submitted: Annotation) -> Addresses:
    """The text that is annotated most, and one on which somebody works."""
    at = document.get_absolute_url()
    worked_on = submitted.targets.get().document.get_absolute_url()
    return {
        "annotation_create": [f"{at}annotate/?passage=12", f"{worked_on}annotate/?start=4&end=9"],
        "suggestion_list": [f"{at}suggestions/", f"{worked_on}suggestions/"],
        "document_subjects": [f"{at}subjects/", f"{worked_on}subjects/"],
        "subject_in_document": [f"/vendors/hikvision/in/{document.public_id}/"],
        "document_network": [f"{at}network/"],
        "agent_network": [f"{Agent.objects.get(name='Paul Mozur').get_absolute_url()}network/?depth=2"],
    }


def of_moves(newer: Document, by_hand: int) -> Addresses:
    at = f"{newer.get_absolute_url()}moves/"
    shelves = [f"{at}?show={state}" for state in MoveState.values if state != MoveState.PROPOSED]
    return {"moves": [at, *shelves], "move_by_hand": [f"{at}{by_hand}/"]}


def of_subjects() -> Addresses:
    """Of each kind the one that most is said of, where it is edited and where it is merged."""
    most = [most_said_of(kind) for kind in SubjectKind]
    pages = [each.get_absolute_url() for each in most]
    claims, *others = (f"/{plural}/" for plural in PLURALS.values())
    hikvision = "/vendors/hikvision/"
    return {
        "subject_list": [claims, *others, f"{claims}?status=disputed", f"/vendors/?name={UNMENTIONED}"],
        "subject_create": [f"{each}new/" for each in (claims, *others)],
        "subject_detail": [*pages, hikvision, f"/vendors/{UNMENTIONED}/"],
        "subject_lineage": [f"{pages[0]}lineage/", f"/vendors/{UNMENTIONED}/lineage/"],
        "subject_cite": [f"{pages[0]}cite/", f"/vendors/{UNMENTIONED}/cite/"],
        "subject_network": [f"{hikvision}network/", f"/vendors/{UNMENTIONED}/network/?kind=leak&least=0"],
        "subject_edit": [f"{each}edit/" for each in pages],
        "subject_merge": [f"{pages[0]}merge/", f"{hikvision}merge/", f"{hikvision}merge/?other=Cisco"],
        "pair_detail": [
            f"{hikvision}with/technologies/facial-recognition/",
            f"{hikvision}with/vendors/{UNMENTIONED}/",
        ],
    }


def most_said_of(kind: SubjectKind) -> Subject:
    return Subject.objects.filter(kind=kind).annotate(said=Count("evidence")).order_by("-said", "pk")[0]


def of_tags() -> Addresses:
    return {
        "tag_list": ["/tags/", "/tags/?name=q", "/tags/?name=nothing"],
        "tag_detail": ["/tags/quay/", "/tags/data-leak/"],
        "tag_edit": ["/tags/quay/edit/"],
    }
