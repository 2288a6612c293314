"""Items full of what breaks files: signs of TeX, RIS, XML, CSV, Markdown and HTML, broken braces, no characters at all."""

import random
from collections.abc import Iterator

from sources.exchange.shapes import Item

PIECES = (
    "\nER  - \nTY  - JOUR\nTI  - smuggled\n", "ER  - ", "\r\nTY  - BOOK\r\n", "\nAU  - Smuggled, Ann", "\n1.\n", "},\n  author = {Smuggled}", "}\n@book{smuggled,\n title={x}}\n",
    "@comment{", "@string{x = {y}}", "{", "}", "{{", "}}", "\\", "\\\\", "\\}", "\\{", "%", "% comment", "$", "$x$", "#", "_", "^", "~", "&",
    "\\input{/etc/passwd}", "\\write18{x}", "\\end{document}", '"', "'", "''", "``", "--", ",", " and ", "=", "</record><record>", "<!--", "-->", "]]>", "<![CDATA[",
    "&amp;", "&#10;", "<?xml?>", "=1+1", "@SUM(1)", "+1", "-1", "| a | b |", "# head", "[x](javascript:1)", "<script>", "\x00", "\x01", "\x1b[31m", "\x7f", "\x85", "\u2028",
    "\ud800", "\udfff", "\ufffe", "\uffff", "\u202e", "\u2066", "\u200b", "\ufeff", "\r", "\n", "\n\n", "\t", "\u00a0", "天网", "مرحبا", "\U0001f50d", "{\\rtf1 \\par}", "U1  - csl:{}",
    "csl:{\"title\":\"smuggled\"}", "x-csl = {csl:{}}", "word", " ", "",
)  # fmt: skip
TEXTS = ("title", "container-title", "publisher", "publisher-place", "genre", "volume", "issue", "page", "number", "URL", "DOI", "language", "note", "abstract", "archive", "archive_location")  # fmt: skip
TYPES = ("post", "article-newspaper", "book", "webpage", "report", "interview", "chapter")


def hostile(count: int, seed: int = 7) -> Iterator[Item]:
    """Every variable holds something that says "w" at its end, so that none is empty."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    for number in range(count):
        item: Item = {"id": f"h{number:05}", "type": chance.choice(TYPES)}
        item |= {variable: _text(chance) for variable in TEXTS}
        item["author"] = [
            {"literal": _text(chance)},
            {"family": _text(chance), "given": _text(chance), "suffix": _text(chance)},
        ]
        item["issued"] = (
            {"literal": _text(chance)} if chance.random() < 0.3 else {"date-parts": [[2019, 12, 18]]}
        )
        yield item


def tame(item: Item) -> Item:
    """The same variables with words that break nothing."""
    return (
        item
        | dict.fromkeys(TEXTS, "w")
        | {"author": [{"literal": "w"}, {"family": "W", "given": "w", "suffix": "w"}]}
    )


def _text(chance: random.Random) -> str:
    return "".join(chance.choice(PIECES) for _ in range(chance.randint(1, 6))) + "w"
