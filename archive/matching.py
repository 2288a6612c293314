"""Which records of a proposal are here already, with the reason in words. Reads only."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil
from typing import Literal

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from archive.models import KeptAs, Passage, PassageKind, Reference, ReferenceKind
from archive.passages import passages_of
from archive.reading.proposal import FoundPost, Proposal
from sources.addresses import url_key
from sources.models import Account, Agent, AgentName, Post, Source
from sources.names import name_forms, name_key, script_of, text_key

MatchKind = Literal["source", "post", "account", "agent"]
NEW = "new"  # a person's choice: make a new record, whatever was found
# The article's own paragraphs; what it quotes says nothing about which article it is.
OWN_KINDS = (PassageKind.PARAGRAPH, PassageKind.HEADING, PassageKind.LIST_ITEM)
# Below the first share it is another article, from the second on surely the same.
MAYBE_THE_SAME, SURELY_THE_SAME = 0.5, 0.8
SAME_ARTICLE_PASSAGES = 3
MANY_WORDS = 2  # a single name is too common to tell two people apart


@dataclass(frozen=True, slots=True)
class Match:
    """A record that a finding may be. `automatic` ones are joined unless a person says otherwise.

    A `certain` one leaves nothing to choose: there can be no second record of that handle, or of that id.
    `record` is the row itself where finding it brought it along, so that nobody has to ask for it again.
    """

    key: str
    kind: MatchKind
    public_id: str
    label: str
    reason: str
    automatic: bool = True
    record: Account | Agent | Post | None = None
    certain: bool = False


def author_key(position: int) -> str:
    """The key of an author's Agent among the choices of a proposal."""
    return f"agent:author:{position}"


def account_key(platform: str, handle: str) -> str:
    return f"account:{platform}:{handle.casefold()}"


def find_matches(proposal: Proposal) -> list[Match]:
    """All candidates, the surest first for each key. Eight queries at most, whatever the proposal holds."""
    accounts = _accounts(proposal)
    posts = _posts(proposal, accounts)
    return [
        *_same_accounts(accounts),
        *posts,
        *_same_addresses(proposal),
        *_same_article(proposal),
        *_same_quotations(proposal),
        *_same_names(proposal),
    ]


def chosen(matches: Iterable[Match], choices: Mapping[str, str]) -> dict[str, str]:
    """Key → public id: what is certain, then a person's choice, then the first automatic match.

    `NEW` keeps a key out, unless there can be no new one.
    """
    result: dict[str, str] = {}
    certain: dict[str, str] = {}
    for match in matches:
        if match.certain:
            certain.setdefault(match.key, match.public_id)
        if match.automatic and match.key not in choices:
            result.setdefault(match.key, match.public_id)
    result.update({key: public_id for key, public_id in choices.items() if public_id != NEW})
    return result | certain


def _accounts(proposal: Proposal) -> dict[str, Account]:
    """Known accounts by their key."""
    handles = {(post.platform, post.handle.casefold()) for post in proposal.posts if post.handle}
    if not handles:
        return {}
    known = Account.objects.filter(handle_key__in={handle for _platform, handle in handles}).select_related(
        "agent"
    )
    return {
        account_key(each.platform, each.handle): each
        for each in known
        if (each.platform, each.handle_key) in handles
    }


def _same_accounts(accounts: Mapping[str, Account]) -> Iterable[Match]:
    for key, account in accounts.items():
        yield Match(
            key,
            "account",
            account.public_id,
            str(account),
            _("same handle on the same platform"),
            record=account,
            certain=True,
        )


def _posts(proposal: Proposal, accounts: Mapping[str, Account]) -> list[Match]:
    """By platform id, else by account and words; as a mere suggestion by account, date and thread number."""
    keys = {post.key: text_key(proposal.words(post.span)) for post in proposal.posts if post.has_text}
    ids = {post.platform_id for post in proposal.posts if post.platform_id}
    by_id = Q(platform_id__in=ids)
    by_words = Q(account__in=list(accounts.values()), text_key__in=list(keys.values()))
    by_number = Q(
        account__in=list(accounts.values()),
        thread_number__in={post.thread_number for post in proposal.posts if post.thread_number},
        source__issued__in={post.posted for post in proposal.posts if post.posted},
    )
    if not ids and not accounts:
        return []
    known = list(
        Post.objects.filter(by_id | by_words | by_number).select_related("source", "account", "thread")
    )
    return [match for post in proposal.posts for match in _same_post(post, keys.get(post.key, ""), known)]


