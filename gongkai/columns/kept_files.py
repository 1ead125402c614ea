"""Which files this room holds: the emblems of the profile in use and of the draft."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.columns.models import SiteDraft, SiteProfile
from gongkai.kit import sweeping


def held() -> Iterator[str]:
    """The hashes of every emblem that some profile names; those of former profiles too, so that they can come back."""
    for rows in (SiteDraft.objects.all(), SiteProfile.objects.all()):
        yield from rows.exclude(emblem="").values_list("emblem", flat=True)


sweeping.register("columns", held)
