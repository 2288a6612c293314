"""The same posts: by id, by words, by what they carry, by their place in a thread."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from archive.matching.match import Match, account_key
from archive.models import TextStatus
from archive.reading.proposal import FoundPost, Proposal
from sources.models import Account, Attachment, Post
from sources.names import SHORT_LINKS, text_key

# How sure a ground is; from `SUGGESTION` on, a person has to say so.
SAME_ID, SAME_WORDS, SAME_LINK, SAME_PLACE, SUGGESTION = range(5)


@dataclass(frozen=True, slots=True)
class Ground:
    """Why two posts may be the same one."""

    rank: int
    reason: str


def same_posts(proposal: Proposal, accounts: Mapping[str, Account]) -> list[Match]:
    """Candidates for each post, the surest first. Four queries at most, one when nothing is known."""
    known = _candidates(proposal, list(accounts.values()))
    if not known:
        return []
    found = {post.key: _ranked(post, proposal, known) for post in proposal.posts}
    _fill_threads(proposal, found)
    return [_match(key, post, ground) for key, each in found.items() for post, ground in each]


def _candidates(proposal: Proposal, accounts: Sequence[Account]) -> list[Post]:
    ids = {post.platform_id for post in proposal.posts if post.platform_id}
    if not ids and not accounts:
        return []
    words = {text_key(proposal.words(post.span)) for post in proposal.posts if post.has_text}
    links = {link for post in proposal.posts for link in _own_links(post)}
    numbers = {post.thread_number for post in proposal.posts if post.thread_number}
    days = {post.posted[:10] for post in proposal.posts if post.posted}
    by_account = Q(text_key__in=words) | Q(thread_number__in=numbers, source__issued__in=days)
    if links:
        by_account |= Q(pk__in=Attachment.objects.filter(url__in=links).values("post"))
    posts = Post.objects.filter(Q(platform_id__in=ids) | Q(account__in=accounts) & by_account)
    return list(
        posts.select_related("source", "account", "thread").prefetch_related(
            "attachments", "source__documents"
        )
    )


def _ranked(found: FoundPost, proposal: Proposal, known: list[Post]) -> list[tuple[Post, Ground]]:
    words = text_key(proposal.words(found.span)) if found.has_text else ""
    grounds = ((post, _ground(found, words, post)) for post in known)
    ranked = [(post, ground) for post, ground in grounds if ground]
    return sorted(ranked, key=lambda each: each[1].rank)


def _ground(found: FoundPost, words: str, post: Post) -> Ground | None:
    if found.platform_id and post.platform_id:
        same = (found.platform, found.platform_id) == (post.platform, post.platform_id)
        return Ground(SAME_ID, _("same id on the platform")) if same else None
    if not _same_account(found, post):
        return None
    if words and words == post.text_key:
        return Ground(SAME_WORDS, _("same account and the same words"))
    if _own_links(found) & {each.url for each in post.attachments.all()}:
        return Ground(SAME_LINK, _("same account, and a short link that one post only can carry"))
    return _same_place(found, post)


def _same_place(found: FoundPost, post: Post) -> Ground | None:
    numbered = found.thread_number is not None and found.thread_number == post.thread_number
    if not (numbered and found.posted and found.posted[:10] == post.source.issued[:10]):
        return None
    if _only_paraphrased(post):
        return Ground(SAME_PLACE, _("same account, date and number in its thread; only a paraphrase is kept"))
    return Ground(SUGGESTION, _("same account, date and number in its thread, other words"))


def _same_account(found: FoundPost, post: Post) -> bool:
    if post.account is None:
        return False
    own = account_key(post.platform, post.account.handle)
    return own == account_key(found.platform, found.handle)


def _own_links(found: FoundPost) -> set[str]:
    """Addresses that a platform made for this one post: its shortened links to pictures and pages."""
    return {link for link in (*found.media, *found.links) if SHORT_LINKS.fullmatch(link)}


def _only_paraphrased(post: Post) -> bool:
    """No original words are kept that could speak against it."""
    kept = [document.text_status for document in post.source.documents.all()]
    return bool(kept) and set(kept) == {TextStatus.PARAPHRASE}


def _fill_threads(proposal: Proposal, found: dict[str, list[tuple[Post, Ground]]]) -> None:
    """Where a thread is known by one of its posts, the others follow: by number, or by place in a run as long."""
    threads = {}
    for each in proposal.threads:
        sure = [
            found[key][0][0] for key in each.posts if found.get(key) and found[key][0][1].rank < SUGGESTION
        ]
        thread = next((post.thread_id for post in sure if post.thread_id), None)
        if thread and len(sure) < len(each.posts):
            threads[each.key] = thread
    if not threads:
        return
    siblings: dict[int, list[Post]] = defaultdict(list)
    for post in Post.objects.filter(thread__in=threads.values()).select_related(
        "source", "account", "thread"
    ):
        siblings[post.thread_id or 0].append(post)
    by_key = {post.key: post for post in proposal.posts}
    for each in proposal.threads:
        if each.key in threads:
            _fill([by_key[key] for key in each.posts], siblings[threads[each.key]], found)


def _fill(posts: list[FoundPost], known: list[Post], found: dict[str, list[tuple[Post, Ground]]]) -> None:
    known = sorted(known, key=lambda post: (post.thread_order, post.pk))
    numbers = {post.thread_number: post for post in known if post.thread_number}
    as_long = len(posts) == len(known)
    for place, post in enumerate(posts):
        if found[post.key] and found[post.key][0][1].rank < SUGGESTION:
            continue
        sibling = numbers.get(post.thread_number) if post.thread_number else None
        if sibling is None and post.thread_number is None and as_long:
            sibling = known[place]
        if sibling is not None and not _contradicts(post, sibling):
            found[post.key].insert(0, (sibling, Ground(SAME_PLACE, _("same place in the same thread"))))


def _contradicts(found: FoundPost, post: Post) -> bool:
    """Two ids, or two dates, that cannot both be right."""
    ids = bool(found.platform_id and post.platform_id) and found.platform_id != post.platform_id
    return ids or found.posted[:10] != post.source.issued[:10]


def _match(key: str, post: Post, ground: Ground) -> Match:
    sure, certain = ground.rank < SUGGESTION, ground.rank == SAME_ID
    return Match(key, "post", post.source.public_id, str(post), ground.reason, sure, post, certain)
