"""Text as TeX writes it in the fields of BibTeX, and back. Pure.

Text is written in UTF-8; only what TeX takes for something else is written as a command. Braces are in balance both
for BibTeX, which counts every brace, and for programs that leave out those behind a backslash.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from pylatexenc.latex2text import LatexNodes2Text

OPEN, CLOSE = r"\{{\vphantom{\}}}", r"{\vphantom{\{}}\}"  # a brace alone, with an unseen partner
COMMANDS: Final = {
    "\\": r"\textbackslash{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "`": "{}`{}", "{": r"\{", "}": r"\}",
}  # fmt: skip
# What TeX takes for a command, and the second of two signs that it would join.
SPECIAL: Final = re.compile(r"[\\&%$#_~^`{}]|(?<=-)-|(?<=')'|(?<=,),|(?<=<)<|(?<=>)>")
NEW_LINE: Final = r" \par "

# Commands that pylatexenc does not know, or takes for something else.
WORDS: Final = {
    "textbackslash": "\\", "textasciitilde": "~", "textasciicircum": "^", "textasciigrave": "`", "textbraceleft": "{",
    "textbraceright": "}", "lbrace": "{", "rbrace": "}", "textquotedbl": '"', "textquotesingle": "'",
    "textunderscore": "_", "textbar": "|", "textless": "<", "textgreater": ">", "textdollar": "$", "slash": "/",
    "par": "\n", "newline": " ", "quad": " ", "space": " ", "i": "ı", "j": "ȷ",
    "copyright": "©", "pounds": "£", "euro": "€", "S": "§", "P": "¶", "ddag": "‡", "flqq": "«", "frqq": "»",
    "glqq": "„", "grqq": "“", "TeX": "TeX", "LaTeX": "LaTeX",
}  # fmt: skip
# Commands about the look of what stands behind them, which stays.
LOOKS: Final = frozenset(
    [
        "emph",
        "textit",
        "textbf",
        "textsc",
        "texttt",
        "textrm",
        "textsf",
        "textsl",
        "textup",
        "textmd",
        "textnormal",
        "textsuperscript",
        "textsubscript",
        "mkbibemph",
        "mkbibbold",
        "mkbibquote",
        "mkbibitalic",
        "enquote",
        "uppercase",
        "MakeUppercase",
        "MakeLowercase",
        "noopsort",
        "mbox",
        "hbox",
        "bibstring",
        "autocap",
        "it",
        "bf",
        "sc",
        "tt",
        "em",
        "rm",
        "sf",
        "sl",
        "relax",
        "protect",
        "ensuremath",
        "text",
        "mathrm",
    ]
)
ADDRESSES: Final = frozenset({"url", "path", "nolinkurl"})  # what stands behind them is no TeX
ACCENTS: Final = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307",
    '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323", "c": "\u0327", "k": "\u0328",
    "b": "\u0331",
}  # fmt: skip
DOTLESS: Final = {"\\i": "i", "\\j": "j"}
SYMBOLS: Final = {"\\": " ", " ": " ", ",": " ", ";": " ", ":": " ", "!": "", "-": "", "/": "", "@": ""}
LIGATURES: Final = {
    "---": "—", "--": "–", "``": "“", "''": "”", ",,": "„", "<<": "«", ">>": "»", "?`": "¿", "!`": "¡", "~": "\u00a0",
    "{": "", "}": "",
}  # fmt: skip
TOKEN: Final = re.compile(
    r"\\(?P<word>[A-Za-z]+)\*? *|\\(?P<symbol>.)|(?P<math>\$[^$]*\$)|(?P<other>---|--|``|''|,,|<<|>>|[?!]`|[^\\$]|[\\$])",
    re.DOTALL,
)
BASE: Final = re.compile(r" *(?:\{([^{}]*)\}|(\\[ij](?![A-Za-z])|[^\\{}]))")
GROUP: Final = re.compile(r"\{((?:[^{}]|\{[^{}]*\})*)\}")
LINK: Final = re.compile(r"\\href *\{([^{}]*)\} *\{([^{}]*)\}")
UNSEEN: Final = re.compile(r"\{\\vphantom\{\\[{}]\}\}")
BLANKS: Final = re.compile(r"[ \t\n\r]+")
PLAIN: Final = re.compile(r"[^\\{}~$\-'`,<>\t\n\r]*")


def tex(text: str) -> str:
    """Text for a field between braces. A line break becomes the end of a paragraph."""
    commands = COMMANDS if is_balanced(text) else COMMANDS | {"{": OPEN, "}": CLOSE}
    return SPECIAL.sub(lambda found: commands.get(found[0], "{}" + found[0]), text).replace("\n", NEW_LINE)


def is_balanced(text: str) -> bool:
    """Whether every brace has its partner, in this order."""
    depth = 0
    for brace in re.findall(r"[{}]", text):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def plain(value: str) -> tuple[str, list[str]]:
    """The text that TeX would print, and the commands that were left out because nobody knows them."""
    value = value.strip(" \t\n\r")
    if PLAIN.fullmatch(value):
        return value, []
    value = LINK.sub(r"\2 (\1)", UNSEEN.sub("", BLANKS.sub(" ", value)))
    unknown: list[str] = []
    text = "".join(_pieces(value, unknown))
    return re.sub(" *\n *", "\n", text), unknown  # blanks beside a line break are TeX's, not the text's


def _pieces(value: str, unknown: list[str]) -> Iterator[str]:
    place = 0
    while found := TOKEN.match(value, place):
        place = found.end()
        word, symbol = found["word"], found["symbol"]
        if (word or symbol) in ACCENTS:
            piece, place = _accented(ACCENTS[word or symbol], symbol or "", value, place)
            yield piece
        elif word in ADDRESSES and (group := GROUP.match(value, place)):
            place = group.end()
            yield group[1]
        elif word:
            yield _named(word, unknown)
        elif symbol:
            yield SYMBOLS.get(symbol, symbol)
        else:
            yield found["math"] or LIGATURES.get(found["other"], found["other"])


def _accented(accent: str, alone: str, value: str, place: int) -> tuple[str, int]:
    """The letter that follows with its accent, and where it ends; the sign itself where none follows."""
    found = BASE.match(value, place)
    base = (found[1] or found[2] or "") if found else ""
    base = DOTLESS.get(base, base)
    if found is None or not base:
        return alone, found.end() if found else place
    return unicodedata.normalize("NFC", base[0] + accent + base[1:]), found.end()


def _named(word: str, unknown: list[str]) -> str:
    if word in WORDS:
        return WORDS[word]
    text = "" if word in LOOKS else _known(word)
    if not text and word not in LOOKS:
        unknown.append("\\" + word)
    return text


@lru_cache(maxsize=1024)
def _known(word: str) -> str:
    """The letter or sign of a command, "" where there is none."""
    return str(_READER.latex_to_text(f"\\{word}{{}}"))


_READER: Final = LatexNodes2Text()
