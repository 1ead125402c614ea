"""The PDF of a public version: made once, kept, and taken out again for packages."""

from __future__ import annotations

from datetime import datetime

from gongkai.delivery.models import Copy
from gongkai.delivery.papers_record import record_pdf
from gongkai.kit import files
from gongkai.records.models import Publication


def copy_of(publication: Publication, now: datetime) -> Copy:
    """The copy of that version, made where it is not there yet.

    Raises FileLost for a lost attachment, Refused "nothing-to-print" for what was withdrawn meanwhile.
    """
    found = Copy.objects.filter(publication=publication).first()
    if found is not None and not found.removed:
        return found
    made = record_pdf(publication.snapshot)
    digest = files.keep(made.data)
    values = {
        "digest": digest, "pages": made.pages, "size": len(made.data), "left_out": list(made.left_out),
        "removed": False,
    }  # fmt: skip
    # Two who make it at once make the same; the first one's row stands.
    kept, _ = Copy.objects.get_or_create(publication=publication, defaults=values | {"made_at": now})
    return kept
