"""A choice among many rows of the law, written in one piece: one template an option made the form's page slow."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.renderers import BaseRenderer
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

CHOSEN = SafeString(" selected")


class Choice(forms.Select):
    """The same element as Django's, for choices without groups."""

    def render(
        self, name: str, value: Any, attrs: Mapping[str, Any] | None = None, renderer: BaseRenderer | None = None
    ) -> SafeString:
        """The whole element with every word escaped."""
        attributes = self.build_attrs(self.attrs, {"name": name, **(attrs or {})})
        chosen = set(self.format_value(value))
        options = ((code, CHOSEN if str(code or "") in chosen else "", words) for code, words in self.choices)
        inner = format_html_join("\n", '<option value="{}"{}>{}</option>', options)
        return format_html("<select{}>\n{}\n</select>", flatatt(attributes), inner)
