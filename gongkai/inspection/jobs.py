"""The worker's part: the front page opened 24 times a day, the whole site walked once a day in pieces."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings

from gongkai.inspection.models import Probe
from gongkai.inspection.rounds import begin, go_on, visit
from gongkai.kit.worker import register

EVERY_VISIT, EVERY_ROUND = timedelta(hours=1), timedelta(days=1)
SECONDS = 60


def run_once(now: datetime) -> int:
    """A visit where one is due, else a piece of the round; how much was done. Nothing where the site has it off."""
    if not settings.PROBE:
        return 0
    if _last(Probe.Kind.VISIT, now, EVERY_VISIT) is None:
        visit(now)
        return 1
    last = _last(Probe.Kind.ROUND, now, EVERY_ROUND)
    running = Probe.objects.filter(kind=Probe.Kind.ROUND, state=Probe.State.RUNNING).first()
    if running is None and last is not None:
        return 0
    probe = running or begin(now)
    # A piece that asked nothing has ended the round.
    return go_on(probe, now) if probe.state == Probe.State.RUNNING else 0


def _last(kind: str, now: datetime, within: timedelta) -> Probe | None:
    return Probe.objects.filter(kind=kind, begun_at__gt=now - within).first()


register("probe", SECONDS, run_once, label="站点巡检")
