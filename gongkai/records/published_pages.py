"""What there is to make public pages of: every number that is public, with the names under which its files are had."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.kit.who import Actor
from gongkai.records.leafing import leafed
from gongkai.records.models import Publication

CHUNK = 500


def public_files(asker: Actor, number: str = "") -> Iterator[tuple[str, str, str]]:
    """Index number, hash and name of every file that is public, or of one number's files."""
    rows = Publication.objects.filter(state=Publication.State.PUBLISHED)
    if number:
        rows = rows.filter(index_number=number)
    for its_number, files in leafed(rows, "index_number", "snapshot__files", chunk=CHUNK):
        yield from ((its_number, str(one["digest"]), str(one["name"])) for one in files or ())
