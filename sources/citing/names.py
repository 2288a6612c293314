"""Names as CSL writes them: where the family name is, and when a name must not be cut. Pure.

A person's name in Latin or Cyrillic letters is cut into given and family name. Names in other scripts are printed as
they are (`literal`), and so are organisations and single names. Where the rules below would cut wrongly, the form of
the name that is cited is written with a comma: `García Márquez, Gabriel`, `van der Berg, Pieter`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sources.models import AgentKind
from sources.models.record import UNKNOWN_LANGUAGE
from sources.names import name_forms, script_of

CslName = dict[str, Any]

CUT_SCRIPTS: Final = frozenset({"Latn", "Cyrl"})
# Languages whose names begin with the family name, also when they are written in Latin letters.
FAMILY_FIRST: Final = frozenset({"zh", "yue", "ko", "vi", "hu"})
TWO_FAMILY_NAMES: Final = frozenset({"es", "ca", "gl", "eu", "ast"})
# Second given names of Spanish: `José Luis Prado` has one family name.
SECOND_GIVEN_NAMES: Final = frozenset({
    "Alberto", "Andrés", "Antonio", "Carlos", "Carmen", "Eduardo", "Enrique", "Fernando", "Francisco", "Ignacio",
    "Isabel", "Javier", "Jesús", "José", "Luis", "Luisa", "Manuel", "María", "Miguel", "Pablo", "Pedro", "Ángel",
    "Ángeles",
})  # fmt: skip
# Small words before a family name. German ones are dropped where the family name stands alone, the others stay.
DROPPING: Final = frozenset({"von", "vom", "zu", "zum", "zur"})
PARTICLES: Final = DROPPING | frozenset({
    "van", "der", "den", "de", "ter", "ten", "te", "'t", "’t", "op", "het", "del", "la", "las", "los", "du", "des",
    "le", "les", "da", "do", "das", "dos", "di", "della", "delle", "dei", "degli", "dal", "dalla", "dello", "bin",
    "bint", "ibn", "al", "el", "ul", "af", "av",
})  # fmt: skip
# With a capital they are part of the family name: `Robert De Niro`, `Dick Van Dyke`.
CAPITAL_PARTICLES: Final = frozenset({word.capitalize() for word in PARTICLES} | {"St.", "Saint"})
# Particles that are written together with the family name: `al-Afghani`, `d'Alembert`.
GLUED_PARTICLE: Final = r"((?:al|el|ad|an|ar|as|at|az|ash)-|(?:d|dell|dall)['’])"
GLUED: Final = re.compile(rf"{GLUED_PARTICLE}(\w.*)", re.DOTALL)
OPEN_PARTICLE: Final = re.compile(rf"(?:^|\s){GLUED_PARTICLE}$")
AND: Final = frozenset({"y", "i", "e"})  # between two family names: `José Ortega y Gasset`
SUFFIX_WORD: Final = r"(?:[JS]r\.?|II|III|IV|Ph\.?D\.?|M\.?D\.?|Esq\.?)"
SUFFIX: Final = re.compile(rf"(?P<name>.+?)(?P<comma>,?) (?P<suffix>{SUFFIX_WORD})", re.DOTALL)
INVERTED: Final = re.compile(
    rf"(?P<family>[^,]+), (?!{SUFFIX_WORD}$)(?P<given>[^,]+?)(?:, (?P<suffix>{SUFFIX_WORD}))?"
)
# Words that stand in names of organisations, and not in those of people.
CORPORATE: Final = frozenset({
    "the", "of", "for", "and", "und", "et", "&", "inc", "inc.", "ltd", "ltd.", "llc", "llp", "gmbh", "plc", "corp",
    "corp.", "co.", "company", "group", "agency", "ministry", "department", "bureau", "office", "committee",
    "commission", "council", "court", "university", "institute", "college", "school", "centre", "center",
    "foundation", "association", "society", "organisation", "organization", "union", "news", "times", "journal",
    "review", "network", "authority", "administration", "federation", "parliament", "congress", "senate",
    "government", "police", "watch", "international", "global", "national", "project", "lab", "labs", "team",
    "staff", "editors", "bank", "museum", "library", "archive", "archives",
})  # fmt: skip
MOST_WORDS: Final = 6  # of a person's name
FEWEST_FOR_TWO: Final = 3  # words of a name with two family names


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a name, with what is known of its language and of who bears it."""

    name: str
    language: str = UNKNOWN_LANGUAGE
    kind: str = AgentKind.UNKNOWN.value


def csl_name(form: Form) -> CslName:
    """The parts of a name. An agent of unknown kind is taken for a person, unless its name reads otherwise."""
    is_person = form.kind == AgentKind.PERSON or (
        form.kind == AgentKind.UNKNOWN and not reads_corporate(form.name)
    )
    if not is_person:
        return {"literal": form.name}
    if match := INVERTED.fullmatch(form.name):
        return _inverted(match)
    parts = _cut(form.name, form.language.lower().partition("-")[0], form.kind)
    return parts if parts and natural(parts) == form.name else {"literal": form.name}


