"""Ten thousand annotations for tests, the same each time: many hands, scripts, documents, replies and Subjects."""

import random
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from accounts.models import User
from annotations.anchoring import anchor
from annotations.models import (
    Annotation,
    Creator,
    CreatorKind,
    Evidence,
    Kind,
    Motivation,
    Strength,
    Subject,
    SubjectKind,
    TaggedAnnotation,
    Target,
    WorkState,
)
from annotations.models.evidence import FOR_CLAIMS, FOR_THE_REST
from archive.models import Document
from tests.annotation_factories import make_subject, make_tag
from tests.factories import make_document, make_user

WORDS = [
    "lamp",
    "quay",
    "燈火",
    "𠮷田",
    "💡",
    "👩\u200d👩\u200d👧",
    "مصباح",
    "é",
    "é",
    "harbour",
    "listened",
    "“said”",
    "\\",
    "/",
    "<b>",
    "&",
    "2019",
]
T = TypeVar("T")
FIRST = datetime(2019, 12, 18, tzinfo=UTC)


class Generated:
    """Rows written past the services, so that what reads them back is not what wrote them."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - the same each time is what is wanted
        self.documents = [make_document(self.text(300)) for _each in range(40)]
        self.people: list[User | None] = [
            make_user(first_name="Ada", last_name=f"Quill {n}") for n in range(5)
        ]
        self.people.append(None)
        self.subjects = [make_subject(f"Subject {n} 燈", kind=kind) for n in range(5) for kind in SubjectKind]
        self.tags = [make_tag(f"{word} {n}") for n, word in enumerate(WORDS)]

    def text(self, words: int) -> str:
        return " ".join(self.random.choice(WORDS) for _each in range(words))

    def rows(self, count: int) -> None:
        """`count` accepted annotations, about every eighth a reply."""
        annotations = [self.annotation(n) for n in range(count)]
        targets = self.targets(annotations)
        Annotation.objects.bulk_create(annotations, batch_size=500)
        Target.objects.bulk_create(targets, batch_size=500)
        Creator.objects.bulk_create(
            [creator for each in annotations if each.via for creator in self.creators(each)], batch_size=500
        )
        TaggedAnnotation.objects.bulk_create(
            [
                TaggedAnnotation(tag=tag, content_object=each)
                for each in annotations
                for tag in self.some(self.tags)
            ],
            batch_size=500,
        )
        Evidence.objects.bulk_create(
            [
                self.evidence(each, subject)
                for each in annotations
                if not each.reply_to
                for subject in self.some(self.subjects)
            ],
            batch_size=500,
        )

    def annotation(self, number: int) -> Annotation:
        made = FIRST + timedelta(minutes=number, microseconds=self.random.choice([0, 1, 999_999, 123_000]))
        note = self.text(self.random.randrange(30))
        return Annotation(
            id=uuid.UUID(int=self.random.getrandbits(128), version=4),
            kind=self.random.choice(Kind.values),
            motivation=self.random.choice([each for each in Motivation.values if each != "replying"]),
            note=f"# {note}\n\n*{note}*" if note else "",
            language=self.random.choice(["und", "en", "zh-Hans"]) if note else "und",
            state=WorkState.ACCEPTED,
            created_by=self.random.choice(self.people),
            created_at=made,
            updated_at=made + timedelta(seconds=self.random.randrange(100_000)),
            via=self.random.choice(["", f"https://elsewhere.example/{number}"]),
        )

    def targets(self, annotations: Sequence[Annotation]) -> list[Target]:
        """Ranges in one to three Documents; a reply has those of what it answers, as `annotate` writes them."""
        written: dict[uuid.UUID, list[Target]] = {}
        for number, each in enumerate(annotations):
            if number and self.random.randrange(8) == 0:
                each.reply_to = annotations[self.random.randrange(number)]
                each.motivation, each.kind = Motivation.REPLYING, Kind.NOTE
                places = [(target.document, target.start, target.end) for target in written[each.reply_to.pk]]
            else:
                places = self.places()
            written[each.pk] = [target(each, *place, position) for position, place in enumerate(places)]
        return [each for several in written.values() for each in several]

    def creators(self, annotation: Annotation) -> list[Creator]:
        """Who made it elsewhere: nobody, one or several; some go by the names of people here."""
        names = ["", "Grace", "羽安", "Ada Quill 2", "Nobody <b>"]
        return [
            Creator(
                annotation=annotation,
                kind=self.random.choice(CreatorKind.values),
                name=self.random.choice(names),
                iri=f"https://elsewhere.example/people/{self.random.randrange(9)}",
                position=position,
            )
            if self.random.randrange(2)
            else Creator(
                annotation=annotation,
                kind=self.random.choice(CreatorKind.values),
                name=self.random.choice(names[1:]),
                position=position,
            )
            for position in range(self.random.choice([0, 1, 1, 3]))
        ]

    def places(self) -> list[tuple[Document, int, int]]:
        places = {}
        for _each in range(self.random.choice([1, 1, 1, 2, 3])):
            document = self.random.choice(self.documents)
            start = self.random.randrange(len(document.text) - 80)
            end = start + self.random.randrange(1, 80)
            places[document.pk, start, end] = (document, start, end)
        return list(places.values())

    def some(self, things: Sequence[T]) -> list[T]:
        return self.random.sample(list(things), self.random.randrange(4))

    def evidence(self, annotation: Annotation, subject: Subject) -> Evidence:
        stances = FOR_CLAIMS if subject.kind == SubjectKind.CLAIM else FOR_THE_REST
        return Evidence(
            annotation=annotation,
            subject=subject,
            stance=self.random.choice(stances),
            strength=self.random.choice(Strength.values),
        )


def target(annotation: Annotation, document: Document, start: int, end: int, position: int) -> Target:
    held = anchor(document.text, start, end)
    return Target(
        annotation=annotation,
        document=document,
        start=start,
        end=end,
        exact=held.exact,
        prefix=held.prefix,
        suffix=held.suffix,
        position=position,
    )
