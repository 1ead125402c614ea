"""`gongkai replay`: which report is meant, where it plays, and how it ends."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import typer

from gongkai.annual.samples import __file__ as samples
from gongkai.cli import replay as command
from gongkai.cli.replay import replay
from gongkai.cli.speech import Stop
from gongkai.replay.facts import Asked
from gongkai.replay.tests.reports import a_report
from gongkai.statistics.models import HeldCell, HeldReport

FILE = Path(samples).parent / "quangang_2025.txt"


def test_a_year_or_unit_without_a_report_is_said_in_one_line_with_what_there_is() -> None:
    for year, unit in ((2025, "某县"), (2019, "泉州市"), (1999, "泉港区")):
        with pytest.raises(Stop) as stopped:
            replay(year, unit)
        assert stopped.value.code == "cannot-replay" and str(year) in stopped.value.sentence
    with pytest.raises(Stop) as wrong:
        replay(2024, "泉港区", report=FILE)
    assert "2025" in wrong.value.sentence


def test_an_own_home_is_emptied_only_where_it_is_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path))
    monkeypatch.delenv("GONGKAI_DATABASE_URL", raising=False)
    folder = tmp_path / "replays" / "2025-QZ-QG"
    folder.mkdir(parents=True)
    (folder / "letters.txt").write_text("mine")
    with pytest.raises(Stop) as stopped:
        replay(2025, "泉港区")
    assert stopped.value.code == "not-our-home" and (folder / "letters.txt").exists()
    monkeypatch.setenv("GONGKAI_DATABASE_URL", "postgres://nobody@127.0.0.1:1/none")
    with pytest.raises(Stop) as elsewhere:
        replay(2025, "泉港区")
    assert elsewhere.value.code == "not-embedded"


@pytest.mark.django_db
def test_it_ends_with_the_counts_and_with_one_where_a_cell_differs(
    monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    monkeypatch.setattr("gongkai.replay.samples.read", lambda _: a_report(Asked("natural_person", ""), year=2022))
    monkeypatch.setattr(command, "migrated", lambda: None)
    # The rounds of a whole year are proven with the published years.
    monkeypatch.setattr("gongkai.replay.watching.watch", lambda day, now: 0)
    replay(2022, "QZ-LC-ZFB", report=FILE, here=True)
    assert capsys.readouterr().out.splitlines()[-1].endswith("explained 0, different 0")
    held = HeldReport.objects.get()
    HeldCell.objects.filter(held=held, cell="t3.granted.total").update(verdict="different", published=1)
    HeldReport.objects.update(equal=held.equal - 1, different=1)
    with pytest.raises(typer.Exit) as ended:
        replay(2022, "QZ-LC-ZFB", report=FILE, here=True, keep=True)
    assert ended.value.exit_code == 1
    shown = capsys.readouterr().out.splitlines()
    assert shown[-1].endswith("different 1") and any(line.startswith("不一致") for line in shown)
    with pytest.raises(Stop) as again:
        replay(2022, "QZ-LC-ZFB", report=FILE, here=True)
    assert again.value.code == "already-played"
