"""Public ids, and the pages that they are found under."""

import pytest
from django.urls import reverse, set_script_prefix

from accounts.identifiers import new_public_id, page_of


@pytest.mark.parametrize("name", ["archive:source_detail", "archive:document_detail", "archive:saved_open"])
def test_the_page_of_a_record_is_where_its_name_leads(name: str) -> None:
    for public_id in (new_public_id(), new_public_id()):
        assert page_of(name, public_id) == reverse(name, args=[public_id])


def test_a_site_below_a_path_has_its_pages_there() -> None:
    assert page_of("archive:source_detail", "k3v9x2m4qa") == "/sources/k3v9x2m4qa/"
    try:
        set_script_prefix("/archive/")
        assert page_of("archive:source_detail", "k3v9x2m4qa") == "/archive/sources/k3v9x2m4qa/"
    finally:
        set_script_prefix("/")
