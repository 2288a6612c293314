"""`manage.py demo_users`: one person per desk, for trying things out on one's own machine."""

import secrets
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from accounts.models import User
from accounts.roles import ADMIN, EDITOR, RESEARCHER
from accounts.services import make_user, set_password

PEOPLE = (RESEARCHER, EDITOR, ADMIN)  # each is named after the role


class Command(BaseCommand):
    help = "Make the demo users researcher, editor and admin, and print their passwords once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--reset", action="store_true", help="give those that exist new passwords")

    def handle(self, *, reset: bool, **options: Any) -> None:
        if settings.FOREIGN_HOSTS:
            raise CommandError("Demo users are for one's own machine, and ALLOWED_HOSTS serves others.")
        known = {user.username: user for user in User.objects.filter(username__in=PEOPLE)}
        given = {}
        for name in PEOPLE:
            if name in known and not reset:
                continue
            given[name] = secrets.token_urlsafe(9)
            if name in known:
                set_password(user=known[name], password=given[name], actor=None)
            else:
                make_user(username=name, password=given[name], role=name, actor=None)
        self.report(given)

    def report(self, given: dict[str, str]) -> None:
        if not given:
            self.stdout.write(
                f"Demo users exist: {', '.join(PEOPLE)}. New passwords: manage.py demo_users --reset, "
                "or manage.py changepassword NAME for one."
            )
            return
        self.stdout.write("Demo users and their passwords, shown this once:")
        for name, password in given.items():
            self.stdout.write(f"  {name:<12}{password}")
