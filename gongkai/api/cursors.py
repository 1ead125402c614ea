"""The places from which a list of the open interface goes on: opaque to callers, refused when they are none."""

from __future__ import annotations

import base64
import binascii
from datetime import datetime

from gongkai.kit.action import Refused
from gongkai.kit.clock import BEIJING

LARGEST = 2**62
YEARS = range(1900, 9000)


def given(row: int, at: datetime | None = None) -> str:
    """The place after a row, and after a moment where the list is ordered by one."""
    said = f"{row}" if at is None else f"{row} {at.isoformat()}"
    return base64.urlsafe_b64encode(said.encode()).decode().rstrip("=")


def row_of(cursor: str) -> int:
    """The row to go on after; 0 from the beginning. Raises Refused "cursor"."""
    if not cursor:
        return 0
    row, at = _parts(cursor)
    if at:
        raise _wrong()
    return row


def taken(cursor: str) -> tuple[datetime, int] | None:
    """Moment and row to go on after; None from the beginning. Raises Refused "cursor"."""
    if not cursor:
        return None
    row, at = _parts(cursor)
    return moment(at, "cursor", "cursor 不是上一页给出的 next，请从第一页重新取。"), row


def moment_of(said: str) -> datetime | None:
    """A moment as callers write it; None when it is not given. Raises Refused "changed-since"."""
    if not said:
        return None
    words = "changed_since 不是 ISO 8601 时间（例如 2026-03-01T00:00:00+08:00），请改正。"
    return moment(said, "changed-since", words)


def moment(said: str, code: str, words: str) -> datetime:
    """The moment, in Beijing time where no zone is given. Raises Refused with that code and sentence."""
    try:
        found = datetime.fromisoformat(said.replace(" ", "+"))
        found = found if found.tzinfo else found.replace(tzinfo=BEIJING)
        if found.year not in YEARS:
            raise ValueError
        found.utctimetuple()
    except (ValueError, OverflowError) as error:
        raise Refused(code, words) from error
    return found


def _parts(cursor: str) -> tuple[int, str]:
    try:
        row, _, at = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii").partition(" ")
    except (binascii.Error, ValueError) as error:
        raise _wrong() from error
    if not (row.isascii() and row.isdigit() and len(row) < 20 and int(row) < LARGEST):
        raise _wrong()
    return int(row), at


def _wrong() -> Refused:
    return Refused("cursor", "cursor 不是上一页给出的 next，请从第一页重新取。")
