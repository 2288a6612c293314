"""Inputs that are written without the template engine: a page of the desk holds hundreds, a tenth of the time each."""

from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


class QuickText(forms.TextInput):
    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:  # noqa: ANN401
        shown = {"value": self.format_value(value)} if value not in (None, "") else {}
        every = {"type": self.input_type, "name": name, **shown, **self.build_attrs(self.attrs, attrs)}
        return format_html("<input{}>", flatatt(every))


class QuickNumber(QuickText):
    input_type = "number"


class QuickSelect(forms.Select):
    """A flat list of choices, one of them chosen."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:  # noqa: ANN401
        chosen = self.format_value(value)
        options = (
            (flatatt({"value": str(key), "selected": str(key) in chosen}), label)
            for key, label in self.choices
        )
        written = format_html_join("", "<option{}>{}</option>", options)
        every = flatatt({"name": name, **self.build_attrs(self.attrs, attrs)})
        return format_html("<select{}>{}</select>", every, written)
