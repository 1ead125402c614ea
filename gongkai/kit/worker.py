"""The worker: what is due at a time is done by one process, piece by piece, and its pulse is written down.

A room registers a job: a function that does a bounded piece of work and says how many things it did. While it says more
than none it is called again at once; else when its interval has passed. A job that fails is logged and tried again at
its interval; the others go on.
"""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event
from typing import Any

from django.db import close_old_connections, connection

from gongkai.kit import clock
from gongkai.kit.models import Heartbeat
from gongkai.kit.watch import Watch

log = logging.getLogger("gongkai.worker")

PAUSE = 2.0
# How often a worker with nothing to do shows that it is there.
BEAT = timedelta(seconds=15)
Run = Callable[[datetime], int]


@dataclass(frozen=True, slots=True)
class Job:
    """One registered job. `label` names it to people."""

    name: str
    every_seconds: int
    run_once: Run
    label: str


@dataclass(slots=True)
class Turn:
    """What one job last did: when, how many things, and what went wrong the last time (empty: nothing)."""

    at: datetime | None = None
    done: int = 0
    fault: str = ""
    again: bool = False

    def is_due(self, job: Job, now: datetime) -> bool:
        """Whether the job is to be called now."""
        return self.again or self.at is None or now - self.at >= timedelta(seconds=job.every_seconds)


_JOBS: dict[str, Job] = {}


def register(name: str, every_seconds: int, run_once: Run, *, label: str = "") -> None:
    """Have the worker call `run_once(now)`; it returns how many things it did. A name registered again is replaced."""
    _JOBS[name] = Job(name, every_seconds, run_once, label or name)


def jobs() -> tuple[Job, ...]:
    """All jobs, in the order in which they were registered."""
    return tuple(_JOBS.values())


def own_name() -> str:
    """The name under which this process shows its pulse."""
    return f"{socket.gethostname()}-{os.getpid()}"[:100]


@dataclass(slots=True)
class Worker:
    """One worker process. `now` gives the time; a test gives its own."""

    name: str = field(default_factory=own_name)
    now: Callable[[], datetime] = clock.now
    watch: Watch = field(default_factory=Watch)
    turns: dict[str, Turn] = field(default_factory=dict)
    started_at: datetime | None = None
    beaten_at: datetime | None = None
    said: tuple[str, str] = ("", "")

    def work(self, stop: Event, pause: float = PAUSE) -> None:
        """Go round until `stop` is set. A database that cannot be reached is waited for."""
        try:
            while not stop.is_set():
                try:
                    did = self.go_round(stop)
                except Exception:  # nothing may end the watch; what it was stands in the log
                    log.exception("the worker's round failed")
                    self.watch.leave()
                    _hang_up()
                    did = 0
                if not did:
                    stop.wait(pause)
        finally:
            self.leave()

    def go_round(self, stop: Event | None = None) -> int:
        """Call every job that is due, once; how many things were done. One that is not on watch only shows itself."""
        if not connection.in_atomic_block:
            close_old_connections()
        if not self.watch.take():
            self._beat("waiting")
            return 0
        did = 0
        self._beat("working")
        for job in jobs():
            if stop is not None and stop.is_set():
                break
            turn = self.turns.setdefault(job.name, Turn())
            if turn.is_due(job, self.now()):
                self._beat("working", job)
                did += self._call(job, turn)
                if not self.watch.take():
                    return did
        self._beat("working")
        return did

    def leave(self) -> None:
        """Give the watch back and take the pulse away: an ended worker is not a dead one."""
        try:
            Heartbeat.objects.filter(name=self.name).delete()
        except Exception:  # the database may be what ended
            log.exception("the pulse could not be taken away")
        self.watch.leave()
        _hang_up()

    def _call(self, job: Job, turn: Turn) -> int:
        turn.at, turn.again = self.now(), False
        try:
            turn.done, turn.fault = job.run_once(self.now()), ""
        except Exception as error:  # one job's fault is not the others'
            log.exception("job %s failed", job.name)
            turn.done, turn.fault = 0, type(error).__name__
            _hang_up()
            return 0
        turn.again = turn.done > 0
        return turn.done

    def _beat(self, state: str, job: Job | None = None) -> None:
        """Show the pulse: before every job that is called, after the last, and now and then while there is nothing."""
        now = self.now()
        said = (state, job.name if job else "")
        if said == self.said and self.beaten_at is not None and now - self.beaten_at < BEAT:
            return
        self.started_at = self.started_at or now
        Heartbeat.objects.update_or_create(
            name=self.name, defaults={"at": now, "started_at": self.started_at, "detail": self._detail(*said)}
        )
        self.beaten_at, self.said = now, said
        if state == "working":
            # Hosts that ended without a word are forgotten after a day; until then the desk shows their last sign.
            Heartbeat.objects.filter(at__lt=now - timedelta(days=1)).delete()

    def _detail(self, state: str, doing: str) -> dict[str, Any]:
        return {
            "state": state,
            "doing": doing,
            "jobs": [
                {
                    "name": job.name, "label": job.label, "done": turn.done, "fault": turn.fault,
                    "at": turn.at.isoformat() if turn.at else "",
                }
                for job in jobs()
                for turn in (self.turns.get(job.name, Turn()),)
            ],
        }  # fmt: skip


def _hang_up() -> None:
    """Have the next query connect anew, after a fault that may be the connection's; never amid a transaction."""
    if not connection.in_atomic_block:
        connection.close()
