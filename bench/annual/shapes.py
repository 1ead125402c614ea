"""Made reports with known figures in the shapes and breaks that real copies have, for measuring the reader."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from gongkai.law.formats import FormTable, ReportFormat

Rows = list[list[str]]


@dataclass(frozen=True, slots=True)
class Made:
    """One made report: its text, the truth of every cell, and which shape and breaks it has."""

    name: str
    text: str
    truth: dict[str, Decimal]


def facts(form: ReportFormat, dice: random.Random, *, busy: float) -> dict[str, Decimal]:
    """Figures that keep every sum of the format. `busy` is the share of cells that are not nought."""
    values: dict[str, Decimal] = {}
    for cell, spec in form.cells.items():
        if spec.optional:
            continue
        roll = dice.random()
        size = 0 if roll > busy else int(dice.paretovariate(0.7)) % 4000
        if spec.kind == "amount":
            values[cell] = Decimal(size) if dice.random() < 0.3 else Decimal(size * 1000 + dice.randrange(1000)) / 1000
        elif spec.kind == "signed":
            values[cell] = Decimal(size if dice.random() < 0.5 else -size)
        else:
            values[cell] = Decimal(size)
    for _ in range(3):
        for relation in form.relations:
            if relation.solvable and len(relation.left) == 1 and all(term.cell in values for term in relation.right):
                values[relation.left[0].cell] = sum(
                    (term.sign * values[term.cell] for term in relation.right), Decimal(0)
                )
        for relation in form.relations:
            if relation.code == "R1" and "total" not in relation.where:
                total, out = values[relation.right[0].cell], values[relation.right[1].cell]
                carried = min(values[relation.left[1].cell], total + out)
                values[relation.left[1].cell] = carried
                values[relation.left[0].cell] = total + out - carried
    return values


def printed(value: Decimal) -> str:
    """A figure as a report prints it."""
    return f"{value.normalize():f}" if value == value.to_integral_value() else f"{value:f}"


def label_rows(form: ReportFormat, table: FormTable, values: dict[str, Decimal]) -> Rows:
    """The table as rows of cells, label cells first, group labels on their first row only."""
    rows: Rows = []
    if table.layout == "line":
        block = table.blocks[0]
        rows.append([row.label for row in block.rows])
        rows.append([column.label for _ in block.rows for column in block.columns])
        rows.append(
            [printed(values[f"{table.id}.{row.code}.{column.code}"]) for row in block.rows for column in block.columns]
        )
        return rows
    for block in table.blocks:
        if block.caption:
            rows.append([block.caption])
        rows.append([block.stub or "指标", *(column.label for column in block.columns)])
        shown: tuple[str, ...] = ()
        for row in block.rows:
            if f"{table.id}.{row.code}.{block.columns[0].code}" not in values:
                continue
            groups = [word for word in row.under if word not in shown]
            shown = row.under
            unit = [row.unit] if table.layout == "list" else []
            figures = [printed(values[f"{table.id}.{row.code}.{column.code}"]) for column in block.columns]
            rows.append([*groups, row.label, *unit, *figures])
    return rows


def is_figure(cell: str) -> bool:
    """Whether a cell of `label_rows` holds a figure."""
    return cell == "" or cell.lstrip("+-").replace(".", "").isdigit()


def tabs(rows: Rows) -> str:
    """Cells between tabs, as a copy from a word processor leaves them."""
    return "\n".join("\t".join(row) for row in rows)


def bars(rows: Rows) -> str:
    """Cells with a bar after each, as page extractors write tables."""
    return "\n".join(" | ".join(row) + " |" for row in rows)


def one_a_line(rows: Rows) -> str:
    """A cell a line, a blank line between rows."""
    return "\n\n".join("\n".join(row) for row in rows)


def barred_lines(rows: Rows) -> str:
    """A cell a line, each with a bar behind it."""
    return "\n".join("\n".join(f"{cell} |" for cell in row) for row in rows)


def spaces(rows: Rows) -> str:
    """Figures a space apart behind their label."""
    return "\n".join(" ".join(row) for row in rows)


def glued(rows: Rows) -> str:
    """Everything run together: the digits of a row are one string."""
    return "".join("".join(row) for row in rows)


def wrapped(rows: Rows) -> str:
    """Labels broken after eight characters, the figures at the height of their middle line, as from a printed page."""
    lines = []
    for row in rows:
        words = [cell for cell in row if not is_figure(cell)]
        figures = " ".join(cell for cell in row if is_figure(cell) and cell)
        lines.extend(words[:-1] if figures else [])
        label = words[-1] if figures and words else "".join(words)
        pieces = [label[at : at + 8] for at in range(0, len(label), 8)] or [""]
        pieces[(len(pieces) - 1) // 2] += f" {figures}"
        lines.extend(pieces)
    return "\n".join(lines)


SHAPES: tuple[Callable[[Rows], str], ...] = (tabs, bars, one_a_line, barred_lines, spaces, glued, wrapped)


def lose_row(rows: Rows, dice: random.Random) -> None:
    """A row with label and figures is gone."""
    full = [index for index, row in enumerate(rows) if len([cell for cell in row if is_figure(cell)]) > 2]
    if full:
        rows.pop(dice.choice(full))


def lose_label(rows: Rows, dice: random.Random) -> None:
    """A row's label is gone, its figures stand."""
    full = [row for row in rows if len([cell for cell in row if is_figure(cell)]) == 7]
    if full:
        row = dice.choice(full)
        row[:] = [cell for cell in row if is_figure(cell)]


