"""Units and people from a workbook: every fault explained, accounts and duties by two different administrators."""

from __future__ import annotations

import io

import openpyxl
import pytest

from gongkai.kit import importing
from gongkai.kit.action import Refused
from gongkai.kit.models import ImportBatch, ImportRow, JournalEntry
from gongkai.kit.who import Actor
from gongkai.units import reads_imports
from gongkai.units.actions.confirm_people_import import confirm_people_import
from gongkai.units.actions.start_people_import import start_people_import
from gongkai.units.importing_sheets import HEADS, PEOPLE, UNITS, template
from gongkai.units.models import Agency, AgencyLink, Duty, Person
from gongkai.units.tests.conftest import District
from gongkai.units.tests.signing import NOW, TODAY, actor, person

SCHOOL = ("edu", "某区教育局", "区教育局", "部门", "district", "", "QZ04102", "")
ROOM = ("edu-room", "某区教育督导室", "督导室", "service", "edu", "", "", "")
CLERK = ("经办人", "edu.clerk", "edu", "经办人、股室负责人", "2026-03-01")


def book(units: list[tuple[str, ...]], people: list[tuple[str, ...]]) -> bytes:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = UNITS
    sheet.append(HEADS[UNITS])
    for row in units:
        sheet.append(row)
    other = made.create_sheet(PEOPLE)
    other.append(HEADS[PEOPLE])
    for row in people:
        other.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def start(data: bytes, by: Actor) -> ImportBatch:
    return start_people_import(name="单位和人员.xlsx", data=data, actor=by, now=NOW)


def carry_out(batch: ImportBatch, by: Actor) -> ImportBatch:
    confirm_people_import(batch_id=batch.pk, actor=by, now=NOW)
    importing.apply_some(batch.pk, NOW)
    batch.refresh_from_db()
    return batch


def faults(batch: ImportBatch) -> dict[int, list[tuple[str, str]]]:
    rows = ImportRow.objects.filter(batch=batch)
    return {row.number: [(one["cell"], one["sentence"]) for one in row.problems] for row in rows if row.problems}


def test_one_file_makes_accounts_for_the_one_and_duties_for_the_other(district: District) -> None:
    data = book([SCHOOL, ROOM], [CLERK])
    first = start(data, district.keeper)
    assert (first.total, first.good, faults(first)) == (3, 3, {})
    assert not Agency.objects.filter(code="edu").exists()
    done = carry_out(first, district.keeper)
    assert (done.state, done.done) == (ImportBatch.State.DONE, 3)
    assert set(AgencyLink.objects.filter(lower__code__startswith="edu").values_list("lower__code", "upper__code")) == {
        ("edu", "district"), ("edu-room", "edu"),
    }  # fmt: skip
    clerk = Person.objects.get(login="edu.clerk")
    assert (clerk.agency.code if clerk.agency else "", clerk.has_usable_password()) == ("edu", False)
    assert not Duty.objects.filter(person=clerk).exists()
    assert reads_imports.without_password(district.keeper, done, TODAY) == [clerk]
    second = carry_out(start(data, district.giver), district.giver)
    assert second.total == 1
    assert set(Duty.objects.filter(person=clerk).values_list("kind", flat=True)) == {"clerk", "section_head"}
    acts = set(JournalEntry.objects.values_list("act", flat=True))
    assert {"start_people_import", "confirm_people_import", "add_agency", "add_person", "give_duty"} <= acts


@pytest.mark.parametrize(
    ("row", "cell", "words"),
    [
        (("区", *SCHOOL[1:]), "单位代码", "只能用字母"),
        (("district", *SCHOOL[1:]), "单位代码", "已经登记"),
        (("edu", "", *SCHOOL[2:]), "名称", "没有填写"),
        ((*SCHOOL[:3], "局", *SCHOOL[4:]), "层级", "不是层级"),
        ((*SCHOOL[:4], "nowhere", *SCHOOL[5:]), "上级", "没有代码为“nowhere”的单位"),
        ((*SCHOOL[:4], "", *SCHOOL[5:]), "上级", "没有填写"),
        ((*SCHOOL[:6], "QZ1", ""), "索引号代码", "不合任何一种索引号规则"),
        ((*SCHOOL[:7], "91350100M000100Y44"), "统一社会信用代码", "校验码"),
    ],
)
def test_each_fault_of_a_unit_names_its_cell(district: District, row: tuple[str, ...], cell: str, words: str) -> None:
    found = faults(start(book([row], []), district.keeper))
    assert [(at, words in said) for at, said in found[2]] == [(cell, True)]


