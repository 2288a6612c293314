"""Who may pass: decorators for views."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.middleware import get_user
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from accounts.models import User
from accounts.roles import may

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def requires(permission: str) -> "Callable[[View[P]], View[P]]":
    """Whoever is not known signs in first and comes back; whoever is known and may not is refused (403)."""

    def guard(view: "View[P]") -> "View[P]":
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not may(request.user, permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return guard


def person(request: HttpRequest) -> User:
    """Who asks, behind a gate. Raises `PermissionDenied` where there is none.

    The person as loaded, not `request.user`, which stands in for it and passes on each look at an attribute.
    """
    user = get_user(request)
    if not isinstance(user, User):
        raise PermissionDenied
    return user
