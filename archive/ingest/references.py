"""Links of one article and the references that say where it makes them."""

from archive.ingest.context import Context
from archive.ingest.texts import Texts
from archive.ingest.works import Works
from archive.models import QuoteCheck, Reference, ReferenceKind, TextStatus
from archive.quotecheck import Checked
from archive.reading.proposal import FoundLink, FoundPost, FoundQuotation, Span
from sources.models import Link, Relation, Source
from sources.names import text_key


class References:
    """Collects links (each once) and references, then writes both."""

    def __init__(self, context: Context, article: Source, works: Works, texts: Texts) -> None:
        self.context = context
        self.article = article
        self.works = works
        self.texts = texts
        self._links: dict[tuple[int, str], Link] = {}
        self._references: list[Reference] = []

    def add_all(self) -> None:
        proposal = self.context.proposal
        for post in proposal.posts:
            if post.accepted:
                self._add_post(post)
        for quotation in proposal.quotations:
            if quotation.accepted:
                self._add_quotation(quotation)
        for link in proposal.links:
            if link.accepted:
                self._add_link(link)

    def save(self) -> None:
        known = self._known_links()
        new = [link for key, link in self._links.items() if key not in known]
        Link.objects.bulk_create(new)
        for reference in self._references:
            key = (reference.link.target_id, reference.link.relation)
            reference.link = known.get(key, reference.link)
        Reference.objects.bulk_create(self._references)
        self.context.tally.created["links"] += len(new)
        self.context.tally.matched["links"] += len(known)
        self.context.tally.created["references"] += len(self._references)

    def _known_links(self) -> dict[tuple[int, str], Link]:
        """Links that the article made before; a Source that is new has none."""
        if self.article.created_at == self.context.now:
            return {}
        targets = [target for target, _relation in self._links]
        known = Link.objects.filter(source=self.article, target__in=targets)
        return {(link.target_id, link.relation): link for link in known}

    def _add_post(self, found: FoundPost) -> None:
        target = self.works.posts[found.key].source
        if target.pk == self.article.pk:
            return
        kept, checked = self.texts.posts.get(found.key), self.texts.checks.get(found.key)
        self._references.append(
            Reference(
                document=self.texts.article,
                link=self._link(target, Relation.QUOTES),
                kind=ReferenceKind.POST,
                start=found.span.start,
                end=found.span.end,
                **_range("mark", found.signature),
                check_result=_verdict(found.text_status, checked),
                target_document=kept,
                target_start=checked.start if checked else None,
                target_end=checked.end if checked else None,
                text_key=self._key(found.span),
                confidence=found.confidence,
                reason=found.reason[:300],
            )
        )

    def _add_quotation(self, found: FoundQuotation) -> None:
        self._add(found, ReferenceKind.QUOTATION, Relation.QUOTES, _range("mark", found.mark))

    def _add_link(self, found: FoundLink) -> None:
        footnote = found.relation == "cites"
        kind = ReferenceKind.FOOTNOTE if footnote else ReferenceKind.LINK
        relation = Relation.CITES if footnote else Relation.LINKS_TO
        self._add(found, kind, relation, _range("note", found.note))

    def _add(
        self, found: FoundQuotation | FoundLink, kind: str, relation: str, ranges: dict[str, int | None]
    ) -> None:
        target = self.works.sources[found.key]
        if target.pk == self.article.pk:
            return  # A page that links to itself says nothing about another source.
        self._references.append(
            Reference(
                document=self.texts.article,
                link=self._link(target, relation),
                kind=kind,
                start=found.span.start,
                end=found.span.end,
                **ranges,
                text_key=self._key(found.span) if kind == ReferenceKind.QUOTATION else "",
                confidence=found.confidence,
                reason=found.reason[:300],
            )
        )

    def _link(self, target: Source, relation: str) -> Link:
        context = self.context
        link = Link(
            source=self.article, target=target, relation=relation, batch=context.batch, created_at=context.now
        )
        return self._links.setdefault((target.pk, relation), link)

    def _key(self, span: Span) -> str:
        return text_key(self.context.proposal.words(span))


def _range(name: str, span: Span | None) -> dict[str, int | None]:
    """Two columns for a range that may be missing; an empty one is none."""
    if span is None or span.end <= span.start:
        return {}
    return {f"{name}_start": span.start, f"{name}_end": span.end}


def _verdict(text_status: str, checked: Checked | None) -> str:
    """Only words that claim to be the original can be checked against it."""
    if checked is None or text_status == TextStatus.PARAPHRASE:
        return QuoteCheck.NOT_CHECKED
    return QuoteCheck.TRANSLATED if text_status == TextStatus.TRANSLATED else QuoteCheck(checked.verdict)
