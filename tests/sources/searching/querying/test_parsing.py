"""What queries ask for, and what is said of those that are not well formed."""

import pytest

from sources.searching.querying import notes, parse
from sources.searching.querying.parsing import MAX_LENGTH, MAX_TERMS, MAX_TEXT


@pytest.mark.parametrize(
    ("query", "canonical", "reading"),
    [
        ("lamp", "lamp", "lamp"),
        ("lamp lantern", "lamp lantern", "all of: lamp, lantern"),
        ("lamp AND lantern", "lamp lantern", "all of: lamp, lantern"),
        ("lamp lamp", "lamp", "lamp"),
        ("and or not", "and or not", "all of: and, or, not"),
        ('"street lamp"', '"street lamp"', "“street lamp”"),
        ("lamp OR lantern", "lamp OR lantern", "any of: lamp, lantern"),
        ("lamp|lantern", "lamp OR lantern", "any of: lamp, lantern"),
        ("lamp || lantern", "lamp OR lantern", "any of: lamp, lantern"),
        ("street lamp OR lantern", "street (lamp OR lantern)", "street; any of: lamp, lantern"),
        (
            "(street lamp) OR lantern",
            "(street lamp) OR lantern",
            "any of: (all of: street, lamp), lantern",
        ),
        ("lamp -rain", "lamp -rain", "lamp; not: rain"),
        ("lamp NOT rain", "lamp -rain", "lamp; not: rain"),
        ("lamp --rain", "lamp rain", "all of: lamp, rain"),
        ('lamp -"heavy rain" -snow', 'lamp -"heavy rain" -snow', "lamp; not: “heavy rain”, snow"),
        ("lamp -(rain OR snow)", "lamp -(rain OR snow)", "lamp; not: (any of: rain, snow)"),
        ("lamp -(-rain)", "lamp rain", "all of: lamp, rain"),
        ("lamp (-rain OR -snow)", "lamp -(rain snow)", "lamp; not: (all of: rain, snow)"),
        ("lamp -(-rain -snow)", "lamp (rain OR snow)", "lamp; any of: rain, snow"),
        ("surveil*", "surveil*", "words beginning with surveil"),
        ('"face rec"*', '"face rec"*', "words beginning with “face rec”"),
        ("((lamp))", "lamp", "lamp"),
        ("人脸", "人脸", "人脸"),
        ("人脸 张三", "人脸 张三", "all of: 人脸, 张三"),
        ("张三，李四", "张三 李四", "all of: 张三, 李四"),
        ("“张三，李四”", '"张三，李四"', "“张三，李四”"),
        ("「人脸 识别」", '"人脸 识别"', "“人脸 识别”"),
        ("人脸　－张三", "人脸 -张三", "人脸; not: 张三"),
        ("（人脸｜张三）　识别", "(人脸 OR 张三) 识别", "识别; any of: 人脸, 张三"),
        ("ＦＲＯＭ：＂Ａ　Ｂ＂", 'from:"Ａ Ｂ"', "said by Ａ Ｂ"),
        ("lamp ＯＲ lantern", "lamp OR lantern", "any of: lamp, lantern"),
        ("标签：监控", "tag:监控", "tagged 监控"),
        ("from:@paulmozur", "from:@paulmozur", "said by @paulmozur"),
        ("from: @paulmozur", "from:@paulmozur", "said by @paulmozur"),
        ("by:@paulmozur", "from:@paulmozur", "said by @paulmozur"),
        ('from:"Paul Mozur" lamp', 'from:"Paul Mozur" lamp', "lamp; said by Paul Mozur"),
        ("tag:a OR tag:b", "tag:a OR tag:b", "any of: tagged a, tagged b"),
        ("tag:(a b)", "tag:a tag:b", "tagged a; tagged b"),
        ("tag:(a OR b)", "tag:a OR tag:b", "any of: tagged a, tagged b"),
        ("lamp -tag:(a|b)", "lamp -(tag:a OR tag:b)", "lamp; not: (any of: tagged a, tagged b)"),
        ("tag:(a -b)", "tag:a -tag:b", "not: tagged b; tagged a"),
        ("tag:(a (b OR c)) d", "tag:a (tag:b OR tag:c) d", "d; any of: tagged b, tagged c; tagged a"),
        ("tag: (a from:b)", "tag:a from:b", "tagged a; said by b"),
        ('tag:(a, b; "c, d")', 'tag:a tag:b tag:"c, d"', "tagged a; tagged b; tagged c, d"),
        ("标签：（监控，人脸）", "tag:监控 tag:人脸", "tagged 监控; tagged 人脸"),
        ("tag:(foo:bar)", "tag:foo:bar", "tagged foo:bar"),
        ("colour:(a b)", "colour a b", "all of: colour, a, b"),
        ("lamp -tag:rain", "lamp -tag:rain", "lamp; not: tagged rain"),
        (
            "lamp|lantern -rain from:@paulmozur before:2019-12-18",
            "(lamp OR lantern) -rain from:@paulmozur before:2019-12-18",
            "any of: lamp, lantern; not: rain; said by @paulmozur; before 18 December 2019",
        ),
        ("kind:Claim status:DISPUTED", "kind:claim status:disputed", "kind: Claim; status: Disputed"),
        ("kind:journal_article", "kind:article-journal", "kind: Journal article"),
        ("lang:ZH-hant lamp", "lang:zh-Hant lamp", "lamp; in Traditional Chinese"),
        ("at 12:30", "at 12:30", "all of: at, “12:30”"),
    ],
)  # fmt: skip
def test_well_formed(query: str, canonical: str, reading: str) -> None:
    understood = parse(query)
    assert (understood.text(), understood.reading) == (canonical, reading)
    assert understood.notes == ()
    assert understood.finds


