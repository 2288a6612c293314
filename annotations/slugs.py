"""Names as they stand in addresses: any script, no sign that an address gives a meaning to. Pure."""

import unicodedata
from collections.abc import Container
from itertools import chain, count

from sources.names import name_key

LONGEST = 90  # leaves room for a number
KEPT = ("L", "M", "N")  # letters, marks and numbers; without its marks a word of many scripts is another word

# Words that stand in addresses themselves, where a slug does: /tags/suggest/, /claims/new/.
RESERVED = frozenset({"new", "suggest"})


def slug_of(name: str, *, otherwise: str) -> str:
    """The name in lower case, its words joined by hyphens, cut behind a whole word; `otherwise` when nothing is left."""
    spaced = (letter if unicodedata.category(letter)[0] in KEPT else " " for letter in name_key(name))
    words = "".join(spaced).split()
    slug = "-".join(words)
    if len(slug) > LONGEST:
        cut = slug[: LONGEST + 1].rpartition("-")[0]
        slug = cut or slug[:LONGEST]
    return slug or otherwise


def free_slug(plain: str, taken: Container[str]) -> str:
    """The slug, numbered from 2 on when it is taken or reserved."""
    slugs = chain([plain], (f"{plain}-{number}" for number in count(2)))
    return next(slug for slug in slugs if slug not in taken and slug not in RESERVED)
