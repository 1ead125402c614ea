"""The list: prepared and confirmed by the office only, in versions, out to a sheet and back, journalled."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest

from gongkai.inspection import reads_assurance as reads
from gongkai.inspection.acting import said_of
from gongkai.inspection.actions.confirm_assurance_list import confirm_assurance_list
from gongkai.inspection.actions.import_assurance_list import import_assurance_list
from gongkai.inspection.actions.open_assurance_list import open_assurance_list
from gongkai.inspection.actions.remove_assurance_row import remove_assurance_row
from gongkai.inspection.actions.save_assurance_row import save_assurance_row
from gongkai.inspection.assurance_sheet import interval_of
from gongkai.inspection.models import AssuranceList, AssuranceRow
from gongkai.inspection.tests.making import a_district, a_draft, a_said, in_force, office
from gongkai.kit.action import Refused
from gongkai.kit.models import JournalEntry
from gongkai.records.tests.making import NOW, TODAY, a_published, a_unit, actors
from gongkai.units.models import Agency, AgencyLink

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Agency:
    return a_unit("town")


def test_a_version_holds_until_the_next_is_confirmed_and_is_never_changed(town: Agency) -> None:
    district = a_district(town)
    first = in_force(district, a_said(town))
    second = open_assurance_list(agency=district, actor=office(district), now=NOW)
    (row,) = AssuranceRow.objects.filter(of=second)
    with pytest.raises(Refused, match="正在编制"):
        open_assurance_list(agency=district, actor=office(district), now=NOW)
    with pytest.raises(Refused, match="执行中"):
        save_assurance_row(first.pk, first.edition, a_said(town), actor=office(district), now=NOW)
    changed = a_said(town, every=2, unit="month")
    save_assurance_row(second.pk, 1, changed, row_id=row.pk, actor=office(district), now=NOW)
    later = NOW + timedelta(days=2)
    confirm_assurance_list(second.pk, 2, actor=office(district), now=later)
    first.refresh_from_db()
    assert (first.state, first.ends, first.rows.get().every) == ("replaced", later.date(), 0)
    acts = list(JournalEntry.objects.filter(chain="district").order_by("number").values_list("act", flat=True))
    assert acts == ["open_assurance_list", "save_assurance_row", "confirm_assurance_list"] * 2


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"column": "column:poster"}, "assurance-column"),
        ({"unit_code": "elsewhere"}, "assurance-unit"),
        ({"kind": "poem"}, "assurance-kind"),
        ({"responsible": "elsewhere"}, "assurance-responsible"),
        ({"person": "elsewhere-clerk"}, "assurance-person"),
        ({"every": 367}, "assurance-interval"),
        ({"every": 1, "unit": "year"}, "assurance-interval"),
        ({"basis": "文" * 201}, "assurance-long"),
    ],
)
def test_a_row_that_cannot_hold_is_refused_by_its_field(town: Agency, changes: dict[str, object], code: str) -> None:
    actors(a_unit("elsewhere"))["clerk"]
    with pytest.raises(Refused) as refused:
        a_draft(a_district(town), a_said(town, **changes))
    assert refused.value.code == code
    assert not AssuranceRow.objects.exists()


def test_the_same_column_twice_a_stale_edition_and_a_stranger_are_refused(town: Agency) -> None:
    district = a_district(town)
    draft = a_draft(district, a_said(town))
    for who, edition, said, code in (
        (office(district), draft.edition, a_said(town), "assurance-twice"),
        (office(district), draft.edition - 1, a_said(town, unit_code=""), "changed-meanwhile"),
        (office(town), draft.edition, a_said(town, unit_code=""), "not-allowed"),
        (actors(district)["clerk"], draft.edition, a_said(town, unit_code=""), "not-allowed"),
    ):
        with pytest.raises(Refused) as refused:
            save_assurance_row(draft.pk, edition, said, actor=who, now=NOW)
        assert refused.value.code == code
    with pytest.raises(Refused, match="还没有栏目"):
        row = draft.rows.get()
        remove_assurance_row(draft.pk, draft.edition, row.pk, "不设了", actor=office(district), now=NOW)
        confirm_assurance_list(draft.pk, draft.edition + 1, actor=office(district), now=NOW)


def test_a_sheet_goes_out_and_comes_back_equal(town: Agency) -> None:
    district = a_district(town)
    clerk = actors(town)["clerk"].id.removeprefix("person:")
    made = in_force(
        district,
        a_said(town, person=clerk, every=10, basis="《条例》第二十六条", remark="甲"),
        a_said(town, column="site:home", unit_code="", kind="news", every=2, unit="week"),
        a_said(town, column="class:budget", kind="other", responsible=district.code, every=3, unit="month"),
        a_said(town, column="column:guide", kind="standing"),
    )
    name, data = reads.file(office(district), made, TODAY)
    assert name.endswith(".xlsx")
    draft = open_assurance_list(agency=district, actor=office(district), now=NOW)
    count = import_assurance_list(draft.pk, 1, name=name, data=data, actor=office(district), now=NOW)
    assert count == 4
    assert [said_of(one) for one in draft.rows.all()] == [said_of(one) for one in made.rows.all()]


def test_a_sheet_with_faults_changes_nothing_and_names_the_cells(town: Agency) -> None:
    district = a_district(town)
    draft = a_draft(district, a_said(town))
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (
        ("栏目", "责任单位", "更新频率", "责任人"),
        ("年报栏目", town.name, "每月", ""),
        ("依申请公开", "别的局", "看情况", ""),
        ("信息查阅点", town.name, "每季度", "无此人"),
    ):
        sheet.append(line)
    out = BytesIO()
    book.save(out)
    with pytest.raises(Refused) as refused:
        import_assurance_list(draft.pk, draft.edition, name="a.xlsx", data=out.getvalue(), actor=office(district),
                              now=NOW)  # fmt: skip
    for cell in ("4 处", "A2", "B3", "C3", "D4"):
        assert cell in refused.value.sentence
    assert draft.rows.count() == 1


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("每周", (1, "week")),
        ("2周", (2, "week")),
        ("10 个工作日内", (10, "working_day")),
        ("每季度更新一次", (3, "month")),
        ("每年", (12, "month")),
        ("有变动即更新", (0, "working_day")),
        ("5天", None),
        ("经常", None),
    ],
)
def test_intervals_are_read_as_people_write_them(words: str, found: tuple[int, str] | None) -> None:
    assert interval_of(words) == found


def test_each_sees_only_the_columns_of_his_units_and_only_the_office_the_draft(town: Agency) -> None:
    other = a_unit("other")
    district = a_district(town, other)
    made = in_force(district, a_said(town), a_said(other))
    draft = a_draft(district)
    mine = reads.lines(actors(town)["clerk"], TODAY)
    assert [one.row.unit_code for one in mine] == ["town"]
    assert reads.assurance_list(actors(town)["clerk"], made.pk, TODAY) is None
    assert {one.row.unit_code for one in reads.lines(office(district), TODAY)} == {"town", "other"}
    assert reads.assurance_list(office(district), draft.pk, TODAY) == draft
    assert reads.assurance_list(office(town), draft.pk, TODAY) is None
    assert [one.agency.code for one in reads.heads(actors(town)["clerk"], TODAY)] == []
    city = a_unit("city", level=Agency.Level.CITY, name="泉州市人民政府", short="泉州市")
    AgencyLink.objects.create(upper=city, lower=district, kind=AgencyLink.Kind.ADMINISTERS)
    above = {one.agency.code: one for one in reads.heads(office(city), TODAY)}["district"]
    assert (above.confirmed, above.draft) == (made, None)
    assert reads.heads(office(district), TODAY)[0].draft == draft
    assert AssuranceList.objects.count() == 2


def test_what_is_published_updates_its_columns_and_what_is_withdrawn_does_not(town: Agency) -> None:
    district = a_district(town)
    in_force(
        district,
        a_said(town),
        a_said(town, column="class:policy_documents", kind="notice"),
        a_said(town, column="column:contents", kind="news"),
        a_said(town, column="column:contents", kind="news", unit_code=""),
        a_said(town, column="column:guide", kind="standing"),
    )
    kind = {"document_kind": "normative_document", "category": "policy_documents"}
    record = a_published(town, **kind)
    later = NOW + timedelta(days=20)
    states = {(one.row.column, one.row.unit_code): one.standing.state for one in _lines(district, later)}
    assert states == {
        ("column:rules", "town"): "fresh", ("class:policy_documents", "town"): "fresh",
        ("column:contents", "town"): "stale", ("column:contents", ""): "stale", ("column:guide", "town"): "empty",
    }  # fmt: skip
    record.publications.update(state="withdrawn", withdrawn_reason="误发", withdrawn_at=later, snapshot_hash="")
    assert {one.standing.state for one in _lines(district, later)} == {"empty"}


def _lines(district: Agency, at: object) -> list[reads.Line]:
    return reads.lines(office(district), at.date())  # type: ignore[attr-defined]
