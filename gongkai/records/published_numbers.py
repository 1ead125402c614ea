"""Which of several index numbers are public now: for whatever points to records and must not outlive them."""

from __future__ import annotations

from collections.abc import Iterable

from gongkai.kit.who import Actor
from gongkai.records.models import Publication


def public_numbers(asker: Actor, numbers: Iterable[str]) -> frozenset[str]:
    """Those of the numbers that can be read by everybody at this moment."""
    rows = Publication.objects.filter(index_number__in=set(numbers), state=Publication.State.PUBLISHED)
    return frozenset(rows.values_list("index_number", flat=True))
