"""`gongkai supervise`: the days not gone yet are made up for; a trial writes nothing; tomorrow is not there yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import typer

from gongkai.cli.speech import Stop
from gongkai.cli.supervise import supervise
from gongkai.kit import clock
from gongkai.supervision.models import Round, WatchNotice
from gongkai.supervision.tests.making import Facts, a_clock, at, only, units
from gongkai.units.models import Duty

pytestmark = pytest.mark.django_db
TODAY = datetime(2026, 3, 18, 8, 0, tzinfo=clock.BEIJING)


@pytest.fixture
def facts(monkeypatch: pytest.MonkeyPatch) -> Iterator[Facts]:
    """One clock, late by two working days today."""
    monkeypatch.setattr(clock, "now", lambda: TODAY)
    units()
    with only(Facts(a_clock())) as made:
        yield made


def test_a_trial_counts_and_the_rounds_themselves_do_what_it_said(facts: Facts, capsys: Any) -> None:
    supervise(until=datetime(2026, 3, 13))  # noqa: DTZ001
    capsys.readouterr()
    before = WatchNotice.objects.count()
    supervise(until=None, dry_run=True)
    trial = capsys.readouterr().out
    assert "试算" in trial and "5 天" in trial and "通知 5 条" in trial
    assert (WatchNotice.objects.count(), Round.objects.count()) == (before, 1)
    supervise(until=None)
    assert trial.endswith(capsys.readouterr().out)
    supervise(until=datetime(2026, 3, 1))  # noqa: DTZ001
    assert "没有要补的" in capsys.readouterr().out


def test_a_day_yet_to_come_is_refused_and_a_fault_is_an_exit_code(facts: Facts) -> None:
    with pytest.raises(Stop) as stopped:
        supervise(until=datetime.combine(TODAY.date() + timedelta(days=1), datetime.min.time()))
    assert stopped.value.code == "not-yet" and not Round.objects.exists()
    Duty.objects.all().delete()
    facts.clocks = [a_clock(holder="", due_on=at(TODAY.date()).date())]
    with pytest.raises(typer.Exit) as ended:
        supervise(until=None)
    assert ended.value.exit_code == 1
