"""From bytes to text, with the encoding and how it was known. Never a silent guess."""

import codecs
import re
from dataclasses import dataclass
from typing import Final

from charset_normalizer import CharsetMatch, from_bytes

from archive.reading.characters import place
from archive.reading.proposal import ReadingWarning, UnreadableInput

# Longest marks first: the mark of UTF-32 begins with the mark of UTF-16.
_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# Python's name of an encoding → (codec that reads it, name of the WHATWG Encoding Standard).
# Old names are read by their superset, as every browser does.
_CODECS: Final = {
    "utf-8": ("utf-8", "utf-8"),
    "utf-16": ("utf-16-le", "utf-16le"),
    "utf-16-le": ("utf-16-le", "utf-16le"),
    "utf-16-be": ("utf-16-be", "utf-16be"),
    "utf-32-le": ("utf-32-le", "utf-32le"),
    "utf-32-be": ("utf-32-be", "utf-32be"),
    "gb2312": ("gb18030", "gb18030"),
    "gbk": ("gb18030", "gb18030"),
    "gb18030": ("gb18030", "gb18030"),
    "big5": ("big5hkscs", "big5"),
    "big5hkscs": ("big5hkscs", "big5"),
    "cp950": ("big5hkscs", "big5"),
    "shift_jis": ("cp932", "shift_jis"),
    "cp932": ("cp932", "shift_jis"),
    "euc_jp": ("euc_jp", "euc-jp"),
    "iso2022_jp": ("iso2022_jp", "iso-2022-jp"),
    "euc_kr": ("cp949", "euc-kr"),
    "cp949": ("cp949", "euc-kr"),
    "ascii": ("cp1252", "windows-1252"),
    "iso8859-1": ("cp1252", "windows-1252"),
    "iso8859-9": ("cp1254", "windows-1254"),
    "iso8859-11": ("cp874", "windows-874"),
    "tis-620": ("cp874", "windows-874"),
    "cp874": ("cp874", "windows-874"),
    "cp866": ("cp866", "ibm866"),
    "koi8-r": ("koi8-r", "koi8-r"),
    "koi8-u": ("koi8-u", "koi8-u"),
    "mac-roman": ("mac-roman", "macintosh"),
    **{f"cp{page}": (f"cp{page}", f"windows-{page}") for page in range(1250, 1259)},
    **{
        f"iso8859-{part}": (f"iso8859-{part}", f"iso-8859-{part}")
        for part in (*range(2, 9), 10, 13, 14, 15, 16)
    },
}

# Labels of the WHATWG standard that Python does not know.
_ALIASES: Final = {
    "x-sjis": "shift_jis",
    "windows-31j": "cp932",
    "windows-874": "cp874",
    "x-gbk": "gbk",
    "x-euc-jp": "euc_jp",
}

# What detection may answer, most common first: a tie goes to the earlier one.
_CANDIDATES: Final = (
    *("gb18030", "cp1252", "big5hkscs", "cp932", "cp949", "euc_jp"),
    *("cp1251", "cp1250", "koi8_r", "cp1253", "cp1254", "cp1255", "cp1256", "iso8859_2"),
)
MIN_CONFIDENCE: Final = 0.6
_CONTROLS: Final = bytes({*range(32)} - {*b"\t\n\r"})
_NOT_BY_CHANCE: Final = 4
_SAMPLE: Final = 1 << 18
_RIVAL_MARGIN: Final = 0.1

# Signs of a text read in the wrong encoding: one such as “¹” between two letters (Polish read as
# windows-1252), single Korean letters (Japanese read as EUC-KR), half-width kana, one Han
# character inside a Latin word (“It抯”: an apostrophe read as GBK).
_ODD = re.compile(
    r"(?<=[^\W\d_])[¡-¿×÷](?=[^\W\d_])|[\u3131-\u318e\uff61-\uff9f]|(?<=[A-Za-z])[\u3400-\u9fff](?=[A-Za-z\s])"
)
_META_CHARSET = re.compile(
    rb"""<(?:meta\s[^>]{0,200}?charset|\?xml\s[^>]{0,100}?encoding)\s*=\s*["']?\s*([\w.:-]{1,40})""",
    re.IGNORECASE,
)
_META_WINDOW: Final = 4096


@dataclass(frozen=True, slots=True)
class Decoded:
    """`encoding` is a WHATWG name; `origin` is `bom`, `declared`, `valid` (UTF-8) or `detected`."""

    text: str
    encoding: str
    origin: str
    warnings: tuple[ReadingWarning, ...] = ()


def decode(data: bytes, *, declared: str = "") -> Decoded:
    """The text of the bytes; a byte order mark is not part of it.

    Asked in this order: byte order mark, the declared encoding, valid UTF-8, detection.
    A declaration that does not fit is set aside with a warning, a detection is told with
    its confidence. Raises `UnreadableInput`: `encoding-broken` when the encoding is known
    but some bytes are not of it, `encoding-unknown`, and `binary` for NUL characters.
    """
    decoded = _by_mark(data) or _by_declaration(data, declared) or _as_utf8(data)
    if decoded is None:
        _refuse_damaged_utf8(data)
        decoded = _detect(data)
    if declared and decoded.origin in ("valid", "detected"):
        decoded = _with_mismatch(decoded, declared)
    _refuse_nul(decoded.text)
    return decoded


def declared_in_html(data: bytes) -> str:
    """The encoding that the head of an HTML or XML page declares, or `""`.

    A declaration readable as ASCII cannot be UTF-16, so that one means UTF-8 (HTML Standard, §13.2.3.2).
    """
    found = _META_CHARSET.search(data[:_META_WINDOW])
    label = found[1].decode("ascii", "replace").lower() if found else ""
    return "utf-8" if label.startswith("utf-16") else label


