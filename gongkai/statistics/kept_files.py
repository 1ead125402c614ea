"""Which files the published annual reports hold; importing this registers it for sweeping."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.kit import sweeping
from gongkai.statistics.models import AnnualReport


def held() -> Iterator[str]:
    """The originals and the rendered files of every version."""
    for original, rendered in AnnualReport.objects.values_list("original_digest", "files").iterator(500):
        yield original
        yield from (row["digest"] for row in rendered.values())


sweeping.register("statistics", held)
