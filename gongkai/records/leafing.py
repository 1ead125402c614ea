"""Leafing through many rows over minutes: nothing stays open between two rows, as a cursor would."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

CHUNK = 2000


def leafed(rows: QuerySet[Any], *fields: str, chunk: int = CHUNK) -> Iterator[tuple[Any, ...]]:
    """These fields of every row by primary key, `chunk` rows a question.

    Whoever asks may go away between two rows and come back over another connection. A row that begins or ceases to
    belong meanwhile may be missing or told.
    """
    last: Any = None
    while True:
        later = rows if last is None else rows.filter(pk__gt=last)
        some = list(later.order_by("pk").values_list("pk", *fields)[:chunk])
        yield from (row[1:] for row in some)
        if len(some) < chunk:
            return
        last = some[-1][0]
