"""What cannot be one, said in words."""

from django.utils.translation import gettext as _

from accounts.visibility import State
from sources.merging.kinds import Mergeable, kind_of
from sources.models import Account, Post, Source
from sources.people import Refused


def refuse_two(kept: Mergeable, merged: Mergeable) -> None:
    """Raises `Refused` where these two cannot be merged, this one staying."""
    if type(kept) is not type(merged) or kind_of(kept) is not kind_of(merged):
        raise Refused("merge", _("Only records of one kind can be merged."))
    if kept.pk == merged.pk:
        raise Refused("merge", _("That is one and the same record."))
    if kept.state == State.DRAFT and merged.state == State.PUBLIC:
        message = _("“%(name)s” is public, and people know its address: it is the one that has to stay.")
        raise Refused("merge", message % {"name": merged})
    if isinstance(kept, Account) and isinstance(merged, Account) and kept.platform != merged.platform:
        message = _("Two platforms, two accounts. Where one person has both, give both to one agent.")
        raise Refused("merge", message)
    if isinstance(kept, Source) and isinstance(merged, Source) and hasattr(kept, "post"):
        _refuse_posts(kept.post, merged.post)


def _refuse_posts(kept: Post, merged: Post) -> None:
    if kept.platform != merged.platform:
        raise Refused("merge", _("Two platforms, two posts."))
    if kept.platform_id and merged.platform_id and kept.platform_id != merged.platform_id:
        raise Refused("merge", _("Two ids on one platform are two posts."))
