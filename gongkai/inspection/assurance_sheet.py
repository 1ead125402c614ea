"""The content assurance list as a sheet: written so that it reads back equal, read with faults at cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from gongkai.columns.items_sheet import Table, read
from gongkai.inspection.acting import Said, staff
from gongkai.inspection.columns import column_named, labels
from gongkai.inspection.models import AssuranceRow
from gongkai.law.inspection import column_kinds
from gongkai.law.items import ItemColumn
from gongkai.papers.excel import TextSheet, to_excel
from gongkai.units.models import Agency

SHEET = "内容保障清单"
WHOLE = "全站"
ON_CHANGE = ("有变动即更新", "随时更新", "及时更新", "动态更新", "")
# The heads; needed ones must be there, the aliases are what offices call them.
HEADS = (
    ("column", "栏目", True, ("栏目名称",)),
    ("unit_code", "栏目所属单位", False, ("所属单位", "栏目单位")),
    ("kind", "栏目种类", False, ("种类", "栏目类型")),
    ("responsible", "责任单位", True, ("责任部门", "保障单位")),
    ("person", "责任人", False, ("联系人", "责任人员")),
    ("every", "更新间隔", True, ("更新频率", "更新时限", "更新周期")),
    ("basis", "依据", False, ("更新依据",)),
    ("remark", "备注", False, ()),
)
COLUMNS = tuple(ItemColumn(code, label, 0, needed, aliases, ()) for code, label, needed, aliases in HEADS)
WIDTHS = (24, 28, 20, 28, 20, 14, 40, 24)
_INTERVAL = re.compile(r"(?:每)?(\d{1,3})?个?(工作日|周|星期|月|日|天|季度|年)(?:内)?(?:更新)?(?:一次)?\Z")
# What people write, as a unit of ours and how many of it.
_UNITS = {
    "工作日": ("working_day", 1), "周": ("week", 1), "星期": ("week", 1), "月": ("month", 1), "季度": ("month", 3),
    "年": ("month", 12),
}  # fmt: skip


def as_excel(title: str, rows: Iterable[AssuranceRow], names: Mapping[str, str], on: date) -> bytes:
    """The sheet, and a second one with the words that may be used. `names` are the units' names by code."""
    columns, kinds = labels(on), {one.code: one.label for one in column_kinds(on)}
    lines = tuple(
        (
            columns.get(row.column, row.column),
            names.get(row.unit_code, row.unit_code) if row.unit_code else WHOLE,
            kinds.get(row.kind, row.kind),
            row.responsible.name,
            f"{row.person.name}（{row.person.login}）" if row.person else "",
            row.interval,
            row.basis,
            row.remark,
        )
        for row in rows
    )
    words = (list(columns.values()), list(kinds.values()), ["5 个工作日", "2 周", "6 个月", ON_CHANGE[0]])
    longest = max(len(one) for one in words)
    listed = tuple(tuple(one[at] if at < len(one) else "" for one in words) for at in range(longest))
    return to_excel(
        title, "",
        [
            TextSheet(SHEET, tuple(label for _, label, *_ in HEADS), lines, WIDTHS),
            TextSheet("可填的词", ("可以保障的内容", "种类的写法", "间隔的写法"), listed, (30, 30, 20)),
        ],
    )  # fmt: skip


def read_rows(data: bytes, units: Iterable[Agency], on: date) -> list[tuple[int, Said | None, list[str]]]:
    """Each row of the sheet by its number: what it says, or what is wrong at which cell. Raises CannotImport."""
    table = read(data, COLUMNS)
    codes = {name: one.code for one in units for name in (one.code, one.short, one.name)}
    kinds = {one.label: one.code for one in column_kinds(on)}
    known: dict[str, dict[str, str]] = {}
    found = []
    for number, cells in table.rows:
        texts = {place.column.code: cells[at].strip() for at, place in table.places.items() if place.column}
        found.append(_row(table, number, texts, codes, kinds, known, on))
    return found


def interval_of(words: str) -> tuple[int, str] | None:
    """Number and unit of an interval in words (每周, 2 周, 10 个工作日, 每季度); None where it is not understood."""
    plain = "".join(words.split())
    if plain in ON_CHANGE:
        return 0, "working_day"
    match = _INTERVAL.match(plain)
    if match is None or match[2] not in _UNITS:
        return None
    unit, times = _UNITS[match[2]]
    return int(match[1] or 1) * times, unit


def _row(
    table: Table, number: int, texts: Mapping[str, str], codes: Mapping[str, str], kinds: Mapping[str, str],
    known: dict[str, dict[str, str]], on: date,
) -> tuple[int, Said | None, list[str]]:  # fmt: skip
    faults = []

    def fault(code: str, words: str) -> None:
        faults.append(f"{table.cell_of(code, number)} {words}")

    column = column_named(texts["column"], on)
    if not column:
        fault("column", f"没有栏目“{texts['column'][:30]}”")
    responsible = codes.get(texts["responsible"], "")
    if not responsible:
        fault("responsible", f"不认识单位“{texts['responsible'][:30]}”")
    whose = texts.get("unit_code", "")
    unit = "" if whose in ("", WHOLE) else codes.get(whose, "")
    if whose not in ("", WHOLE) and not unit:
        fault("unit_code", f"不认识单位“{whose[:30]}”")
    kind = kinds.get(texts.get("kind", ""), "") if texts.get("kind") else "other"
    if not kind:
        fault("kind", f"没有种类“{texts['kind'][:20]}”")
    every = interval_of(texts["every"])
    if every is None:
        fault("every", f"看不懂更新间隔“{texts['every'][:20]}”")
    login = ""
    if texts.get("person") and responsible:
        people = known.setdefault(responsible, _people(responsible, on))
        login = people.get(texts["person"], "")
        if not login:
            fault("person", f"责任单位没有“{texts['person'][:30]}”，同名的请写成“姓名（登录名）”")
    if faults or every is None:
        return number, None, faults
    said = Said(
        column, unit, kind, responsible, login, *every, basis=texts.get("basis", ""), remark=texts.get("remark", "")
    )
    return number, said, []


def _people(code: str, on: date) -> dict[str, str]:
    """How the people of a unit may be written; a name that two bear only with the login."""
    found: dict[str, str] = {}
    names: dict[str, int] = {}
    for login, person in staff(code, on).items():
        names[person.name] = names.get(person.name, 0) + 1
        found |= {login: login, f"{person.name}（{login}）": login, person.name: login}
    return {words: login for words, login in found.items() if names.get(words, 1) == 1}