def lose_last(rows: Rows, dice: random.Random) -> None:
    """Some rows lost their last figure."""
    for row in rows:
        if is_figure(row[-1]) and len(row) > 6 and dice.random() < 0.3:
            row.pop()


def blank_noughts(rows: Rows, dice: random.Random) -> None:
    """Noughts are left blank."""
    for row in rows:
        row[:] = ["" if cell == "0" else cell for cell in row]


def shift(rows: Rows, dice: random.Random) -> None:
    """An empty cell stands before a row's figures."""
    for row in rows:
        if len(row) > 6 and is_figure(row[-1]) and dice.random() < 0.5:
            row.insert(next(index for index, cell in enumerate(row) if is_figure(cell)), "")


def mistype(rows: Rows, dice: random.Random) -> None:
    """A character of some labels is wrong or missing."""
    for row in rows:
        for index, cell in enumerate(row):
            if not is_figure(cell) and len(cell) > 7 and dice.random() < 0.4:
                at = dice.randrange(2, len(cell))
                row[index] = cell[:at] + dice.choice(["", "的", "数"]) + cell[at + 1 :]


def page_break(rows: Rows, dice: random.Random) -> None:
    """A page number between two rows."""
    rows.insert(dice.randrange(len(rows)), [f"- {dice.randrange(2, 12)} -"])


def nothing(rows: Rows, dice: random.Random) -> None:
    """No break."""


BREAKS = (nothing, lose_row, lose_label, lose_last, blank_noughts, shift, mistype, page_break)


def made(form: ReportFormat, seed: int) -> Iterator[Made]:
    """One report in every shape with every break."""
    for shape in SHAPES:
        for fault in BREAKS:
            dice = random.Random(f"{form.id}/{seed}/{shape.__name__}/{fault.__name__}")
            values = facts(form, dice, busy=dice.choice([0.05, 0.2, 0.5]))
            parts = [f"某某区{form.first_year}年{form.titles[0]}", "本报告由本机关编制，全年办理平稳。"]
            for section in form.sections:
                parts.append(f"{section.numeral}、{section.heading}")
                if section.table:
                    rows = label_rows(form, form.table(section.table), values)
                    fault(rows, dice)
                    parts.append(shape(rows))
                else:
                    parts.append("按照规定办理，情况正常，没有需要补充的数字。")
            joined = "" if shape is glued else "\n"
            yield Made(f"{shape.__name__}/{fault.__name__}", joined.join(parts), values)
