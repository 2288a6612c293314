"""Public ids: what an address outside shows instead of a row number."""

import secrets

# Crockford's base 32 in lower case: no i, l, o or u, so an id survives being read aloud.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 10


def new_public_id() -> str:
    """Ten random characters (50 bits). The unique column refuses the rare collision, so none is used twice."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
