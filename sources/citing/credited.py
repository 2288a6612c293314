"""Under which name a citation of a source knows the people who made it. Pure over records that are loaded."""

from collections.abc import Collection, Iterable
from typing import Final

from sources.citing.items import ROLES, NamedIn
from sources.models import Contribution, Source
from sources.models.record import UNKNOWN_LANGUAGE
from sources.names import NameForm, name_forms, script_of

LATIN: Final = "Latn"
SCRIPT_LETTERS: Final = 4
SAME_SCRIPT: Final = {"Hans": "Hani", "Hant": "Hani", "Jpan": "Hani", "Kore": "Hang"}
# Languages that are not written in Latin letters, by the ISO 15924 code that `sources.names.script_of` gives.
SCRIPT_OF_LANGUAGE: Final = {
    "zh": "Hani", "yue": "Hani", "ja": "Hani", "ko": "Hang", "ar": "Arab", "fa": "Arab", "ur": "Arab", "ug": "Arab",
    "ru": "Cyrl", "uk": "Cyrl", "be": "Cyrl", "bg": "Cyrl", "mk": "Cyrl", "kk": "Cyrl", "ky": "Cyrl", "mn": "Cyrl",
}  # fmt: skip


def credited(source: Source, shown: Collection[str]) -> tuple[NamedIn, ...]:
    """Who had a part in it, by role and place; who may not be named, and is not named by the source, is left out."""
    script = script_of_source(source)
    named = [_named(each, source.language, script, shown) for each in source.contributions.all()]
    return tuple(sorted((each for each in named if each), key=lambda each: ROLES[each.role]))


def script_of_source(source: Source) -> str:
    """The script in which its names are wanted: that of its language, else that of its title; `""` when neither says."""
    return script_of_language(source.language) or (script_of(source.title) if source.title else "")


def script_of_language(tag: str) -> str:
    """The script (as `script_of` says it) that a language tag names, or that its language is mostly written in.

    `""` where neither is known.
    """
    language, *subtags = tag.split("-")
    if script := next((each for each in subtags if len(each) == SCRIPT_LETTERS), ""):
        return SAME_SCRIPT.get(script, script)
    return "" if language == UNKNOWN_LANGUAGE else SCRIPT_OF_LANGUAGE.get(language, LATIN)


def _named(each: Contribution, language: str, script: str, shown: Collection[str]) -> NamedIn | None:
    """The citation form in the language and script of the source; else the name as the source prints it; else any."""
    agent, printed = each.agent, name_forms(each.credited_as) if each.credited_as else []
    if agent.state not in shown:
        form = _of_script(printed, script) or next(iter(printed), None)
        return NamedIn(each.role, form.name, form.language) if form else None
    names = [(NameForm(name.name, name.language), name.is_citation_form) for name in agent.names.all()]
    form = (
        _of_language([name for name, is_cited in names if is_cited], language, script)
        or _of_script(printed, script)
        or (printed[0] if len(printed) == 1 else None)
        or _of_script([name for name, _is_cited in names], script)
        or next((name for name, _is_cited in names if name.name == agent.name), None)
        or NameForm(agent.name, UNKNOWN_LANGUAGE)
    )
    return NamedIn(each.role, form.name, form.language, agent.kind)


def _of_language(names: Iterable[NameForm], language: str, script: str) -> NameForm | None:
    """The one whose language is that of the source, else the first in its script."""
    written = [name for name in names if not script or script_of(name.name) == script]
    primary = language.partition("-")[0]
    same = (name for name in written if name.language.partition("-")[0] == primary != UNKNOWN_LANGUAGE)
    return next(same, None) or (written[0] if script and written else None)


def _of_script(names: Iterable[NameForm], script: str) -> NameForm | None:
    return next((name for name in names if script_of(name.name) == script), None)
