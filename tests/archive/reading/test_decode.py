"""Bytes become text with a known encoding, or are refused."""

import codecs

import pytest

from archive.reading.characters import clean, compose, look
from archive.reading.decode import declared_in_html, decode
from archive.reading.proposal import Span, UnreadableInput

SIMPLIFIED = "中国各地正在部署的一系列监控技术一直受到广泛关注。本周，记者研究了这些监控工具如何被整合。"
TRADITIONAL = "中國各地正在部署的一系列監控技術一直受到廣泛關注。本週，記者研究了這些監控工具如何被整合。"
JAPANESE = "中国全土で展開されている監視技術は広く注目を集めている。今週、記者たちはこれを調べた。"
FRENCH = (
    "La caméra a été installée à l’entrée du bâtiment — « sans préavis », selon les habitants, très inquiets."
)
POLISH = "Kamery zostały zainstalowane wszędzie, mówią mieszkańcy, żółć i źdźbło, a nikt nie wie dlaczego."
ENGLISH = "It’s not close to “totalitarianism” — yet. The café’s cameras are watching."


@pytest.mark.parametrize(
    ("mark", "codec", "name"),
    [
        (codecs.BOM_UTF8, "utf-8", "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16le"),
        (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16be"),
        (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32le"),
        (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32be"),
        (b"\x84\x31\x95\x33", "gb18030", "gb18030"),
    ],
)
def test_a_byte_order_mark_decides_and_is_no_part_of_the_text(mark: bytes, codec: str, name: str) -> None:
    decoded = decode(mark + SIMPLIFIED.encode(codec), declared="windows-1252")
    assert (decoded.text, decoded.encoding, decoded.origin) == (SIMPLIFIED, name, "bom")
    assert decoded.warnings == ()


@pytest.mark.parametrize(
    ("label", "codec", "name", "text"),
    [
        ("gbk", "gbk", "gb18030", SIMPLIFIED),
        ("GB2312", "gb2312", "gb18030", SIMPLIFIED),
        ("gb18030", "gb18030", "gb18030", SIMPLIFIED + "𠮷"),
        ("big5", "big5", "big5", TRADITIONAL),
        ("Shift_JIS", "shift_jis", "shift_jis", JAPANESE),
        ("x-sjis", "shift_jis", "shift_jis", JAPANESE),
        ("iso-8859-1", "cp1252", "windows-1252", FRENCH),
        ("windows-1250", "cp1250", "windows-1250", POLISH),
        ("iso-2022-jp", "iso2022_jp", "iso-2022-jp", JAPANESE),
        (" UTF-8 ", "utf-8", "utf-8", FRENCH),
    ],
)
def test_a_declared_encoding_is_used(label: str, codec: str, name: str, text: str) -> None:
    decoded = decode(text.encode(codec), declared=label)
    assert (decoded.text, decoded.encoding, decoded.origin) == (text, name, "declared")
    assert decoded.warnings == ()


def test_valid_utf8_needs_no_declaration() -> None:
    decoded = decode(SIMPLIFIED.encode())
    assert (decoded.text, decoded.encoding, decoded.origin, decoded.warnings) == (
        SIMPLIFIED,
        "utf-8",
        "valid",
        (),
    )


@pytest.mark.parametrize(
    ("codec", "name", "text"),
    [
        ("gb18030", "gb18030", SIMPLIFIED),
        ("big5", "big5", TRADITIONAL),
        ("shift_jis", "shift_jis", JAPANESE),
        ("euc_jp", "euc-jp", JAPANESE),
        ("cp1252", "windows-1252", FRENCH),
        ("cp1252", "windows-1252", ENGLISH),
        ("cp1250", "windows-1250", POLISH),
    ],
)
@pytest.mark.parametrize("times", [1, 500])
def test_a_detected_encoding_is_told_with_its_confidence(
    codec: str, name: str, text: str, times: int
) -> None:
    decoded = decode((text * times).encode(codec))
    assert (decoded.text, decoded.encoding, decoded.origin) == (text * times, name, "detected")
    (warning,) = decoded.warnings
    assert warning.code == "encoding-detected"
    assert name in warning.message
    assert "%" in warning.message


@pytest.mark.parametrize(
    "declared", ["utf-8", "shift_jis", "rot13", "unicode_escape", "no-such-thing", "idna"]
)
def test_a_declaration_that_does_not_fit_is_set_aside_with_a_warning(declared: str) -> None:
    decoded = decode(FRENCH.encode("cp1252"), declared=declared)
    assert decoded.text == FRENCH
    assert [warning.code for warning in decoded.warnings] == ["encoding-mismatch", "encoding-detected"]
    assert declared in decoded.warnings[0].message


def test_a_hostile_label_cannot_fill_the_warning() -> None:
    (warning,) = decode(b"Words.", declared="\0" * 10 + "x" * 1000).warnings
    assert "“" + "x" * 30 + "”" in warning.message


def test_certain_utf8_wins_over_a_wrong_declaration() -> None:
    decoded = decode(FRENCH.encode(), declared="windows-1252")
    assert (decoded.text, decoded.encoding) == (FRENCH, "utf-8")
    assert [warning.code for warning in decoded.warnings] == ["encoding-mismatch"]


def test_two_han_characters_that_look_like_utf8_keep_their_declaration() -> None:
    assert "模牛".encode("gbk").decode("utf-8") == "ģţ"
    assert decode("模牛".encode("gbk"), declared="gbk").text == "模牛"


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (SIMPLIFIED.encode()[:-1], "encoding-broken", "utf-8"),
        (b"one\ntwo " + FRENCH.encode().replace(b"\xc3", b"\xff", 1), "encoding-broken", "line 2, column 11"),
        (codecs.BOM_UTF16_LE + "abc".encode("utf-16-le")[:-1], "encoding-broken", "utf-16le"),
        (codecs.BOM_UTF8 + b"abc\xff", "encoding-broken", "line 1, column 4"),
        (bytes(range(128, 256)) * 3, "encoding-unknown", "UTF-8"),
        (b"text\nwith \0 in it", "binary", "line 2, column 6"),
        ("no mark".encode("utf-16-le"), "binary", "UTF-16"),
    ],
)
def test_bytes_that_are_no_text_are_refused_in_words(data: bytes, code: str, words: str) -> None:
    with pytest.raises(UnreadableInput, match=words) as refusal:
        decode(data)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("markup", "label"),
    [
        (b'<!doctype html><meta charset="GBK">', "gbk"),
        (b"<meta http-equiv=Content-Type content='text/html; charset=big5'>", "big5"),
        (b'<?xml version="1.0" encoding="Shift_JIS"?><html>', "shift_jis"),
        (b"<meta charset=utf-16>", "utf-8"),
        (b"<p>charset=gbk</p>", ""),
        (b" " * 5000 + b"<meta charset=gbk>", ""),
    ],
)
def test_the_encoding_a_page_declares(markup: bytes, label: str) -> None:
    assert declared_in_html(markup) == label


