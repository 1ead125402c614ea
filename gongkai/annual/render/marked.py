"""The copy that "check my report" hands back: findings numbered at their cells, the sentences in a list behind them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html import escape

from gongkai.annual.render.filled import Marks
from gongkai.annual.render.html import page, to_html
from gongkai.annual.render.outline import title_of
from gongkai.annual.render.paper import report_paper
from gongkai.annual.report import Report
from gongkai.law.checks import Finding
from gongkai.law.errors import UnknownLaw
from gongkai.law.instruments import cited
from gongkai.law.papers_layout import NEWEST
from gongkai.papers.blocks import Block, Body, Heading, NewPage, Title
from gongkai.papers.word import to_word

LEVELS = {"error": "错误", "warning": "提醒", "hint": "提示"}
_NAME = "核对结果"
_NONE = "未发现问题。"


def numbered(report: Report) -> Iterator[tuple[int, Finding]]:
    """The findings with the numbers they carry in the copy, from 1."""
    return enumerate(report.findings, start=1)


def marks_of(report: Report) -> Marks:
    """Which findings stand at which cell, and the worst level there.

    A cell of nought that a sum only runs over is tinted but carries no number: the slip is among the figures.
    """
    numbers: dict[str, tuple[int, ...]] = {}
    levels: dict[str, str] = {}
    rank = list(LEVELS)
    for number, finding in numbered(report):
        for cell in dict.fromkeys(finding.cells):
            if cell == finding.cells[0] or report.values.get(cell) != 0:
                numbers[cell] = (*numbers.get(cell, ()), number)
            levels[cell] = min(levels.get(cell, finding.level), finding.level, key=rank.index)
    return Marks(numbers, levels)


def marked_copy(report: Report, *, on: date = NEWEST) -> bytes:
    """The report as .docx: findings numbered in the cells and listed at the end, with what to do and on what basis."""
    paper = report_paper(report, None, on=on, marks=marks_of(report))
    return to_word(replace(paper, blocks=(*paper.blocks, *_list(report))), on=on)


def marked_page(report: Report, *, on: date = NEWEST) -> str:
    """The same as a whole HTML page; numbers lead to the sentences."""
    items = "\n".join(
        f'<li id="finding-{number}">{escape(sentence_of(finding))}</li>' for number, finding in numbered(report)
    )
    found = f"<ol>\n{items}\n</ol>" if items else f"<p>{_NONE}</p>"
    inside = to_html(report, full_page=False, marks=marks_of(report), on=on)
    title = title_of(report)
    head = f"<h1>{escape(title)}</h1>\n<section><h2>{_NAME}</h2>\n{found}</section>"
    return page(title, f"{head}\n{inside}")


def sentence_of(finding: Finding) -> str:
    """A finding in one paragraph: level, code, what is wrong, what to do, by which rule."""
    rule = cite_words(finding.cite)
    basis = f"（依据：{rule}）" if rule else ""
    return f"【{LEVELS[finding.level]} {finding.code}】{finding.sentence}{finding.advice}{basis}"


def cite_words(cite: str) -> str:
    """A citation as printed in a letter; one that is not registered is shown as it stands."""
    try:
        return cited(cite).words if cite else ""
    except UnknownLaw:
        return cite


def _list(report: Report) -> Iterator[Block]:
    yield NewPage()
    yield Title(_NAME)
    count = len(report.findings)
    yield Heading(2, f"共 {count} 条，编号与表中方括号内的编号一致。") if count else Body(_NONE)
    for number, finding in numbered(report):
        yield Body(f"[{number}] {sentence_of(finding)}")
