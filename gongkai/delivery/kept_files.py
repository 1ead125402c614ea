"""Which files this room holds: copies of what is public or was handed over and not withdrawn, and extra papers."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.delivery.models import Copy, Extra
from gongkai.kit import sweeping

CHUNK = 500


def held() -> Iterator[str]:
    """The hashes of every file that a batch or a replacement needs."""
    yield from Copy.objects.filter(removed=False).values_list("digest", flat=True).iterator(CHUNK)
    yield from Extra.objects.values_list("digest", flat=True).iterator(CHUNK)


sweeping.register("delivery", held)
