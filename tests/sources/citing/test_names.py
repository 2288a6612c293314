"""Where a name is cut, and when it is not."""

import pytest

from sources.citing.names import Form, csl_name, form_of, inverted, natural
from sources.models import AgentKind

CUT: list[tuple[str, str, dict[str, object]]] = [
    ("Ada Quill", "", {"given": "Ada", "family": "Quill"}),
    ("Pieter van der Berg", "", {"given": "Pieter", "non-dropping-particle": "van der", "family": "Berg"}),
    ("Alexander von Humboldt", "", {"given": "Alexander", "dropping-particle": "von", "family": "Humboldt"}),
    ("Sammy Davis Jr.", "", {"given": "Sammy", "family": "Davis", "suffix": "Jr."}),
    ("Sammy Davis, Jr.", "", {"given": "Sammy", "family": "Davis", "suffix": "Jr.", "comma-suffix": True}),
    ("Robert De Niro", "", {"given": "Robert", "family": "De Niro"}),
    ("Jean d'Alembert", "", {"given": "Jean", "non-dropping-particle": "d'", "family": "Alembert"}),
    ("Jamal al-Afghani", "", {"given": "Jamal", "non-dropping-particle": "al-", "family": "Afghani"}),
    ("Mohammed bin Salman", "", {"given": "Mohammed", "non-dropping-particle": "bin", "family": "Salman"}),
    ("Gabriel García Márquez", "es", {"given": "Gabriel", "family": "García Márquez"}),
    ("José Luis Prado", "es", {"given": "José Luis", "family": "Prado"}),
    ("José Ortega y Gasset", "", {"given": "José", "family": "Ortega y Gasset"}),
    ("García Márquez, Gabriel", "", {"given": "Gabriel", "family": "García Márquez"}),
    ("Beauvoir, Simone de", "", {"given": "Simone", "dropping-particle": "de", "family": "Beauvoir"}),
    ("King, Martin Luther, Jr.", "", {"given": "Martin Luther", "family": "King", "suffix": "Jr."}),
    ("bell hooks", "", {"given": "bell", "family": "hooks"}),
    ("Mary O’Neill", "", {"given": "Mary", "family": "O’Neill"}),
    ("Иван Петров", "", {"given": "Иван", "family": "Петров"}),
    ("Wang Xiaoming", "zh-Latn-pinyin", {"family": "Wang", "given": "Xiaoming", "static-ordering": True}),
    ("Orbán Viktor", "hu", {"family": "Orbán", "given": "Viktor", "static-ordering": True}),
]  # fmt: skip
WHOLE = [
    "孟建国", "やまだ たろう", "김철수", "محمد بن سلمان", "Human Rights Watch", "Ministry of Lamps", "The Sorrel Lantern",
    "Plato", "@quill", "Unit 8200", "Lamps, Inc.", "Ada  Quill", "Paul Mozur 孟建国",
]  # fmt: skip


@pytest.mark.parametrize(("name", "language", "parts"), CUT)
def test_a_person_is_cut_into_given_and_family_name(
    name: str, language: str, parts: dict[str, object]
) -> None:
    assert csl_name(Form(name, language or "und-Latn", AgentKind.PERSON)) == parts
    assert csl_name(Form(name, language or "und-Latn")) == parts
    assert ", " in name or natural(parts) == name


@pytest.mark.parametrize("name", WHOLE)
def test_other_names_stay_whole(name: str) -> None:
    assert csl_name(Form(name)) == {"literal": name}


def test_an_organisation_is_never_cut_and_a_person_always() -> None:
    assert csl_name(Form("Ada Quill", kind=AgentKind.ORGANISATION)) == {"literal": "Ada Quill"}
    assert csl_name(Form("Union Lab", kind=AgentKind.PERSON)) == {"given": "Union", "family": "Lab"}
    assert csl_name(Form("Plato", kind=AgentKind.PERSON)) == {"family": "Plato"}


@pytest.mark.parametrize(
    ("_name", "_language", "parts"), [row for row in CUT if not row[2].get("static-ordering")]
)
def test_parts_from_elsewhere_are_read_as_a_name_that_is_cut_the_same(
    _name: str, _language: str, parts: dict[str, object]
) -> None:
    assert csl_name(form_of(parts)) == parts


def test_what_others_did_not_cut_is_an_organisation() -> None:
    assert form_of({"literal": "Lamp Lantern"}) == Form("Lamp Lantern", "und-Latn", AgentKind.ORGANISATION)
    assert form_of({"literal": "孟建国"}) == Form("孟建国", "und-Hani")


def test_a_double_family_name_from_elsewhere_keeps_its_comma() -> None:
    parts = {"family": "García Márquez", "given": "Gabriel"}
    assert form_of(parts).name == "García Márquez, Gabriel"
    assert natural(parts) == "Gabriel García Márquez"


def test_inverted_as_a_list_of_authors_has_it() -> None:
    names = ["Pieter van der Berg", "Alexander von Humboldt", "Jamal al-Afghani", "Sammy Davis Jr.", "孟建国"]
    assert [inverted(csl_name(Form(name))) for name in names] == [
        "van der Berg, Pieter",
        "Humboldt, Alexander von",
        "al-Afghani, Jamal",
        "Davis, Sammy, Jr.",
        "孟建国",
    ]
