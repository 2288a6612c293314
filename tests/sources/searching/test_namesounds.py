"""How names sound."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.searching.namesounds import name_sounds
from sources.searching.preparing import prepared


@pytest.mark.parametrize(
    ("name", "sounds"),
    [
        ("张三", ["zhang san", "zhangsan"]),
        ("張三", ["zhang san", "zhangsan"]),
        ("孟建国", ["meng jianguo", "meng jian guo", "mengjianguo"]),
        ("Paul Mozur 孟建国", ["meng jianguo", "meng jian guo", "mengjianguo"]),
        ("欧阳修", ["ouyang xiu", "ouyangxiu"]),
        ("歐陽修", ["ouyang xiu", "ouyangxiu"]),
        ("尉迟恭", ["yuchi gong", "yuchigong"]),
        ("艾尼·买买提", ["ai ni maimaiti", "ai ni mai mai ti", "aini maimaiti"]),
        ("吕布", ["lv bu", "lu bu", "lyu bu", "lvbu", "lubu", "lyubu"]),
        ("重庆市公安局", ["chongqingshigonganju", "chong qing shi gong an ju"]),
        ("孟", ["meng"]),
        ("欧阳", ["ouyang"]),
        ("𠮷田", ["tian"]),
        ("Paul Mozur", []),
        ("カメラ", []),
        ("", []),
    ],
)
def test_sounds(name: str, sounds: list[str]) -> None:
    assert list(name_sounds(name)) == sounds


@pytest.mark.parametrize(
    ("name", "as_surname", "elsewhere"),
    [
        ("单田芳", "shan tianfang", "dan tianfang"), ("單田芳", "shan tianfang", "dan tianfang"),
        ("曾国藩", "zeng guofan", "ceng guofan"), ("查良镛", "zha liangyong", "cha liangyong"),
        ("解缙", "xie jin", "jie jin"), ("仇英", "qiu ying", "chou ying"),
    ],
)  # fmt: skip
def test_a_surname_is_found_by_either_reading(name: str, as_surname: str, elsewhere: str) -> None:
    sounds = name_sounds(name)
    assert sounds[0] == as_surname
    assert elsewhere in sounds


@settings(deadline=None)
@given(
    st.text(st.characters(exclude_categories=()), max_size=20)
    | st.text("张単單欧阳吕𠮷㐀〇々⺀· a", max_size=12)
)
def test_any_name_has_sounds_that_can_be_asked_for(name: str) -> None:
    for form in name_sounds(name):
        assert prepared(form) == form
