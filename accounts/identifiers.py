"""Public ids: what an address outside shows instead of a row number."""

import secrets
from functools import cache

from django.urls import get_script_prefix, reverse

# Crockford's base 32 in lower case: no i, l, o or u, so an id survives being read aloud.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 10
ANY_ID = "0" * LENGTH


def new_public_id() -> str:
    """Ten random characters (50 bits). The unique column refuses the rare collision, so none is used twice."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def page_of(name: str, public_id: str) -> str:
    """The address of the page of that name for a record: what `reverse` gives, which looks for the pattern each time."""
    return _page(name, get_script_prefix()).replace(ANY_ID, public_id)


@cache
def _page(name: str, _script_prefix: str) -> str:
    return reverse(name, args=[ANY_ID])
