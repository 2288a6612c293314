"""Names as BibTeX writes them: `von Last, Jr, First`, one after the other with `and` between. Pure.

Braces keep together what BibTeX would cut: the name of an organisation, a family name that begins small.
"""

import re
from typing import Any, Final

from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names
from django.utils.translation import gettext as _

from sources.exchange.rest import one_line
from sources.exchange.tex import is_balanced, plain, tex

Name = dict[str, Any]

OTHERS: Final = "others"
CUT: Final = re.compile(r",|(?:^|\s)and(?:\s|$)", re.IGNORECASE)  # where BibTeX would cut a part in two
SMALL: Final = re.compile(r"(?:^|[\s\u00a0~])[^\w\s]*[a-zß-öø-ÿа-я]")  # a word that BibTeX takes for a `von`


def written_names(names: Any) -> str:  # noqa: ANN401 - whatever a variable holds
    """The field of a list of names; "" for none."""
    written = [_written(name) for name in names if isinstance(name, dict)] if isinstance(names, list) else []
    return " and ".join(filter(None, written))


def _written(name: Name) -> str:
    if literal := one_line(name.get("literal")):
        return f"{{{tex(literal)}}}"
    family, given = one_line(name.get("family")), one_line(name.get("given"))
    if not family:
        return f"{{{tex(given)}}}" if given else ""
    particles = (one_line(name.get(part)) for part in ("dropping-particle", "non-dropping-particle"))
    von = " ".join(particle for particle in particles if particle and _is_von(particle))
    last = " ".join(filter(None, (von and tex(von), _together(family, is_family=True))))
    suffix = one_line(name.get("suffix"))
    parts = [last, *([_together(suffix)] if suffix and given else []), *([_together(given)] if given else [])]
    return ", ".join(parts)


def _is_von(particle: str) -> bool:
    """Whether each of its words begins small: then BibTeX takes them for a `von` without being told."""
    return all(word[:1].islower() for word in particle.split()) and not CUT.search(particle)


def _together(part: str, *, is_family: bool = False) -> str:
    """In braces where BibTeX would cut it, or take some of it for something else."""
    risky = CUT.search(part) or (
        is_family
        and (any(word[:1].islower() for word in re.split(r"[\s~]+", part)) or not part[:1].isalnum())
    )
    return f"{{{tex(part)}}}" if risky else tex(part)


def read_names(field: str) -> tuple[list[Name], list[str]]:
    """The names of a field, and what of them was not read."""
    names, problems = [], []
    for text in split_multiple_persons_names(field):
        if text.strip().lower() == OTHERS:
            problems.append(_("The list of names goes on: “and others”."))
            continue
        name, unknown = _read(text.strip())
        problems += [_("Left out of a name: %(command)s") % {"command": command} for command in unknown]
        if name:
            names.append(name)
    return names, problems


def _read(text: str) -> tuple[Name, list[str]]:
    if text.startswith("{") and text.endswith("}") and is_balanced(text[1:-1]):
        literal, unknown = plain(text)
        return ({"literal": literal} if literal else {}), unknown
    parts = parse_single_name_into_parts(text, strict=False)
    name, unknown = {}, []
    for variable, words in (
        ("family", parts.last), ("given", parts.first), ("non-dropping-particle", parts.von), ("suffix", parts.jr),
    ):  # fmt: skip
        value, left_out = plain(" ".join(words))
        unknown += left_out
        if value:
            name[variable] = value
    return name, unknown
