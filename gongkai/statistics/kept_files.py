"""Which files published and issued annual reports hold; importing this registers it for sweeping."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.kit import sweeping
from gongkai.statistics.models import AnnualReport, Compilation, Filing, Tally


def held() -> Iterator[str]:
    """Originals and rendered files of every version, files as they were issued or uploaded, proofs of tallies."""
    for original, rendered in AnnualReport.objects.values_list("original_digest", "files").iterator(500):
        yield original
        yield from (row["digest"] for row in rendered.values())
    for issued in Compilation.objects.exclude(files={}).values_list("files", flat=True).iterator(500):
        yield from (row["digest"] for row in issued.values())
    yield from Filing.objects.exclude(file_digest="").values_list("file_digest", flat=True).iterator(500)
    yield from Tally.objects.exclude(proof="").values_list("proof", flat=True).iterator(500)


sweeping.register("statistics", held)
