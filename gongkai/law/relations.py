"""勾稽关系: relations between cells, written once as data and expanded per column, row or cell.

Every kind of the closed set comes down to `left op right` over cells of this year and of the year before, so the
checks, the solver and the mends share one shape.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from gongkai.law.instruments import cite_of
from gongkai.law.loading import Row

Level = Literal["error", "warning", "hint"]
Operator = Literal["=", "<=", "zero", "unlikely", "text", "units", "watch"]
LEVELS = ("error", "warning", "hint")

# How each kind is tested. "text" is tested by the narrative, "units" by the roll-up; both need the row for its words.
KINDS: dict[str, Operator] = {
    "sum": "=",
    "balance": "=",
    "equal": "=",
    "at_most": "<=",
    "carried_from_last_year": "=",
    "stock": "=",
    "decided_or_pending": "<=",
    "non_negative": "<=",
    "zero_without": "zero",
    "unlikely": "unlikely",
    "stated_in_text": "text",
    "sum_of_units": "units",
    "watch": "watch",
}


@dataclass(frozen=True, slots=True)
class Term:
    """`sign` times a cell, of this year or (`last`) of the year before."""

    sign: int
    cell: str
    last: bool = False


@dataclass(frozen=True, slots=True)
class Relation:
    """One expanded relation. `where` names the column or row it was expanded for; `needs` a fact it depends on.

    `certain`: it holds by the meaning of the words (a part of a whole), so it may choose between cuts of glued digits.
    """

    id: str
    code: str
    kind: str
    op: Operator
    left: tuple[Term, ...]
    right: tuple[Term, ...]
    level: Level
    official: bool
    where: str
    say: str
    advice: str
    cite: str
    needs: str
    group: str
    certain: bool

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells of this year it speaks of, left side first."""
        return tuple(dict.fromkeys(term.cell for term in (*self.left, *self.right) if not term.last))

    @property
    def across_years(self) -> bool:
        """Whether it needs the report of the year before."""
        return any(term.last for term in (*self.left, *self.right))

    @property
    def solvable(self) -> bool:
        """Whether a missing cell may be computed from it: arithmetic of one report that always holds."""
        return self.op == "=" and self.level == "error" and not self.across_years


def relations_of(row: Row, form: str, kinds: Mapping[str, str]) -> tuple[Relation, ...]:
    """Expand all `[[relation]]` of a format. Raises LawDataError for an unknown kind or an absent cell."""
    made: list[Relation] = []
    for entry in row.rows("relation"):
        made.extend(_expand(entry, form, kinds))
    seen: set[str] = set()
    for relation in made:
        if relation.id in seen:
            raise row.fail("relation", f"{relation.id} 展开后重复")
        seen.add(relation.id)
    return tuple(made)


def _expand(entry: Row, form: str, kinds: Mapping[str, str]) -> list[Relation]:
    code, kind, level = entry.text("code"), entry.text("kind"), entry.text("level")
    if kind not in KINDS:
        raise entry.fail("kind", f"只能是 {'、'.join(KINDS)}")
    if level not in LEVELS:
        raise entry.fail("level", f"只能是 {'、'.join(LEVELS)}")
    table, per = entry.text("table", required=False), entry.text("per", "cell")
    if per not in ("cell", "column", "row"):
        raise entry.fail("per", "只能是 cell、column、row")
    lefts, rights = entry.texts("left"), entry.texts("right")
    rows, columns = entry.texts("rows"), entry.texts("columns")
    part = entry.text("part", required=False)
    say, advice, needs = entry.text("say"), entry.text("advice", required=False), entry.text("needs", required=False)
    cite, official, certain = cite_of(entry), entry.flag("official"), entry.flag("certain")
    wheres = _wheres(entry, table, per, rows, columns, kinds)
    entry.done()
    out = []
    for where in wheres:
        left, right = (_terms(entry, side, table, per, where, kinds) for side in (lefts, rights))
        name = f"{form}/{code}" + (f"/{part}" if part else "") + (f"/{where}" if where else "")
        out.append(
            Relation(
                id=name, code=code, kind=kind, op=KINDS[kind], left=left, right=right,
                level=level,  # type: ignore[arg-type]  # checked against LEVELS above
                official=official, where=where, say=say, advice=advice, cite=cite, needs=needs,
                group=f"{form}/{code}" + (f"/{part}" if part else ""), certain=certain,
            )
        )  # fmt: skip
    return out


def _wheres(
    entry: Row, table: str, per: str, rows: tuple[str, ...], columns: tuple[str, ...], kinds: Mapping[str, str]
) -> list[str]:
    if per == "cell":
        return [""]
    inside = [id.removeprefix(f"{table}.") for id in kinds if id.startswith(f"{table}.")]
    if not inside:
        raise entry.fail("table", f"没有名为 {table} 的表")
    every = [id.rpartition(".")[2] for id in inside] if per == "column" else [id.rpartition(".")[0] for id in inside]
    chosen = columns if per == "column" else rows
    for name in chosen:
        if name not in every:
            raise entry.fail(f"{per}s", f"表 {table} 中没有 {name}")
    return [name for name in dict.fromkeys(every) if not chosen or name in chosen]


def _terms(
    entry: Row, names: tuple[str, ...], table: str, per: str, where: str, kinds: Mapping[str, str]
) -> tuple[Term, ...]:
    out: list[Term] = []
    for written in names:
        name, sign, last = written, 1, False
        if name.startswith("-"):
            name, sign = name[1:], -1
        if name.startswith("last:"):
            name, last = name[5:], True
        full = {"cell": name, "column": f"{table}.{name}.{where}", "row": f"{table}.{where}.{name}"}[per]
        if "*" in full:
            head, _, tail = full.partition("*")
            matched = [id for id in kinds if id.startswith(head) and id.endswith(tail) and "*" not in id]
        else:
            matched = [full] if full in kinds or last else []
        if not matched:
            raise entry.fail("left/right", f"没有单元格 {full}（写作 {written}）")
        out.extend(Term(sign, id, last) for id in matched)
    return tuple(out)
