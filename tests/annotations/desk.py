"""How tests look at pages of Subjects and tags: as somebody, valid HTML every time, and as plain words."""

from django.test import Client
from django.urls import reverse

from accounts.roles import EDITOR, RESEARCHER
from annotations.models import Claim, Stance, Subject
from archive.models import Document
from tests.annotation_factories import make_annotation, make_claim, make_evidence
from tests.archive.pages import seen, signed_in, words_of
from tests.factories import make_agent, make_document, make_post, make_reference, make_source

WORDS = "The lamps of the lower quay wrote down 482 residents."


def editor() -> Client:
    return signed_in(EDITOR)


def researcher() -> Client:
    return signed_in(RESEARCHER)


def page(record: Subject, client: Client | None = None) -> str:
    return seen(client or Client(), record.get_absolute_url())


def plain(record: Subject, client: Client | None = None) -> str:
    return words_of(page(record, client))


def listed(plural: str, query: str = "", client: Client | None = None) -> str:
    return seen(client or Client(), reverse("annotations:subject_list", args=[plural]) + query)


def address(name: str, subject: Subject, *more: object) -> str:
    return reverse(f"annotations:{name}", args=[subject.kind, subject.slug, *more])


def quoting_documents(count: int) -> list[Document]:
    """So many articles that quote one post of Ada Quill's word for word, in their second passage."""
    post = make_post(WORDS, account=None, issued="2019-12-11")
    documents = []
    for number in range(count):
        source = make_source(
            f"Report {number}", issued=f"2019-12-{18 + number}", authors=[make_agent("Ben Anchor")]
        )
        document = make_document(
            f"Seen from the quay.\n{WORDS}\nNothing was ever open, says the office.", source=source
        )
        make_reference(document, post.source, WORDS, kind="post")
        documents.append(document)
    return documents


def contested_claim(documents: int = 3) -> Claim:
    """Supported in each of the documents by the words of one post, disputed in the first by the article's own."""
    claim = make_claim(
        "482 residents were written down.", claimed_by=make_agent("Ada Quill"), holds_when="2019-12"
    )
    rows = quoting_documents(documents)
    for document in rows:
        marked = make_annotation("482 residents", document=document, kind="claim", note="Says **how many**.")
        make_evidence(marked, claim.subject)
    against = make_annotation("Nothing was ever open", document=rows[0], kind="claim", note="The office.")
    make_evidence(against, claim.subject, Stance.DISPUTES)
    return claim
