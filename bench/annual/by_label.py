"""Label, then its figures: what an engineer writes in an afternoon with the official labels at hand.

Both readers are told the edition and use the labels and other spellings of the product's own data; rows are looked for
in printed order, so that a label that stands twice is found twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from gongkai.law.formats import FormTable, Label, formats

NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
BLANK = ("", "nan", "NaN", "None")
Rows = Sequence[Sequence[str]]
Wanted = tuple[Label, list[str]]


def bare(text: str) -> str:
    """A label without blanks, with half-width brackets."""
    return re.sub(r"\s+", "", text).replace("(", "（").replace(")", "）")


def wanted(table: FormTable) -> Iterator[Wanted]:
    """Every row with the cells of its figures, in printed order."""
    for block in table.blocks:
        for row in block.rows:
            yield row, [f"{table.id}.{row.code}.{column.code}" for column in block.columns]


def number(text: str) -> Decimal | None:
    """A cell as a figure; blank counts as nought, words as no figure."""
    text = text.strip().replace(",", "")
    if text in BLANK:
        return Decimal(0)
    return Decimal(text).normalize() if NUMBER.fullmatch(text) else None


def from_rows(form: str, rows: Rows) -> dict[str, Decimal]:
    """Figures out of table rows: a row's label anywhere in it, its figures by position from the right."""
    found: dict[str, Decimal] = {}
    cleaned = [[str(cell) for cell in row] for row in rows]
    labels = [{bare(cell) for cell in row} for row in cleaned]
    for table in formats()[form].tables:
        at = 0
        if table.layout == "line":
            cells = [cell for _, row_cells in wanted(table) for cell in row_cells]
            for full in cleaned:
                row = [text for text in full if text.strip() not in BLANK]
                if len(row) >= len(cells) and all(NUMBER.fullmatch(text.strip()) for text in row[-len(cells) :]):
                    found.update(zip(cells, (Decimal(text.strip()) for text in row[-len(cells) :]), strict=True))
            continue
        for label, cells in wanted(table):
            names = {bare(name) for name in (label.label, *label.aliases)}
            line = next((index for index in range(at, len(cleaned)) if names & labels[index]), None)
            if line is None:
                continue
            at = line + 1
            figures = [number(text) for text in last_cells(cleaned[line], names, len(cells))]
            found.update({cell: value for cell, value in zip(cells, figures, strict=False) if value is not None})
    return found


def last_cells(row: Sequence[str], names: set[str], count: int) -> Sequence[str]:
    """The last cells behind a label, not counting blanks that only fill a ragged row up."""
    place = max(index for index, text in enumerate(row) if bare(text) in names)
    behind = list(row[place + 1 :])
    while len(behind) > count and behind[-1].strip() in BLANK:
        behind.pop()
    return behind[-count:]


def from_text(form: str, text: str) -> dict[str, Decimal]:
    """Figures out of running text: the label, blanks and breaks allowed in it, then as many figures as it has cells."""
    found: dict[str, Decimal] = {}
    text = text.replace("|", " ").replace("\\", "").replace("NaN", " ")
    for table in formats()[form].tables:
        title = text.rfind(bare(table.title))
        start = at = max(title, 0)
        spots: list[tuple[int, int, list[str]]] = []
        if table.layout == "line":
            cells = [cell for _, row_cells in wanted(table) for cell in row_cells]
            run = re.compile(rf"(?<![\d.])(?:-?\d+\s+){{{len(cells) - 1}}}-?\d+(?![\d.])")
            match = run.search(text, start)
            found.update(zip(cells, map(Decimal, match[0].split()), strict=True) if match else ())
            continue
        for label, cells in wanted(table):
            matches = [re.compile(spread(name)).search(text, at) for name in (label.label, *label.aliases)]
            best = min((match for match in matches if match), key=lambda match: match.start(), default=None)
            if best:
                spots.append((best.start(), best.end(), cells))
                at = best.end()
        for index, (_, end, cells) in enumerate(spots):
            stop = spots[index + 1][0] if index + 1 < len(spots) else len(text)
            figures = NUMBER.findall(text[end:stop])[: len(cells)]
            if len(figures) == len(cells):
                found.update(zip(cells, map(Decimal, figures), strict=True))
    return found


def spread(name: str) -> str:
    """A pattern for a label whose characters may stand apart."""
    return r"\s*".join(re.escape(character) for character in bare(name)).replace("（", "[（(]").replace("）", "[)）]")
