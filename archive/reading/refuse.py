"""What an input is, by its content, and a refusal in words when it cannot be read."""

import codecs
import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final, Literal

from archive.reading.proposal import ReadingWarning, UnreadableInput

MAX_BYTES: Final = 20 * 1024 * 1024
MediaType = Literal["text/plain", "text/html"]

_HEAD: Final = 4096
_NAMES: Final[dict[str, MediaType]] = {
    **dict.fromkeys((".txt", ".text", ".md", ".markdown"), "text/plain"),
    **dict.fromkeys((".html", ".htm", ".xhtml", ".xht", ".shtml"), "text/html"),
}
_TYPES: Final[dict[str, MediaType]] = {
    "text/plain": "text/plain",
    "text/markdown": "text/plain",
    "text/html": "text/html",
    "application/xhtml+xml": "text/html",
}

_LATER: Final = "is not read yet: PDF, DOCX and WARC come later. Give its text or its HTML page"
_TEXT: Final = "holds no text to keep as an article"

# (how it begins, code, what it is, what to say). These cannot begin a text.
_SIGNATURES: Final = (
    (rb"%PDF-", "pdf", "a PDF document", _LATER),
    (rb"WARC/\d", "warc", "a WARC web archive", _LATER),
    (rb"PK(?:\x03\x04|\x05\x06)", "zip", "a ZIP archive", "has to be unpacked first"),
    (rb"\x1f\x8b", "gzip", "gzip-compressed", "has to be unpacked first"),
    (rb"\xd0\xcf\x11\xe0", "office", "an old Office document (DOC, XLS, PPT)", _LATER),
    (rb"\{\\rtf", "rtf", "an RTF document", "is not read: save it as text or HTML"),
    (rb"%!PS", "postscript", "a PostScript document", "is not read: save it as text or HTML"),
    (rb"From: <Saved by |MIME-Version: 1\.0\r?\n", "mhtml", "a saved web archive (MHTML)", "is not read: save as HTML"),
    (rb"\x89PNG", "image", "a PNG image", _TEXT),
    (rb"\xff\xd8\xff", "image", "a JPEG image", _TEXT),
    (rb"(?:II\*\0|MM\0\*)", "image", "a TIFF image", _TEXT),
    (rb"\x00\x00\x01\x00", "image", "an icon image", _TEXT),
    (rb"....ftyp(?:avif|heic|mif1)", "image", "an AVIF or HEIC image", _TEXT),
    (rb"....ftyp", "video", "an MP4 or QuickTime recording", _TEXT),
    (rb"\x1aE\xdf\xa3", "video", "a Matroska or WebM video", _TEXT),
    (rb"7z\xbc\xaf|Rar!\x1a|\xfd7zXZ|BZh[1-9]1AY&SY|\x28\xb5\x2f\xfd", "archive", "a packed archive", "has to be unpacked first"),
    (rb"SQLite format 3\0", "binary", "a database file", _TEXT),
    (rb"\x7fELF|\xca\xfe\xba\xbe|[\xcf\xce]\xfa\xed\xfe|\0asm", "binary", "a program", _TEXT),
)  # fmt: skip

# These are letters that could begin a text as well: a NUL byte near the start tells.
_LETTERED: Final = (
    (rb"GIF8[79]a", "image", "a GIF image", _TEXT),
    (rb"RIFF....WEBP", "image", "a WebP image", _TEXT),
    (rb"BM", "image", "a BMP image", _TEXT),
    (rb"ID3|OggS|fLaC|RIFF....WAVE", "sound", "a sound recording", _TEXT),
    (rb"RIFF....AVI ", "video", "an AVI video", _TEXT),
    (rb"MZ", "binary", "a program", _TEXT),
    (rb"wOF[F2]|OTTO", "binary", "a font", _TEXT),
)
_ZIPPED: Final = (
    (b"word/", "docx", "a DOCX document", _LATER),
    (b"xl/", "office", "an XLSX workbook", _TEXT),
    (b"ppt/", "office", "a PPTX presentation", _TEXT),
    (b"mimetypeapplication/epub", "office", "an EPUB book", "is not read: give its text or HTML pages"),
    (
        b"mimetypeapplication/vnd.oasis",
        "office",
        "an OpenDocument file",
        "is not read: save it as text or HTML",
    ),
    (b"datapackage.json", "warc", "a WACZ web archive", _LATER),
)

