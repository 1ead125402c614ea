"""`law on` and `law due` as people type them."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from gongkai.cli.main import app
from gongkai.cli.speech import Stop
from gongkai.law.errors import UnknownLaw

runner = CliRunner()


def answer(*words: str) -> str:
    done = runner.invoke(app, words, catch_exceptions=False)
    assert done.exit_code == 0
    return done.stdout


def test_law_on_a_day_gives_every_subject_with_its_article() -> None:
    found = json.loads(answer("law", "on", "2026-01-31", "--json"))
    assert [key for key in found if key != "day" and not found[key]] == []
    reply = next(row for row in found["parameters"] if row["id"] == "reply.working_days")
    assert (reply["value"], reply["cite"]) == (20, "《条例》第三十三条第二款")
    assert [row["id"] for row in found["formats"]] == ["2021"]


def test_law_before_a_rule_existed_has_no_row_for_it() -> None:
    found = json.loads(answer("law", "on", "2020-12-31", "--json"))
    assert found["tariffs"] == []
    assert [row["id"] for row in found["formats"]] == ["2019"]


def test_the_tables_for_people_name_what_is_not_registered() -> None:
    assert "信息处理费标准：这一天没有登记。" in answer("law", "on", "2020-12-31")


def test_a_limit_is_counted_day_by_day_over_the_national_day_holiday() -> None:
    found = json.loads(answer("law", "due", "reply", "--on", "2025-09-25", "--json"))
    assert found["date"] == "2025-10-29"
    counted = [step["ordinal"] for step in found["trail"] if step["ordinal"]]
    assert counted == list(range(1, 21))


def test_a_limit_that_reaches_a_year_without_calendar_stops_and_says_so() -> None:
    with pytest.raises(UnknownLaw, match="2027"):
        runner.invoke(app, ["law", "due", "reply", "--on", "2026-12-25"], catch_exceptions=False)


def test_a_provisional_answer_is_marked() -> None:
    found = json.loads(answer("law", "due", "reply", "--on", "2026-12-25", "--provisional", "--json"))
    assert found["provisional"] is True


def test_a_day_that_is_none_is_refused_with_the_form_to_use() -> None:
    with pytest.raises(Stop, match="“2026-02-30”不是日期，请写成 2026-01-12 的形式。"):
        runner.invoke(app, ["law", "on", "2026-02-30"], catch_exceptions=False)
