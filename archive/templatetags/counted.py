"""Counts by kind of record, in words: `{{ "posts"|counted:22 }}`."""

from django import template

from archive.counted import counted

register = template.Library()

register.filter("counted", counted)
