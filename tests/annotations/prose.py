"""Made-up English and Chinese prose, the same at every run. Nothing in it is about anything.

A text is paragraphs of sentences of pieces. A piece (a word with its mark) keeps its identity through every revision,
so where the words of a quote went is known and not guessed.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise


def _listed(words: str, by: str = " ") -> list[str]:
    return words.split(by)


ENGLISH = {
    "noun": _listed(
        "lamp harbour council camera quay winter letter figure report box customs house record door gate yard ship "
        "number list night morning street window paper answer clerk mayor engineer sailor baker library archive cable "
        "server phone ticket station bridge tower island market school hospital garden river engine contract budget "
        "minute vote question witness lawyer editor reader journalist photograph map index ledger signature stamp"
    ),
    "verb": _listed(
        "counted kept wrote found carried closed opened watched measured signed refused answered printed sold bought "
        "moved painted repaired followed recorded described published withdrew questioned compared collected"
    ),
    "adjective": _listed(
        "old new quiet narrow public private yellow broken careful distant early late official ordinary "
        "unknown foreign local heavy plain second third strange empty useful"
    ),
    "place": _listed(
        "Port Ellery,Saint Oda,Low Marrow,Brack,Tamsin Quay,North Heron,Ulverby,Caldmere", by=","
    ),
    "name": _listed("Ada Quill,Tom Brandt,Mireille Osk,Jun Halloran,Petra Lind,Samuel Okoro", by=","),
    "month": _listed("January March April June September November December"),
}
# How a sentence is built: each name stands for one of its forms, at random, until only kinds of words are left.
ENGLISH_GRAMMAR = {
    "clause": (
        "thing act",
        "who act",
        "thing act when",
        "when , thing act",
        "who say that thing act",
        "act_on",
    ),
    "act_on": (
        "there stood thing and thing in place",
        "it was who who verb thing",
        "neither thing nor thing verb who",
    ),
    "thing": (
        "the noun",
        "a adjective noun",
        "the adjective noun of place",
        "digits noun",
        "the noun of who",
        "every noun",
    ),
    "who": (
        "name",
        "the noun of place",
        "people in place",
        "a adjective noun",
        "nobody",
        "both the noun and name",
    ),
    "act": (
        "verb thing",
        "verb thing with thing",
        "had verb thing",
        "could not have verb thing",
        "verb thing for who",
    ),
    "when": (
        "in month",
        "after thing verb",
        "for digits days",
        "long before who verb it",
        "because thing was adjective",
    ),
    "say": ("said", "told who", "denied", "wrote to who"),
    "joined": (", while", ", but", "and", ", although", "; yet"),
}
# What registers and statistics are full of: sentences that differ in a figure or a name.
ENGLISH_ALIKE = (
    "officials in place counted digits residents in month , according to the noun",
    "the noun of place had digits cameras at the end of month",
)
CHINESE = {
    "noun": _listed(
        "灯塔 港口 议会 相机 码头 冬天 书信 数字 报告 箱子 海关 房屋 记录 大门 院子 船只 名单 夜晚 早晨 街道 窗户 纸张 职员 "
        "市长 工程师 水手 图书馆 档案 电缆 服务器 电话 车站 桥梁 岛屿 市场 学校 医院 花园 河流 合同 预算 会议 问题 证人 律师 编辑 读者 "
        "记者 照片 地图 目录 账本 签名 印章 门票 发动机"
    ),
    "verb": _listed(
        "统计 保存 写下 发现 搬走 关闭 打开 观察 测量 签署 拒绝 回答 印刷 出售 购买 移动 修理 跟踪 登记 描述 发表 撤回 询问 比较 收集"
    ),
    "adjective": _listed(
        "旧的 新的 安静的 狭窄的 公共的 私人的 黄色的 损坏的 遥远的 正式的 普通的 外国的 本地的 沉重的 奇怪的 空的 有用的"
    ),
    "place": _listed("埃勒里港 圣奥达 低沼镇 布拉克 北鹭岛 乌尔维比 考德湖"),
    "name": _listed("阿达 汤姆 米蕾 俊海 佩特拉 萨缪尔 𠮷野"),
    "month": _listed("一月 三月 四月 六月 九月 十一月 十二月"),
}
CHINESE_GRAMMAR = {
    "clause": ("thing act", "who act", "when ， thing act", "who say thing act", "act_on"),
    "act_on": (
        "在 place 还有 thing 和 thing",
        "thing 被 who verb 了",
        "不论 thing 或者 thing 都 verb 过 thing",
    ),
    "thing": (
        "noun",
        "一个 adjective noun",
        "place 的 noun",
        "digits 个 noun",
        "who 的 adjective noun",
        "这些 noun",
        "全部 noun",
    ),
    "who": ("name", "place 的 人", "noun 与 name", "有 人", "adjective noun"),
    "act": (
        "verb 了 thing",
        "用 thing verb 了 thing",
        "曾经 verb thing",
        "不能 verb thing",
        "替 who verb thing",
        "把 thing verb 起来",
    ),
    "when": (
        "month",
        "thing verb 以后",
        "在 digits 天 里",
        "who verb 它 之前",
        "因为 thing 是 adjective",
        "当时",
    ),
    "say": ("说", "告诉 who", "否认", "写信 问 who"),
    "joined": ("， 而且", "， 但是", "， 然而", "； 于是", "， 虽然"),
}
CHINESE_ALIKE = (
    "month ， place 的 官员 统计 了 digits 名 居民 ， 根据 noun",
    "place 的 noun 在 month 底 有 digits 台 相机",
)
MARKS = {",", ".", ";", "，", "。", "；"}
DEEPEST = 40  # steps after which a sentence is long enough


@dataclass(slots=True, eq=False)
class Piece:
    """A word or mark and what follows it; `instead_of` is the piece whose place it took."""

    text: str
    space: str = ""
    instead_of: "Piece | None" = None


Sentence = list[Piece]
Paragraph = list[Sentence]


@dataclass(slots=True)
class Prose:
    paragraphs: list[Paragraph]
    chinese: bool
    alike: float = 0.1  # the share of sentences that differ from others in a figure or a name only

    @property
    def pieces(self) -> Iterator[Piece]:
        return (piece for paragraph in self.paragraphs for sentence in paragraph for piece in sentence)


@dataclass(slots=True)
class Layout:
    """A prose as one text, with the range of each piece in code points."""

    text: str
    ranges: dict[Piece, tuple[int, int]] = field(default_factory=dict)


def laid_out(prose: Prose) -> Layout:
    parts: list[str] = []
    layout, place = Layout(""), 0
    for paragraph in prose.paragraphs:
        for piece in (piece for sentence in paragraph for piece in sentence):
            layout.ranges[piece] = (place, place + len(piece.text))
            parts.append(piece.text + piece.space)
            place += len(parts[-1])
        parts.append("\n")
        place += 1
    layout.text = "".join(parts)
    return layout


def word(chance: random.Random, kind: str, *, chinese: bool) -> Piece:
    if kind == "digits":
        return Piece(str(chance.randrange(3, 2000)), "" if chinese else " ")
    words = (CHINESE if chinese else ENGLISH).get(kind, [kind])
    # Some words are frequent and most are rare, as in any language.
    return Piece(words[int(len(words) * chance.random() ** 1.7)], "" if chinese else " ")


def sentence(chance: random.Random, *, chinese: bool, alike: float) -> Sentence:
    forms = CHINESE_ALIKE if chinese else ENGLISH_ALIKE
    kinds = chance.choice(forms).split() if chance.random() < alike else _built(chance, chinese=chinese)
    pieces = [word(chance, kind, chinese=chinese) for kind in kinds]
    pieces.append(Piece("。" if chinese else ".", "" if chinese else " "))
    for before, mark in pairwise(pieces):
        if mark.text in MARKS:
            before.space = ""
    pieces[0].text = pieces[0].text[:1].upper() + pieces[0].text[1:]
    return pieces


def _built(chance: random.Random, *, chinese: bool) -> list[str]:
    """A sentence of one to three clauses as kinds of words."""
    grammar = CHINESE_GRAMMAR if chinese else ENGLISH_GRAMMAR
    kinds = " joined ".join(["clause"] * chance.choice((1, 1, 2, 2, 3))).split()
    for _ in range(DEEPEST):
        if not grammar.keys() & set(kinds):
            break
        kinds = [
            part
            for kind in kinds
            for part in (chance.choice(grammar[kind]).split() if kind in grammar else [kind])
        ]
    return [kind for kind in kinds if kind not in grammar]


def paragraph(chance: random.Random, *, chinese: bool, alike: float) -> Paragraph:
    return [sentence(chance, chinese=chinese, alike=alike) for _ in range(chance.randint(2, 7))]


def made_up(chance: random.Random, *, chinese: bool, length: int) -> Prose:
    """A prose of at least `length` code points."""
    prose, size = Prose([], chinese), 0
    while size < length:
        prose.paragraphs.append(paragraph(chance, chinese=chinese, alike=prose.alike))
        size += sum(len(piece.text + piece.space) for each in prose.paragraphs[-1] for piece in each)
    return prose


def typed(text: str) -> Prose:
    """A real text as pieces: a word each, or in a line with few spaces two characters each."""
    prose = Prose([], chinese=False)
    for line in filter(None, text.split("\n")):
        found: Sentence = []
        sentences = [found]
        for part in line.split(" "):
            found.append(Piece(part, " "))
            if part.endswith((".", "?", "!")):
                sentences.append(found := [])
        prose.paragraphs.append([each for each in sentences if each])
    return prose
