"""From the rows of a sheet to items: each with its key, its texts, and what is wrong at which cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.columns.items_sheet import TICKED, Table
from gongkai.columns.models.items import LEVEL_FIELDS, LONGEST, TEXTS
from gongkai.kit.importing import RowProblem
from gongkai.law.items import item_columns, plain
from gongkai.law.record_classes import RecordClass, classes_for

Identity = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """One row: its number in the sheet, what it says, the key it keeps ("" for a new item), and its problems."""

    row: int
    values: dict[str, Any]
    key: str
    problems: tuple[RowProblem, ...]


def identity(values: Mapping[str, Any]) -> Identity:
    """What makes two rows the same item: the path, the name and the content."""
    return tuple(plain(str(values[name])) for name in (*LEVEL_FIELDS, "name", "content"))


def read_rows(table: Table, known: Mapping[str, Identity], level: str, on: date) -> list[Read]:
    """All rows of the table. `known` are the unit's keys with what each stood for last; `level` is the unit's."""
    classes = classes_for(level, on)
    by_identity = {one: key for key, one in known.items()}
    labels = {column.code: column.label for column in item_columns(on)}
    used: dict[str, int] = {}
    seen: dict[Identity, int] = {}
    found: list[Read] = []
    for number, cells in table.rows:
        values = _values(table, cells)
        problems: list[RowProblem] = []

        def bad(code: str, sentence: str, at: int = number, to: list[RowProblem] = problems) -> None:
            to.append(RowProblem(table.cell_of(code, at), sentence))

        key = str(values.pop("key"))
        _name(values)
        if not values["name"]:
            bad("name", f"没有写“{labels['name']}”，也没有任何一级类目，认不出是哪一项。请补填，或删去这一行。")
        for code, text in values.items():
            if code != "extra" and len(text) > LONGEST[code]:
                bad(code, f"“{labels[code]}”有 {len(text)} 字，超过 {LONGEST[code]} 字，不能存入。请缩短。")
        values["class_code"] = _class(str(values["class_code"]), classes, bad)
        same = identity(values)
        if key and key not in known:
            bad("key", f"事项编码“{key[:80]}”不是本单位用过的编码。新增的事项请把编码留空，由系统编给。")
        key = key or by_identity.get(same, "")
        if key and key in used:
            bad("key", f"与第 {used[key]} 行是同一事项（编码 {key[:80]}）。请删去一行，或把新增事项的编码留空。")
        elif same in seen and values["name"]:
            bad("name", f"与第 {seen[same]} 行完全相同。请删去一行，或写明两者的区别。")
        if key:
            used.setdefault(key, number)
        seen.setdefault(same, number)
        found.append(Read(number, values, key, tuple(problems)))
    return found


def _values(table: Table, cells: list[str]) -> dict[str, Any]:
    values: dict[str, Any] = {name: "" for name in (*TEXTS, "key")} | {"extra": {}}
    for at, place in table.places.items():
        text = cells[at] if at < len(cells) else ""
        if place.column is None:
            if text:
                head = place.head
                while head in values["extra"]:
                    head += "′"
                values["extra"][head] = text
        elif place.tick:
            if text:
                said = place.tick if text in TICKED else f"{place.tick}：{text}"
                values[place.column.code] = "、".join(one for one in (values[place.column.code], said) if one)
        else:
            values[place.column.code] = text
    return values


def _name(values: dict[str, Any]) -> None:
    """Lists without a column for the item itself name it by its deepest level."""
    if not values["name"]:
        deepest = next((name for name in reversed(LEVEL_FIELDS) if values[name]), None)
        if deepest is not None:
            values["name"], values[deepest] = values[deepest], ""


def _class(text: str, classes: tuple[RecordClass, ...], bad: Any) -> str:
    """The code of a statutory class, by code or label."""
    for one in classes:
        if text in (one.code, one.label):
            return one.code
    if text:
        bad("class_code", f"没有公开类别“{text[:40]}”。请照模板中“可填的词”填写，或留空。")
    return ""