@pytest.mark.parametrize(
    ("row", "cell", "words"),
    [
        (("", *CLERK[1:]), "姓名", "要填写"),
        (("经办人", "A B", *CLERK[2:]), "登录名", "不合要求"),
        (("经办人", "sys", *CLERK[2:]), "登录名", "已有人使用"),
        ((*CLERK[:2], "nowhere", *CLERK[3:]), "单位", "没有代码为“nowhere”的单位"),
    ],
)
def test_each_fault_of_a_person_names_its_cell(district: District, row: tuple[str, ...], cell: str, words: str) -> None:
    found = faults(start(book([SCHOOL], [row]), district.keeper))
    assert [(at, words in said) for at, said in found[100_002]] == [(cell, True)]


@pytest.mark.parametrize(
    ("duties", "day", "cell", "words"),
    [
        ("皇帝", "", "职责", "不是职责"),
        ("", "", "职责", "没有填写"),
        ("经办人", "春天", "起始日期", "不是日期"),
        ("信息管理员、保密审查员", "", "职责", "不能由同一人担任"),
        ("安全审计员", "", "职责", "不能由同一人担任"),
    ],
)
def test_each_fault_of_a_duty_names_its_cell(district: District, duties: str, day: str, cell: str, words: str) -> None:
    person("经办人", district.top, "section_head", login="one")
    batch = start(book([], [("经办人", "one", "district", duties, day)]), district.giver)
    assert [(at, words in said) for at, said in faults(batch)[100_002]] == [(cell, True)]


def test_good_rows_go_in_beside_bad_ones_and_a_second_upload_repeats_nothing(district: District) -> None:
    data = book([SCHOOL], [CLERK, ("坏行", "Bad Login", "edu", "", "")])
    batch = carry_out(start(data, district.keeper), district.keeper)
    assert (batch.total, batch.good, batch.done) == (3, 2, 2)
    again = start(data, district.keeper)
    assert again.good == 0
    with pytest.raises(Refused, match="没有一行可以导入"):
        confirm_people_import(batch_id=again.pk, actor=district.keeper, now=NOW)


def test_what_changed_between_preview_and_confirmation_fails_alone(district: District) -> None:
    other = ("甲", "taken", "district", "", "")
    batch = start(book([SCHOOL], [other, CLERK]), district.keeper)
    person("先到的人", district.top, login="taken")
    done = carry_out(batch, district.keeper)
    states = dict(ImportRow.objects.filter(batch=done).values_list("number", "state"))
    assert states == {2: "done", 100_002: "failed", 100_003: "done"}


def test_only_who_uploaded_confirms_and_only_once(district: District) -> None:
    batch = start(book([SCHOOL], []), district.keeper)
    with pytest.raises(Refused, match="不是由你上传"):
        confirm_people_import(batch_id=batch.pk, actor=district.giver, now=NOW)
    carry_out(batch, district.keeper)
    with pytest.raises(Refused, match="已经确认"):
        confirm_people_import(batch_id=batch.pk, actor=district.keeper, now=NOW)


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "not-xlsx"), (b"PK\x03\x04 nothing", "damaged"), (b"\xd0\xcf\x11\xe0old", "not-xlsx")],
)
def test_what_is_no_workbook_is_said(district: District, data: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        start(data, district.keeper)
    assert refused.value.code == code


def test_missing_columns_are_named(district: District) -> None:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = PEOPLE
    sheet.append(("姓名", "单位"))
    out = io.BytesIO()
    made.save(out)
    with pytest.raises(Refused, match="缺少列：登录名"):
        start(out.getvalue(), district.keeper)


def test_who_is_neither_administrator_imports_nothing(district: District) -> None:
    with pytest.raises(Refused, match="没有导入人员的权限"):
        start(book([SCHOOL], []), actor(district.audit))


def test_the_template_can_be_filled_in_and_read_again(district: District) -> None:
    opened = openpyxl.load_workbook(io.BytesIO(template(["市"], ["经办人"])))
    assert opened.sheetnames[:2] == [UNITS, PEOPLE]
    assert tuple(cell.value for cell in opened[UNITS][1]) == HEADS[UNITS]
    with pytest.raises(Refused, match="没有可读的行"):
        start(template([], []), district.keeper)
