"""The report as a page: statutory tables merged as printed, readable by a screen reader, every word escaped."""

from __future__ import annotations

from datetime import date
from html import escape

from gongkai.annual.render.filled import NO_MARKS, Marks, filled
from gongkai.annual.render.outline import level_of, outline, paragraphs, title_of
from gongkai.annual.report import Report
from gongkai.law.formats import FormTable
from gongkai.law.papers_layout import NEWEST, words
from gongkai.papers.grid import Grid, GridCell

_STYLE = """
body{font:16px/1.8 "Noto Sans SC","Microsoft YaHei",sans-serif;color:#1a1a1a}
body{max-width:60rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.6rem;text-align:center;line-height:1.4}h2{font-size:1.2rem;margin-top:2rem}h3{font-size:1rem}
p{text-indent:2em;margin:.5rem 0}.legend,.unit{text-indent:0;font-size:.875rem}.unit{text-align:right}
.scroll{overflow-x:auto}.sr{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
.stat{width:100%;border-collapse:collapse;font-size:.875rem;line-height:1.5;font-variant-numeric:tabular-nums}
.stat th,.stat td{border:1px solid #767676;padding:.375rem .5rem}.stat th{font-weight:400;text-align:left}
.stat caption{font-weight:600;text-align:left;padding-bottom:.5rem}
.stat thead th,.stat .sum th{background:#f3f4f6;text-align:center}
.stat .n{text-align:right}.stat .mid td{text-align:center}
.stat .in-1{padding-left:1.5em}.stat .in-2{padding-left:2.5em}.stat .in-3{padding-left:3.5em}
.stat td.found{background:#fff3cd}.stat td.found.stop{background:#f8d7da}
@media print{body{max-width:none;margin:0}}
@media print{thead{display:table-header-group}tr{break-inside:avoid}h2,h3{break-after:avoid}}
""".strip()


def to_html(report: Report, *, full_page: bool, marks: Marks = NO_MARKS, on: date = NEWEST) -> str:
    """The report as HTML: a whole page with its style, or the inside for a page of the portal.

    With `marks`, numbered findings stand in their cells and lead to `#finding-N`.
    """
    title = escape(title_of(report))
    parts = [f"<h1>{title}</h1>"] if full_page else []
    parts.extend(_lines(report.lead))
    for number, entry in enumerate(outline(report), start=1):
        inside = _lines("\n".join(entry.lines))
        if entry.table is not None:
            inside.append(table_html(filled(report, entry.table, on=on, marks=marks), entry.table))
        if entry.empty:
            inside.append(f"<p>{escape(words(on)['empty_section'])}</p>")
        heading = f'<h2 id="section-{number}">{escape(entry.heading)}</h2>' if entry.heading else ""
        label = f' aria-labelledby="section-{number}"' if entry.heading else ""
        parts.append(f"<section{label}>{heading}\n" + "\n".join(inside) + "</section>")
    body = "\n".join(parts)
    return page(title_of(report), body) if full_page else body


def page(title: str, body: str) -> str:
    """A whole page around a body that is already HTML."""
    return (
        f'<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><title>{escape(title)}</title>'
        f"<style>{_STYLE}</style></head>\n<body><main>\n{body}\n</main></body></html>\n"
    )


def table_html(grid: Grid, table: FormTable) -> str:
    """One statutory table: caption, scopes, merged cells as printed, in a region that scrolls by keyboard."""
    name = escape(grid.caption, quote=True)
    head = "".join(_row(row, table) for row in grid.rows[: grid.head_rows])
    body = "".join(_row(row, table) for row in grid.rows[grid.head_rows :])
    unit = f'<p class="unit">{escape(grid.unit)}</p>' if grid.unit else ""
    legend = f'<p class="legend">{escape(grid.legend)}</p>' if grid.legend else ""
    # The section's heading says the same above it, except where a list is an annex of its own.
    hidden = "" if table.layout == "list" else ' class="sr"'
    tone = ' class="mid"' if table.layout == "line" else ""
    return (
        f'{unit}<div class="scroll" tabindex="0" role="region" aria-label="{name}"><table class="stat">'
        f"<caption{hidden}>{escape(grid.caption)}</caption>"
        + (f"<thead>{head}</thead>" if head else "")
        + f"<tbody{tone}>{body}</tbody></table></div>{legend}"
    )


def _row(row: tuple[GridCell, ...], table: FormTable) -> str:
    heads = bool(row) and all(cell.kind in ("caption", "head") for cell in row)
    tone = ' class="sum"' if heads and table.layout == "blocks" else ""
    return f"<tr{tone}>" + "".join(_cell(cell) for cell in row) + "</tr>\n"


def _cell(cell: GridCell) -> str:
    spans = (f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else "") + (
        f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    )
    if cell.kind in ("value", "unit"):
        return f"<td{spans}{_class(cell)}>{escape(cell.text)}{_notes(cell)}</td>"
    if cell.kind == "corner":
        return f"<td{spans}>{escape(cell.text)}</td>"
    across = cell.kind in ("caption", "head")
    many = cell.colspan > 1 if across else cell.rowspan > 1
    scope = ("colgroup" if many else "col") if across else ("rowgroup" if many else "row")
    return f'<th scope="{scope}"{spans}{_class(cell)}>{escape(cell.text)}</th>'


def _class(cell: GridCell) -> str:
    names = []
    if cell.kind == "value":
        names.append("n")
        if cell.number == 0:
            names.append("zero")
        if cell.level:
            names.append("found")
        if cell.level == "error":
            names.append("stop")
    if cell.indent:
        names.append(f"in-{cell.indent}")
    return f' class="{" ".join(names)}"' if names else ""


def _notes(cell: GridCell) -> str:
    if not cell.marks:
        return ""
    links = ",".join(f'<a href="#finding-{number}">{number}</a>' for number in cell.marks)
    return f'<sup aria-label="见问题">[{links}]</sup>'


def _lines(text: str) -> list[str]:
    out = []
    for line in paragraphs(text):
        level = level_of(line)
        out.append(f"<h{level + 1}>{escape(line)}</h{level + 1}>" if level else f"<p>{escape(line)}</p>")
    return out
