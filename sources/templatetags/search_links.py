"""Links to the search."""

from urllib.parse import urlencode

from django import template
from django.urls import reverse

from sources.searching.querying import Understood

register = template.Library()


@register.filter
def search_address(query: "str | Understood") -> str:
    """The address of the results of a query."""
    text = query if isinstance(query, str) else query.text()
    return f"{reverse('archive:search')}?{urlencode({'q': text})}"
