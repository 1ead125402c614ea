"""A report as data: the open contract's JSON, back again, and a flat CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from gongkai.annual.documents import CannotRead, Place
from gongkai.annual.render.filled import shown
from gongkai.annual.report import Claim, Figure, Report, SectionText
from gongkai.law.checks import Finding, plain
from gongkai.law.formats import ReportFormat, formats
from gongkai.law.mends import Mend

CSV_HEAD = ("cell", "table", "row", "column", "value", "unit", "how")


def to_json(report: Report) -> dict[str, Any]:
    """The object of the open contract; `edition` names the form exactly. Figures are strings, as entered."""
    form = report.form
    return {
        "file": report.file,
        "agency": report.agency,
        "year": report.year,
        "format": form.family if form else None,
        "edition": form.id if form else None,
        "title": report.title,
        "number": report.number,
        "issued": report.issued,
        "cells": {cell: shown(figure) for cell, figure in report.figures.items()},
        "unread": list(report.unread),
        "lead": report.lead,
        "sections": [{"id": one.id, "heading": one.heading, "text": one.text} for one in report.sections],
        "narrative": [_claim(claim) for claim in report.claims],
        "findings": [_finding(finding) for finding in report.findings],
        "mends": [_mend(mend) for mend in report.mends],
        "notes": list(report.notes),
        "provenance": {cell: _provenance(figure) for cell, figure in report.figures.items()},
    }


def to_csv(report: Report) -> str:
    """One line a cell of the form, in printed order, unread ones with an empty value and `unread` as how."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(CSV_HEAD)
    for id, spec in report.form.cells.items() if report.form else ():
        figure = report.figures.get(id)
        label = " ".join((*spec.row.under, spec.row.label))
        column = " ".join((*spec.column.under, spec.column.label))
        value, how = (shown(figure), figure.how) if figure else ("", "unread")
        writer.writerow((id, spec.table, label, column, value, spec.unit, how))
    return out.getvalue()


def from_json(data: Mapping[str, Any]) -> Report:
    """A report out of the contract's object, its figures as typed in.

    Unread are the form's cells without a figure. Raises CannotRead with code `json-format`, `json-cell` or
    `json-figure` and a sentence naming what is wrong; nothing is passed over in silence.
    """
    form = _form(data)
    provenance = data.get("provenance") or {}
    figures = {}
    for cell, value in (data.get("cells") or {}).items():
        if form is None or cell not in form.cells:
            raise CannotRead("json-cell", f"数据中的单元格 {cell} 不在所用格式中，请核对 cells 的名称和 edition。")
        figures[cell] = _figure(cell, value, provenance.get(cell) or {})
    claims = data.get("narrative") or ()
    unread = tuple(id for id, spec in form.cells.items() if id not in figures and not spec.optional) if form else ()
    year = data.get("year")
    if year is not None and not isinstance(year, int):
        raise CannotRead("json-year", f"year 应为整数年份，现为 {year!r}。")
    return Report(
        file=_text(data, "file"),
        title=_text(data, "title"),
        agency=_text(data, "agency"),
        year=year,
        form=form,
        figures=figures,
        unread=unread,
        lead=_text(data, "lead"),
        sections=tuple(
            SectionText(_text(one, "id"), _text(one, "heading"), _text(one, "text"), Place())
            for one in data.get("sections") or ()
        ),
        claims=tuple(_claim_from(one) for one in claims if "kind" in one),
        findings=tuple(_finding_from(one) for one in data.get("findings") or ()),
        mends=tuple(_mend_from(one) for one in data.get("mends") or ()),
        notes=(*(str(note) for note in data.get("notes") or ()), *_left_out(claims)),
        number=_text(data, "number"),
        issued=_text(data, "issued"),
    )


def _form(data: Mapping[str, Any]) -> ReportFormat | None:
    known = formats()
    edition = data.get("edition")
    if edition is not None:
        if edition not in known:
            raise CannotRead("json-format", f"不认识的格式版本“{edition}”，可用的有：{'、'.join(known)}。")
        return known[edition]
    family = data.get("format")
    if family is None:
        return None
    fitting = [form for form in known.values() if form.family == family]
    cells = set(data.get("cells") or {})
    holding = [form for form in fitting if cells <= set(form.cells)]
    if len(holding) != 1:
        raise CannotRead(
            "json-format", f"格式“{family}”不能唯一确定，请用 edition 写明，可用的有：{'、'.join(known)}。"
        )
    return holding[0]


