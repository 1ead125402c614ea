"""Which files this room holds: attachments, issued papers, released files with their certificates, dossiers."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.kit import sweeping
from gongkai.requests.models import Attachment, Dossier, MatterFile, PageCopy, PageImage, Paper, Release

CHUNK = 500
COLUMNS = (
    (Attachment, ("digest",)),
    (Paper, ("pdf", "word")),
    (Release, ("digest", "certificate")),
    (Dossier, ("pdf", "zip")),
    (MatterFile, ("digest",)),
    (PageCopy, ("digest",)),
    (PageImage, ("digest",)),
)


def held() -> Iterator[str]:
    """The hashes of every file that a row of a request needs."""
    for model, names in COLUMNS:
        for name in names:
            yield from model._default_manager.exclude(**{name: ""}).values_list(name, flat=True).iterator(CHUNK)


sweeping.register("requests", held)
