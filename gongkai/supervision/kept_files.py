"""Which files supervision holds; importing this registers it for sweeping."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.kit import sweeping
from gongkai.supervision.models import Card


def held() -> Iterator[str]:
    """The proofs of appeals."""
    yield from Card.objects.exclude(proof="").values_list("proof", flat=True).iterator(500)


sweeping.register("supervision", held)
