"""A published annual report is found by its title and number; a withdrawn one is found no more."""

from __future__ import annotations

from typing import Any

import pytest

from gongkai.search import rebuild
from gongkai.search.asked import Asked
from gongkai.search.asking import ask
from gongkai.statistics.actions.publish_annual_report import publish_annual_report
from gongkai.statistics.actions.withdraw_annual_report import withdraw_annual_report
from gongkai.statistics.indexing import KIND
from gongkai.statistics.tests.conftest import NOW, ORIGINAL, PUBLISHER, a_report, files_of
from gongkai.units.models import Agency

pytestmark = pytest.mark.django_db


def found(words: str, **changes: Any) -> list[tuple[str, str]]:
    answer = ask(Asked(on=NOW.date(), words=words, **changes))
    return [(hit.kind, hit.key) for hit in answer.hits]


def test_a_report_is_found_while_it_is_public(quangang: Agency) -> None:
    report = a_report()
    publish_annual_report(
        report, agency=quangang, original=ORIGINAL, actor=PUBLISHER, now=NOW, render=files_of
    )  # fmt: skip
    mine = [(KIND, "quangang/2025")]
    for words in ("2025年度 年度报告", "泉港政办[2026]2号", quangang.name):
        assert found(words) == mine, words
    assert (found("年度报告", kinds=(KIND,)), found("年度报告", kinds=("record",))) == (mine, [])
    assert [(one.kind, one.key) for one in rebuild.differences()] == []
    withdraw_annual_report(agency=quangang, year=2025, reason="原件含个人电话", actor=PUBLISHER, now=NOW)
    assert found("年度报告") == []
    assert [(one.kind, one.key) for one in rebuild.differences()] == []
