"""The sample data's played year: requests of two years, the filings, and the report held against them."""

from __future__ import annotations

from collections.abc import Callable

from gongkai.replay.replaying import Replay
from gongkai.replay.samples import find, playing, read
from gongkai.replay.showing import lines, shown

YEAR, AGENCY = 2025, "QZ-QG"


def build_replay(progress: Callable[[str], None]) -> int:
    """Play the year unless it was played here; gives how many days were. The sample units must be there.

    Without the watcher: the rounds of a site begin with the site. Raises Refused where an action refuses.
    """
    if shown(AGENCY, YEAR) is not None:
        return 0
    published = find(YEAR, AGENCY)
    report = read(published)
    replay = Replay(report, playing(published, report))
    replay.begin()
    progress(f"按{YEAR}年度报告演练 {replay.days} 天，约需一分钟……")
    for day in replay.play():
        if day.on.day == 1:
            progress(f"演练到 {day.on.isoformat()}。")
    held = replay.hold(published.file.name).held
    progress(list(lines(held))[-1])
    return replay.days
