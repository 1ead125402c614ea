"""The watcher's rounds over the whole province: the first, a day's, three days missed, and after the filing."""

from __future__ import annotations

from datetime import date, datetime, time

from django.db.models import Count

from gongkai.kit.clock import BEIJING
from gongkai.supervision.models import Watch, WatchNotice
from gongkai.supervision.round import Done, run_rounds

# Day of January up to which a round goes, and what it is called.
BEFORE = ((5, "watch: first round"), (6, "watch: one day"), (9, "watch: three days missed"))
AFTER = (16, "watch: after the filing")


def go_round(year: int, day: int) -> Done:
    """One going of the watcher, on the evening of that day of January after `year`. SystemExit where a source fails."""
    on = date(year + 1, 1, day)
    done = run_rounds(on, datetime.combine(on, time(20), BEIJING))
    if done.faults or done.busy:
        raise SystemExit(f"the watcher met {done.faults} faults")
    return done


def watched(at_least: int) -> dict[str, int]:
    """How many clocks there are, how many of them run, and how many notices were made.

    SystemExit for fewer clocks than open requests and filings together, and for a notice made twice.
    """
    if Watch.objects.count() < at_least:
        raise SystemExit(f"fewer than {at_least} clocks are watched")
    same = WatchNotice.objects.values("watch", "due_on", "step", "person", "channel", "recipient")
    if same.annotate(times=Count("pk")).filter(times__gt=1).exists():
        raise SystemExit("a notice was made twice")
    return {
        "clocks": Watch.objects.count(),
        "running": Watch.objects.filter(met_on=None).count(),
        "notices": WatchNotice.objects.count(),
    }