def _same_post(found: FoundPost, words: str, known: list[Post]) -> Iterable[Match]:
    """Candidates for one post, the surest first."""
    ranked = []
    for post in known:
        ground = _ground(found, words, post)
        if ground:
            ranked.append((ground[0], post, ground[1]))
    for rank, post, reason in sorted(ranked, key=lambda each: each[0]):
        sure = rank < SUGGESTION
        yield Match(found.key, "post", post.source.public_id, str(post), reason, sure, post, rank == SAME_ID)


SAME_ID, SUGGESTION = 0, 2


def _ground(found: FoundPost, words: str, post: Post) -> tuple[int, str] | None:
    """Why two posts may be the same: (rank, reason), rank below `SUGGESTION` being sure."""
    if found.platform_id and post.platform_id:
        same = (found.platform, found.platform_id) == (post.platform, post.platform_id)
        return (SAME_ID, _("same id on the platform")) if same else None
    if not post.account or account_key(post.platform, post.account.handle) != account_key(
        found.platform, found.handle
    ):
        return None
    if words and words == post.text_key:
        return (1, _("same account and the same words"))
    numbered = found.thread_number is not None and found.thread_number == post.thread_number
    if numbered and found.posted and found.posted[:10] == post.source.issued[:10]:
        return (SUGGESTION, _("same account, date and number in its thread, other words"))
    return None


def _same_addresses(proposal: Proposal) -> Iterable[Match]:
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


def _same_article(proposal: Proposal) -> Iterable[Match]:
    """The same article from another file: most of its own paragraphs are here, under one Source."""
    keys = {
        text_key(proposal.text[each.start : each.end])
        for each in passages_of(proposal)
        if each.kind in OWN_KINDS
    } - {""}
    if len(keys) < SAME_ARTICLE_PASSAGES:
        return
    shared = (
        Passage.objects.filter(text_key__in=keys, kind__in=OWN_KINDS, document__kept_as=KeptAs.WHOLE)
        .values("document__source__public_id", "document__source__title")
        .annotate(shared=Count("text_key", distinct=True))
        .filter(shared__gte=max(SAME_ARTICLE_PASSAGES, ceil(MAYBE_THE_SAME * len(keys))))
        .order_by("-shared")
    )
    for row in shared[:3]:
        reason = _("%(shared)s of its %(all)s own paragraphs are the same") % {
            "shared": row["shared"],
            "all": len(keys),
        }
        label = row["document__source__title"] or _("Untitled source")
        sure = row["shared"] >= SURELY_THE_SAME * len(keys)
        yield Match("article", "source", row["document__source__public_id"], label, reason, automatic=sure)


def _same_quotations(proposal: Proposal) -> Iterable[Match]:
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


def _same_names(proposal: Proposal) -> Iterable[Match]:
    """Agents by a full name that is the same but for case and width; single names are only suggested."""
    wanted: dict[str, list[str]] = {}
    for position, author in enumerate(proposal.metadata.authors):
        wanted.setdefault(name_key(author.value), []).append(author_key(position))
    for post in proposal.posts:
        for form in name_forms(post.display_name) if post.display_name else ():
            wanted.setdefault(name_key(form.name), []).append(
                f"agent:{account_key(post.platform, post.handle)}"
            )
    wanted.pop("", None)
    if not wanted:
        return
    for known in AgentName.objects.filter(key__in=wanted).select_related("agent").order_by("agent_id"):
        for key in dict.fromkeys(wanted[known.key]):
            agent = known.agent
            sure = is_full_name(known.name)
            yield Match(key, "agent", agent.public_id, agent.name, _("same name"), sure, agent)


def is_full_name(name: str) -> bool:
    """Whether a name says enough to join two records by it: several words, or Han of two characters and more."""
    parts = name if script_of(name) == "Hani" else name.split()
    return len(parts) >= MANY_WORDS
