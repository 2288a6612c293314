"""What a template may ask about the person it is written for: `{% if request.user|may:"ingest" %}`."""

from django import template
from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from accounts.roles import may as is_allowed

register = template.Library()


@register.filter
def may(user: User | AnonymousUser | str | None, permission: str) -> bool:
    """Whether this person may do that; a page written before anybody is known is written for nobody."""
    return isinstance(user, User | AnonymousUser) and is_allowed(user, permission)