def _by_mark(data: bytes) -> Decoded | None:
    for mark, codec in _MARKS:
        if data.startswith(mark):
            try:
                return Decoded(data[len(mark) :].decode(codec), _CODECS[codec][1], "bom")
            except UnicodeDecodeError as error:
                raise _broken(_CODECS[codec][1], error) from error
    return None


def _by_declaration(data: bytes, declared: str) -> Decoded | None:
    codec, name = _codec(declared)
    if not codec or (codec != "utf-8" and _is_surely_utf8(data)):
        return None
    try:
        return Decoded(data.decode(codec), name, "declared")
    except UnicodeDecodeError:
        return None


def _codec(label: str) -> tuple[str, str]:
    """Codec and name for a declared label; two empty strings for none, and for Python codecs that are no encoding."""
    label = label.strip().lower()
    try:
        return _CODECS.get(codecs.lookup(_ALIASES.get(label, label)).name, ("", ""))
    except (LookupError, ValueError):
        return "", ""


def _is_surely_utf8(data: bytes) -> bool:
    """Valid UTF-8 with several characters beyond ASCII. Two Han characters of GBK can look like that (模牛), not more."""
    decoded = _as_utf8(data)
    return decoded is not None and _beyond_ascii(decoded.text) >= _NOT_BY_CHANCE


def _beyond_ascii(text: str) -> int:
    return len(text) - len(text.encode("ascii", "ignore"))


def _as_utf8(data: bytes) -> Decoded | None:
    try:
        return Decoded(data.decode("utf-8"), "utf-8", "valid")
    except UnicodeDecodeError:
        return None


def _refuse_damaged_utf8(data: bytes) -> None:
    """A cut or flipped byte in UTF-8 must not turn the whole text into another encoding's nonsense."""
    text = data.decode("utf-8", "replace")
    errors = text.count("\ufffd")
    if _beyond_ascii(text) - errors > 2 * errors:
        try:
            data.decode("utf-8")
        except UnicodeDecodeError as error:
            raise _broken("utf-8", error) from error


def _broken(name: str, error: UnicodeDecodeError) -> UnreadableInput:
    read = bytes(error.object[: error.start]).decode(error.encoding, "ignore")
    return UnreadableInput(
        "encoding-broken",
        f"The text is {name}, but the bytes at {place(read, len(read))} are not: the file is damaged or cut.",
    )


def _detect(data: bytes) -> Decoded:
    # A stray control character says nothing of the encoding, and no trailing byte is one.
    matches = from_bytes(
        data.translate(None, _CONTROLS), cp_isolation=list(_CANDIDATES), preemptive_behaviour=False
    )
    readings = sorted(filter(None, (_reading(data, match) for match in matches)), key=_Reading.rank)
    for best in readings[:1]:
        rivals = [other.name for other in readings[1:] if best.clean - other.clean <= _RIVAL_MARGIN]
        confidence = best.confidence(has_rivals=bool(rivals))
        if confidence >= MIN_CONFIDENCE:
            return Decoded(best.text, best.name, "detected", (_detected(best.name, confidence, rivals),))
    raise UnreadableInput(
        "encoding-unknown",
        "The bytes are not UTF-8, declare no encoding, and fit no known one with a confidence of "
        f"{MIN_CONFIDENCE:.0%} or more. Convert the file to UTF-8, or state its encoding.",
    )


def _detected(name: str, confidence: float, rivals: list[str]) -> ReadingWarning:
    message = f"The encoding was detected as {name} with a confidence of {confidence:.0%}"
    message += f" ({', '.join(rivals)} would fit too): check accented and Han characters." if rivals else "."
    return ReadingWarning("encoding-detected", message)


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to read the bytes; `codec` is the most common that gives this text."""

    text: str
    codec: str
    clean: float

    @property
    def name(self) -> str:
        return _CODECS[codecs.lookup(self.codec).name][1]

    def confidence(self, *, has_rivals: bool) -> float:
        """Less where rivals fit and few characters speak: one character in doubt gives two thirds at most."""
        characters = _beyond_ascii(self.text)
        return self.clean * ((characters + 1) / (characters + 2) if has_rivals else 1)

    def rank(self) -> tuple[float, int]:
        """Cleanest first, then most common."""
        return -round(self.clean, 2), _CANDIDATES.index(self.codec)


def _reading(data: bytes, match: CharsetMatch) -> _Reading | None:
    """The whole text as one match reads it, for detection looks at samples only."""
    same = {match.encoding, *match.could_be_from_charset}
    codec = next(codec for codec in _CANDIDATES if codec in same)
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        return None
    sample = text[:_SAMPLE]
    odd = len(_ODD.findall(sample)) / max(1, _beyond_ascii(sample))
    return _Reading(text, codec, max(0.0, 1 - match.chaos - odd / 2))


def _with_mismatch(decoded: Decoded, declared: str) -> Decoded:
    label = "".join(filter(str.isprintable, declared[:40]))
    what = "but its bytes are not" if _codec(declared)[0] else "which is no text encoding"
    message = f"The input declares “{label}”, {what}: read as {decoded.encoding}."
    warning = ReadingWarning("encoding-mismatch", message)
    return Decoded(decoded.text, decoded.encoding, decoded.origin, (warning, *decoded.warnings))


def _refuse_nul(text: str) -> None:
    at = text.find("\0")
    if at >= 0:
        raise UnreadableInput(
            "binary",
            f"There is a NUL character at {place(text, at)}: this is a binary file, "
            "or UTF-16 or UTF-32 without its byte order mark.",
        )
