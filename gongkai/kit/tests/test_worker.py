"""The worker: every job at its interval, one worker at a time, a fault that stops nobody, and a pulse that is seen."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event
from urllib.parse import urlsplit

import pytest

from gongkai.kit import pulse, worker
from gongkai.kit.clock import BEIJING
from gongkai.kit.models import Heartbeat
from gongkai.kit.watch import Watch
from gongkai.kit.worker import Worker

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("settings")]  # a home of its own
NOW = datetime(2026, 3, 10, 10, 0, tzinfo=BEIJING)


class Time:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def time() -> Time:
    """The moment, moved by the test."""
    return Time()


@pytest.fixture
def jobs(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No jobs but the test's own."""
    monkeypatch.setattr(worker, "_JOBS", {})
    yield


@pytest.fixture
def one(time: Time, jobs: None) -> Iterator[Worker]:
    """A worker on watch."""
    made = Worker(name="host-1", now=time)
    yield made
    made.leave()


def test_a_job_is_called_at_its_interval(one: Worker, time: Time) -> None:
    called: list[datetime] = []

    def job(now: datetime) -> int:
        called.append(now)
        return 0

    worker.register("job", 60, job)
    one.go_round()
    time.now += timedelta(seconds=59)
    one.go_round()
    time.now += timedelta(seconds=1)
    one.go_round()
    assert called == [NOW, NOW + timedelta(seconds=60)]


def test_a_job_with_more_to_do_is_called_at_once_again(one: Worker) -> None:
    left = [3, 2, 0]
    worker.register("job", 3600, lambda now: left.pop(0))
    assert [one.go_round() for _ in range(4)] == [3, 2, 0, 0]


def test_a_fault_is_logged_shown_and_stops_no_other(one: Worker, time: Time, caplog: pytest.LogCaptureFixture) -> None:
    def broken(now: datetime) -> int:
        raise ZeroDivisionError

    worker.register("broken", 60, broken, label="坏的")
    worker.register("sound", 60, lambda now: 1, label="好的")
    with caplog.at_level(logging.CRITICAL):
        assert one.go_round() == 1
    found = pulse.state(NOW)
    assert [(job.label, job.fault, job.done) for job in found.jobs] == [
        ("坏的", "ZeroDivisionError", 0),
        ("好的", "", 1),
    ]
    assert [job.name for job in found.faults] == ["broken"]
    time.now += timedelta(seconds=60)
    worker.register("broken", 60, lambda now: 0)
    with caplog.at_level(logging.CRITICAL):
        one.go_round()
    assert pulse.state(time.now).faults == ()


def test_only_one_worker_is_on_watch_and_the_other_takes_over(one: Worker, time: Time) -> None:
    calls: list[str] = []
    worker.register("job", 0, lambda now: calls.append("called") or 0)
    second = Worker(name="host-2", now=time)
    one.go_round()
    second.go_round()
    assert calls == ["called"]
    found = pulse.state(NOW)
    assert (found.alive, found.name, found.waiting) == (True, "host-1", 1)
    one.leave()
    second.go_round()
    assert calls == ["called", "called"]
    assert pulse.state(NOW).name == "host-2"
    second.leave()
    assert not Heartbeat.objects.exists()


def test_silence_is_seen(one: Worker) -> None:
    assert pulse.state(NOW).at is None
    one.go_round()
    assert pulse.state(NOW + pulse.SILENCE).alive
    late = pulse.state(NOW + pulse.SILENCE + timedelta(seconds=1))
    assert (late.alive, late.at) == (False, NOW)


def test_a_worker_with_nothing_to_do_still_shows_itself(one: Worker, time: Time) -> None:
    one.go_round()
    time.now += timedelta(seconds=30)
    one.go_round()
    assert Heartbeat.objects.get().at == time.now


def test_it_ends_when_told(one: Worker) -> None:
    stop = Event()

    def last(now: datetime) -> int:
        stop.set()
        return 1

    worker.register("job", 0, last)
    one.work(stop, pause=0.01)
    assert not Heartbeat.objects.exists()


HOLD = """
import os, sys, time
os.environ["DJANGO_SETTINGS_MODULE"] = "gongkai.settings.embedded"
import django; django.setup()
from gongkai.kit.watch import Watch
watch = Watch()
print(watch.take(), flush=True)
time.sleep(60)
"""


def holder(home: Path, url: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "GONGKAI_HOME": str(home), "GONGKAI_DATABASE_URL": url}
    return subprocess.Popen([sys.executable, "-c", HOLD], env=environment, stdout=subprocess.PIPE, text=True)


def falls_with_its_process(home: Path, url: str) -> None:
    first = holder(home, url)
    assert first.stdout is not None and first.stdout.readline() == "True\n"
    second = holder(home, url)
    assert second.stdout is not None and second.stdout.readline() == "False\n"
    first.send_signal(signal.SIGKILL)
    first.communicate()
    second.kill()
    second.communicate()
    third = holder(home, url)
    assert third.stdout is not None and third.stdout.readline() == "True\n"
    third.kill()
    third.communicate()


@pytest.mark.slow
def test_the_watch_falls_with_a_killed_process(tmp_path: Path) -> None:
    falls_with_its_process(tmp_path, "")


@pytest.mark.slow
@pytest.mark.postgres
def test_the_watch_falls_with_a_killed_process_on_postgresql(tmp_path: Path) -> None:
    # The lock needs a server and no tables; the database that tests are named after need not be there.
    given = urlsplit(os.environ.get("GONGKAI_DATABASE_URL") or "postgres://postgres@127.0.0.1:5432/")
    falls_with_its_process(tmp_path, given._replace(path="/postgres").geturl())


def test_taking_and_leaving_twice_changes_nothing(db: None) -> None:
    watch = Watch("test")
    assert watch.take() and watch.take()
    watch.leave()
    watch.leave()
    again = Watch("test")
    assert again.take()
    again.leave()
