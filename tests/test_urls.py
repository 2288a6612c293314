"""No address hides another: where a fixed word and a name that people choose stand in one place, no name is that word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.identifiers import ALPHABET, LENGTH
from annotations.models import Subject, SubjectKind, Tag
from annotations.services.subjects import make_subject
from annotations.services.tagging import tags_named
from annotations.slugs import RESERVED
from annotations.views.acting import DONE
from annotations.views.tag_forms import ACTS

PUBLIC_ID = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")
# The parameter that a view takes from the address → whether a word can be a value of it.
CAN_BE = {
    "slug": lambda word: word not in RESERVED,
    "other_slug": lambda word: word not in RESERVED,
    "public_id": lambda word: PUBLIC_ID.fullmatch(word) is not None,
    "act": lambda word: word in {*DONE, *ACTS},
}


@dataclass(frozen=True)
class Step:
    """Between two slashes: a fixed word, or a parameter, what it matches, and the letters that it begins with."""

    word: str = ""
    parameter: str = ""
    pattern: str = ""
    begins: str = ""

    def meets(self, other: "Step") -> bool:
        """Whether one word can be both."""
        if self.parameter and other.parameter:
            return self.begins.startswith(other.begins) or other.begins.startswith(self.begins)
        if not self.parameter and not other.parameter:
            return self.word == other.word
        given, fixed = (self, other) if self.parameter else (other, self)
        return re.fullmatch(given.pattern, fixed.word) is not None and CAN_BE.get(given.parameter, bool)(
            fixed.word
        )


def routes(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, list[Step]]]:
    for each in resolver.url_patterns:
        route = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from routes(each, route)
        else:
            yield route, steps(each, route)


def steps(pattern: URLPattern, route: str) -> list[Step]:
    return [step(part, pattern.pattern.converters) for part in route.strip("/").split("/")]


def step(part: str, converters: dict[str, Any]) -> Step:
    """A parameter alone goes by its name; one with fixed letters around it by the whole of it."""
    if "<" not in part:
        return Step(word=part)
    pieces = re.split(r"<(?:\w+:)?(\w+)>", part)  # letters, parameter, letters, …
    patterns = [converters[each].regex if place % 2 else re.escape(each) for place, each in enumerate(pieces)]
    name = pieces[1] if pieces[0] == pieces[-1] == "" and len(pieces) == 3 else part
    return Step(parameter=name, pattern="".join(f"(?:{each})" for each in patterns), begins=pieces[0])


def test_no_address_hides_another() -> None:
    every = list(routes(get_resolver()))
    assert [Step("tags"), Step("suggest")] in [parts for _route, parts in every]
    hidden = [
        (one, other)
        for (one, left), (other, right) in combinations(every, 2)
        if len(left) == len(right) and all(a.meets(b) for a, b in zip(left, right, strict=True))
    ]
    assert hidden == []


def test_no_parameter_reaches_over_a_slash() -> None:
    for route, parts in routes(get_resolver()):
        assert not any(each.parameter and re.fullmatch(each.pattern, "a/b") for each in parts), route


@pytest.mark.django_db
@pytest.mark.parametrize("word", sorted(RESERVED))
def test_a_name_that_is_a_word_of_an_address_has_a_page_all_the_same(client: Client, word: str) -> None:
    records: list[Tag | Subject] = [*tags_named([word])]
    records += [make_subject(kind=kind, name=word, actor=None, state="public") for kind in SubjectKind]
    for each in records:
        assert each.slug == f"{word}-2"
        page = client.get(each.get_absolute_url())
        assert "<h1" in page.content.decode()
