"""What is known of each unit, looked up by its code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.template import Library

register = Library()


@register.filter
def of(known: Mapping[str, Any], code: str) -> Any:
    """What stands under that code; empty where nothing does."""
    return known.get(code, "")
