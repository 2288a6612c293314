"""Log in and log out, by Django's own views."""

from django.contrib.auth.views import LoginView, LogoutView

__all__ = ["LoginView", "LogoutView"]
