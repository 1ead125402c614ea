"""The catalogue as files: a sheet with merged levels that reads back equal, the empty form, CSV and JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from gongkai.columns.models.items import LEVEL_FIELDS
from gongkai.law.item_limits import limit_of
from gongkai.law.items import ItemColumn, fields, item_columns, venues
from gongkai.law.record_classes import classes_for
from gongkai.papers.excel import TableSheet, TextSheet, to_excel
from gongkai.papers.grid import Grid, GridCell

SHEET = "主动公开事项目录"
FEWEST_LEVELS = 2
LEVEL_MM, TEXT_MM, KEY_MM = 26.0, 46.0, 24.0
WIDE = {"content", "basis"}
FORMULA = ("=", "+", "-", "@", "\t", "\r")
Row = Mapping[str, Any]


def columns_of(rows: Sequence[Row], on: date) -> list[ItemColumn]:
    """The columns to write: no more levels than are used, but two at least."""
    used = max((at for row in rows for at, name in enumerate(LEVEL_FIELDS, 1) if row[name]), default=0)
    return [one for one in item_columns(on) if not one.level or one.level <= max(used, FEWEST_LEVELS)]


def as_excel(title: str, author: str, rows: Sequence[Row], labels: Mapping[str, str], on: date) -> bytes:
    """The sheet. Each row is the item's texts, `key` and `extra`; `labels` are the statutory classes by code."""
    columns = columns_of(rows, on)
    extra = list(dict.fromkeys(head for row in rows for head in row["extra"]))
    cells: list[list[GridCell]] = [
        [
            GridCell(head, 0, at, "head")
            for at, head in enumerate([*(one.label for one in columns), *extra])
        ]
    ]  # fmt: skip
    cells += [[] for _ in rows]
    for at, column in enumerate(columns):
        texts = [labels.get(text, text) if column.code == "class_code" else text for text in _texts(rows, column)]
        for first, count in _runs(rows, at, columns) if column.level else ((one, 1) for one in range(len(rows))):
            cells[first + 1].append(GridCell(texts[first], first + 1, at, "stub", rowspan=count))
    for at, head in enumerate(extra, len(columns)):
        for number, row in enumerate(rows, 1):
            cells[number].append(GridCell(str(row["extra"].get(head, "")), number, at, "stub"))
    widths = [
        LEVEL_MM if one.level else KEY_MM if one.code == "key" else TEXT_MM * (2 if one.code in WIDE else 1)
        for one in columns
    ]
    grid = Grid(title, "", tuple(tuple(row) for row in cells), 1, (*widths, *(TEXT_MM for _ in extra)))
    return to_excel(title, author, [TableSheet(SHEET, title, grid)])


def blank(level: str, on: date) -> bytes:
    """The empty form, with the words that may be used on a second sheet."""
    columns = item_columns(on)
    head = tuple(one.label for one in columns)
    lists = (
        ("一级事项（试点领域）", [one.label for one in fields(on)]),
        ("公开渠道和载体", [one.label for one in venues(on)]),
        ("对应公开类别", [one.label for one in classes_for(level, on)]),
    )
    longest = max(len(words) for _, words in lists)
    rows = tuple(tuple(words[at] if at < len(words) else "" for _, words in lists) for at in range(longest))
    return to_excel(
        SHEET,
        "",
        [
            TextSheet(SHEET, head, (), tuple(18 for _ in head)),
            TextSheet("可填的词", tuple(name for name, _ in lists), rows, (24, 36, 48)),
        ],
    )


def as_csv(rows: Sequence[Row], labels: Mapping[str, str], on: date) -> bytes:
    """One line an item, UTF-8 with its mark; a text that a spreadsheet would compute begins with an apostrophe."""
    columns = columns_of(rows, on)
    out = io.StringIO()
    write = csv.writer(out)
    write.writerow([one.label for one in columns])
    for row in rows:
        texts = (str(row[one.code]) for one in columns)
        write.writerow([_harmless(labels.get(text, text)) for text in texts])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def as_json(head: Mapping[str, Any], rows: Sequence[Row], on: date) -> bytes:
    """The catalogue with its head; each item says how its limit is understood, null where only for people."""
    items = []
    for row in rows:
        limit = limit_of(str(row["limit"]), on)
        understood = {
            "within": limit.within or None, "unit": limit.unit or None, "promptly": limit.promptly,
            "every_months": limit.months or None, "every_days": limit.days or None,
            "by": list(limit.by) if limit.by else None, "standing": limit.standing,
        }  # fmt: skip
        texts = {name: row[name] for name in row if name not in (*LEVEL_FIELDS, "extra")}
        items.append(
            texts
            | {"levels": [row[name] for name in LEVEL_FIELDS], "extra": row["extra"]}
            | {"limit_understood": understood if limit.understood else None}
        )
    return json.dumps({**head, "items": items}, ensure_ascii=False, indent=1).encode()


def _texts(rows: Sequence[Row], column: ItemColumn) -> list[str]:
    return [str(row[column.code]) for row in rows]


def _runs(rows: Sequence[Row], at: int, columns: Sequence[ItemColumn]) -> Iterable[tuple[int, int]]:
    """First row and length of each run that stands under the same levels: those cells are merged."""
    levels = [one.code for one in columns[: at + 1] if one.level]
    first = 0
    for path, run in groupby(rows, key=lambda row: tuple(row[name] for name in levels)):
        count = sum(1 for _ in run)
        if path[-1]:
            yield first, count
        else:
            yield from ((one, 1) for one in range(first, first + count))
        first += count


def _harmless(text: str) -> str:
    return "'" + text if text.startswith(FORMULA) else text
