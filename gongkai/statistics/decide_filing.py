"""Whether a filing may be sent: blank cells, broken relations, explained differences; without the database."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gongkai.law.checks import Finding, check, plain
from gongkai.law.filing_reasons import Reason, reasons
from gongkai.law.formats import CellSpec, ReportFormat
from gongkai.law.mends import Mend, mends
from gongkai.law.relations import Relation

Values = Mapping[str, Decimal]
# What the database keeps of a figure.
LARGEST = Decimal(10) ** 12
PLACES = 6


@dataclass(frozen=True, slots=True)
class Said:
    """One explanation: the relation it speaks of, its reason, amount and words."""

    relation: str
    reason: str
    amount: Decimal
    words: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A finding that may be explained: by which reasons, by how much it is off, and how much was explained."""

    finding: Finding
    reasons: tuple[Reason, ...]
    amount: Decimal
    explained: Decimal

    @property
    def settled(self) -> bool:
        """Whether the amounts make the difference up exactly."""
        return self.amount == self.explained

    @property
    def rest(self) -> Decimal:
        """What is still to be explained; negative where too much was."""
        return self.amount - self.explained


@dataclass(frozen=True, slots=True)
class Judged:
    """All that is to be said of the figures. `blank` are cells without a figure that must have one."""

    blank: tuple[str, ...]
    errors: tuple[Finding, ...]
    differences: tuple[Difference, ...]
    others: tuple[Finding, ...]
    mends: tuple[Mend, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding, worst first."""
        return (*self.errors, *(one.finding for one in self.differences), *self.others)


@dataclass(frozen=True, slots=True)
class Barrier:
    """Why it cannot be sent: a stable code and one sentence saying what to do."""

    code: str
    sentence: str


def judge_figures(
    form: ReportFormat, values: Values, *, last: Values | None, facts: Iterable[str], said: Sequence[Said], on: date
) -> Judged:
    """Hold figures against the relations of their form. `last`: the period before; `on`: the period's last day."""
    checked = check(form, values, last=last, facts=facts)
    kinds: dict[str, Relation] = {relation.id: relation for relation in form.relations}
    errors, differences, others = [], [], []
    for finding in checked.findings:
        may = reasons(kinds[finding.relation].kind, on)
        if may and finding.reported is not None and finding.computed is not None:
            explained = sum((one.amount for one in said if one.relation == finding.relation), Decimal(0))
            differences.append(Difference(finding, may, finding.reported - finding.computed, explained))
        elif finding.level == "error":
            errors.append(finding)
        else:
            others.append(finding)
    blank = tuple(cell for cell, spec in form.cells.items() if not spec.optional and cell not in values)
    return Judged(blank, tuple(errors), tuple(differences), tuple(others), mends(form, values, checked))


def decide_sending(form: ReportFormat, judged: Judged) -> Barrier | None:
    """The first reason against sending, or None."""
    if judged.blank:
        named = "、".join(form.cells[cell].label for cell in judged.blank[:3])
        return Barrier(
            "blank-cells",
            f"还有 {len(judged.blank)} 格没有填（{named}），没有报送。没有发生的填 0。",
        )
    if judged.errors:
        first = judged.errors[0]
        words = f"有 {len(judged.errors)} 处不符合勾稽关系，没有报送。{first.sentence}{first.advice}"
        return Barrier("has-errors", words)
    open_ones = [one for one in judged.differences if not one.settled]
    if open_ones:
        one = open_ones[0]
        said = f"已说明 {plain(one.explained)}，" if one.explained else ""
        return Barrier(
            "not-explained",
            f"有 {len(open_ones)} 处与上期不一致还没有说明清楚，没有报送。{one.finding.sentence}"
            f"差额 {plain(one.amount)}，{said}请改正数字，或者写明原因和数额。",
        )
    return None


def decide_explaining(judged: Judged, said: Said) -> Barrier | None:
    """Why an explanation cannot stand, or None."""
    found = next((one for one in judged.differences if one.finding.relation == said.relation), None)
    if found is None:
        return Barrier("no-difference", "这一处现在没有需要说明的差额，没有保存。请刷新后再看。")
    if said.reason not in {one.code for one in found.reasons}:
        return Barrier("no-reason", "没有选定差异的原因，没有保存。请从所列原因中选择。")
    if not said.words.strip():
        return Barrier("no-words", "没有写明差异的情况，没有保存。请补写。")
    if said.amount == 0 or abs(said.amount) >= LARGEST or said.amount != round(said.amount, PLACES):
        return Barrier("bad-amount", f"说明的数额不能是 {plain(said.amount)}，没有保存。差额是 {plain(found.amount)}。")
    return None


def read_figure(spec: CellSpec, text: str) -> Decimal | Barrier:
    """A figure as typed, by the kind of its cell: 件 whole and not negative, signed whole, amounts to six places."""
    name = f"“{spec.label}”"
    value = read_number(text)
    if value is None:
        return Barrier("bad-figure", f"{name}填的“{text.strip()[:20]}”不是数字，没有保存。请只填阿拉伯数字。")
    if abs(value) >= LARGEST:
        return Barrier("bad-figure", f"{name}的数字太大，没有保存。请核对单位。")
    if value < 0 and spec.kind != "signed":
        return Barrier("bad-figure", f"{name}不能是负数，没有保存。请核对。")
    if spec.kind != "amount" and value != value.to_integral_value():
        return Barrier("bad-figure", f"{name}须是整数，没有保存。请核对。")
    if value != round(value, PLACES):
        return Barrier("bad-figure", f"{name}最多保留 {PLACES} 位小数，没有保存。请核对。")
    return tidy(value)


def read_number(text: str) -> Decimal | None:
    """A number as people write it, full-width digits and separators among them; None for anything else, powers of ten
    (1e9) and words (NaN) among it."""
    plainly = text.strip().translate(FULL_WIDTH)
    return Decimal(plainly) if WRITTEN.fullmatch(plainly) else None


FULL_WIDTH = str.maketrans("０１２３４５６７８９．－＋", "0123456789.-+", ",， 　")
WRITTEN = re.compile(r"[+-]?[0-9]+(\.[0-9]*)?")


def tidy(value: Decimal) -> Decimal:
    """A figure without the noughts that a database adds behind the point."""
    whole = value.to_integral_value() + 0  # a nought has no sign
    return whole.quantize(Decimal(1)) if value == whole else value.normalize()
