"""Annotations, annotations with one thing wrong, and any JSON: what Hypothesis draws from for tests."""

import string
from datetime import UTC
from typing import Any

from hypothesis import strategies as st

from annotations.anchoring import TextPosition, TextQuote
from annotations.webannotation import Bearing, Creator, TextTarget, WebAnnotation, write
from annotations.webannotation.shapes import AGENT, ANNOTATION, COLLECTION, KINDS, PAGE, SELECTORS, STATES
from annotations.webannotation.vocabulary import ANNO_CONTEXT, MOTIVATIONS

BASE = "https://lamps.example"
WORDS = sorted(
    {*ANNOTATION, *COLLECTION, *PAGE, *AGENT, *(name for each in KINDS.values() for name in each)}
    | {"refinedBy", "startSelector", "endSelector", "exact", "start", "end", "conformsTo", "@context"}
)
TYPES = ["Annotation", "AnnotationPage", "AnnotationCollection", "Person", *KINDS, *SELECTORS, *STATES]

text = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
marked = text.filter(str.strip)
iris = st.text(string.ascii_letters + string.digits + "-._~/燈%20", min_size=1, max_size=20).map(
    lambda path: f"{BASE}/{path}"
)
moments = st.datetimes(timezones=st.just(UTC))
quotes = st.builds(TextQuote, exact=text, prefix=st.just("") | text, suffix=st.just("") | text)
places = st.builds(TextPosition, start=st.integers(0), end=st.integers(0))
targets = st.builds(
    TextTarget,
    source=iris,
    quote=quotes,
    position=st.none() | places,
    kept_at=st.none() | moments,
    cached=st.just("") | iris,
    text_sha256=st.just("") | text,
) | st.builds(TextTarget, source=iris, position=places)
bearings = st.builds(
    Bearing,
    subject=iris,
    label=st.just("") | text,
    stance=st.sampled_from(["", "supports", "disputes", "context", "describes", "mentions"]),
    strength=st.sampled_from(["", "weak", "moderate", "strong"]),
)
creators = st.builds(
    Creator,
    name=st.just("") | text,
    iri=st.just("") | iris,
    type=st.sampled_from(["", "Person", "Organization", "Software"]),
).filter(lambda creator: creator.is_told)


@st.composite
def annotations(draw: st.DrawFn) -> WebAnnotation:
    motivation = draw(st.sampled_from(["", *sorted(MOTIVATIONS)]))
    note = draw(st.just("") | text)
    return WebAnnotation(
        iri=draw(iris),
        targets=tuple(draw(st.lists(targets, min_size=1, max_size=3))),
        reply_to=draw(iris) if motivation == "replying" and draw(st.booleans()) else "",
        motivation=motivation,
        kind=draw(st.sampled_from(["", "claim", "leak", "note"])),
        note=note,
        language=draw(st.sampled_from(["", "en", "zh-Hans"])) if note else "",
        tags=tuple(draw(st.lists(marked, max_size=3))),
        bearings=tuple(draw(st.lists(bearings, max_size=2))),
        creators=tuple(draw(st.lists(creators, max_size=2))),
        created=draw(st.none() | moments),
        modified=draw(st.none() | moments),
        via=draw(st.just("") | iris),
    )


def near(value: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Objects made of the standard's own words, so that the checks behind the first ones are reached."""
    return st.lists(value, max_size=3) | st.dictionaries(st.sampled_from(WORDS), value, max_size=6)


scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(
        [*TYPES, *sorted(MOTIVATIONS), ANNO_CONTEXT, "2019-12-18T09:30:00Z", f"{BASE}/1", "ltr"]
    )
)
any_json = st.recursive(scalars, near, max_leaves=30)


@st.composite
def damaged(draw: st.DrawFn) -> dict[str, Any]:
    """An annotation with one value somewhere in it replaced, added or taken away."""
    whole = write(draw(annotations()), BASE)
    here: Any = whole
    while True:
        key = (
            draw(st.sampled_from(sorted(here)))
            if isinstance(here, dict)
            else draw(st.integers(0, len(here) - 1))
        )
        inner = here[key]
        if not isinstance(inner, dict | list) or not inner or draw(st.booleans()):
            break
        here = inner
    if draw(st.booleans()):
        here[key] = draw(any_json)
    elif isinstance(here, dict):
        here[draw(st.sampled_from(WORDS))] = here.pop(key)
    else:
        del here[key]
    return whole
