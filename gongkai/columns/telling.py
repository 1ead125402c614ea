"""What the public side and the search are told of a column page."""

from __future__ import annotations

from datetime import datetime

from gongkai.columns.indexing import KINDS, document_of
from gongkai.columns.models import PagePublication
from gongkai.kit import outward
from gongkai.search import index


def tell_of(made: PagePublication, now: datetime) -> None:
    """Tell of this version, published or withdrawn, and bring the search up to date."""
    gone = made.state == PagePublication.State.WITHDRAWN
    outward.tell(made.kind, made.key, agency=made.agency_code, gone=gone, detail={"title": made.title}, now=now)
    if made.kind not in KINDS:
        return
    if gone:
        index.remove(made.kind, made.key)
    else:
        index.put(document_of(made))
