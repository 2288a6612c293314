"""What a browser sends of a form that nobody has touched."""

from django.forms import BoundField


def typed_in(field: BoundField) -> object:
    """The value of an input as it comes; nothing is an empty one."""
    value = field.value()
    return "" if value is None else value
