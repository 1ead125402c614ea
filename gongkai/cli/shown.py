"""Reports as people read them on a terminal: what was read, the tables, the findings with what to do."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table
from rich.text import Text

from gongkai.annual.report import Report
from gongkai.cli.as_json import printed
from gongkai.law.checks import Finding, plain
from gongkai.law.formats import Block, FormTable
from gongkai.law.mends import Mend

LEVELS = {"error": ("错误", "bold red"), "warning": ("提醒", "yellow"), "hint": ("提示", "cyan")}
UNREAD = "未读出"


def show_head(console: Console, report: Report) -> None:
    """Title, whose, which year, which format, and how the figures were won."""
    console.print(Text(report.title or report.file, style="bold"))
    solved = sum(figure.how == "solved" for figure in report.figures.values())
    form = report.form.title if report.form else "格式不明"
    year = f"{report.year} 年度" if report.year else "年度不明"
    console.print(f"{report.agency or '单位不明'}  {year}  {form}")
    console.print(
        f"读出 {len(report.figures) - solved} 格，按勾稽关系求得 {solved} 格（标 *），未读出 {len(report.unread)} 格。"
    )
    for note in report.notes:
        console.print(f"注：{note}")


def show_tables(console: Console, report: Report) -> None:
    """Every statutory table, block by block. A solved figure carries a star; an unread one says so."""
    if report.form is None:
        return
    for table in report.form.tables:
        for number, block in enumerate(table.blocks):
            console.print(_grid(report, table, block, table.title if number == 0 else ""))


def _grid(report: Report, table: FormTable, block: Block, title: str) -> Table:
    grid = Table(title=title or None, title_justify="left", title_style="bold", show_lines=False)
    grid.add_column(block.caption or block.stub, overflow="fold", max_width=40)
    for column in block.columns:
        grid.add_column(column.label, justify="right", overflow="fold", min_width=4)
    for row in block.rows:
        cells = [f"{table.id}.{row.code}.{column.code}" for column in block.columns]
        if row.optional and not any(cell in report.figures for cell in cells):
            continue
        label = " ".join([*row.under[-1:], row.label])
        grid.add_row(label, *(_figure(report, cell) for cell in cells))
    return grid


def _figure(report: Report, cell: str) -> Text:
    figure = report.figures.get(cell)
    if figure is None:
        return Text(UNREAD, style="dim")
    worst = next((finding.level for finding in report.findings if cell in finding.cells), "")
    star = "*" if figure.how == "solved" else ""
    return Text(plain(figure.value) + star, style=LEVELS[worst][1] if worst else "")


def show_findings(console: Console, findings: Iterable[Finding], mends: Iterable[Mend] = ()) -> None:
    """Worst first; each with its sentence, what to do and the article."""
    listed = list(findings)
    for finding in listed:
        word, style = LEVELS[finding.level]
        console.print(Text.assemble((f"{word} {finding.code}  ", style), finding.sentence))
        if finding.advice and finding.advice not in finding.sentence:
            console.print(f"      办法：{finding.advice}")
        if finding.cite:
            console.print(f"      依据：{printed(finding.cite)}")
    for mend in mends:
        console.print(
            f"可能的笔误：{mend.cell} 由 {plain(mend.reported)} 改为 {plain(mend.proposed)}，"
            f"可同时消除 {len(mend.relations)} 处不符。"
        )
    counts = "，".join(
        f"{word} {sum(finding.level == level for finding in listed)}" for level, (word, _) in LEVELS.items()
    )
    console.print(f"共 {len(listed)} 条发现：{counts}。" if listed else "没有发现问题。")
