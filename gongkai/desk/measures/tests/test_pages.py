"""Figures on the desk: whose one sees, what opens, what is hidden; registered figures from form and file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from gongkai.desk.conftest import browser_of
from gongkai.desk.measures.chart import drawn
from gongkai.kit import clock
from gongkai.kit.models import JournalEntry
from gongkai.law.formats import formats
from gongkai.records.tests.making import a_person, a_unit, people
from gongkai.statistics.models import Tally
from gongkai.statistics.tests.facts import a_request, a_tally, granted
from gongkai.units.models import Agency, AgencyLink, Person

SignedIn = Callable[..., Client]
DAY = date(2025, 8, 20)
YEAR = {"period": "year:2025:0"}
DUTIES = ("clerk", "disclosure_office", "section_head", "statistics_clerk", "legal_reviewer", "publisher")


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch, settings: pytest.FixtureRequest) -> None:
    settings.SECOND_FACTOR_DUTIES = ()  # type: ignore[attr-defined]
    monkeypatch.setattr(clock, "today", lambda: DAY)
    monkeypatch.setattr(clock, "now", lambda: datetime(2025, 8, 20, 10, 0, tzinfo=clock.BEIJING))


@pytest.fixture
def office(unit: Agency) -> Client:
    """The district's office above the town of the tests."""
    district = a_unit("district", level=Agency.Level.COUNTY, name="区人民政府", short="区政府")
    AgencyLink.objects.create(upper=district, lower=unit, kind=AgencyLink.Kind.ADMINISTERS)
    return browser_of(people(district)["disclosure_office"])


def page(browser: Client, name: str, *args: object, status: int = 200, **query: object) -> str:
    answer = browser.get(reverse(f"desk:{name}", args=args), query)
    assert answer.status_code == status, answer.content.decode()
    return str(answer.content.decode())


def post(browser: Client, name: str, *args: object, status: int = 302, **said: object) -> str:
    answer = browser.post(reverse(f"desk:{name}", args=args), said)
    assert answer.status_code == status, answer.content.decode()
    return str(answer.content.decode())


def test_the_figures_of_the_unit_and_what_one_opens(unit: Agency, signed_in: SignedIn) -> None:
    request = a_request(unit, date(2025, 3, 2), granted(date(2025, 3, 9)))
    clerk = signed_in("clerk")
    seen = page(clerk, "measures", **YEAR)
    assert "2025年统计数" in seen and "数字截至 2025-08-20" in seen
    assert '自然人：1"' in seen
    opened = page(clerk, "measure-cell", "t3.granted.total", **YEAR)
    assert request.number in opened and request.subject in opened
    assert reverse("desk:request", args=[request.pk]) in opened
    assert "同一行各类申请人之和" in opened and "年度报告格式》表三" in opened
    assert opened.count('class="barred"') == 8 and "上期为 0，增减 +1" in opened
    named = page(clerk, "measures-named", **YEAR)
    assert ">100%<" in named and ">1件<" in named and "—" in named
    compared = page(clerk, "measures", compare="1", **YEAR)
    assert "<small>+1</small>" in compared
    assert page(clerk, "measure-cell", "t3.nothing.total", status=404)


def test_who_may_not_open_a_request_sees_how_many_there_are(unit: Agency, office: Client) -> None:
    request = a_request(unit, date(2025, 3, 2))
    opened = page(office, "measure-cell", "t3.new_received.natural_person", below="1", unit="district", **YEAR)
    assert request.subject not in opened and request.number not in opened
    assert f"{unit.short}：1 项，计 1" in opened
    assert '自然人：0"' in page(office, "measures", unit="district", **YEAR)
    assert '自然人：1"' in page(office, "measures", unit=unit.code, **YEAR)


def test_another_unit_and_who_has_no_duty_are_not_let_in(unit: Agency, signed_in: SignedIn) -> None:
    other = a_unit("other")
    a_request(unit, date(2025, 3, 2))
    stranger = signed_in("clerk", other)
    for name, args in (("measures", ()), ("measures-named", ()), ("measure-cell", ("t3.new_received.total",))):
        assert unit.name not in page(stranger, name, *args, status=422, unit=unit.code, **YEAR)
    row = a_tally(unit, "licence_decisions", date(2025, 5, 31), "5")
    for name in ("tally", "tally-proof"):
        page(stranger, name, row.pk, status=404)
    post(stranger, "tally", row.pk, status=404, reason="看看")
    for duty in DUTIES:
        assert page(signed_in(duty), "measures", **YEAR)
        files = duty in ("clerk", "disclosure_office", "statistics_clerk")
        page(signed_in(duty), "tallies", status=200 if files else 403)
        page(signed_in(duty), "tallies-import", status=200 if files else 403)
    for person in (a_person(unit, "hall_receiver"), Person.objects.create(login="none", name="无职责")):
        for name in ("measures", "tallies", "tallies-form"):
            page(browser_of(person), name, status=403)


