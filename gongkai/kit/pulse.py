"""Whether a worker is alive, as the desk shows it: a scheduler nobody started is seen the same day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from gongkai.kit.models import Heartbeat

# A pulse is written before and after every job; a longer silence than this means that something is wrong.
SILENCE = timedelta(seconds=90)


@dataclass(frozen=True, slots=True)
class JobState:
    """One job of the worker on watch: when it was last called, how much it did, and its last fault."""

    name: str
    label: str
    at: datetime | None
    done: int
    fault: str


@dataclass(frozen=True, slots=True)
class Pulse:
    """`alive`: a worker is on watch and was heard lately. `at` is the last sign of any; `waiting` counts stand-bys."""

    alive: bool
    at: datetime | None
    name: str
    started_at: datetime | None
    doing: str
    waiting: int
    jobs: tuple[JobState, ...]

    @property
    def faults(self) -> tuple[JobState, ...]:
        """The jobs that failed the last time they were called."""
        return tuple(job for job in self.jobs if job.fault)


def signs(now: datetime) -> dict[str, QuerySet[Heartbeat, datetime]]:
    """The two signs that say whether a worker lives: `working` (of one on watch, heard lately) and `last` (of any)."""
    rows = Heartbeat.objects.order_by("-at").values_list("at", flat=True)
    return {"working": rows.filter(at__gte=now - SILENCE, detail__state="working")[:1], "last": rows[:1]}


def state(now: datetime) -> Pulse:
    """The pulse at that moment."""
    rows = list(Heartbeat.objects.order_by("-at"))
    heard = [row for row in rows if now - row.at <= SILENCE]
    working = next((row for row in heard if row.detail.get("state") == "working"), None)
    if working is None:
        last = rows[0] if rows else None
        return Pulse(False, last.at if last else None, "", None, "", len(heard), ())
    jobs = tuple(
        JobState(
            job["name"],
            job["label"],
            datetime.fromisoformat(job["at"]) if job["at"] else None,
            job["done"],
            job["fault"],
        )
        for job in working.detail.get("jobs", [])
    )
    waiting = sum(1 for row in heard if row.detail.get("state") == "waiting")
    return Pulse(True, working.at, working.name, working.started_at, working.detail.get("doing", ""), waiting, jobs)
