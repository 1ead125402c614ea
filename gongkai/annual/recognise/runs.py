"""Whose numbers these are: the runs of numbers of a table, each with the cells it should fill."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from gongkai.annual.recognise.chain import Anchor, Find, anchor_of, best_chain, finds
from gongkai.annual.recognise.stream import Stream, Token, label_form
from gongkai.law.formats import FormTable, Label, ReportFormat

# How far behind a last label its numbers may stand: a unit, a footnote mark.
TAIL = 3
# A table's one line of figures stands at most so many label characters behind its heads.
HEADS = 240


@dataclass(frozen=True, slots=True)
class Run:
    """Numbers in a row and the cell ids they belong to, in column order."""

    cells: tuple[str, ...]
    tokens: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class TableRuns:
    """One find of a table: its runs, how many of its rows were found with figures, and where it begins."""

    runs: tuple[Run, ...]
    rows: int
    start: int
    end: int
    weight: float


def tables_in(stream: Stream, form: ReportFormat, table: FormTable) -> list[TableRuns]:
    """Every place where the table may stand, best first."""
    made = _line_tables(stream, form, table) if table.layout == "line" else _row_tables(stream, form, table)
    return sorted((found for found in made if found.rows), key=lambda found: -found.weight)


def _anchors(table: FormTable) -> list[Anchor]:
    anchors: list[Anchor] = []
    for block in table.blocks:
        if block.caption:
            anchors.append(Anchor("", (label_form(block.caption),)))
        if table.layout != "list":
            anchors.extend(Anchor("", anchor_of(column).forms) for column in block.columns)
        anchors.extend(anchor_of(row) for row in block.rows)
    return anchors


def _row_tables(stream: Stream, form: ReportFormat, table: FormTable) -> list[TableRuns]:
    anchors = _anchors(table)
    rows = [(block, row) for block in table.blocks for row in block.rows]
    first = next(index for index, anchor in enumerate(anchors) if anchor.code)
    opening = range(first + 1) if table.layout == "blocks" else range(first, first + 1)
    everything = finds(stream, anchors, 0, len(stream.text))
    starts = sorted({find.start for find in everything if find.anchor in opening and find.anchor == opening[0]})
    made = []
    for start, end in _segments(starts, len(stream.text)):
        inside = [find for find in everything if start <= find.start and find.end <= end]
        inside += [find for find in finds(stream, anchors, start, end) if find not in inside] if len(starts) > 1 else []
        inside.sort(key=lambda find: (find.start, find.end))
        chain = best_chain(inside)
        runs = _runs(stream, table, anchors, chain, [(block.columns, row) for block, row in rows])
        weight = sum(find.score for find in chain)
        made.append(TableRuns(tuple(runs), len(runs), chain[0].start if chain else start, _end(chain, end), weight))
    return made


def _segments(starts: Sequence[int], end: int) -> list[tuple[int, int]]:
    """The whole text, and where the table's beginning stands several times, each stretch up to the next beginning."""
    if len(starts) < 2:
        return [(0, end)]
    return list(zip(starts, [*starts[1:], end], strict=True))


def _end(chain: Sequence[Find], end: int) -> int:
    return chain[-1].end if chain else end


def _runs(
    stream: Stream, table: FormTable, anchors: Sequence[Anchor], chain: Sequence[Find],
    rows: Sequence[tuple[tuple[Label, ...], Label]],
) -> list[Run]:  # fmt: skip
    order = {row.code: index for index, (_, row) in enumerate(rows)}
    runs: list[Run] = []
    for position, find in enumerate(chain):
        code = anchors[find.anchor].code
        if not code:
            continue
        following = chain[position + 1] if position + 1 < len(chain) else None
        last = following is None
        limit = find.end + TAIL if last else following.start  # type: ignore[union-attr]  # `last` says which
        groups = _groups(stream.between(find.start, limit), find)
        index = order[code]
        after = next(
            (order[anchors[later.anchor].code] for later in chain[position + 1 :] if anchors[later.anchor].code),
            index + 1,
        )
        lost = rows[index + 1 : after] if following is not None and anchors[following.anchor].code else []
        runs.extend(_assign(table, rows[index], lost, groups))
    return runs


def _groups(tokens: Sequence[Token], find: Find) -> list[list[Token]]:
    """Numbers that stand together; those inside the label's own words belong with those right behind it."""
    groups = [list(group) for _, group in groupby(tokens, key=lambda token: max(token.at, find.end))]
    return [group for group in groups if any(not token.blank for token in group)]


def _assign(
    table: FormTable, own: tuple[tuple[Label, ...], Label], lost: Sequence[tuple[tuple[Label, ...], Label]],
    groups: list[list[Token]],
) -> list[Run]:  # fmt: skip
    if not groups:
        return []
    width = len(own[0])
    takers = [own, *lost]
    if len(groups) == 1 and lost and _count(groups[0]) == width * len(takers) and not any(t.blank for t in groups[0]):
        # The labels of the rows between were lost, their figures were not.
        groups = [groups[0][at : at + width] for at in range(0, len(groups[0]), width)]
    elif len(groups) != len(takers):
        groups = groups[:1]
    return [
        Run(tuple(f"{table.id}.{row.code}.{column.code}" for column in columns), tuple(group))
        for (columns, row), group in zip(takers, groups, strict=False)
        if any(not token.blank for token in group)
    ]


def _count(tokens: Sequence[Token]) -> int:
    return sum(not token.blank for token in tokens)


def _line_tables(stream: Stream, form: ReportFormat, table: FormTable) -> list[TableRuns]:
    """All rows side by side under three lines of heads: the figures are the first long run behind the heads."""
    block = table.blocks[0]
    cells = tuple(f"{table.id}.{row.code}.{column.code}" for row in block.rows for column in block.columns)
    words = [
        label_form(word)
        for label in (*block.rows, *block.columns)
        for word in (label.label, *label.aliases, *label.under)
    ]
    known = frozenset("".join(words))
    heads = [Anchor("", anchor_of(row).forms) for row in block.rows]
    made = []
    for find in finds(stream, heads, 0, len(stream.text)):
        if find.anchor == 0:
            continue
        for at, group in groupby(stream.between(find.end - 1, find.end + HEADS), key=lambda token: token.at):
            tokens = tuple(group)
            if sum(len(token.text) for token in tokens) >= len(block.columns) * 2 and _only_heads(
                stream, known, find.end, at
            ):
                made.append(TableRuns((Run(cells, tokens),), 1, find.start, at, find.score + _count(tokens)))
                break
    return made


def _only_heads(stream: Stream, known: frozenset[str], start: int, end: int) -> bool:
    """Whether nothing but heads stands between: prose about disputes also names them, and numbers follow there too."""
    between = stream.text[start:end]
    strange = sum(character not in known for character in between)
    return strange <= max(2, len(between) // 20)