def test_every_form_and_period_can_be_shown(unit: Agency, signed_in: SignedIn) -> None:
    clerk = signed_in("clerk")
    a_request(unit, date(2024, 11, 1))
    for form in formats():
        assert "由填报人填写" in page(clerk, "measures", form=form, **YEAR) or not form.startswith("pre")
    for period in ("quarter:2025:1", "month:2024:12", "year:2011:0", "nonsense", "year:99999:0"):
        assert "统计数" in page(clerk, "measures", period=period)
    page(clerk, "measures", form="1999", status=422, **YEAR)
    page(clerk, "measures", status=422, period="month:2025:13")


def test_the_workbook_holds_tables_and_definitions_and_is_journalled(unit: Agency, signed_in: SignedIn) -> None:
    a_request(unit, date(2025, 3, 2))
    answer = signed_in("clerk").post(reverse("desk:measures-export") + "?period=year:2025:0&form=2021")
    book = load_workbook(BytesIO(answer.content))
    assert book.sheetnames[-1] == "口径"
    rows = {row[0]: row for row in book["口径"].iter_rows(values_only=True)}
    assert rows["t3.new_received.total"][2] == "1" and len(rows) == len(formats()["2021"].cells) + 1
    assert JournalEntry.objects.get(act="export_measures").after == {
        "period": "year:2025:0",
        "form": "2021",
        "units": 1,
    }


def test_a_figure_is_registered_counted_and_voided(unit: Agency, signed_in: SignedIn) -> None:
    clerk = signed_in("statistics_clerk")
    said = {"unit": unit.code, "kind": "penalty_decisions", "on": "2025-07", "quantity": "1,204", "source": "执法系统"}
    wrong = post(clerk, "tallies", status=422, **(said | {"on": "七月", "quantity": "许多"}))
    assert "不是日期" in wrong and "不是数字" in wrong and 'value="执法系统"' in wrong
    assert "还没有到" in post(clerk, "tallies", status=422, **(said | {"on": "2025-08"}))
    proof = SimpleUploadedFile("执法台账.txt", "七月 1204 件".encode())
    post(clerk, "tallies", proof=proof, **said)
    row = Tally.objects.get()
    assert ">1204件<" in page(clerk, "tallies", year="2025")
    assert "没有符合条件" in page(clerk, "tallies", year="2020")
    assert ">1204件<" in page(clerk, "tallies", year="0000")
    assert "执法台账.txt" in page(clerk, "tally", row.pk)
    assert clerk.get(reverse("desk:tally-proof", args=[row.pk])).content.decode() == "七月 1204 件"
    opened = page(clerk, "measure-cell", "t2.penalty.decisions", **YEAR)
    assert reverse("desk:tally", args=[row.pk]) in opened and ">1204<" in opened
    post(clerk, "tally", row.pk, status=422, reason="")
    post(clerk, "tally", row.pk, reason="重复登记")
    assert "重复登记" in page(clerk, "tally", row.pk)
    assert "没有计入任何事项" in page(clerk, "measure-cell", "t2.penalty.decisions", **YEAR)


def test_a_file_is_imported_or_every_fault_is_shown(unit: Agency, signed_in: SignedIn) -> None:
    clerk = signed_in("statistics_clerk")
    head = "单位,种类,日期,数量,来源\n"
    bad = SimpleUploadedFile("一.csv", f"{head}{unit.code},行政许可决定,2025-09,5,系统".encode())
    assert "C2" in post(clerk, "tallies-import", status=422, file=bad)
    good = SimpleUploadedFile("一.csv", f"{head}{unit.code},行政许可决定,2025-07,5,系统".encode())
    post(clerk, "tallies-import", file=good)
    assert Tally.objects.get().on == date(2025, 7, 31)
    assert clerk.get(reverse("desk:tallies-form")).content[:2] == b"PK"


def test_a_chart_is_drawn_only_of_what_stands_above_nought() -> None:
    assert drawn([]) is None and drawn([("1月", Decimal(0))]) is None and drawn([("1月", Decimal(-1))]) is None
    chart = drawn([("1月", Decimal(1)), ("2月", Decimal(4))])
    assert chart is not None and chart.bars[0].height * 4 == pytest.approx(chart.bars[1].height, abs=0.5)


def test_every_link_of_a_thing_is_an_address_of_the_desk() -> None:
    for name in ("request", "request-fee", "dispute", "record", "matter", "tally"):
        assert reverse(f"desk:{name}", args=[1])
