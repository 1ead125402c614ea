"""The worker's part: whatever a change row still waits for is removed once more and made anew, a piece at a time."""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import datetime

from gongkai.kit.models import PublicChange
from gongkai.portal.static_pages.guard import BELOW
from gongkai.portal.static_pages.making import make
from gongkai.portal.static_pages.remaking import Remake
from gongkai.portal.static_pages.removing import EVERYTHING, clear_left, remove, stale_after

A_ROUND = 500
PIECE_SECONDS = 1.0
Rows = Iterable[PublicChange]


class Renewal:
    """What one process has taken up: rows whose pages are being made, and the addresses still to make."""

    def __init__(self) -> None:
        self._rows: set[int] = set()
        self._addresses: dict[str, None] = {}
        self._remake = Remake()
        self._begun = False

    def take_up(self, rows: Rows) -> int:
        """Remove the pages of rows that are not taken up yet, all of them before the first is made; how many rows."""
        new = [row for row in rows if row.pk not in self._rows]
        stale = dict.fromkeys(address for row in new for address in stale_after(row))
        remove(stale)
        if EVERYTHING in stale:
            self._remake.begin_anew()
        self._rows.update(row.pk for row in new)
        self._addresses |= {address: None for address in stale if not address.endswith(BELOW)}
        return len(new)

    def piece(self, seconds: float = PIECE_SECONDS) -> int:
        """Make pages for so long; how many were made. Raises OSError when one cannot be written; it stays wanted."""
        self.begin()
        end, done = time.monotonic() + seconds, 0
        failed: dict[str, OSError] = {}
        while self._addresses and time.monotonic() < end:
            address = next(iter(self._addresses))
            try:
                make(address)
            except OSError as problem:
                failed[address] = problem
            del self._addresses[address]
            done += 1
        if failed:
            # After the others: a full disk is told by the worker's pulse, one odd name holds up nobody.
            self._addresses |= dict.fromkeys(failed)
            raise next(iter(failed.values()))
        return done or self._remake.piece(end - time.monotonic())

    def begin(self) -> None:
        """Once a process: tidy up, and make everything anew after an upgrade or for a new root."""
        if not self._begun:
            clear_left()
            self._remake.begin_if_other()
            self._begun = True

    def settled(self) -> set[int]:
        """The rows whose pages all stand anew; they are given out once."""
        if self._addresses:
            return set()
        rows, self._rows = self._rows, set()
        return rows


_OF_THE_WORKER = Renewal()


def renew(now: datetime, renewal: Renewal | None = None) -> int:
    """The worker's job: take up the rows that wait, make pages for a while, and note which rows are done."""
    at_work = renewal or _OF_THE_WORKER
    at_work.begin()
    rows = PublicChange.objects.filter(done_at=None).order_by("pk")[:A_ROUND]
    did = at_work.take_up(rows) + at_work.piece()
    settled = at_work.settled()
    PublicChange.objects.filter(pk__in=settled).update(done_at=now)
    return did + len(settled)