def test_every_line_end_becomes_a_newline() -> None:
    assert clean("a\r\nb\rc\x0bd\x0ce\x85f\u2028g\u2029h\n\ri") == ("a\nb\nc\nd\ne\nf\ng\nh\n\ni", ())


def test_control_characters_are_removed_and_told() -> None:
    text, (warning,) = clean("fine\tline\nbe\x07ll and \x1b[0m and \ufffe.")
    assert text == "fine\tline\nbell and [0m and ."
    assert warning.code == "control-characters"
    assert "3 control" in warning.message
    assert "U+0007" in warning.message
    assert "line 2, column 3" in warning.message


def test_invisible_characters_are_kept_and_told() -> None:
    (warning,) = look("one\ntw\u202eo\u200b\u200b")
    assert warning.code == "invisible-characters"
    assert warning.span == Span(6, 7)
    assert "3 invisible" in warning.message
    assert "U+200B ×2" in warning.message


def test_a_joiner_inside_an_emoji_is_visible() -> None:
    assert look("👩\u200d💻 and 🏳️\u200d🌈") == ()


def test_words_lost_before_are_told() -> None:
    assert [warning.code for warning in look("caf\ufffd")] == ["replacement-characters"]


def test_text_is_composed() -> None:
    assert compose("cafe\u0301") == "café"


def test_endless_stacks_of_marks_are_refused() -> None:
    assert compose("a" + "\u0301" * 256 + "…" * 300)
    with pytest.raises(UnreadableInput, match="line 2, column 2") as refusal:
        compose("x\na" + "\u0301\u0323" * 500_000)
    assert refusal.value.code == "combining-marks"
