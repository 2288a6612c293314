"""Who a command is run as."""

from django.core.management.base import CommandError

from accounts.models import User


def person_named(username: str) -> User | None:
    """The person that `--as` names; None, the operator, for "". Raises `CommandError` where there is none."""
    if not username:
        return None
    try:
        return User.objects.get(username=username)
    except User.DoesNotExist as error:
        raise CommandError(f"--as: there is no user “{username}”.") from error
