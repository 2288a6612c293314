"""Sources as items of CSL-JSON, made from a seed: each type, names of many scripts, dates of every kind, hard texts."""

import random
from collections.abc import Iterator
from typing import Any

from sources.citing.dates import csl_date
from sources.exchange.shapes import Item
from sources.models import Role, SourceType

NAMES: tuple[dict[str, Any], ...] = (
    {"family": "Mozur", "given": "Paul"},
    {"family": "García Márquez", "given": "Gabriel"},
    {"family": "Gogh", "given": "Vincent", "non-dropping-particle": "van"},
    {"family": "Humboldt", "given": "Alexander", "dropping-particle": "von"},
    {"family": "King", "given": "Martin Luther", "suffix": "Jr.", "comma-suffix": True},
    {"family": "de la Cruz", "given": "Ana"},
    {"family": "O’Brien", "given": "Siân and Co"},
    {"family": "Ковалёва", "given": "Анна"},
    {"family": "Sukarno"},
    {"literal": "孟建国"},
    {"literal": "محمد بن سلمان"},
    {"literal": "新华社"},
    {"literal": "The New York Times"},
    {"literal": "Smith, Jones and Sons, Ltd."},
    {"literal": "others"},
    {"literal": "@police_watch"},
    {"literal": "100% {Open} & Free_Press #1"},
)
DATES = (
    "2019-12-18", "2019-12", "2019", "2019-12-18~", "2019?", "2019-12%", "2019-12-18/2019-12-20", "2019/2020", "2019-12-18/..",
    "../2020", "2019-21", "2019-33", "201X", "2019-12-18T09:30Z", "-0044-03-15", "0987",
)  # fmt: skip
TEXTS = (
    "A million cameras", "Überwachung in Übersee", "天网工程与“雪亮”", "مراقبة الحدود", "слежка", "Https://t.co/Abc is a Tweet",
    "100% & more: $5 for a_b^2 ~ {braces} \\ #1", "“Quoted” and \"straight\", 'single', ``ticks''", "en--dash, em---dash – — -",
    "e\u0301 combined, \u00e9 composed", "non\u00a0breaking", "tab\tand  two  blanks", "<i>not italic</i> &amp; &lt;b&gt;",
    "unbalanced { brace", "unbalanced } brace", "trailing backslash \\", "\\{ \\} \\\\ \\input{x}", "@article{smuggled,", "ER  - ",
    "TY  - JOUR", "=1+1", "]]> --> <!-- ", "\u202eright to left\u202c", "\U0001f50d magnified", "TITLE IN CAPITALS", "%",
    "$x^2$ and $", "?`Qué? !`Ay!", "<<x>> ,,y''", "a and b", "and", "x, y", "0", "a\\textbf{b}", "\\",
)  # fmt: skip
LONG = (
    "One line.", "First line.\nSecond line.", "A paragraph.\n\nAnother one.\n", "ER  - \nTY  - JOUR\nTI  - smuggled",
    "@article{x,\n  title = {smuggled}\n}\n", "  leading blanks\n\ttab", "}\n@book{y,\n}", "</record><record>\n",
)  # fmt: skip
ADDRESSES = (
    "https://www.nytimes.com/2019/12/17/technology/china-surveillance.html", "https://example.org/a?b=c&d=%20e#f;g",
    "https://example.org/{x}_y~z", "https://例え.jp/天网", "http://[::1]/", "not an address",
)  # fmt: skip
LANGUAGES = ("en", "en-GB", "zh-Hans", "zh-Hant-TW", "ar", "de", "es", "fr", "ru", "und-Latn")
SHORT = ("12", "12–15", "12-15", "A1", "iv", "3, 7-9", "12--15", "S1")


# Variable → how often it is there, and what it may say.
FIELDS: dict[str, tuple[float, tuple[Any, ...]]] = {
    **dict.fromkeys(("title", "container-title", "publisher", "publisher-place", "genre"), (0.7, TEXTS)),
    **dict.fromkeys(("volume", "issue", "page", "number"), (0.4, SHORT)),
    **dict.fromkeys(("issued", "accessed"), (0.8, tuple(csl_date(edtf) for edtf in DATES))),
    "URL": (0.5, ADDRESSES),
    "language": (0.5, LANGUAGES),
    "note": (0.5, (*TEXTS, *LONG)),
    "abstract": (0.5, LONG),
    "DOI": (0.3, ("10.1000/xyz(1)<2>_3;4",)),
    "ISBN": (0.3, ("978-3-16-148410-0",)),
    "archive": (0.5, ("Undersight",)),
    "archive_location": (0.5, ("https://archive.example/sources/s1/",)),
    "custom": (0.2, tuple({"undersight": {"issued": edtf, "account": "@a", "n": 3}} for edtf in DATES)),
}


def generated(count: int, seed: int = 5) -> Iterator[Item]:
    """Items whose every value says something; each type as often."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    types = list(SourceType.values)
    for number in range(count):
        yield {
            "id": f"s{number:05}",
            "type": types[number % len(types)],
            **{
                name: chance.choice(values)
                for name, (often, values) in FIELDS.items()
                if chance.random() < often
            },
            **{
                role: chance.sample(NAMES, chance.randint(1, 3))
                for role in Role.values
                if chance.random() < (0.8 if role == "author" else 0.1)
            },
        }
