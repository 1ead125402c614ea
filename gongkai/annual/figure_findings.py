"""Notes on the figures: which were not in the file, which were computed, what they imply for the year before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from gongkai.annual.report import Report
from gongkai.law.agency_kinds import kind_of
from gongkai.law.checks import Finding, plain
from gongkai.law.formats import ReportFormat
from gongkai.law.instruments import instruments


def facts_of(agency: str, year: int | None, form: ReportFormat) -> tuple[str, ...]:
    """What the checks need to know of an agency and a year.

    `rule_making` unless the name shows that it may make no rules (a doubtful name is not accused);
    `reconsideration_first` when the law a relation with that need cites was in force on the year's last day.
    """
    kind = kind_of(agency) if agency else None
    facts = [] if kind is not None and kind.rules == "no" else ["rule_making"]
    for relation in form.relations:
        if relation.needs and relation.needs != "rule_making" and year is not None:
            instrument = instruments().get(relation.cite.split(" ")[0])
            if instrument is not None and instrument.in_force(date(year, 12, 31)):
                facts.append(relation.needs)
    return tuple(dict.fromkeys(facts))


def unread_findings(form: ReportFormat, report: Report) -> Iterator[Finding]:
    """One hint a table for cells nobody could read, and one a table for figures that the relations forced."""
    for table in form.tables:
        cells = [cell.id for cell in table.cells]
        lost = tuple(cell for cell in report.unread if cell in set(cells))
        required = tuple(cell for cell in lost if not form.cells[cell].optional)
        if required:
            yield Finding(
                "unread",
                "hint",
                required,
                None,
                None,
                required,
                f"表“{table.title}”有 {len(required)} 格在原件中没有读出：{_rows(form, required)}。"
                "未读出不等于 0，请对照原件补填。",
                form.cite,
            )
        solved = tuple(cell for cell in cells if cell in report.figures and report.figures[cell].how == "solved")
        if solved:
            because = sorted({id.split("/")[1] for cell in solved for id in report.figures[cell].because if "/" in id})
            shown = "、".join(f"{form.cells[cell].label} {plain(report.figures[cell].value)}" for cell in solved[:8])
            more = f" 等 {len(solved)} 格" if len(solved) > 8 else ""
            yield Finding(
                "solved",
                "hint",
                solved,
                None,
                None,
                (),
                f"表“{table.title}”有 {len(solved)} 格由勾稽关系（{'、'.join(because)}）唯一推出：{shown}{more}。"
                "请对照原件确认。",
                form.cite,
            )


def _rows(form: ReportFormat, cells: tuple[str, ...]) -> str:
    names = dict.fromkeys(" ".join([*form.cells[cell].row.under[-1:], form.cells[cell].row.label]) for cell in cells)
    listed = list(names)
    return "；".join(listed[:6]) + (f" 等 {len(listed)} 行" if len(listed) > 6 else "")


def implied_findings(form: ReportFormat, values: Mapping[str, Decimal], year: int | None) -> Iterator[Finding]:
    """What a stock of this year says the stock of the year before must have been, where that report is not at hand."""
    for relation in form.relations:
        terms = [(term.sign, term) for term in relation.left] + [(-term.sign, term) for term in relation.right]
        last = [(sign, term) for sign, term in terms if term.last]
        if relation.kind != "stock" or len(last) != 1 or any(cell not in values for cell in relation.cells):
            continue
        if all(values[cell] == 0 for cell in relation.cells):
            continue
        rest = sum((sign * values[term.cell] for sign, term in terms if not term.last), Decimal(0))
        sign, term = last[0]
        implied = abs(rest) if rest == 0 else -rest / sign
        spec = form.cells[term.cell]
        when = f"{year - 1} 年" if year else "上年"
        yield Finding(
            "implied-last-year",
            "hint",
            relation.cells,
            values[relation.cells[0]],
            implied,
            (),
            f"按本年各数推算，{when}报告的“{spec.label}”应为 {plain(implied)}，请与上年报告核对。{relation.say}",
            relation.cite,
            relation.id,
            relation.advice,
        )
