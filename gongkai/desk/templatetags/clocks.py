"""What the templates of the clocks and steps share: what somebody had typed."""

from __future__ import annotations

from collections.abc import Mapping

from django.template import Library

register = Library()


@register.simple_tag
def typed_in(typed: Mapping[str, str], name: str) -> str:
    """What was typed into the field before it was refused; empty at first."""
    return typed.get(name, "")
