"""The clocks of filing for those who watch: begun or not, a filing that is due is late from its day on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gongkai.kit import clock, watched
from gongkai.kit.watched import WatchedClock
from gongkai.statistics.filing_expected import Awaited, awaited

SOURCE = "filing"


def running(since: date | None) -> Iterator[WatchedClock]:
    """Every awaited filing that was not sent, and those that were sent on `since` or later."""
    for one in awaited(clock.today()):
        sent = one.sent_on
        if sent is None or since is None or sent >= since:
            yield _clock(one, sent)


def _clock(one: Awaited, sent: date | None) -> WatchedClock:
    kind = f"{one.span.kind.label}{'（汇总）' if one.rolled_up else ''}"
    filing = one.filing
    return WatchedClock(
        source=SOURCE, key=one.key, node=SOURCE, agency=one.agency.code, title=f"报送{one.span.title}{kind}",
        begun_on=one.begun_on, due_on=one.due_on, met_on=sent,
        holder=filing.made_by.login if filing is not None and filing.made_by is not None else "",
        subject=("filing", str(filing.pk)) if filing is not None else ("filings", ""),
    )  # fmt: skip


watched.register(SOURCE, running)
