"""Small articles for ingest tests, made up, in the conventions of real ones."""

from archive.ingest import Arrival, Ingested, ingest
from archive.reading import read

ARTICLE = """The lamps of Port Sorrel have been counting people for two winters.
Nobody on the quay was told, and the council declines to say who reads the counts.
The Lantern reported the first figures last week.
Ada Quill 羽安 described what she found when she opened one:
Opened a harbour lamp today. There is a camera in it, and it is not new. (1/2) pic.twitter.com/aaaa1111
— Ada Quill 羽安 (@adaquill) March 3, 2021
It talks to a box in the customs house.
Nobody there would say what the box is for. (2/2)
— Ada Quill 羽安 (@adaquill) March 3, 2021
The harbour master answered in the Lantern:
The lamps count heads, not names. [Source]
"""


def article_with(words: str) -> bytes:
    """Another article, with the same posts under other paragraphs."""
    posts = ARTICLE.split("\n")[3:9]
    return "\n".join(
        [f"{words} {each}." for each in ("One thing", "Another thing", "A third thing")] + posts
    ).encode()


def ingest_text(data: bytes | str, *, name: str = "harbour.txt", **arrival: object) -> Ingested:
    data = data.encode() if isinstance(data, str) else data
    return ingest(read(data, name=name), Arrival(data=data, method="file", **arrival))  # type: ignore[arg-type]
