"""Documents and reports made by hand, so that the text can be tested without a reader of tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from gongkai.annual.documents import Document, Line, Place
from gongkai.annual.heads import read_head
from gongkai.annual.report import Figure, Report
from gongkai.annual.sections import choose_form, split
from gongkai.law.formats import formats

SAMPLES = Path(__file__).parents[1] / "samples"


def document(text: str, name: str = "made.txt") -> Document:
    """A document of plain lines."""
    return Document(name, "text", tuple(Line(line, Place(line=n)) for n, line in enumerate(text.splitlines(), start=1)))


def sample(name: str) -> Document:
    """One of the project's sample reports."""
    return document((SAMPLES / f"{name}.txt").read_text(encoding="utf-8"), f"{name}.txt")


def figures(values: Mapping[str, int | str]) -> dict[str, Figure]:
    """Figures as if read."""
    return {cell: Figure(Decimal(str(value)), str(value), Place()) for cell, value in values.items()}


def report_of(made: Document, values: Mapping[str, int | str] | None = None) -> Report:
    """Head and text read from the document, figures as given; the cells not given are unread only if some are given."""
    head = read_head(made)
    form = choose_form(made.text, head.year)
    lead, sections, notes = split(made, (form,) if form else tuple(formats().values()))
    found = figures(values or {})
    unread = tuple(cell for cell in form.cells if cell not in found) if form and found else ()
    return Report(
        made.name, head.title, head.agency, head.year, form, found, unread, lead, sections,
        notes=(*head.notes, *notes), number=head.number, issued=head.issued,
    )  # fmt: skip


def zeros(form_id: str, **changed: int | str) -> dict[str, int | str]:
    """Every cell 0 but the changed ones, whose ids are written with `__` for the dot."""
    values: dict[str, int | str] = dict.fromkeys(formats()[form_id].cells, 0)
    values.update({cell.replace("__", "."): value for cell, value in changed.items()})
    return values


def bare(form_id: str, values: Mapping[str, int | str], agency: str = "甲区", year: int = 2024) -> Report:
    """A report of figures alone."""
    form = formats()[form_id]
    found = figures(values)
    return Report("made", "", agency, year, form, found, tuple(cell for cell in form.cells if cell not in found))


def with_sections(report: Report, made: Report) -> Report:
    """The figures of one with the text of another."""
    return replace(report, sections=made.sections, lead=made.lead)


def a_report(requests: str, *, other: str = "本年度未收取信息处理费。", year: int = 2024, overview: str = "") -> str:
    """A clean report of the 2021 edition with the given sentences about requests."""
    return f"""甲区{year}年度政府信息公开工作年度报告
根据《中华人民共和国政府信息公开条例》编制本报告，所列数据的统计期限为{year}年1月1日至12月31日。
一、总体情况
{overview}
（一）主动公开情况
发布各类信息，及时回应关切。
（二）依申请公开情况
{requests}
（三）政府信息管理情况
逐件登记。
（四）政府信息公开平台建设情况
网站运行正常。
（五）监督保障情况
组织培训。
二、主动公开政府信息情况
第二十条第（一）项
信息内容\t本年制发件数\t本年废止件数\t现行有效件数
规章\t0\t0\t0
三、收到和处理政府信息公开申请情况
一、本年新收政府信息公开申请数量\t0\t0\t0\t0\t0\t0\t0
四、政府信息公开行政复议、行政诉讼情况
0\t0\t0\t0\t0
五、存在的主要问题及改进情况
解读形式单一，明年改进。
六、其他需要报告的事项
{other}
"""
