"""The catalogue as data: one row for each public record, in CSV and JSON, under the columns that the law data names."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse

from gongkai.kit.clock import BEIJING
from gongkai.law.open_catalogue import catalogue_columns
from gongkai.records.published import Entry

VERSION = "1"
MARK = "\ufeff"
# What a spreadsheet would take for a formula when it stands first in a cell.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def row_of(entry: Entry, codes: Iterable[str]) -> dict[str, str]:
    """The wanted columns of one record, each as text; days as YYYY-MM-DD, moments as ISO 8601 in Beijing time."""
    facts: dict[str, Any] = {
        "index_number": entry.number, "title": entry.title, "summary": entry.summary, "formed_on": entry.formed_on,
        "doc_number": entry.doc_number, "agency_code": entry.agency_code, "agency": entry.agency_name,
        "item": entry.item, "topic": entry.topic, "genre": entry.genre, "effective_on": entry.effective_on,
        "expires_on": entry.expires_on,
        "published_at": entry.published_at.astimezone(BEIJING).isoformat(timespec="minutes"),
        "changed_at": entry.changed_at.astimezone(BEIJING).isoformat(timespec="minutes"),
        "address": settings.BASE_URL + reverse("portal:record", args=(entry.number,)),
    }  # fmt: skip
    return {code: _text(facts[code]) for code in codes}


def as_csv(entries: Iterable[Entry], on: date) -> bytes:
    """CSV that spreadsheets open as UTF-8; no cell can be taken for a formula."""
    columns = catalogue_columns(on)
    codes = [column.code for column in columns]
    out = io.StringIO(newline="")
    out.write(MARK)
    writer = csv.writer(out)
    writer.writerow([column.label for column in columns])
    for entry in entries:
        writer.writerow([_harmless(cell) for cell in row_of(entry, codes).values()])
    return out.getvalue().encode()


def as_json(entries: Iterable[Entry], year: int, on: date) -> bytes:
    """JSON: version, year, columns with their names, and the records."""
    columns = catalogue_columns(on)
    codes = [column.code for column in columns]
    rows: Iterator[str] = (json.dumps(row_of(entry, codes), ensure_ascii=False) for entry in entries)
    head = {"version": VERSION, "year": year, "columns": {column.code: column.label for column in columns}}
    return (json.dumps(head, ensure_ascii=False)[:-1] + ',"records":[\n' + ",\n".join(rows) + "\n]}\n").encode()


def _text(value: Any) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
