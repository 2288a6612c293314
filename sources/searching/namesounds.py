"""How Chinese names are said: Hanyu Pinyin without tones, so that a name is found by its sound. Pure but for the table.

For names only: in running text every syllable would find a hundred characters. A romanisation that somebody entered
is a name of its own and needs none of this.
"""

import re
from collections.abc import Iterator

from sources.names import HAN
from sources.searching import syllables
from sources.searching.folding import fold

EDITION = f"1 {syllables.EDITION}"
# Stands before a whole name that is said in one word. A private character: nobody can type it into a query.
WHOLE = "\ue001"

_runs = re.compile(f"[{HAN}]+")
_no_letters = re.compile("[^a-z]+")


def _pairs(words: str) -> dict[str, str]:
    """Characters and what is said for them, as they stand in turn."""
    each = words.split()
    return dict(zip(map(fold, each[::2]), each[1::2], strict=True))


# Surnames that are not read as the character is elsewhere. Other readings are kept beside these.
_SURNAMES = _pairs(
    "单 shan 曾 zeng 解 xie 仇 qiu 查 zha 区 ou 朴 piao 盖 ge 缪 miao 召 shao 秘 bi 洗 xian 覃 qin 繁 po 员 yun 贠 yun "
    "隗 wei 折 she 黑 he 翟 zhai 种 chong 祭 zhai 郇 xun 牟 mu 重 chong 句 gou 阚 kan 都 du 乜 nie 颉 xie 乐 yue 卜 bu "
    "长 chang 藏 zang 车 che 任 ren 宁 ning 华 hua 沈 shen 薄 bo 那 na 能 nai 哈 ha 佴 nai 尹 yin 晟 cheng 谌 chen "
    "尉迟 yuchi 万俟 moqi 澹台 tantai 长孙 zhangsun 单于 chanyu"
)
_DOUBLES = frozenset(
    fold(
        "欧阳 司马 上官 诸葛 皇甫 呼延 慕容 宇文 东方 公孙 申屠 独孤 鲜于 单于 闻人 夏侯 端木 南宫 轩辕 赫连 拓跋 濮阳 淳于 "
        "太史 钟离 公冶 宗政 司徒 司空 东郭 西门 百里 纳兰 完颜 耶律 尔朱 谷梁 左丘 梁丘 叶赫 公羊 仲孙 尉迟 万俟 澹台 令狐 长孙"
    ).split()
)
# In names these are read so, whatever they are elsewhere; and within these words.
_IN_NAMES = _pairs("长 chang 都 du 藏 zang 什 shi 佛 fo 晟 sheng 着 zhuo 薄 bo 得 de 了 liao 车 che")
_IN_WORDS = _pairs(
    "重庆 chong|qing 银行 yin|hang 厦门 xia|men 六安 lu|an 六合 lu|he 蚌埠 beng|bu 番禺 pan|yu 乐清 yue|qing 乐亭 lao|ting "
    "尉犁 yu|li 音乐 yin|yue 会计 kuai|ji 莘庄 xin|zhuang 蔚县 yu|xian 铅山 yan|shan 东阿 dong|e 犍为 qian|wei 枞阳 zong|yang"
)
# Given names have them either way.
_OTHERWISE = _pairs(
    "长 zhang 乐 yue 朝 zhao 重 chong 行 hang 晟 cheng 茜 xi 娜 nuo 曾 ceng 单 shan 藏 cang 都 dou"
)
# More characters than a surname and a given name have: an organisation, or a name from another language.
_LONGEST_NAME = 4
# ü as keyboards, old passports and new ones have it.
_UMLAUTS = "v", "u", "yu"

# The syllables of a surname, written as one, and of a given name.
Said = tuple[list[str], list[str]]


def name_sounds(name: str) -> tuple[str, ...]:
    """Each way that somebody may write the sound of a Han name, most usual first; none for a name without Han.

    孟建国: `meng jianguo`, `meng jian guo`, `mengjianguo`. A surname of one character that is read in its own way is given
    in both, and so is a character of a given name that has two readings.
    """
    runs = _runs.findall(name)
    if not runs:
        return ()
    first, *others = (list(_readings(run)) for run in runs)
    rest = [other[0] for other in others]
    written = (form for surname, given in first for form in _written(surname, given, rest))
    return tuple(dict.fromkeys(form for each in written for form in _with_umlauts(each)))


def sound_forms(name: str) -> list[str]:
    """What an index holds of a name's sound: each way to write it, and the whole in one word behind WHOLE."""
    sounds = name_sounds(name)
    return [*sounds, *dict.fromkeys(WHOLE + sound.replace(" ", "") for sound in sounds)]


def whole_sound(typed: str) -> str:
    """The form that an index has of each name that is said just so; "" where nothing is said in Latin letters.

    `Zhang San`, `zhangsan` and `Zhāng Sān` are one.
    """
    folded = fold(typed).casefold()
    letters = _no_letters.sub("", folded)
    return WHOLE + letters if letters and folded.isascii() else ""


def _readings(run: str) -> Iterator[Said]:
    """Surname and given name in syllables; a run that is no personal name is all given name."""
    key = fold(run)
    said = _said(run, key)
    width = 0
    if 1 < len(run) <= _LONGEST_NAME and all(said):
        width = 2 if key[:2] in _DOUBLES else 1
    given = said[width:]
    own = _SURNAMES.get(key[:width])
    surname = ["".join(said[:width])] if width else []
    if own:
        yield [own], given
    if not own or width == 1:
        yield surname, list(filter(None, given))
    for place in range(width, len(run) if width else 0):
        if other := _OTHERWISE.get(key[place]):
            yield surname, [*said[width:place], other, *said[place + 1 :]]


def _said(run: str, key: str) -> list[str]:
    """A syllable for each character, "" for one of unknown sound."""
    said = [
        _IN_NAMES.get(plain) or syllables.syllable_of(each) or syllables.syllable_of(plain)
        for each, plain in zip(run, key, strict=True)
    ]
    for place in range(len(key) - 1):
        if word := _IN_WORDS.get(key[place : place + 2]):
            said[place : place + 2] = word.split("|")
    return said


def _written(surname: list[str], given: list[str], rest: list[Said]) -> Iterator[str]:
    """Given name in one word, in syllables, and all in one word; a character of unknown sound is left out."""
    others = ["".join([*surname_of, *given_of]) for surname_of, given_of in rest]
    every = [each for reading in rest for part in reading for each in part]
    for parts in (
        [*surname, "".join(given), *others],
        [*surname, *given, *every],
        ["".join([*surname, *given]), *others],
    ):
        if any(parts):
            yield " ".join(filter(None, parts))


def _with_umlauts(written: str) -> Iterator[str]:
    for letters in _UMLAUTS if "v" in written else ("v",):
        yield written.replace("v", letters)
