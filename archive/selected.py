"""What of an address says which things a page shows, and not where on it somebody stands or how it is drawn. Pure."""

from django.http import QueryDict

PLACES = ("after", "before", "saved", "new", "format")


def selection_of(given: QueryDict, **changes: object) -> QueryDict:
    """The query string without places. `changes`: what the page has chosen by itself."""
    query = given.copy()
    for name in PLACES:
        query.pop(name, None)
    for name, value in changes.items():
        query[name] = str(value)
    return query
