"""The search indexes in tests: factories write rows only, so that a test says when those are to be found."""

from sources.searching.indexes import all_indexes


def index_everything() -> None:
    """What `manage.py reindex` does."""
    for index in all_indexes():
        index.rebuild()


def differences() -> list[str]:
    """What `manage.py reindex --check` says."""
    return [line for index in all_indexes() for line in index.differences()]
