"""The screens of the annual report, walked through by the people who use them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.desk.conftest import browser_of
from gongkai.kit import clock
from gongkai.records.tests.making import a_person, a_unit, actors
from gongkai.statistics.actions.write_compilation import write_compilation
from gongkai.statistics.compiling import compose
from gongkai.statistics.models import AnnualReport, Compilation, HeldCell, HeldReport
from gongkai.statistics.snapshot import freeze
from gongkai.statistics.tests.making_compiling import (
    NOW,
    REST,
    YEAR,
    a_filing,
    a_town,
    set_cell,
    signed,
    started,
    submitted,
    written,
)
from gongkai.units.models import Agency

SignedIn = Callable[..., Client]


@pytest.fixture
def unit(db: None) -> Agency:
    """A bureau that must report."""
    return a_town()


@pytest.fixture(autouse=True)
def moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """The screens are seen on the tests' day."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "today", lambda: NOW.date())


def page(browser: Client, name: str, *args: object, status: int = 200, **query: object) -> str:
    answer = browser.get(reverse(f"desk:{name}", args=args), query)
    assert answer.status_code == status, answer.content.decode()
    return str(answer.content.decode())


def post(browser: Client, name: str, *args: object, status: int = 302, **said: object) -> str:
    answer = browser.post(reverse(f"desk:{name}", args=args), said)
    assert answer.status_code == status, answer.content.decode()
    return str(answer.content.decode())


def fields(texts: dict[str, str]) -> dict[str, str]:
    return {"place-" + place.replace("/", "-"): text for place, text in texts.items()}


def test_from_an_empty_list_to_a_text_under_review(unit: Agency, signed_in: SignedIn) -> None:
    clerk = signed_in("clerk")
    assert "还没有年度报告" in page(clerk, "compilations")
    a_filing(unit)
    shown = page(clerk, "compilations")
    assert "生成初稿" in shown and "再公开的作为更正" not in shown
    post(clerk, "compilation-start", agency=unit.code, year=YEAR)
    row = Compilation.objects.get()
    shown = page(clerk, "compilation-write", row.pk)
    assert "{本年新收}" in shown and '<b class="fig" title="本年新收">6</b>件' in shown and "还没有写" in shown
    post(clerk, "compilation-write", row.pk, seen=1, **fields(REST))
    late = post(clerk, "compilation-write", row.pk, status=409, seen=1, **fields({"problems": "我的说法"}))
    assert "另有人保存过" in late and "我的说法" in late
    shown = page(clerk, "compilation", row.pk)
    assert "没有发现不宜公开的内容" in shown and 'class="stat"' in shown and "公布期限" in shown
    seen = shown.split('name="seen" value="')[1].split('"')[0]
    assert "你打开之后" in post(clerk, "compilation", row.pk, do="submit", seen="another", status=409)
    post(clerk, "compilation", row.pk, do="submit", seen=seen)
    assert page(clerk, "compilation-write", row.pk, status=422) and "股室审核" in page(clerk, "compilation", row.pk)
    assert "更新不够及时" in page(clerk, "compilation-version", row.pk, 2)


def test_what_is_wrong_stands_at_its_place_and_stops_the_submission(unit: Agency, signed_in: SignedIn) -> None:
    row = written(unit, problems="按月检查{没有的数}。<script>alert(1)</script>")
    shown = page(signed_in("clerk"), "compilation-write", row.pk)
    assert "不是登记的数" in shown and "&lt;script&gt;" in shown and "<script>alert" not in shown
    assert "送审前须改正" in page(signed_in("clerk"), "compilation", row.pk)


def test_a_moved_figure_is_shown_with_its_sentence_and_voids_the_review(unit: Agency, signed_in: SignedIn) -> None:
    row = submitted(unit)
    set_cell(row.filing, "t3.new_received.total", 8)
    shown = page(signed_in("section_head"), "compilation", row.pk)
    assert "送审已失效" in shown and "<del>6</del>" in shown and "新收政府信息公开申请8件" in shown
    seen = shown.split('name="seen" value="')[1].split('"')[0]
    assert "送审已失效" in post(signed_in("section_head"), "compilation", row.pk, do="pass", seen=seen, status=409)
    post(signed_in("clerk"), "compilation", row.pk, do="recall")
    assert Compilation.objects.get().state == "draft"


def test_facts_that_moved_after_the_filing_are_told(unit: Agency, signed_in: SignedIn) -> None:
    row = written(unit)
    row.filing.cells.filter(cell="t4.reconsideration.total").update(counted=1)
    shown = page(signed_in("clerk"), "compilation", row.pk)
    assert "报表通过之后变动的事实" in shown and "报表 1，现在统计 0" in shown
    assert reverse("desk:filing", args=(row.filing_id,)) in shown


def test_what_waits_for_a_rank_stands_on_its_home_and_on_no_other(unit: Agency, signed_in: SignedIn) -> None:
    address = reverse("desk:compilation", args=(submitted(unit).pk,))
    assert address in page(signed_in("section_head"), "home")
    assert address not in page(signed_in("deputy_leader"), "home")
    writer = browser_of(Compilation.objects.get().submitted_by)
    assert "编写、送审的人不能审核" in page(writer, "compilation", Compilation.objects.get().pk)
    assert address not in page(writer, "home")