def _figure(cell: str, value: Any, provenance: Mapping[str, Any]) -> Figure:
    number = _number(f"单元格 {cell} 的值", value)
    return Figure(number, str(value).strip(), _place(provenance), "typed")


def _number(name: str, value: Any) -> Decimal:
    text = str(value).strip()
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise CannotRead("json-figure", f"{name}“{text}”不是数字，请改为数字或者删去该项。") from error
    if not number.is_finite() or isinstance(value, float | bool):
        raise CannotRead("json-figure", f"{name}“{text}”应写成带引号的数字，以免失去精度。")
    return number


def _place(data: Mapping[str, Any]) -> Place:
    return Place(**{name: data.get(name) for name in ("page", "line", "table", "row", "column")})


def _text(data: Mapping[str, Any], key: str) -> str:
    value = data.get(key)
    if value is not None and not isinstance(value, str):
        raise CannotRead("json-text", f"{key} 应为文字，现为 {value!r}。")
    return value or ""


def _provenance(figure: Figure) -> dict[str, Any]:
    settled = {"because": list(figure.because)} if figure.because else {}
    return {**figure.place.as_json(), "how": figure.how, **settled}


def _claim(claim: Claim) -> dict[str, Any]:
    return {
        "claim": claim.what,
        "value": plain(claim.value),
        "text": claim.text,
        "kind": claim.kind,
        "cells": list(claim.cells),
        "of": list(claim.of),
        "place": claim.place.as_json(),
    }


def _claim_from(data: Mapping[str, Any]) -> Claim:
    kind = data["kind"]
    if kind not in ("count", "share", "change", "fee"):
        raise CannotRead("json-narrative", f"narrative 的 kind 应为 count、share、change 或 fee，现为 {kind!r}。")
    return Claim(
        what=_text(data, "claim"),
        kind=kind,
        value=_number("narrative 的 value", data.get("value")),
        text=_text(data, "text"),
        cells=tuple(data.get("cells") or ()),
        place=_place(data.get("place") or {}),
        of=tuple(data.get("of") or ()),
    )


def _left_out(claims: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    count = sum("kind" not in one for one in claims)
    return (f"数据中有 {count} 条正文数字没有写明 kind，未带入报告。",) if count else ()


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "level": finding.level,
        "cells": list(finding.cells),
        "reported": None if finding.reported is None else plain(finding.reported),
        "computed": None if finding.computed is None else plain(finding.computed),
        "missing": list(finding.missing),
        "sentence": finding.sentence,
        "cite": finding.cite,
        "relation": finding.relation,
        "advice": finding.advice,
        "official": finding.official,
    }


def _mend(mend: Mend) -> dict[str, Any]:
    return {
        "cell": mend.cell,
        "reported": plain(mend.reported),
        "proposed": plain(mend.proposed),
        "relations": list(mend.relations),
    }


def _finding_from(data: Mapping[str, Any]) -> Finding:
    reported, computed = data.get("reported"), data.get("computed")
    level = data.get("level")
    if level not in ("error", "warning", "hint"):
        raise CannotRead("json-finding", f"findings 的 level 应为 error、warning 或 hint，现为 {level!r}。")
    return Finding(
        code=_text(data, "code"),
        level=level,
        cells=tuple(data.get("cells") or ()),
        reported=None if reported is None else _number("findings 的 reported", reported),
        computed=None if computed is None else _number("findings 的 computed", computed),
        missing=tuple(data.get("missing") or ()),
        sentence=_text(data, "sentence"),
        cite=_text(data, "cite"),
        relation=_text(data, "relation"),
        advice=_text(data, "advice"),
        official=bool(data.get("official")),
    )


def _mend_from(data: Mapping[str, Any]) -> Mend:
    return Mend(
        cell=_text(data, "cell"),
        reported=_number("mends 的 reported", data.get("reported")),
        proposed=_number("mends 的 proposed", data.get("proposed")),
        relations=tuple(data.get("relations") or ()),
    )
