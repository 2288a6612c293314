"""The same article, and the same sources quoted or linked to."""

from collections.abc import Iterable, Mapping
from math import ceil

from django.db.models import Count
from django.utils.translation import gettext as _

from archive.matching.match import Match
from archive.models import KeptAs, Passage, PassageKind, Reference, ReferenceKind
from archive.passages import passages_of
from archive.reading.proposal import Proposal
from sources.addresses import url_key
from sources.merging.following import sources_once
from sources.models import Source
from sources.names import text_key

# The article's own paragraphs; what it quotes says nothing about which article it is.
OWN_KINDS = (PassageKind.PARAGRAPH, PassageKind.HEADING, PassageKind.LIST_ITEM)
# Below the first share it is another article, from the second on surely the same.
MAYBE_THE_SAME, SURELY_THE_SAME = 0.5, 0.8
SAME_ARTICLE_PASSAGES = 3
# Bytes of UTF-8: a shorter paragraph ("She added:") stands in any number of articles.
TELLING = 40


def same_addresses(proposal: Proposal) -> Iterable[Match]:
    wanted: dict[str, list[str]] = {}
    if proposal.metadata.url.value:
        wanted.setdefault(url_key(proposal.metadata.url.value), []).append("article")
    for found in proposal.cited_works:
        if found.url:
            wanted.setdefault(url_key(found.url), []).append(found.key)
    if not wanted:
        return
    for source in Source.objects.filter(url_key__in=wanted).order_by("pk"):
        for key in wanted[source.url_key]:
            yield Match(key, "source", source.public_id, str(source), _("same address"))
    yield from _merged_addresses(wanted)


def _merged_addresses(wanted: Mapping[str, list[str]]) -> Iterable[Match]:
    reason = _("same address as one that was merged into it")
    for address, source in sources_once(wanted).items():
        yield from (Match(key, "source", source.public_id, str(source), reason) for key in wanted[address])


def same_article(proposal: Proposal) -> Iterable[Match]:
    """The same article from another file: most of its own paragraphs are here, under one Source."""
    own = (proposal.text[each.start : each.end] for each in passages_of(proposal) if each.kind in OWN_KINDS)
    keys = {text_key(words) for words in own if len(words.encode()) >= TELLING} - {""}
    # Most articles share no paragraph with any other: to find that out is one seek, to count is not.
    met = Passage.objects.filter(text_key__in=keys, kind__in=OWN_KINDS)
    if len(keys) < SAME_ARTICLE_PASSAGES or not met.exists():
        return
    shared = (
        met.filter(document__kept_as=KeptAs.WHOLE)
        .values("document__source")
        .annotate(shared=Count("text_key", distinct=True))
        .filter(shared__gte=max(SAME_ARTICLE_PASSAGES, ceil(MAYBE_THE_SAME * len(keys))))
        .order_by("-shared")
    )
    counts = dict(shared.values_list("document__source", "shared")[:3])
    # Asked by themselves: joined to what is counted, PostgreSQL without statistics goes through all sources first.
    sources = Source.objects.in_bulk(list(counts))
    for key, count in counts.items():
        source = sources[key]
        reason = _("%(shared)s of its %(all)s own paragraphs are the same") % {
            "shared": count,
            "all": len(keys),
        }
        label = source.title or _("Untitled source")
        sure = count >= SURELY_THE_SAME * len(keys)
        yield Match("article", "source", source.public_id, label, reason, automatic=sure)


def same_quotations(proposal: Proposal) -> Iterable[Match]:
    wanted = {text_key(proposal.words(found.span)): found.key for found in proposal.quotations}
    wanted.pop("", None)
    if not wanted:
        return
    known = Reference.objects.filter(kind=ReferenceKind.QUOTATION, text_key__in=wanted)
    for reference in known.select_related("link__target").order_by("pk"):
        target = reference.link.target
        yield Match(
            wanted[reference.text_key],
            "source",
            target.public_id,
            str(target),
            _("the same words are quoted from it"),
        )
