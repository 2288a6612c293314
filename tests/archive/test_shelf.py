"""Finished pages in memory: never more than there is room for."""

import pytest

from archive.shelf import Page, Shelf


def page(size: int) -> Page:
    return Page(b"x" * size, {}, has_token=False)


def held(shelf: Shelf, keys: str) -> str:
    return "".join(key for key in keys if shelf.get(key))


def test_what_was_used_longest_ago_makes_room() -> None:
    shelf = Shelf(room=10)
    for key in "abc":
        shelf.put(key, page(3))
    assert shelf.get("a") == page(3)
    shelf.put("d", page(3))
    assert held(shelf, "abcd") == "acd"
    shelf.put("e", page(9))
    assert held(shelf, "abcde") == "e"


def test_a_page_put_again_takes_its_room_once() -> None:
    shelf = Shelf(room=10)
    for _ in range(20):
        shelf.put("a", page(5))
    shelf.put("b", page(5))
    assert held(shelf, "ab") == "ab"


@pytest.mark.parametrize("size", [11, 100])
def test_what_is_larger_than_the_room_is_not_kept_and_drives_nobody_out(size: int) -> None:
    shelf = Shelf(room=10)
    shelf.put("a", page(10))
    shelf.put("b", page(size))
    assert held(shelf, "ab") == "a"
    shelf.put("a", page(size))
    assert held(shelf, "ab") == ""
