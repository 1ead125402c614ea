"""A web host with a root of its own: it learns of changes from the rows, wherever they were committed.

The worker marks a row as done for its own root only in the database; each further root remembers which rows it has
seen. Numbers do not always become visible in order, so the newest are remembered one by one.
"""

from __future__ import annotations

import json
import logging
from pathlib import Path

from django.db import DatabaseError, close_old_connections, connection
from django.db.models import Max

from gongkai.kit import public_root
from gongkai.kit.models import PublicChange
from gongkai.portal.static_pages.renewing import Renewal

log = logging.getLogger("gongkai.pages")
# How many numbers a change may be overtaken by, while its transaction is open, and still be seen.
WINDOW = 2000
A_ROUND = 500


class Seen:
    """Which rows this root has seen: all up to `low`, and those above it one by one."""

    def __init__(self) -> None:
        self._file = public_root.state() / "seen.json"
        try:
            kept = json.loads(self._file.read_text("utf-8"))
            self.low, self.above = int(kept["low"]), set(kept["above"])
        except FileNotFoundError:
            # A new root holds nothing that could be stale.
            last = PublicChange.objects.aggregate(last=Max("pk"))["last"] or 0
            self.low = max(0, last - WINDOW)
            self.above = set(PublicChange.objects.filter(pk__gt=self.low).values_list("pk", flat=True))

    def new(self) -> list[PublicChange]:
        """The rows not seen yet, oldest first."""
        rows = PublicChange.objects.filter(pk__gt=self.low)
        return list(rows.exclude(pk__in=self.above).order_by("pk")[:A_ROUND])

    def note(self, rows: list[PublicChange]) -> None:
        """These were seen: their pages are removed."""
        self.above |= {row.pk for row in rows}
        if len(self.above) > 2 * WINDOW:
            self.above = set(sorted(self.above)[-WINDOW:])
            self.low = min(self.above) - 1
        half = Path(f"{self._file}.half")
        half.parent.mkdir(parents=True, exist_ok=True)
        half.write_text(json.dumps({"low": self.low, "above": sorted(self.above)}), "utf-8")
        half.replace(self._file)


class Following:
    """One process that keeps one root in step. A round that fails is logged and gone through again."""

    def __init__(self) -> None:
        self._seen: Seen | None = None
        self._renewal = Renewal()

    def go_round(self) -> int:
        """Remove what new rows make stale, then make pages for a while; how much was done."""
        if not connection.in_atomic_block:
            close_old_connections()
        try:
            return self._go_round()
        except (OSError, DatabaseError):
            log.exception("the pages could not be brought into step; it is tried again")
            return 0

    def _go_round(self) -> int:
        self._seen = self._seen or Seen()
        self._renewal.begin()
        rows = self._seen.new()
        if rows:
            self._renewal.take_up(rows)
            self._seen.note(rows)
        done = self._renewal.piece()
        self._renewal.settled()
        return len(rows) + done
