"""Real reports read to the figures that stand in them, and files of the project's own making read back."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from gongkai.annual.reading import read_report
from gongkai.annual.report import Report
from gongkai.annual.sources.opening import open_document
from gongkai.annual.tests.making import a_report, sample

REPORTS = Path(__file__).parents[4] / "shared" / "reports"

# As they stand on the paper: whole rows, left to right.
SAMPLES = {
    ("quangang_2025", "t3.new_received"): "51 0 0 0 0 5 56",
    ("quangang_2025", "t3.granted"): "24 0 0 0 0 5 29",
    ("quangang_2025", "t3.other.other"): "14 0 0 0 0 0 14",
    ("quangang_2025", "t3.outcome_total"): "50 0 0 0 0 5 55",
    ("quangang_2025", "t3.carried_out"): "1 0 0 0 0 0 1",
    ("quangang_2025", "t4.reconsideration"): "4 5 3 0 12",
    ("quangang_2025", "t4.litigation_after_reconsideration"): "3 1 0 1 5",
    ("quangang_2025", "t2.fees"): "274.09249",
    ("quangang_2019", "t2.penalty"): "2426 -2129 297",
    ("quangang_2019", "t3.unable.not_held"): "15 0 0 0 0 0 15",
    ("quangang_2019", "t3.other"): "7 0 0 0 0 0 7",
    ("licheng_office_2020", "t2.other_services"): "0 1 2",
    ("licheng_office_2020", "t3.carried_out"): "1 0 0 0 0 0 1",
    ("licheng_office_2020", "t3.outcome_total"): "3 0 0 0 0 0 3",
    ("digital_quanzhou_2019", "t3.new_received"): "0 0 0 0 0 0 0",
    ("quangang_service_centre_2018", "annex.proactive_docs"): "31 324",
    ("quangang_service_centre_2018", "annex.lawsuits"): "0 0",
}
OTHERS = {
    ("009_pingtan_2019", "t3.new_received"): "23 0 0 0 0 0 23",
    ("009_pingtan_2019", "t3.unable.unclear_after_correction"): "5 0 0 0 0 0 5",
    ("013_pingtan_2023", "t3.new_received"): "80 1 0 0 0 0 81",
    ("013_pingtan_2023", "t3.partially_granted"): "19 1 0 0 0 0 20",
    ("013_pingtan_2023", "t4.litigation_direct"): "4 0 0 1 5",
    ("013_pingtan_2023", "t2.fees"): "5949.088667",
    ("019_pingtan_2018", "annex.proactive_docs"): "2069 12106",
    ("057_pingtan_2016", "annex.proactive_docs"): "3460 85376",
}


def _row(report: Report, row: str) -> str:
    assert report.form is not None
    cells = [cell for cell in report.form.cells if cell.rpartition(".")[0] == row]
    return " ".join(f"{report.figures[cell].value:f}" if cell in report.figures else "?" for cell in cells)


@pytest.mark.parametrize("name", sorted({name for name, _ in SAMPLES}))
def test_a_real_report_reads_as_it_is_printed(name: str) -> None:
    report = read_report(sample(name))
    assert {row: _row(report, row) for of, row in SAMPLES if of == name} == {
        row: printed for (of, row), printed in SAMPLES.items() if of == name
    }
    assert report.unread == ()


def test_copies_with_glued_digits_read_as_printed_or_not_at_all() -> None:
    for (name, row), printed in OTHERS.items():
        file = REPORTS / f"{name}.txt"
        if file.exists():
            assert _row(read_report(open_document(file, file.name)), row) == printed, (name, row)


def test_a_row_that_was_lost_is_solved_and_says_by_what() -> None:
    report = read_report(sample("quangang_2025"))
    figure = report.figures["t3.not_processed.petition.total"]
    assert (figure.value, figure.how, figure.text) == (Decimal(0), "solved", "")
    assert figure.because


def test_a_text_in_no_known_edition_is_no_report_with_figures() -> None:
    report = read_report(open_document("今日天气晴，气温 25 度。".encode(), "天气.txt"))
    assert (report.form, report.figures) == (None, {})


def test_text_in_the_old_national_encoding_reads_the_same() -> None:
    text = a_report("未收到申请。")
    new, old = (read_report(open_document(text.encode(code), "报告.txt")) for code in ("utf-8", "gb18030"))
    assert new.values == old.values
    assert new.values
