"""How Chinese names are said: Hanyu Pinyin without tones, so that a name is found by its sound. Pure.

For names only: in running text every syllable would find a hundred characters. A romanisation that somebody entered
is a name of its own and needs none of this.
"""

import re
from collections.abc import Iterator

from pypinyin import lazy_pinyin

from sources.names import HAN
from sources.searching.folding import fold

_runs = re.compile(f"[{HAN}]+")
# Surnames that are not read as the character is elsewhere. Other readings are kept beside these.
_READ = (
    "单 shan 曾 zeng 解 xie 仇 qiu 查 zha 区 ou 朴 piao 盖 ge 缪 miao 召 shao 秘 bi 洗 xian 覃 qin 繁 po 员 yun 贠 yun "
    "隗 wei 折 she 黑 he 翟 zhai 种 chong 祭 zhai 郇 xun 牟 mu 重 chong 句 gou 阚 kan 都 du 乜 nie 颉 xie 乐 yue 卜 bu "
    "长 chang 藏 zang 尉迟 yuchi 万俟 moqi 澹台 tantai 长孙 zhangsun 单于 chanyu"
)
_words = fold(_READ).split()
_READINGS = dict(zip(_words[::2], _words[1::2], strict=True))
_DOUBLE = (
    "欧阳 司马 上官 诸葛 皇甫 呼延 慕容 宇文 东方 公孙 申屠 独孤 鲜于 单于 闻人 夏侯 端木 南宫 轩辕 赫连 拓跋 濮阳 淳于 "
    "太史 钟离 公冶 宗政 司徒 司空 东郭 西门 百里 纳兰 完颜 耶律 尔朱 谷梁 左丘 梁丘 叶赫 公羊 仲孙 尉迟 万俟 澹台 令狐 长孙"
)
_DOUBLES = frozenset(fold(_DOUBLE).split())
# More characters than a surname and a given name have: an organisation, or a name from another language.
_LONGEST_NAME = 4
# ü as keyboards, old passports and new ones have it.
_UMLAUTS = "v", "u", "yu"

# The syllables of a surname, written as one, and of a given name.
Said = tuple[list[str], list[str]]


def name_sounds(name: str) -> tuple[str, ...]:
    """Each way that somebody may write the sound of a Han name, most usual first; none for a name without Han.

    孟建国: `meng jianguo`, `meng jian guo`, `mengjianguo`. A surname that is read in its own way is given in both.
    """
    runs = _runs.findall(name)
    if not runs:
        return ()
    first, *others = (list(_readings(run)) for run in runs)
    rest = [other[0] for other in others]
    written = (form for surname, given in first for form in _written(surname, given, rest))
    return tuple(dict.fromkeys(form for each in written for form in _with_umlauts(each)))


def _readings(run: str) -> Iterator[Said]:
    """Surname and given name in syllables; a run that is no personal name is all given name."""
    syllables = lazy_pinyin(run, errors="ignore")
    key = fold(run)
    width = 0
    if 1 < len(run) <= _LONGEST_NAME and len(syllables) == len(run):
        width = 2 if key[:2] in _DOUBLES else 1
    if said := _READINGS.get(key[:width]):
        yield [said], syllables[width:]
    yield ["".join(syllables[:width])] if width else [], syllables[width:]


def _written(surname: list[str], given: list[str], rest: list[Said]) -> Iterator[str]:
    """Given name in one word, in syllables, and all in one word; a character of unknown sound is left out."""
    others = ["".join([*surname_of, *given_of]) for surname_of, given_of in rest]
    syllables = [each for reading in rest for part in reading for each in part]
    for parts in (
        [*surname, "".join(given), *others],
        [*surname, *given, *syllables],
        ["".join([*surname, *given]), *others],
    ):
        if any(parts):
            yield " ".join(filter(None, parts))


def _with_umlauts(written: str) -> Iterator[str]:
    for letters in _UMLAUTS if "v" in written else ("v",):
        yield written.replace("v", letters)
