"""What the public side is told of a record: that it changed or went, and in which lists it stood and stands."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from gongkai.kit import outward
from gongkai.kit.clock import BEIJING
from gongkai.records.models import Publication

KIND = "record"
LISTS = ("agency_code", "class_code", "category", "genre", "document_kind", "topic")


def tell_of(made: Publication, now: datetime, *, before: Publication | None = None) -> None:
    """Tell of this version; `before` is the one it replaces, whose lists and files may be others."""
    rows = [row for row in (before, made) if row is not None]
    detail: dict[str, Any] = {
        name: sorted({str(value) for row in rows if (value := getattr(row, name))}) for name in LISTS
    }
    detail["year"] = sorted({row.first_published_at.astimezone(BEIJING).year for row in rows})
    detail["files"] = sorted({str(one["digest"]) for row in rows for one in row.snapshot.get("files", [])})
    outward.tell(
        KIND,
        made.index_number,
        agency=made.agency_code,
        gone=made.state == Publication.State.WITHDRAWN,
        detail=detail,
        now=now,
    )
