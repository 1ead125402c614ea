"""Findings: a filled format held against its relations. The desk, the import and the open face share these."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from gongkai.law.formats import ReportFormat
from gongkai.law.relations import Level, Relation, Term

Values = Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong and what to do. `computed` is what `reported` should be; `missing` are cells nobody filled."""

    code: str
    level: Level
    cells: tuple[str, ...]
    reported: Decimal | None
    computed: Decimal | None
    missing: tuple[str, ...]
    sentence: str
    cite: str
    relation: str = ""
    advice: str = ""
    official: bool = False


@dataclass(frozen=True, slots=True)
class Checked:
    """All findings of one report, worst first, and the relations that could not be tested for want of figures."""

    findings: tuple[Finding, ...]
    unchecked: tuple[Relation, ...]
    held: tuple[Relation, ...] = field(default=())


def check(form: ReportFormat, values: Values, *, last: Values | None = None, facts: Iterable[str] = ()) -> Checked:
    """Hold one report's figures against every relation of its format.

    `values` and `last` (the year before) are figures by cell id; an absent id is unread, never 0. `facts` are what is
    known of the agency: `rule_making` (may make rules), `reconsideration_first` (the report year is under it).
    Findings come with level error, warning or hint.
    """
    known = frozenset(facts)
    findings: list[Finding] = []
    unchecked: list[Relation] = []
    held: list[Relation] = []
    for relation in form.relations:
        if relation.op in ("text", "units") or (relation.across_years and last is None):
            continue
        made = _test(form, relation, values, last or {}, known)
        if made is None:
            unchecked.append(relation)
        elif made:
            findings.extend(made)
        else:
            held.append(relation)
    rank = {"error": 0, "warning": 1, "hint": 2}
    findings.sort(key=lambda finding: rank[finding.level])
    return Checked(_fold(form, findings), tuple(unchecked), tuple(held))


def _test(
    form: ReportFormat, relation: Relation, values: Values, last: Values, facts: frozenset[str]
) -> list[Finding] | None:
    """Findings, an empty list when it holds, None when a figure is missing."""
    if relation.kind == "non_negative":
        return _kinds(form, relation, values)
    if relation.op == "zero":
        return [] if relation.needs in facts else _zero(form, relation, values)
    if relation.op == "watch":
        return _watch(form, relation, values) if relation.needs in facts else []
    missing = tuple(
        term.cell
        for term in (*relation.left, *relation.right)
        if term.cell not in (last if term.last else values) and not _optional(form, term)
    )
    left, right = _sum(relation.left, values, last), _sum(relation.right, values, last)
    if missing:
        return _sure(form, relation, values, last, missing, left, right)
    if relation.op == "unlikely":
        interesting = values[relation.right[-1].cell] != 0 and left != 0
        broken = left == right and interesting
    else:
        broken = left != right if relation.op == "=" else left > right
    return [_finding(form, relation, values, last, left, right, ())] if broken else []


def _optional(form: ReportFormat, term: Term) -> bool:
    spec = form.cells.get(term.cell)
    return spec is not None and spec.optional


def _sum(terms: Iterable[Term], values: Values, last: Values) -> Decimal:
    return sum((term.sign * (last if term.last else values).get(term.cell, Decimal(0)) for term in terms), Decimal(0))


def _sure(
    form: ReportFormat, relation: Relation, values: Values, last: Values,
    missing: tuple[str, ...], left: Decimal, right: Decimal,
) -> list[Finding] | None:  # fmt: skip
    """A total smaller than the parts already read is wrong whatever the unread parts are: they cannot be negative."""
    if relation.op != "=" or relation.across_years or any(form.cells[cell].kind == "signed" for cell in missing):
        return None
    unread_left = any(term.cell in missing for term in relation.left)
    unread_right = any(term.cell in missing for term in relation.right)
    positive = all(term.sign > 0 for term in (*relation.left, *relation.right))
    if positive and (
        (unread_right and not unread_left and right > left) or (unread_left and not unread_right and left > right)
    ):
        return [_finding(form, relation, values, last, left, right, missing)]
    return None


def _kinds(form: ReportFormat, relation: Relation, values: Values) -> list[Finding]:
    out = []
    for term in relation.left:
        value = values.get(term.cell)
        if value is None:
            continue
        spec = form.cells[term.cell]
        negative = value < 0 and spec.kind != "signed"
        fraction = value != value.to_integral_value() and spec.kind != "amount"
        if negative or fraction:
            wrong = "为负数" if negative else "不是整数"
            out.append(
                Finding(
                    relation.code, relation.level, (term.cell,), value, None, (),
                    f"{spec.label}：{plain(value)} {wrong}。{relation.say}",
                    relation.cite, relation.id, relation.advice,
                )
            )  # fmt: skip
    return out


