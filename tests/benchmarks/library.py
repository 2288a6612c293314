"""An archive of any number of passages: articles by many hands that quote posts and are marked here and there."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any

from django.db import transaction

from accounts.visibility import State
from annotations.models import (
    Annotation,
    Evidence,
    Kind,
    Stance,
    Subject,
    Tag,
    TaggedAnnotation,
    Target,
    WorkState,
)
from archive.models import Capture, Document, KeptAs, Passage, Reference, ReferenceKind
from sources.models import Account, Agent, Contribution, Link, Post, Relation, Role, Source
from sources.searching.indexes import all_indexes, index_of
from tests.annotation_factories import make_subject, make_tag
from tests.benchmarks.prose import Prose
from tests.factories import make_account, make_agent

IN_AN_ARTICLE = 49
ARTICLES = 20  # in one transaction, with a post for each: 1,000 passages
AT_ONCE = ARTICLES * (IN_AN_ARTICLE + 1)
TYPES = ("article-newspaper", "article-newspaper", "webpage", "report", "article-magazine", "book")
LANGUAGES = ("en", "en", "en", "en", "zh", "zh-Hant", "und")
OUTLETS, PEOPLE, THINGS = 40, 120, 60


@dataclass
class Filled:
    """Seconds to insert the rows and to index the passages."""

    inserting: float = 0.0
    indexing: float = 0.0


@dataclass
class Library:
    """Who writes, posts and is spoken of in it."""

    prose: Prose
    agents: list[Agent] = field(default_factory=list)
    accounts: list[Account] = field(default_factory=list)
    subjects: list[Subject] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    articles: int = 0
    size: int = 0  # bytes of its passages
    opening: list[str] = field(default_factory=list)  # the first of them that are English

    def __post_init__(self) -> None:
        names = self.prose.english
        self.agents = [make_agent(f"{names[at].title()} {names[-at - 1].title()}") for at in range(PEOPLE)]
        self.accounts = [
            make_account(f"{names[at + 200]}{at}", agent=agent) for at, agent in enumerate(self.agents)
        ]
        self.subjects = [make_subject(f"{names[at + 400].title()} Works") for at in range(THINGS)]
        self.tags = [make_tag(names[at + 600]) for at in range(THINGS)]

    def fill(self, passages: int) -> Filled:
        """Keep so many, in thousands, with their entries in the index of passages; then the entries of all else."""
        filled, waiting = Filled(), self.prose.passages(passages)
        while lines := list(islice(waiting, AT_ONCE)):
            self.size += sum(len(line.encode()) for line in lines)
            self.opening = self.opening or [line for line in lines if line.isascii()]
            self._keep(lines, filled)
        for index in all_indexes():
            if index.model is not Passage:
                index.rebuild()
        return filled

    def _keep(self, lines: Sequence[str], filled: Filled) -> None:
        with transaction.atomic():
            began = time.perf_counter()
            articles = self._articles(lines[ARTICLES:])
            posts = self._posts(lines[:ARTICLES])
            self._quote(articles, posts)
            self._mark(articles)
            rows = Passage.objects.bulk_create(
                [row for each in (*articles, *posts) for row in passages_of(each)]
            )
            between = time.perf_counter()
            index_of(Passage).add([row.pk for row in rows])
            filled.inserting += between - began
            filled.indexing += time.perf_counter() - between

    def _articles(self, lines: Sequence[str]) -> list[Document]:
        """One in ten is a draft."""
        chance, sources, texts = self.prose.chance, [], []
        for at in range(0, len(lines), IN_AN_ARTICLE):
            issued = date(chance.randint(2009, 2024), chance.randint(1, 12), chance.randint(1, 28))
            self.articles += 1
            sources.append(
                Source(
                    csl_type=chance.choice(TYPES),
                    title=" ".join(chance.choices(self.prose.english[:5_000], k=6)).capitalize(),
                    container_title=f"The {self.prose.english[100 + chance.randrange(OUTLETS)].title()} Times",
                    language=chance.choice(LANGUAGES),
                    state=State.DRAFT if self.articles % 10 == 0 else State.PUBLIC,
                    issued=issued.isoformat(),
                    issued_on=issued,
                )
            )
            texts.append("\n".join(lines[at : at + IN_AN_ARTICLE]))
        documents = self._documents(Source.objects.bulk_create(sources), texts, KeptAs.WHOLE)
        Contribution.objects.bulk_create(
            Contribution(source=source, agent=agent, role=Role.AUTHOR, position=position)
            for source in sources
            for position, agent in enumerate(chance.sample(self.agents, 2))
        )
        return documents

    def _posts(self, lines: Sequence[str]) -> list[Document]:
        day = date(2019, 12, 18)
        sources = Source.objects.bulk_create(
            Source(csl_type="post", state=State.PUBLIC, language="en", issued=day.isoformat(), issued_on=day)
            for _line in lines
        )
        Post.objects.bulk_create(
            Post(source=source, account=self.prose.chance.choice(self.accounts), platform="x")
            for source in sources
        )
        return self._documents(sources, lines, KeptAs.QUOTATION)

    def _documents(self, sources: Sequence[Source], texts: Sequence[str], kept_as: str) -> list[Document]:
        captures = Capture.objects.bulk_create(
            Capture(
                sha256=f"{source.pk:064}",
                size=len(text.encode()),
                media_type="text/plain",
                encoding="utf-8",
                encoding_origin="valid UTF-8",
                method="file",
            )
            for source, text in zip(sources, texts, strict=True)
        )
        return Document.objects.bulk_create(
            Document(
                source=source,
                capture=capture,
                text=text,
                text_sha256="0" * 64,
                kept_as=kept_as,
                state=source.state,
                language=source.language,
            )
            for source, capture, text in zip(sources, captures, texts, strict=True)
        )

    def _quote(self, articles: Sequence[Document], posts: Sequence[Document]) -> None:
        """Two posts in each article, in its third and in its seventh passage."""
        pairs = [
            (article, posts[(at + step) % len(posts)], number)
            for at, article in enumerate(articles)
            for step, number in ((0, 3), (1, 7))
        ]
        links = Link.objects.bulk_create(
            Link(source=article.source, target=post.source, relation=Relation.QUOTES)
            for article, post, _number in pairs
        )
        Reference.objects.bulk_create(
            Reference(document=article, link=link, kind=ReferenceKind.POST, **_place(article, number))
            for link, (article, _post, number) in zip(links, pairs, strict=True)
        )

    def _mark(self, articles: Sequence[Document]) -> None:
        """Three passages of one article in five, each with a tag and a Subject."""
        chance, marked = self.prose.chance, [each for each in articles[::5] for _number in range(3)]
        annotations = Annotation.objects.bulk_create(
            Annotation(kind=Kind.VENDOR, motivation="identifying", state=WorkState.ACCEPTED, note="Seen.")
            for _document in marked
        )
        Target.objects.bulk_create(
            Target(
                annotation=annotation,
                document=document,
                exact=document.text[: place["end"]][place["start"] :],
                **place,
            )
            for at, (annotation, document) in enumerate(zip(annotations, marked, strict=True))
            for place in [_place(document, 2 + 5 * (at % 3))]
        )
        TaggedAnnotation.objects.bulk_create(
            TaggedAnnotation(content_object=each, tag=chance.choice(self.tags)) for each in annotations
        )
        Evidence.objects.bulk_create(
            Evidence(annotation=each, subject=chance.choice(self.subjects), stance=Stance.MENTIONS)
            for each in annotations
        )


def passages_of(document: Document) -> Iterator[Passage]:
    start = 0
    for number, line in enumerate(document.text.split("\n"), start=1):
        end = start + len(line)
        yield Passage(document=document, number=number, kind="paragraph", start=start, end=end, text_key="x")
        start = end + 1


def _place(document: Document, number: int) -> dict[str, Any]:
    """Where the passage with this number stands."""
    passage = next(islice(passages_of(document), number - 1, None))
    return {"start": passage.start, "end": passage.end}