@pytest.mark.parametrize(
    ("query", "canonical", "sentences"),
    [
        ("", "", [notes.NOTHING]),
        (" \u3000\t", "", [notes.NOTHING]),
        ("-rain", "-rain", [notes.ONLY_LEFT_OUT]),
        ("-rain -tag:snow", "-rain -tag:snow", [notes.ONLY_LEFT_OUT]),
        ("-(rain OR snow)", "-(rain OR snow)", [notes.ONLY_LEFT_OUT]),
        ('"street lamp', '"street lamp"', [notes.UNCLOSED_QUOTE]),
        ('lamp"', "lamp", [notes.UNCLOSED_QUOTE, notes.NO_WORDS]),
        ("(lamp lantern", "lamp lantern", [notes.UNCLOSED_BRACKET]),
        ("lamp)", "lamp", [notes.STRAY_BRACKET]),
        ("lamp ()", "lamp", [notes.EMPTY_BRACKETS]),
        ("lamp -()", "lamp", [notes.EMPTY_BRACKETS]),
        ("OR lamp", "lamp", [notes.STRAY_OPERATOR]),
        ("lamp OR", "lamp", [notes.STRAY_OPERATOR]),
        ("lamp AND", "lamp", [notes.STRAY_OPERATOR]),
        ("lamp NOT", "lamp", [notes.STRAY_OPERATOR]),
        ("(lamp |) lantern", "lamp lantern", [notes.STRAY_OPERATOR]),
        ("lamp OR AND lantern", "lamp OR lantern", [notes.STRAY_OPERATOR]),
        ("lamp OR OR OR lantern", "lamp OR lantern", [notes.STRAY_OPERATOR]),
        ("lamp - rain", "lamp rain", [notes.NO_WORDS]),
        ("lamp OR !!! lantern", "lamp lantern", [notes.NO_WORDS]),
        ("lamp -!!! lantern", "lamp lantern", [notes.NO_WORDS]),
        ("*", "", [notes.NO_WORDS, notes.NOTHING]),
        ('""', "", [notes.NO_WORDS, notes.NOTHING]),
        ("*lamp", "lamp", [notes.STAR_INSIDE]),
        ("la*mp", '"la mp"', [notes.STAR_INSIDE]),
        ("lamp OR -rain", "lamp", [notes.LEFT_OUT_BESIDE_OR]),
        ("foo:lamp", "foo lamp", [notes.UNKNOWN_FIELD]),
        ("-foo:lamp rain", "-(foo lamp) rain", [notes.UNKNOWN_FIELD]),
        ('foo:"street lamp"', 'foo "street lamp"', [notes.UNKNOWN_FIELD]),
    ],
)  # fmt: skip
def test_what_is_not_well_formed_is_read_all_the_same_and_said(
    query: str, canonical: str, sentences: list[object]
) -> None:
    understood = parse(query)
    assert understood.text() == canonical
    assert [note.sentence for note in understood.notes] == sentences


@pytest.mark.parametrize("query", ["https://example.com/a?b=c", "re: lamp", "据报道：张三", "a::b"])
def test_a_colon_is_not_always_a_field(query: str) -> None:
    assert parse(query).notes == ()


@pytest.mark.parametrize("query", ["", "-rain", "-(rain snow)", "-tag:x"])
def test_what_only_leaves_out_finds_nothing(query: str) -> None:
    assert not parse(query).finds


def test_a_note_names_what_it_speaks_of() -> None:
    (note,) = parse("lamp OR OR AND lantern").notes
    assert str(note) == "“OR”, “AND” stands beside nothing that it could work on: it was left out."
    (note,) = parse(f'lamp "{"rain " * 20}').notes
    assert str(note).endswith("“rain rain rain rain rain rain rain rain…”.")
    assert str(parse("a*a b*b c*c d*d e*e").notes[0]).count("“") == 3


def test_so_many_terms_and_no_more() -> None:
    words = [f"word{number}" for number in range(MAX_TERMS + 1)]
    whole = parse(" ".join(words[:MAX_TERMS]))
    assert whole.notes == ()
    over = parse(" ".join(words) + " OR more")
    assert over.tree == whole.tree
    assert str(over.notes[0]).endswith(f"not from “{words[-1]}” on.")
    assert [note.sentence for note in over.notes] == [notes.TOO_LONG]


def test_so_many_letters_and_no_more() -> None:
    phrase = "lamp " * (MAX_LENGTH // 5)
    assert parse(f'"{phrase}"').notes == ()
    over = parse(f'"{phrase}lantern" rain')
    assert over.tree == parse(f'"{phrase}"').tree
    assert [note.sentence for note in over.notes] == [notes.TOO_LONG]
    assert parse("人" * (MAX_LENGTH + 1)).text() == "人" * MAX_LENGTH
    assert parse("lamp " + "x" * MAX_LENGTH).text() == "lamp " + "x" * (MAX_LENGTH - 4)


def test_so_many_signs_and_no_more() -> None:
    over = parse("lamp" + " " * MAX_TEXT + "rain")
    assert over.text() == "lamp"
    assert [note.sentence for note in over.notes] == [notes.TOO_LONG]
