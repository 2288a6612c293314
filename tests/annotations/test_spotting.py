"""Known names in a text: whole ones, in the case they are written in, never part of another word or an address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.folding import fold_name
from annotations.spotting import Known, spot


def found(text: str, *names: str) -> list[str]:
    known = tuple(Known(name, place) for place, name in enumerate(names))
    return [text[each.start : each.end] for each in spot(text, known)]


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        # Whole names
        ("The gates are by Cisco.", "Cisco", ["Cisco"]),
        ("San Francisco, Ciscoworks, preCisco, Cisco9, Cisco_x", "Cisco", []),
        ("Cisco's switches, Cisco’s cameras, (Cisco), Cisco-made", "Cisco", ["Cisco"] * 4),
        ("Ciscos and Smiles", "Cisco", []),
        ("JVTs and IJOPs", "JVT", ["JVT"]),
        ("JVTsa JVT2 XJVT JVTS", "JVT", []),
        ("Cisco² ①Cisco", "Cisco", ["Cisco", "Cisco"]),
        ("Cisco\u0301 Ciscó", "Cisco", []),
        ("Great Firewall, Great  Firewall, Great\nFirewall", "Great Firewall", ["Great Firewall"]),
        # Case
        ("a smile, Smile, SMILE", "Smile", ["Smile", "SMILE"]),
        ("jvt Jvt JVT", "JVT", ["JVT"]),
        ("it is IT", "IT", ["IT"]),
        ("HikVision HIKVISION hikvision", "Hikvision", ["HikVision", "HIKVISION"]),
        ("iCare ICare icare ICARE", "iCare", ["iCare"]),
        ("Phone scanner, PHONE SCANNER, phone scanner", "phone scanner", None),
        ("great firewall, Great firewall, Great Firewall", "Great Firewall", ["Great Firewall"]),
        ("JVT lighting, Jvt Lighting, JVT Lighting", "JVT Lighting", ["JVT Lighting"]),
        # Han, where words stand without gaps
        ("杭州的海康威视公司", "海康威视", ["海康威视"]),
        ("用Cisco的设备，JVT产品", "Cisco", ["Cisco"]),
        ("用Cisco的设备，JVT产品", "JVT", ["JVT"]),
        ("李说李", "李", []),
        # Other scripts
        ("サンフランシスコ", "シスコ", []),
        ("シスコの装置", "シスコ", ["シスコ"]),
        ("샌프란시스코", "시스코", []),
        ("시스코는 말했다", "시스코", ["시스코"]),
        ("Касперского от Касперский", "Касперский", ["Касперский"]),
        # Width
        ("ＣＩＳＣＯ　ｼｽｺ", "Cisco", ["ＣＩＳＣＯ"]),
        ("ＣＩＳＣＯ　ｼｽｺ", "シスコ", ["ｼｽｺ"]),
        ("㍿海康", "会社", []),
        ("㍿海康", "株式会社", ["㍿"]),
        ("Xi’an and Xi'an", "Xi'an", ["Xi’an", "Xi'an"]),
        # Emoji before a name
        ("👁️Cisco 🏳️‍🌈Cisco 👩🏽‍💻Cisco 𠮷Cisco", "Cisco", ["Cisco"] * 4),
        ("👁️海康威视", "海康威视", ["海康威视"]),
        # Addresses and handles
        ("https://x.example/Cisco www.Cisco.com/Cisco Cisco.com, me@Cisco.com", "Cisco", []),
        ("http://a.example,Cisco Cisco.They", "Cisco", ["Cisco"]),
        ("@Cisco @cisco: @CISCO.", "Cisco", ["Cisco", "cisco", "CISCO"]),
        ("@Cisco_IR @Cisco.social @Cisco@x.example @Cisco-x", "Cisco", []),
        ("#Cisco", "Cisco", ["Cisco"]),
        ("https://zh.example/wiki/海康威视", "海康威视", []),
        ("https://t.example/abc海康威视", "海康威视", ["海康威视"]),
        ("@海康威视 @海康威视官方", "海康威视", ["海康威视"]),
    ],
)
def test_what_a_name_finds(text: str, name: str, expected: list[str] | None) -> None:
    assert found(text, name) == (text.split(", ") if expected is None else expected)


def test_the_longest_of_overlapping_names_is_taken_and_the_first() -> None:
    assert found("海康威视和海康", "海康", "海康威视", "康威") == ["海康威视", "海康"]
    assert found("Cisco Systems and Cisco Systemsoft", "Cisco", "Cisco Systems") == ["Cisco Systems", "Cisco"]
    assert found("abcdef", "ab cd", "甲乙") == []
    assert found("甲乙丙丁", "甲乙", "乙丙丁") == ["甲乙"]


def test_a_name_of_two_is_offered_for_both_in_their_own_case() -> None:
    names = (Known("Smile", 1), Known("SMILE", 2), Known("smile", 3), Known("Smile", 4), Known("Ｓmile", 4))
    assert [each.of for each in spot("Smile SMILE smile", names)] == [(1, 3, 4), (1, 2, 3, 4), (3,)]


def test_places_are_code_points_of_the_text_as_it_is() -> None:
    text = "👁️㍿ｶﾞ𠮷\r\nＣisco e\u0301 Cisco"
    (first, second) = spot(text, (Known("Cisco", 1),))
    assert (first.start, text[first.start : first.end]) == (8, "Ｃisco")
    assert (second.start, text[second.start : second.end]) == (17, "Cisco")


def test_nothing_to_look_for_or_in() -> None:
    assert spot("Cisco", ()) == []
    assert spot("Cisco", (Known("", 1), Known("  ", 2))) == []
    assert spot("", (Known("Cisco", 1),)) == []


LETTERS = "aAbBsS 海康威视ｶﾞガ㍿시스コＡé\u0301👁\ufe0f.@/:-_'’1\n"


@given(st.text(LETTERS, max_size=60), st.lists(st.text(LETTERS.replace("\n", ""), max_size=4), max_size=6))
def test_whatever_is_spotted_folds_to_a_name_of_its_bearer(text: str, names: list[str]) -> None:
    known = tuple(Known(name, place) for place, name in enumerate(names))
    end = 0
    for each in spot(text, known):
        assert end <= each.start < each.end
        end = each.end
        words = text[each.start : each.end]
        assert each.of
        assert len(set(each.of)) == len(each.of)
        assert {fold_name(words)} == {fold_name(names[of]) for of in each.of}