# An HTML page by its first tag, after the WHATWG MIME Sniffing Standard, §7.1, and the tags that
# a copied piece of a page begins with today. A fragment must also close a tag to count.
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_FRAGMENT = re.compile(
    r"<(?:h[1-6]|div|p|a|b|br|table|style|title|script|iframe|font|article|section|main|header|"
    r"blockquote|figure|ul|ol|span|meta|link|img|em|strong)[\s>]",
    re.IGNORECASE,
)
_CLOSED = re.compile(r"</[a-z][a-z0-9]*\s*>", re.IGNORECASE)
_TAG = re.compile(rb"<[a-z][a-z0-9-]*[\s/>]", re.IGNORECASE)
_BEFORE_MARKUP = re.compile(r"(?:\s+|<!--.*?-->|<\?.*?\?>)*+", re.DOTALL)
_DRAWING = re.compile(r"(?:<!doctype\s+)?<?svg[\s>]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Recognised:
    """How an input is to be read."""

    media_type: MediaType
    warnings: tuple[ReadingWarning, ...] = ()


def recognise(data: bytes, *, name: str = "", media_type: str = "") -> Recognised:
    """How to read the bytes: content decides, the name and the stated type are only claims.

    Raises `UnreadableInput` with a stable code: `empty`, `no-text`, `too-large`, or what
    the content is (`pdf`, `docx`, `warc`, `gzip`, `image`, `binary`, …). Binary content without
    a known beginning is left to `decode`, which knows which bytes are text.
    """
    _refuse_size(data)
    head = data[:_HEAD]
    _refuse_signature(data, head, name)
    stated = _TYPES.get(media_type.partition(";")[0].strip().lower())
    named = _NAMES.get(PurePath(name).suffix.lower())
    text = _head_text(head)
    if _DRAWING.match(text):
        raise UnreadableInput("image", f"{_subject(name)} is an SVG image: it {_TEXT}.")
    return _settle(data, text, stated, named)


def _refuse_size(data: bytes) -> None:
    if not data:
        raise UnreadableInput("empty", "The input is empty: it has no bytes.")
    if len(data) > MAX_BYTES:
        raise UnreadableInput(
            "too-large",
            f"The input is {len(data) / 1024**2:.1f} MB; the limit is {MAX_BYTES // 1024**2} MB.",
        )
    if not data.strip():
        raise UnreadableInput("no-text", f"The input is only white space ({len(data)} bytes).")


def _refuse_signature(data: bytes, head: bytes, name: str) -> None:
    known = (*_SIGNATURES, *(_LETTERED if b"\0" in head else ()))
    for pattern, code, what, advice in known:
        if re.match(pattern, head, re.DOTALL):
            _refuse_zipped(data, name, is_zip=code == "zip")
            raise UnreadableInput(code, f"{_subject(name)} is {what}: it {advice}.")


def _refuse_zipped(data: bytes, name: str, *, is_zip: bool) -> None:
    """What a ZIP archive holds, by names that stand uncompressed in it."""
    for mark, code, what, advice in _ZIPPED if is_zip else ():
        if mark in data:
            raise UnreadableInput(code, f"{_subject(name)} is {what}: it {advice}.")


def _subject(name: str) -> str:
    return f"“{PurePath(name).name}”" if name else "The input"


def _head_text(head: bytes) -> str:
    """The start of the input, good enough to see ASCII markup in any encoding, without what may precede it."""
    for mark, codec in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if head.startswith(mark):
            text = head[2:].decode(codec, "ignore").replace("\0", "")
            break
    else:
        text = head.removeprefix(codecs.BOM_UTF8).decode("latin-1")
    before = _BEFORE_MARKUP.match(text)
    return text[before.end() :] if before else text


def _settle(data: bytes, text: str, stated: MediaType | None, named: MediaType | None) -> Recognised:
    """A whole page is a page whatever it is called; a fragment only where nobody says it is plain."""
    is_page = _PAGE.match(text) is not None
    is_fragment = _FRAGMENT.match(text) is not None and _CLOSED.search(text) is not None
    if is_page or (is_fragment and stated != "text/plain"):
        claim = stated or named
        return Recognised(
            "text/html", _mismatch("an HTML page", "plain text") if claim == "text/plain" else ()
        )
    if stated:
        return Recognised(stated)
    if named == "text/html" and not _TAG.search(data.replace(b"\0", b"")):
        return Recognised("text/plain", _mismatch("plain text without a single tag", "HTML"))
    return Recognised(named or "text/plain")


def _mismatch(found: str, claimed: str) -> tuple[ReadingWarning, ...]:
    message = f"The input is called {claimed} but is {found}, and was read as that."
    return (ReadingWarning("name-mismatch", message),)
