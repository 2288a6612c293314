"""Parts of pages kept as rendered until anybody writes anything.

The text of a Document never changes, but what is said around it does: names, links, states. Rather than track each,
the whole keep is dropped at the next write (`accounts.journal`); reading is what an archive does most.
"""

import hashlib
from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.utils.translation import get_language

from accounts.journal import last_change
from accounts.models import User
from accounts.roles import role_names

# A bound for what was written past the services, by hand in a shell.
SECONDS = 300


def kept_until_written(name: str, user: User | AnonymousUser, make: Callable[[], dict[str, str]]) -> dict[str, str]:
    """What `make()` gives for `name`, made again after each write; never shared between people of other rights.

    `name` says which page part it is and of which record; language and roles are added here.
    """
    rights = (*sorted(role_names(user)), "superuser" if user.is_superuser else "")
    # Read before making: a write in between leaves newer content under an older stamp, never the other way.
    parts = repr((name, rights, get_language(), last_change()))
    key = f"rendered-{hashlib.sha256(parts.encode()).hexdigest()}"
    kept: dict[str, str] | None = cache.get(key)
    if kept is None:
        kept = make()
        cache.set(key, kept, SECONDS)
    return kept
