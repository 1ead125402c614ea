"""From the first count to the lock and beyond: every act of a filing, and every refusal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from gongkai.annual.render.excel import to_excel
from gongkai.kit import clock
from gongkai.kit.action import Refused
from gongkai.kit.clock import BEIJING
from gongkai.kit.models import JournalEntry
from gongkai.law.errors import UnknownLaw
from gongkai.records.tests.making import a_person, a_unit, actor
from gongkai.requests.models import Request
from gongkai.requests.tests.making import a_request
from gongkai.statistics import reads_filings
from gongkai.statistics.actions.accept_filing import accept_filing
from gongkai.statistics.actions.explain_difference import drop_explanation, explain_difference
from gongkai.statistics.actions.file_erratum import file_erratum
from gongkai.statistics.actions.fill_blank_cells import fill_blank_cells
from gongkai.statistics.actions.lock_period import lock_period
from gongkai.statistics.actions.open_filing import open_filing
from gongkai.statistics.actions.recount_filing import recount_filing
from gongkai.statistics.actions.return_filing import return_filing
from gongkai.statistics.actions.submit_filing import submit_filing
from gongkai.statistics.actions.type_cells import type_cells
from gongkai.statistics.actions.upload_filing import upload_filing
from gongkai.statistics.actions.use_period import end_period, use_period
from gongkai.statistics.filing_report import report_of
from gongkai.statistics.models import Filing
from gongkai.statistics.tests.filing_making import (
    NOW,
    TODAY,
    District,
    a_district,
    accepted,
    by,
    opened,
    requests,
    submitted,
    typed,
)
from gongkai.statistics.watched import running
from gongkai.units.models import Agency, Notice

pytestmark = pytest.mark.django_db
NEW = "t3.new_received.total"


@pytest.fixture
def at() -> District:
    return a_district()


def received_request(unit: Agency) -> Request:
    """A request received on the last working days of 2025, not answered."""
    received = datetime(2025, 12, 30, 10, 0, tzinfo=BEIJING)
    return a_request(unit, received, days={"handed_in": received.date()})


def refused(code: str, call: Callable[..., Any], *args: Any, **kwargs: Any) -> str:
    """The sentence of the refusal with that code."""
    with pytest.raises(Refused) as caught:
        call(*args, **kwargs)
    assert caught.value.code == code, caught.value.sentence
    return caught.value.sentence


def test_a_filing_opens_with_every_cell_counted_and_its_things(at: District) -> None:
    request = received_request(at.towns[0])
    filing = open_filing("tuling", "year", 2025, **by(at.clerk(at.towns[0])))
    row = filing.cells.get(cell=NEW)
    assert (row.value, row.how, row.things) == (1, "counted", [["request", request.pk, "tuling", "1"]])
    assert filing.cells.get(cell="t3.carried_out.total").value == 1
    assert (filing.receiver.code, filing.edition, filing.due_on) == ("qg", "2021", date(2026, 1, 31))
    assert opened(at, at.district).receiver.code == "qg"
    assert JournalEntry.objects.filter(chain="tuling", act="open_filing").count() == 1


def test_what_cannot_be_opened(at: District) -> None:
    town = at.towns[0]
    clerk = by(at.clerk(town))
    refused("not-allowed", open_filing, "tuling", "year", 2025, **by(at.clerk(at.towns[1])))
    assert "2026-12-31" in refused("not-ended", open_filing, "tuling", "year", 2026, **clerk)
    refused("period-not-used", open_filing, "tuling", "quarter", 2025, 4, **clerk)
    opened(at, town)
    refused("filing-exists", open_filing, "tuling", "year", 2025, **clerk)
    alone = a_unit("archives")
    refused("files-elsewhere", open_filing, "archives", "year", 2025, **by(at.clerk(alone)))
    with pytest.raises(UnknownLaw):
        open_filing("tuling", "quarter", 2025, 9, **clerk)


def test_periods_come_into_use_and_end(at: District) -> None:
    clerk, office = by(at.clerk(at.towns[0])), by(at.office)
    refused("not-allowed", use_period, "qg", "quarter", date(2025, 10, 1), **clerk)
    refused("no-period", use_period, "qg", "week", date(2025, 10, 1), **office)
    use_period("qg", "quarter", date(2025, 12, 1), **office)
    refused("in-use", use_period, "qg", "quarter", date(2025, 12, 1), **office)
    refused("period-not-used", open_filing, "tuling", "quarter", 2025, 3, **clerk)
    filing = open_filing("tuling", "quarter", 2025, 4, **clerk)
    assert filing.due_on == date(2026, 1, 15)
    refused("obligatory", end_period, "qg", "year", **office)
    end_period("qg", "quarter", **office)
    refused("not-in-use", end_period, "qg", "quarter", **office)


def test_a_counted_figure_is_typed_over_only_with_a_reason(at: District) -> None:
    town = at.towns[0]
    clerk = by(at.clerk(town))
    filing = opened(at, town)
    words = refused("no-reason", type_cells, filing.pk, {NEW: "3"}, **clerk)
    assert "由平台统计为 0，改为 3" in words
    type_cells(filing.pk, {NEW: "３"}, "其他系统办理", **clerk)
    row = filing.cells.get(cell=NEW)
    assert (row.value, row.how, row.counted, row.reason) == (3, "typed", 0, "其他系统办理")
    assert row.by == at.person(town, "statistics_clerk")
    type_cells(filing.pk, {NEW: ""}, **clerk)
    row.refresh_from_db()
    assert (row.value, row.how, row.reason) == (0, "counted", "")
    refused("nothing-changed", type_cells, filing.pk, {NEW: "0"}, **clerk)
    refused("no-cell", type_cells, filing.pk, {"t9.x.y": "1"}, **clerk)
    for text in ("三", "-1", "1.5", "1e9", "1e99", "NaN", "1_000", "٣"):
        assert "新收" in refused("bad-figure", type_cells, filing.pk, {NEW: text}, "试", **clerk)
    refused("bad-figure", type_cells, filing.pk, {"t2.fees.amount_wan": "1.1234567"}, "试", **clerk)
    refused("not-allowed", type_cells, filing.pk, {NEW: "1"}, "试", **by(at.clerk(at.towns[1])))


def test_of_two_at_once_one_wins_and_the_other_is_told(at: District) -> None:
    clerk = by(at.clerk(at.towns[0]))
    filing = opened(at, at.towns[0])
    type_cells(filing.pk, {NEW: "3"}, "甲", filing.version, **clerk)
    refused("changed-meanwhile", type_cells, filing.pk, {NEW: "4"}, "乙", filing.version, **clerk)
    assert filing.cells.get(cell=NEW).value == 3


def test_it_is_sent_only_when_it_holds(at: District) -> None:
    town = at.towns[0]
    clerk = by(at.clerk(town))
    office = a_person(at.district, "disclosure_office")
    filing = typed(at, town, {NEW: "3"})
    assert "勾稽关系" in refused("has-errors", submit_filing, filing.pk, **clerk)
    filing.cells.filter(cell=NEW).delete()
    assert "新收" in refused("blank-cells", submit_filing, filing.pk, **clerk)
    fill_blank_cells(filing.pk, **clerk)
    refused("nothing-changed", fill_blank_cells, filing.pk, **clerk)
    filing = submit_filing(filing.pk, **clerk)
    assert filing.state == "submitted" and filing.submitted_by == at.person(town, "statistics_clerk")
    refused("not-now", submit_filing, filing.pk, **clerk)
    refused("not-now", type_cells, filing.pk, {NEW: "1"}, "试", **clerk)
    told = Notice.objects.filter(person=office)
    assert [one.address for one in told] == [f"/desk/filings/{filing.pk}/"]


def test_a_return_marks_cells_and_each_mark_is_answered(at: District) -> None:
    town = at.towns[0]
    clerk, office = by(at.clerk(town)), by(at.office)
    filing = submitted(at, town, 2)
    refused("no-reason", return_filing, filing.pk, " ", {}, **office)
    refused("no-words", return_filing, filing.pk, "有误", {NEW: ""}, **office)
    refused("no-cell", return_filing, filing.pk, "有误", {"t9.x.y": "错"}, **office)
    refused("not-allowed", return_filing, filing.pk, "有误", {}, **clerk)
    filing = return_filing(filing.pk, "请核对", {NEW: "少一件", "t3.granted.total": "请说明"}, **office)
    assert filing.state == "returned"
    assert Notice.objects.get(person=at.person(town, "statistics_clerk")).text == "请核对"
    type_cells(filing.pk, requests(3), "补登一件", **clerk)
    filing.marks.update(at=NOW.replace(hour=9))
    filing.cells.filter(cell="t3.granted.total").update(at=NOW.replace(hour=8))
    refused("mark-unanswered", submit_filing, filing.pk, **clerk)
    mark = filing.marks.get(cell="t3.granted.total")
    submit_filing(filing.pk, None, {mark.pk: "已一并更正"}, **clerk)
    assert [one.answer for one in filing.marks.all()] == ["已改为 3", "已一并更正"]


def test_nobody_accepts_what_he_filed(at: District) -> None:
    both = a_person(at.district, "disclosure_office")
    filing = opened(at, at.district)
    submit_filing(filing.pk, **by(actor(both, TODAY)))
    refused("own-filing", accept_filing, filing.pk, **by(actor(both, TODAY)))
    other = actor(a_person(at.district, "supervisor"), TODAY)
    assert accept_filing(filing.pk, **by(other)).state == "accepted"
    refused("not-now", accept_filing, filing.pk, **by(other))


def test_a_difference_from_last_year_is_explained_to_the_last_unit(at: District) -> None:
    town = at.towns[0]
    clerk = by(at.clerk(town))
    last = typed(at, town, requests(0, t2__normative__in_force=10), 2024)
    submit_filing(last.pk, **clerk)
    accept_filing(last.pk, **by(at.office))
    filing = typed(at, town, requests(0, t2__normative__in_force=7, t2__normative__issued=1))
    assert "相差 4" in refused("not-explained", submit_filing, filing.pk, **clerk)
    relation = "2021/R6/normative"
    say: Callable[..., Filing] = explain_difference
    refused("no-difference", say, filing.pk, "2021/R6/rules", "lapse", "-4", "自然失效", **clerk)
    refused("no-reason", say, filing.pk, relation, "moon", "-4", "自然失效", **clerk)
    refused("no-words", say, filing.pk, relation, "lapse", "-4", " ", **clerk)
    refused("bad-amount", say, filing.pk, relation, "lapse", "四", "自然失效", **clerk)
    refused("bad-amount", say, filing.pk, relation, "lapse", "0", "自然失效", **clerk)
    say(filing.pk, relation, "lapse", "-3", "三件有效期届满", **clerk)
    assert "已说明 -3" in refused("not-explained", submit_filing, filing.pk, **clerk)
    say(filing.pk, relation, "reclassification", "－2", "清理", **clerk)
    refused("not-explained", submit_filing, filing.pk, **clerk)
    drop_explanation(filing.pk, filing.explanations.get(reason="reclassification").pk, **clerk)
    refused("no-explanation", drop_explanation, filing.pk, 0, **clerk)
    say(filing.pk, relation, "reclassification", "-1", "清理", **clerk)
    assert submit_filing(filing.pk, **clerk).state == "submitted"


def test_a_count_again_shows_what_came_and_leaves_typed_figures(at: District) -> None:
    town = at.towns[0]
    clerk = by(at.clerk(town))
    filing = typed(at, town, {"t3.carried_out.total": "9"})
    refused("nothing-changed", recount_filing, filing.pk, **clerk)
    request = received_request(town)
    moved = {one.cell: one for one in recount_filing(filing.pk, **clerk)[1]}
    assert moved[NEW].came == (("request", request.pk, "tuling", "1"),) and moved[NEW].by == 1
    assert filing.cells.get(cell=NEW).value == 1
    kept = filing.cells.get(cell="t3.carried_out.total")
    assert (kept.value, kept.counted, kept.how) == (9, 1, "typed")


def test_a_locked_period_speaks_only_by_errata(at: District) -> None:
    town = at.towns[0]
    clerk, office = by(at.clerk(town)), by(at.office)
    refused("none-accepted", lock_period, "qg", "year", 2025, **office)
    filing = accepted(at, town, 2)
    refused("not-now", file_erratum, filing.pk, NEW, "3", "漏报", **clerk)
    words = refused("not-all-in", lock_period, "qg", "year", 2025, **office)
    assert "泉港区" in words and "qianhuang镇" in words and "tuling" not in words
    refused("not-allowed", lock_period, "qg", "year", 2025, reason="不再等待", **clerk)
    assert lock_period("qg", "year", 2025, reason="不再等待", **office) == 1
    received_request(town)
    filing.refresh_from_db()
    moved = reads_filings.moved_since_lock(at.clerk(town), town, 2025)
    assert [one.cell for one in moved[0][1] if one.cell.endswith("total")] == [
        NEW, "t3.carried_out.total"
    ]  # fmt: skip
    refused("nothing-changed", file_erratum, filing.pk, NEW, "2", "漏报", **clerk)
    refused("no-reason", file_erratum, filing.pk, NEW, "3", " ", **clerk)
    refused("bad-figure", file_erratum, filing.pk, NEW, "x", "漏报", **clerk)
    refused("no-cell", file_erratum, filing.pk, "t9.x.y", "3", "漏报", **clerk)
    file_erratum(filing.pk, NEW, "3", "漏报一件", **clerk)
    shown = reads_filings.page(at.clerk(town), filing.pk, TODAY).cells[NEW]
    assert shown.row is not None and (shown.row.value, shown.value, shown.corrected) == (2, 3, True)
    assert refused("not-now", type_cells, filing.pk, {NEW: "1"}, "试", **clerk)


def test_a_report_written_elsewhere_is_read_into_the_cells(at: District) -> None:
    town = at.towns[0]
    clerk = by(at.clerk(town))
    source = typed(at, town, requests(5))
    data = to_excel(report_of(source))
    name = "报表.xlsx"
    source.delete()
    filing = opened(at, town)
    made = upload_filing(filing.pk, name, data, **clerk)
    row = filing.cells.get(cell=NEW)
    assert (row.value, row.how, row.counted, made.unread) == (5, "uploaded", 0, ())
    assert name in row.reason and made.filing.file_digest
    assert reads_filings.file_of(at.clerk(town), made.filing) == data
    assert submit_filing(filing.pk, **clerk).state == "submitted"


def test_a_file_that_is_not_this_report_changes_nothing(at: District) -> None:
    town = at.towns[0]
    clerk = by(at.clerk(town))
    other = to_excel(report_of(opened(at, town, 2024)))
    old = to_excel(report_of(opened(at, town, 2019)))
    filing = opened(at, town)
    neighbour = to_excel(report_of(opened(at, at.towns[1])))
    refused("unreadable", upload_filing, filing.pk, "a.xlsx", b"nothing", **clerk)
    refused("unreadable", upload_filing, filing.pk, "a.txt", "春季防火通知，请各村注意。".encode(), **clerk)
    assert "2024" in refused("other-year", upload_filing, filing.pk, "a.xlsx", other, **clerk)
    refused("other-form", upload_filing, filing.pk, "a.xlsx", old, **clerk)
    refused("other-unit", upload_filing, filing.pk, "a.xlsx", neighbour, **clerk)
    assert not filing.cells.filter(how="uploaded").exists()


def test_who_sees_a_filing(at: District) -> None:
    draft = opened(at, at.towns[0])
    sent = submitted(at, at.towns[1])
    office, clerk = at.office, at.clerk(at.towns[0])
    city = actor(a_person(at.city, "disclosure_office"), TODAY)
    refused("no-filing", reads_filings.seen, office, draft.pk, TODAY)
    refused("no-filing", reads_filings.seen, clerk, sent.pk, TODAY)
    assert reads_filings.seen(clerk, draft.pk, TODAY) == draft
    assert reads_filings.seen(office, sent.pk, TODAY) == reads_filings.seen(city, sent.pk, TODAY) == sent
    refused("no-filing", reads_filings.seen, actor(a_person(at.city, "assessor"), TODAY), sent.pk, TODAY)


def test_what_is_awaited_is_watched_before_anybody_begins(at: District, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    assert list(running(None)) == []
    use_period("qg", "year", date(2025, 12, 31), **by(at.office))
    keys = {one.key: one for one in running(None)}
    assert set(keys) == {f"{code}:year:2025:0:own" for code in ("qg", "tuling", "qianhuang")}
    one = keys["tuling:year:2025:0:own"]
    assert (one.begun_on, one.due_on, one.met_on) == (date(2026, 1, 1), date(2026, 1, 31), None)
    assert [late.agency.code for late in reads_filings.to_file(at.clerk(at.towns[0]), TODAY)] == ["tuling"]
    filing = submitted(at, at.towns[0])
    met = {one.key: one for one in running(TODAY)}["tuling:year:2025:0:own"]
    assert met.met_on == TODAY and met.subject == ("filing", str(filing.pk))
    assert met.holder == "tuling-statistics-clerk"
    assert len(list(running(date(2026, 1, 21)))) == 2
    return_filing(filing.pk, "有误", {}, **by(at.office))
    assert len(list(running(date(2026, 1, 21)))) == 3