def test_a_reviewer_returns_with_words(unit: Agency, signed_in: SignedIn) -> None:
    row = submitted(unit)
    head = signed_in("section_head")
    assert "没有写明退回的意见" in post(head, "compilation", row.pk, do="return", words=" ", status=422)
    post(head, "compilation", row.pk, do="return", words="补写改进措施")
    assert "补写改进措施" in page(signed_in("clerk"), "compilation", row.pk)


def test_the_office_issues_and_publishes(unit: Agency, signed_in: SignedIn) -> None:
    # Sets two files with their cover and reads them back, then makes every download: the whole way once.
    row = signed(unit)
    office = signed_in("disclosure_office")
    cover = {"do": "issue", "kind": "notice", "issuer": unit.code, "letters": "泉港测", "approver": "局务会"}
    assert "没有填写主送单位" in post(office, "compilation", row.pk, status=422, **cover)
    post(office, "compilation", row.pk, addressees="各科室，各直属单位", copies="区政府办公室", **cover)
    shown = page(office, "compilation", row.pk)
    assert "泉港测〔2026〕1号" in shown and "各科室，各直属单位" in shown and "2026-01-12" in shown
    set_cell(row.filing, "t2.licence.decisions", 41)
    assert "行政许可40件" in page(office, "compilation", row.pk)
    pdf = office.get(reverse("desk:compilation-file", args=(row.pk, "pdf")))
    assert pdf["Content-Type"] == "application/pdf" and pdf.content.startswith(b"%PDF")
    post(office, "compilation", row.pk, do="publish")
    assert "查看公开的报告" in page(office, "compilation", row.pk)
    assert "泉港测〔2026〕1号" in page(signed_in("clerk"), "compilations")


def test_others_and_unknown_things_are_not_there(unit: Agency, signed_in: SignedIn) -> None:
    row = started(unit)
    stranger = browser_of(a_person(a_unit("elsewhere"), "clerk"))
    clerk = signed_in("clerk")
    page(stranger, "held", unit.code, YEAR, status=404)
    for name, more in (("compilation", ()), ("compilation-write", ()), ("compilation-version", (1,)),
                       ("compilation-file", ("draft",))):  # fmt: skip
        page(stranger, name, row.pk, *more, status=404)
    page(clerk, "compilation-file", row.pk, "pdf", status=404)
    page(clerk, "compilation-file", row.pk, "exe", status=404)
    page(clerk, "compilation-version", row.pk, 9, status=404)
    post(clerk, "compilation", row.pk, do="burn", status=422)
    post(clerk, "compilation-start", agency=unit.code, year="20x5", status=422)
    post(stranger, "compilation-start", agency=unit.code, year=YEAR, status=404)
    page(browser_of(a_person(unit, login="without")), "compilations", status=403)


def test_last_years_words_are_marked_in_the_preview(unit: Agency, signed_in: SignedIn) -> None:
    row = written(unit)
    texts = {place: "" for place in REST} | {"overview/2": "", "overview/1": "", "problems": REST["problems"] * 3}
    write_compilation(row.pk, texts, seen=2, actor=actors(unit)["clerk"], now=NOW)
    frozen = freeze(compose(Compilation.objects.get()).report) | {"year": YEAR - 1}
    AnnualReport.objects.create(
        agency=unit, year=YEAR - 1, version=1, edition="2021", title="上年", published_at=NOW, content=frozen,
        content_hash="x",
    )  # fmt: skip
    shown = page(signed_in("clerk"), "compilation-write", row.pk)
    assert "与上年雷同的文字已标出" in shown and "<mark>" in shown


def test_a_held_year_shows_cell_by_cell_what_differs_and_why(unit: Agency, signed_in: SignedIn) -> None:
    filing = a_filing(unit)
    filing.cells.filter(cell="t3.new_received.total").update(things=[["request", 1, unit.code, "1"]])
    held = HeldReport.objects.create(
        agency=unit, year=YEAR, edition="2021", filing=filing, source="测试局2025年度报告", equal=1, explained=1,
        different=1, story={"天数": 365, "推定": ["渠道按常见比例"], "经过": {"延期答复": 2}}, at=NOW,
    )  # fmt: skip
    rows = (
        ("t3.new_received.total", 6, 6, "equal", ""), ("t2.licence.decisions", None, 40, "explained", "该格读不出"),
        ("t4.reconsideration.total", 2, 1, "different", ""),
    )  # fmt: skip
    for cell, published, computed, verdict, reason in rows:
        HeldCell.objects.create(
            held=held, cell=cell, published=published, computed=computed, verdict=verdict, reason=reason
        )
    clerk = signed_in("clerk")
    shown = page(clerk, "held", unit.code, YEAR)
    assert reverse("desk:filing-cell", args=(filing.pk, "t3.new_received.total")) in shown
    assert all(words in shown for words in ("该格读不出", "读不出", "渠道按常见比例", "延期答复：2", "<svg", "不一致"))
    only = page(clerk, "held", unit.code, YEAR, verdict="different")
    assert "行政复议" in only and "该格读不出" not in only
    assert "与已公布报告的对照" in page(clerk, "compilations")