def _zero(form: ReportFormat, relation: Relation, values: Values) -> list[Finding]:
    cells = tuple(term.cell for term in relation.left if values.get(term.cell, Decimal(0)) != 0)
    if not cells:
        return []
    named = "、".join(f"{form.cells[cell].label} {plain(values[cell])}" for cell in cells)
    return [
        Finding(
            relation.code, relation.level, cells, values[cells[0]], Decimal(0), (),
            f"{named}。{relation.say}", relation.cite, relation.id, relation.advice,
        )
    ]  # fmt: skip


def _watch(form: ReportFormat, relation: Relation, values: Values) -> list[Finding] | None:
    watched = relation.left[0].cell
    if watched not in values:
        return None
    concerned = tuple(term.cell for term in relation.right if values.get(term.cell, Decimal(0)) > 0)
    if values[watched] == 0 or not concerned:
        return []
    spec = form.cells[watched]
    return [
        Finding(
            relation.code, relation.level, (watched, *concerned), values[watched], None, (),
            f"{spec.label} {plain(values[watched])} {spec.unit}。{relation.say}",
            relation.cite, relation.id, relation.advice,
        )
    ]  # fmt: skip


def _finding(
    form: ReportFormat, relation: Relation, values: Values, last: Values,
    left: Decimal, right: Decimal, missing: tuple[str, ...],
) -> Finding:  # fmt: skip
    where = _where(form, relation)
    equation = f"{_side(form, relation.left, values, last, left)}，{_side(form, relation.right, values, last, right)}"
    gap = "" if relation.op == "unlikely" else f"，相差 {plain(abs(left - right))}"
    unread = f"（另有 {len(missing)} 格未读出）" if missing else ""
    return Finding(
        code=relation.code,
        level=relation.level,
        cells=relation.cells,
        reported=left,
        computed=right,
        missing=missing,
        sentence=f"{where}{equation}{gap}{unread}。{relation.say}",
        cite=relation.cite,
        relation=relation.id,
        advice=relation.advice,
        official=relation.official,
    )


def _where(form: ReportFormat, relation: Relation) -> str:
    if not relation.where:
        return ""
    spec = form.cells[relation.cells[0]]
    by_row = relation.cells[0].startswith(f"{spec.table}.{relation.where}.")
    name = " ".join([*spec.row.under[-1:], spec.row.label]) if by_row else spec.column.label
    return f"“{name}”{'一行' if by_row else '一列'}："


def _side(form: ReportFormat, terms: tuple[Term, ...], values: Values, last: Values, total: Decimal) -> str:
    """`甲 3 + 乙 4 = 7`; long sums name only what is not nought, so that the sentence can be read."""
    shown = [term for term in terms if len(terms) <= 3 or (last if term.last else values).get(term.cell)]
    parts = []
    for term in shown:
        spec = form.cells.get(term.cell)
        name = _short(form, term, terms) if spec else term.cell
        value = (last if term.last else values).get(term.cell)
        text = f"{'上年' if term.last else ''}{name} {'未读出' if value is None else plain(value)}"
        parts.append((" − " if term.sign < 0 else " + ") + text)
    joined = "".join(parts).removeprefix(" + ") or "各项之和"
    return joined if len(shown) == 1 and len(terms) == 1 else f"{joined} = {plain(total)}"


def _short(form: ReportFormat, term: Term, terms: tuple[Term, ...]) -> str:
    """Row labels when the terms differ by row, column labels when they differ by column."""
    spec = form.cells[term.cell]
    same_row = (
        len(terms) > 1 and len({form.cells[other.cell].row.code for other in terms if other.cell in form.cells}) == 1
    )
    if same_row or (len(terms) == 1 and spec.column.code in ("total",) and spec.column.label):
        return spec.column.label
    under = spec.row.under[-1] if spec.row.under and spec.row.label[:1].isdigit() else ""
    return f"{under}{spec.row.label}".split("（区分")[0]


def plain(value: Decimal) -> str:
    """A figure as people write it: no exponent, no trailing point; digits as given."""
    return f"{value:f}"


def _fold(form: ReportFormat, findings: list[Finding]) -> tuple[Finding, ...]:
    """One systematic slip in every row of a table is one finding on all its cells, not one a row."""
    folded: list[Finding] = []
    groups: dict[str, list[Finding]] = {}
    kinds = {relation.id: relation for relation in form.relations}
    for finding in findings:
        relation = kinds[finding.relation]
        if relation.op == "unlikely":
            groups.setdefault(relation.group, []).append(finding)
        else:
            folded.append(finding)
    for group in groups.values():
        # One row may be chance; the slip shows when no row that can show it says otherwise.
        cells = tuple(dict.fromkeys(cell for finding in group for cell in finding.cells))
        first = group[0]
        rows = "、".join(form.cells[finding.cells[0]].row.label for finding in group)
        if len(group) > 1:
            folded.append(
                Finding(
                    first.code, first.level, cells, first.reported, first.computed, (),
                    f"{rows}各行：{kinds[first.relation].say}", first.cite, first.relation, first.advice,
                )
            )  # fmt: skip
    return tuple(folded)
