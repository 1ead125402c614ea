"""What the pages of delivery need to say days."""

from __future__ import annotations

from datetime import date, timedelta

from django.template import Library

register = Library()


@register.filter
def day_before(day: date) -> date:
    """The last day of an interval whose end is not in it."""
    return day - timedelta(days=1)
