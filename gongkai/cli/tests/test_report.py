"""The report commands as people and programs use them: contract, exit codes, lines on stderr."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from gongkai.annual import samples
from gongkai.cli.main import app
from gongkai.cli.speech import Stop

SAMPLES = Path(samples.__file__).parent
QUANGANG_2025 = str(SAMPLES / "quangang_2025.txt")
QUANGANG_2019 = str(SAMPLES / "quangang_2019.txt")
runner = CliRunner()


def gongkai(*words: str, given: bytes | None = None) -> Result:
    return runner.invoke(app, words, input=given, catch_exceptions=False)


def objects(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def with_an_error(tmp_path: Path) -> str:
    """The report of 2025 with a total that its parts do not give."""
    file = tmp_path / "错.txt"
    text = Path(QUANGANG_2025).read_text("utf-8")
    changed = text.replace("申请数量\t\t51\t0\t0\t0\t0\t5\t56", "申请数量\t\t51\t0\t0\t0\t0\t5\t57")
    assert changed != text
    file.write_text(changed, encoding="utf-8")
    return str(file)


def test_read_gives_one_object_a_file_with_the_keys_of_the_contract() -> None:
    done = gongkai("report", "read", QUANGANG_2025, QUANGANG_2019, "--json")
    first, second = objects(done)
    assert done.exit_code == 0
    assert {
        "file",
        "agency",
        "year",
        "format",
        "title",
        "cells",
        "unread",
        "narrative",
        "findings",
        "provenance",
    } <= set(first)
    assert (first["year"], first["format"], second["year"], second["format"]) == (2025, "2021", 2019, "2019")
    assert first["cells"]["t3.new_received.natural_person"] == "51"
    assert first["cells"]["t2.fees.amount_wan"] == "274.09249"
    assert first["provenance"]["t3.not_processed.petition.total"]["how"] == "solved"
    assert first["provenance"]["t3.granted.total"]["how"] == "read"
    assert set(first["cells"]) == set(first["provenance"])
    assert {"code", "level", "cells", "reported", "computed", "sentence", "cite"} <= set(first["findings"][0])


def test_an_error_in_a_report_is_exit_code_one(with_an_error: str) -> None:
    done = gongkai("report", "read", with_an_error, "--json")
    assert done.exit_code == 1
    assert "error" in {finding["level"] for finding in objects(done)[0]["findings"]}


def test_a_file_that_cannot_be_read_is_a_line_and_the_others_still_come_out(tmp_path: Path) -> None:
    empty = tmp_path / "空.docx"
    empty.write_bytes(b"")
    done = gongkai("report", "read", str(empty), QUANGANG_2025, str(tmp_path / "没有.pdf"), "--json")
    assert (done.exit_code, len(objects(done))) == (2, 1)
    assert [line.split("：")[0] for line in done.stderr.splitlines()] == ["空.docx", "没有.pdf"]


def test_standard_input_is_read_like_a_file() -> None:
    done = gongkai("report", "read", "-", "--json", given=Path(QUANGANG_2025).read_bytes())
    assert (done.exit_code, objects(done)[0]["cells"]["t3.outcome_total.total"]) == (0, "55")


def test_the_answer_can_be_written_into_a_file(tmp_path: Path) -> None:
    target = tmp_path / "结果.jsonl"
    done = gongkai("report", "read", QUANGANG_2025, "--json", "--out", str(target))
    assert (done.exit_code, done.stdout) == (0, "")
    assert json.loads(target.read_text("utf-8"))["year"] == 2025


def test_people_see_tables_stars_and_what_to_do() -> None:
    done = gongkai("report", "read", QUANGANG_2025)
    assert "按勾稽关系求得 7 格（标 *），未读出 0 格。" in done.stdout
    assert "274.09249" in done.stdout
    assert "0*" in done.stdout


def test_check_holds_a_year_against_the_one_before(tmp_path: Path) -> None:
    before = tmp_path / "2024.txt"
    text = Path(QUANGANG_2025).read_text("utf-8").replace("2025", "2024").replace("2026", "2025")
    before.write_text(text, encoding="utf-8")
    done = gongkai("report", "check", QUANGANG_2025, "--last", str(before), "--json")
    codes = {finding["code"] for finding in objects(done)[0]["findings"]}
    # 1 was carried out of the year before, 0 was carried in; 136 in force cannot come of 136, 4 and 33.
    assert {"R5", "R6"} <= codes


def test_compare_puts_the_years_side_by_side_and_names_the_gap() -> None:
    done = gongkai("report", "compare", QUANGANG_2019, QUANGANG_2025, "--json")
    found = json.loads(done.stdout)
    row = next(row for row in found["rows"] if row["cell"] == "t3.new_received.total")
    assert (found["years"], found["gaps"]) == ([2019, 2025], [2020, 2021, 2022, 2023, 2024])
    assert row["values"] == {"2019": "49", "2025": "56"}


def test_two_reports_of_one_year_are_not_compared() -> None:
    with pytest.raises(Stop, match="都是 2025 年度的，请只留一份。"):
        gongkai("report", "compare", QUANGANG_2025, QUANGANG_2025)


@pytest.mark.parametrize("kind", ["docx", "html", "xlsx", "json", "csv", "pdf"])
def test_every_kind_is_written_and_says_its_figures(kind: str, tmp_path: Path) -> None:
    target = tmp_path / f"报告.{kind}"
    done = gongkai("report", "render", QUANGANG_2025, "--to", kind, "--out", str(target))
    assert (done.exit_code, target.stat().st_size > 1000) == (0, True), done.stderr
    if kind not in ("json", "csv"):
        again = objects(gongkai("report", "read", str(target), "--json"))[0]
        assert again["cells"] == objects(gongkai("report", "read", QUANGANG_2025, "--json"))[0]["cells"]


def test_json_that_was_read_can_be_set_again(tmp_path: Path) -> None:
    data = tmp_path / "报告.json"
    data.write_text(gongkai("report", "read", QUANGANG_2025, "--json").stdout, encoding="utf-8")
    made = tmp_path / "报告.csv"
    assert gongkai("report", "render", str(data), "--to", "csv", "--out", str(made)).exit_code == 0
    assert "t3.new_received.total" in made.read_text("utf-8-sig")


def test_a_cover_needs_its_number_and_day(tmp_path: Path) -> None:
    words = ["report", "render", QUANGANG_2025, "--to", "docx", "--out", str(tmp_path / "x.docx"), "--cover", "notice"]
    with pytest.raises(Stop, match="须写明 --number、--date"):
        gongkai(*words)
    done = gongkai(*words, "--number", "泉港政办〔2026〕2号", "--date", "2026-01-12", "--addressee", "各镇人民政府")
    assert done.exit_code == 0
    again = objects(gongkai("report", "read", str(tmp_path / "x.docx"), "--json"))[0]
    assert again["cells"]["t3.new_received.total"] == "56"


def test_rollup_adds_the_units_up_and_holds_the_parent_against_them() -> None:
    done = gongkai("report", "rollup", QUANGANG_2019, str(SAMPLES / "licheng_office_2020.txt"), "--json")
    found = json.loads(done.stdout)
    assert (found["filings"], found["totals"]["t3.new_received.total"]) == (1, "4")
    assert "R15" in {finding["code"] for finding in found["findings"]}


def test_rollup_without_units_says_what_to_give() -> None:
    with pytest.raises(Stop, match="没有给出各单位的报告"):
        gongkai("report", "rollup", QUANGANG_2019)