def form_of(parts: CslName) -> Form:
    """The form that `csl_name` would give these parts for, where there is one: with a comma where only that does."""
    if parts.get("literal"):
        name = str(parts["literal"])
        form = Form(name, seen_language(name))
        # What somebody else did not cut is not a person's name in letters that we would cut.
        return form if csl_name(form) == parts else Form(name, form.language, AgentKind.ORGANISATION.value)
    name = natural(parts)
    form = Form(name, seen_language(name), AgentKind.PERSON.value)
    if csl_name(form) == parts or not (parts.get("family") and parts.get("given")):
        return form
    return Form(inverted(parts), form.language, form.kind)


def natural(parts: CslName) -> str:
    """The name as it is read: `Pieter van der Berg Jr.`; with the family name first where it always stands first."""
    if parts.get("literal"):
        return str(parts["literal"])
    given = _joined(parts.get("given"), parts.get("dropping-particle"))
    family = _joined(parts.get("non-dropping-particle"), parts.get("family"))
    first, second = (family, given) if parts.get("static-ordering") else (given, family)
    comma = "," if parts.get("comma-suffix") and parts.get("suffix") else ""
    return _joined(_joined(first, second) + comma, parts.get("suffix"))


def inverted(parts: CslName) -> str:
    """The name as a list of authors has it: `van der Berg, Pieter, Jr.`"""
    if parts.get("literal"):
        return str(parts["literal"])
    family = _joined(parts.get("non-dropping-particle"), parts.get("family"))
    given = _joined(parts.get("given"), parts.get("dropping-particle"))
    return ", ".join(part for part in (family, given, str(parts.get("suffix", ""))) if part)


def reads_corporate(name: str) -> bool:
    """Whether a name reads like that of an organisation or like a screen name: words, digits or signs say so."""
    words = name.replace(",", " ").split()
    return (
        len(words) > MOST_WORDS
        or any(letter.isdigit() or letter in "@/[]()" for letter in name)
        or any(word.lower() in CORPORATE for word in words)
    )


def seen_language(name: str) -> str:
    """`und` with the script that is seen: `und-Hani`."""
    return name_forms(name)[0].language


def _cut(name: str, language: str, kind: str) -> CslName | None:
    """None for what is not cut: a script that we do not cut, a single word of nobody known to be a person."""
    letters = name.replace("'t", "t").replace("’t", "t").split()
    if name != " ".join(name.split()) or not all(script_of(word) in CUT_SCRIPTS for word in letters):
        return None
    suffix = SUFFIX.fullmatch(name)
    words = (suffix["name"] if suffix else name).split(" ")
    if len(words) == 1 and (suffix or kind != AgentKind.PERSON):
        return None
    parts = (
        _family_first(words) if language in FAMILY_FIRST and len(words) > 1 else _family_last(words, language)
    )
    if suffix:
        parts |= {"suffix": suffix["suffix"]} | ({"comma-suffix": True} if suffix["comma"] else {})
    return parts


def _family_first(words: Sequence[str]) -> CslName:
    return {"family": words[0], "given": " ".join(words[1:]), "static-ordering": True}


def _family_last(words: Sequence[str], language: str) -> CslName:
    family = _family_starts(words, language)
    first = _particles_start(words, family)
    return _parts(" ".join(words[:first]), words[first:family], " ".join(words[family:]))


def _family_starts(words: Sequence[str], language: str) -> int:
    """The index of the first word of the family name, particles left out."""
    start = len(words) - 1
    if start > 2 and words[start - 1] in AND:  # noqa: PLR2004 - a given name, and a name on each side
        start -= 2
    elif _has_two(words, language):
        start -= 1
    while start > 1 and words[start - 1] in CAPITAL_PARTICLES:
        start -= 1
    return start


def _has_two(words: Sequence[str], language: str) -> bool:
    if language not in TWO_FAMILY_NAMES or len(words) < FEWEST_FOR_TWO:
        return False
    before = words[-2]
    return before not in SECOND_GIVEN_NAMES and before not in PARTICLES and not before.endswith(".")


def _particles_start(words: Sequence[str], family: int) -> int:
    start = family
    while start and (
        words[start - 1] in PARTICLES
        or (start < family and start > 1 and words[start - 1] in CAPITAL_PARTICLES)
    ):
        start -= 1
    return start


def _inverted(match: re.Match[str]) -> CslName:
    words, given = match["family"].split(" "), match["given"].split(" ")
    start = 0
    while start < len(words) - 1 and words[start] in PARTICLES:
        start += 1
    end = len(given)
    while end > 1 and given[end - 1] in PARTICLES:
        end -= 1
    parts = _parts(" ".join(given[:end]), words[:start], " ".join(words[start:]))
    if end < len(given):
        parts["dropping-particle"] = " ".join(given[end:])
    return parts | ({"suffix": match["suffix"]} if match["suffix"] else {})


def _parts(given: str, particles: Sequence[str], family: str) -> CslName:
    if not particles and (glued := GLUED.fullmatch(family)):
        particles, family = [glued[1]], glued[2]
    kind = "dropping-particle" if particles and particles[0] in DROPPING else "non-dropping-particle"
    parts = {"family": family, "given": given, kind: " ".join(particles)}
    return {name: value for name, value in parts.items() if value}


def _joined(*parts: object) -> str:
    """Joined by blanks, but `al-` and `d'` without one."""
    text = ""
    for part in filter(None, parts):
        text += f"{'' if not text or OPEN_PARTICLE.search(text) else ' '}{part}"
    return text
