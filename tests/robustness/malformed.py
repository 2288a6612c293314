"""Two hundred inputs that no article should be, the same ones at every run."""

import random
from collections.abc import Iterator

from tests.archive.articles import ARTICLE

PAGE = (
    "<!doctype html><html lang='en'><head><title>Lamps</title>"
    '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Lamps","datePublished":"2021-03-04"}</script>'
    "</head><body><nav><a href='/'>Home</a></nav><article>"
    + "".join(f"<p>{line}</p>" for line in ARTICLE.strip().split("\n"))
    + '<blockquote class="twitter-tweet"><p lang="en">A lamp. <a href="https://t.co/a1">pic.twitter.com/a1</a></p>'
    '&mdash; Ada Quill (@adaquill) <a href="https://twitter.com/adaquill/status/1367000000000000001">March 3, 2021</a>'
    "</blockquote></article></body></html>"
)
MEGABYTE = 2**20


def malformed() -> Iterator[tuple[str, bytes]]:
    """(file name, bytes), two hundred of them; names are unique and say what is wrong."""
    chance = random.Random(20191218)  # noqa: S311 - the same inputs each time, no secret
    yield from _by_hand()
    for number in range(60):
        yield f"cut-{number}.html", PAGE.encode()[: chance.randrange(len(PAGE))]
    for number in range(40):
        yield f"cut-{number}.txt", ARTICLE.encode()[: chance.randrange(len(ARTICLE.encode()))]
    for number in range(30):
        yield f"flipped-{number}.txt", _flipped(ARTICLE.encode(), chance)
    for number in range(30):
        yield f"flipped-{number}.html", _flipped(PAGE.encode(), chance)
    encodings = ("utf-16", "utf-32", "gb18030", "big5hkscs", "shift_jis", "cp1252", "koi8-r", "utf-7")
    for number, encoding in enumerate(encodings * 2):
        text = PAGE if number % 2 else ARTICLE
        yield (
            f"encoded-{number}-{encoding}.{'html' if number % 2 else 'txt'}",
            text.encode(encoding, "replace"),
        )


def _by_hand() -> Iterator[tuple[str, bytes]]:
    yield "empty.txt", b""
    yield "blank.txt", b" \n\t\r\n \xe3\x80\x80"
    yield "nul.txt", b"The lamp\x00 counts."
    yield "nul.html", b"<p>The lamp\x00 counts.</p>"
    yield "picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256))
    yield "report.pdf", b"%PDF-1.7\n" + bytes(200)
    yield "report.docx", b"PK\x03\x04" + bytes(200)
    yield "page.warc", b"WARC/1.1\r\nWARC-Type: response\r\n\r\n"
    yield "page.txt.gz", b"\x1f\x8b\x08" + bytes(100)
    yield "bidi.txt", "The \u202elamp\u2066 counts\u2069 \u200f\u061c people.\u202c".encode()
    yield "invisible.txt", ("\u200b\u200c\u200d\u2060\ufeff" * 1000).encode()
    yield "surrogates.txt", b"\xed\xa0\x80 The lamp \xed\xbf\xbf"
    yield "overlong.txt", b"The lamp \xc0\xaf counts \xf5\x80\x80\x80"
    yield "nested.html", b"<blockquote>" * 10_000 + b"deep" + b"</blockquote>" * 10_000
    yield "nested.txt", b"[" * 10_000 + b"Source" + b"]" * 10_000
    yield "quotes.txt", ("\N{LEFT DOUBLE QUOTATION MARK}" * 10_000 + "deep [Source]").encode()
    yield "unclosed.html", b"<div><p><b><i><a href='x'>" * 2_000 + b"open"
    yield "one-line.txt", b"lamp " * MEGABYTE
    yield "one-line.html", b"<p>" + b"lamp " * MEGABYTE
    yield "dashes.txt", "\N{EM DASH} A (@a) ".encode() * 20_000
    yield "sources.txt", b"Lamp. [Source]\n" * 20_000
    yield "combining.txt", ("a" + "\u0301" * 100_000).encode()
    yield "entities.html", b"<p>" + b"&amp;" * 100_000
    yield "json.html", b'<script type="application/ld+json">' + b"[" * 50_000 + b"</script><p>Lamp</p>"


def _flipped(data: bytes, chance: random.Random) -> bytes:
    """A few bytes changed at random places."""
    changed = bytearray(data)
    for _ in range(chance.randrange(1, 12)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)
