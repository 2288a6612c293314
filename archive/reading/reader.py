"""The one door: bytes in, a proposal out, or a refusal in words."""

from dataclasses import replace
from email.message import Message
from hashlib import sha256

from archive.reading.characters import clean, compose, look
from archive.reading.decode import Decoded, declared_in_html, decode
from archive.reading.fitting import fitting
from archive.reading.html import read_html
from archive.reading.parts import Parts
from archive.reading.plaintext import read_plain_text
from archive.reading.proposal import Found, Metadata, Proposal, ReadingWarning, UnreadableInput
from archive.reading.refuse import MediaType, recognise


def read(data: bytes, *, name: str = "", media_type: str = "", url: str = "") -> Proposal:
    """The proposal for one input.

    `name` is the file's name; `media_type` may carry a `charset`, as in HTTP; `url` is where the
    input was published and wins over what a page says of its own address. Content decides over
    name and type. Pure: the same arguments give the same proposal. Raises `UnreadableInput`.
    """
    recognised = recognise(data, name=name, media_type=media_type)
    decoded = _decode(data, recognised.media_type, media_type)
    cleaned, cleaning = clean(decoded.text)
    parts = fitting(_parse(cleaned, recognised.media_type, url))
    if not parts.text:
        raise UnreadableInput("no-text", "No text remains of this input: there is nothing to read.")
    metadata, differing = _with_given_url(parts.metadata, url)
    return Proposal(
        name=name,
        media_type=recognised.media_type,
        encoding=decoded.encoding,
        encoding_origin=decoded.origin,
        sha256=sha256(data).hexdigest(),
        size=len(data),
        text=parts.text,
        blocks=parts.blocks,
        metadata=metadata,
        posts=parts.posts,
        threads=parts.threads,
        quotations=parts.quotations,
        links=parts.links,
        warnings=recognised.warnings
        + decoded.warnings
        + cleaning
        + parts.warnings
        + look(parts.text)
        + differing,
    )


def _decode(data: bytes, kind: MediaType, media_type: str) -> Decoded:
    header = Message()
    header["Content-Type"] = media_type
    declared = header.get_content_charset("")
    if not declared and kind == "text/html":
        declared = declared_in_html(data)
    return decode(data, declared=declared)


def _parse(text: str, kind: MediaType, url: str) -> Parts:
    """Plain text is composed before it is cut; markup only after it is parsed, for `<` can compose too."""
    if kind == "text/html":
        return read_html(text, url=url)
    return read_plain_text(compose(text))


def _with_given_url(metadata: Metadata, url: str) -> tuple[Metadata, tuple[ReadingWarning, ...]]:
    if not url:
        return metadata, ()
    own = metadata.url.value
    given = replace(metadata, url=Found(url, "given"))
    if own in ("", url):
        return given, ()
    message = (
        f"The page gives its address as {own} ({metadata.url.origin}); the given address {url} was kept."
    )
    return given, (ReadingWarning("url-differs", message),)
