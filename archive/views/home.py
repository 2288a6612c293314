"""The first page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def home(request: HttpRequest) -> HttpResponse:
    """What this archive is, what is newest, and ways in."""
    return render(request, "archive/home.html")
