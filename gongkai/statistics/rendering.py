"""The files made of a report: rendered once when it is published, then frozen with the snapshot."""

from __future__ import annotations

import json
from collections.abc import Callable

from gongkai.annual.render.data import to_csv, to_json
from gongkai.annual.render.excel import to_excel
from gongkai.annual.render.marked import marked_copy
from gongkai.annual.render.pdf import to_pdf
from gongkai.annual.render.word import to_word
from gongkai.annual.report import Report

Renderer = Callable[[Report], dict[str, bytes]]
MARKED = "marked"
# Spreadsheet programs take a CSV for UTF-8 only when it begins with this mark.
BYTE_ORDER_MARK = "\ufeff"


def _csv(report: Report) -> bytes:
    return (BYTE_ORDER_MARK + to_csv(report).removeprefix(BYTE_ORDER_MARK)).encode()


def _json(report: Report) -> bytes:
    return (json.dumps(to_json(report), ensure_ascii=False, indent=1) + "\n").encode()


MAKERS: dict[str, Callable[[Report], bytes]] = {
    "pdf": to_pdf,
    "docx": to_word,
    "xlsx": to_excel,
    "csv": _csv,
    "json": _json,
    MARKED: marked_copy,
}


def render_one(report: Report, kind: str) -> bytes:
    """One kind of download; `marked` is the Word copy with the findings at their cells. Raises KeyError for another."""
    return MAKERS[kind](report)


def render_all(report: Report) -> dict[str, bytes]:
    """Every download a published report has, by kind."""
    return {kind: make(report) for kind, make in MAKERS.items() if kind != MARKED}
