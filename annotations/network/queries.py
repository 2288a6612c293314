"""The queries that a network is read with, each one for one person. docs/annotating.md says what counts as a tie.

Nothing that this person may not see is read, so that it cannot be drawn, counted or crowd out anything else. What may
be seen is asked of the very rows wanted: `in` a query for all that may be would be as slow as the archive is large.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from accounts.models import User
from accounts.visibility import visible_states
from annotations.company import in_passages, standing
from annotations.models import Claim, Subject, SubjectRelation
from archive.models import Document, KeptAs, Passage, Reference
from sources.models import Agent, Contribution, Post, Role, Source

Someone = User | AnonymousUser
# Documents looked into at each step, those with most first; rows of each sort read from them, the newest text first.
MOST_DOCUMENTS, MOST_ROWS = 40, 2000


class Mark(NamedTuple):
    """A marked place that is evidence for a Subject."""

    passage: int | None
    annotation: Any
    subject: int
    stance: str


class Quote(NamedTuple):
    """A place where a Source is quoted or cited; `end` in code points."""

    passage: int | None
    end: int
    kind: str
    source: int


@dataclass(frozen=True)
class Queries:
    """`dates`: look-ups on the first day of a Document's Source."""

    user: Someone
    dates: Mapping[str, Any]

    @cached_property
    def states(self) -> list[str]:
        return visible_states(self.user)

    def documents(
        self, own: Collection[int], subjects: Collection[int], agents: Collection[int]
    ) -> dict[int, Document]:
        """`own`, and those in which these Subjects and Agents are mentioned most. Four queries."""
        counts: Counter[int] = Counter()
        for rows in (self._speaking_of(subjects), self._quoting(agents), self._written_by(agents)):
            counts.update(dict(rows))
        most = sorted(counts, key=lambda pk: (-counts[pk], -pk))[:MOST_DOCUMENTS]
        rows = Document.objects.visible_to(self.user).filter(Q(pk__in=own) | Q(pk__in=most))
        return rows.select_related("source__post__account").defer("text").in_bulk()

    def _speaking_of(self, subjects: Collection[int]) -> "QuerySet[Any]":
        return self._most(standing(self.user).filter(evidence__subject__in=subjects), "targets__document")

    def _quoting(self, agents: Collection[int]) -> "QuerySet[Any]":
        places = Reference.objects.visible_to(self.user).filter(link__target__in=self._sources_by(agents))
        return self._most(places, "document")

    def _written_by(self, agents: Collection[int]) -> "QuerySet[Any]":
        """Whole texts; and of those known only as quoted, the ones that somebody marked."""
        marks = standing(self.user).filter(
            targets__document=OuterRef("pk"), **self._seen("evidence__subject")
        )
        texts = Document.objects.visible_to(self.user).filter(source__in=self._sources_by(agents))
        return self._most(texts.filter(Q(kept_as=KeptAs.WHOLE) | Exists(marks)), "pk")

    def _most(self, rows: "QuerySet[Any]", document: str) -> "QuerySet[Any]":
        """(document, how many of these rows)."""
        source = "source" if document == "pk" else f"{document}__source"
        here = {f"{source}__{name}": value for name, value in self.dates.items()}
        counted = rows.filter(**{f"{document}__isnull": False}, **here).order_by().values_list(document)
        most: QuerySet[Any] = counted.annotate(times=Count("pk")).order_by("-times", F(document).desc())
        return most[:MOST_DOCUMENTS]

    def _sources_by(self, agents: Collection[int]) -> "QuerySet[Source]":
        wrote = Contribution.objects.filter(agent__in=agents)
        posted = Post.objects.filter(account__agent__in=agents, account__state__in=self.states)
        mine = Q(pk__in=wrote.values("source")) | Q(pk__in=posted.values("source"))
        return Source.objects.visible_to(self.user).filter(mine)

    def _seen(self, subject: str) -> dict[str, Any]:
        """Look-ups by which the Subject at the end of that path is one that this person may see."""
        return {f"{subject}__state__in": self.states, f"{subject}__merged_into__isnull": True}

    def marks(self, documents: Iterable[int]) -> list[Mark]:
        rows = standing(self.user).filter(targets__document__in=documents, **self._seen("evidence__subject"))
        start = OuterRef("targets__start")
        begins_in = Passage.objects.filter(
            document=OuterRef("targets__document"), start__lte=start, end__gt=start
        )
        placed = rows.annotate(passage=Subquery(begins_in.order_by("number").values("pk")[:1]))
        ordered = placed.order_by("-targets__document", "targets__start", "targets", "evidence")
        columns = ("passage", "pk", "evidence__subject", "evidence__stance")
        return [Mark(*row) for row in ordered.values_list(*columns)[:MOST_ROWS]]

    def quotes(self, documents: Iterable[int]) -> list[Quote]:
        places = Reference.objects.visible_to(self.user).filter(document__in=documents)
        rows = in_passages(places).order_by("-document", "start", "pk")
        return [Quote(*row) for row in rows.values_list("passage", "end", "kind", "link__target")[:MOST_ROWS]]

    def passages(self, keys: Iterable[int | None]) -> dict[int, Passage]:
        return Passage.objects.in_bulk(list({key for key in keys if key is not None}))

    def agents_of(self, sources: Iterable[int]) -> dict[int, dict[int, str]]:
        """Of each Source the Agents who had a part in it, each with the role. Two queries."""
        wanted = set(sources)
        found: dict[int, dict[int, str]] = defaultdict(dict)
        posts = Post.objects.filter(
            source__in=wanted, account__state__in=self.states, account__agent__state__in=self.states
        )
        for source, agent in posts.values_list("source", "account__agent"):
            found[source][agent] = Role.AUTHOR
        parts = Contribution.objects.filter(source__in=wanted, agent__state__in=self.states)
        for source, agent, role in parts.order_by("-position", "-pk").values_list("source", "agent", "role"):
            found[source][agent] = role
        return found

    def identities(self, subjects: Collection[int], agents: Collection[int]) -> "QuerySet[Any]":
        """(Subject, the Agent that it is, the Agent that claims it), of these Subjects and Agents."""
        claims = Claim.objects.filter(claimed_by__in=agents)
        about = Q(pk__in=subjects) | Q(agent__in=agents) | Q(pk__in=claims.values("subject"))
        rows = Subject.objects.visible_to(self.user).current().filter(about)
        return rows.order_by("pk").values_list("pk", "agent", "claim__claimed_by")[:MOST_ROWS]

    def relations(self, subjects: Collection[int]) -> "QuerySet[Any]":
        """(Subject, Subject, how the first stands to the second), of these Subjects."""
        rows = SubjectRelation.objects.filter(Q(left__in=subjects) | Q(right__in=subjects))
        both = rows.filter(**self._seen("left"), **self._seen("right"))
        return both.order_by("pk").values_list("left", "right", "relation")[:MOST_ROWS]

    def subjects(self, keys: Iterable[int]) -> dict[int, Subject]:
        return Subject.objects.visible_to(self.user).current().in_bulk(list(keys))

    def agents(self, keys: Iterable[int]) -> dict[int, Agent]:
        return Agent.objects.visible_to(self.user).in_bulk(list(keys))
