"""What tests of citation lists share. Imports nothing of ours: it is read before the settings are."""

import pytest
from django.utils.module_loading import import_string


@pytest.fixture
def plain_style(monkeypatch: pytest.MonkeyPatch) -> None:
    """A style that needs no engine: `tests.archive.listed.plainly`."""
    monkeypatch.setattr(
        "archive.citation_lists.preview.formatted", import_string("tests.archive.listed.plainly")
    )
