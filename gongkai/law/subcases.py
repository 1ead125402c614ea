"""Sub-cases of a request as dated rows: who is asked for what, what silence means, what an answer leads to.

Readings: docs/decisions D-275 to D-278. Time limits stand in `data/deadlines`; what each does to the reply clock in the
table of the procedure.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from gongkai.law.deadline_rules import deadlines
from gongkai.law.duties import duty_codes
from gongkai.law.editions import Edition, editions, named, on_day, one_of
from gongkai.law.instruments import cite_of
from gongkai.law.loading import DATA, Row

SILENT = "silent"
OUTCOMES = ("release", "refuse")
JUDGED = ("paper", "attachment", "release")


@dataclass(frozen=True, slots=True)
class SubCaseKind:
    """One kind. With `letter` it goes outside the unit and its answer has a limit (`clock`); without, the `duties` of
    the own unit answer. `judges` names what each gets its own verdict: a paper, an attachment, a release."""

    code: str
    label: str
    asks: str
    letter: str
    consult: str
    close: str
    clock: str
    then_clock: str
    duties: tuple[str, ...]
    answers: tuple[str, ...]
    findings: bool
    judges: tuple[str, ...]
    notice: str
    told: str
    cite: str
    reading: str


@dataclass(frozen=True, slots=True)
class Effect:
    """What an answered consultation of a third party leads to (条例第三十二条). `notice`: the third party must have
    been told in writing before the reply is served, and `told` is why. `leaf` is the row the refused part counts in."""

    code: str
    answers: tuple[str, ...]
    reason: bool | None
    public_interest: bool | None
    outcome: str
    leaf: str
    notice: bool
    label: str
    told: str
    cite: str
    reading: str


@dataclass(frozen=True, slots=True)
class Lapse:
    """What is written down when a limit passes in silence: the answer deemed given, or that the agency decides."""

    code: str
    answer: str
    decides: bool
    cite: str
    reading: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a reviewer may find of one thing; `asks` is the kind of sub-case that has to follow."""

    code: str
    label: str
    kinds: tuple[str, ...]
    passes: bool
    asks: str
    cite: str
    reading: str


def subcase_kinds(on: date, root: Path = DATA) -> tuple[SubCaseKind, ...]:
    """Every kind of that day. Raises UnknownLaw before the first edition."""
    return on_day(_kinds(root), "子事项", on)


def subcase_kind(code: str, on: date, root: Path = DATA) -> SubCaseKind:
    """One kind. Raises UnknownLaw."""
    return named(subcase_kinds(on, root), code, "子事项", on)


def effect(
    answer: str, on: date, *, reason: bool | None, public_interest: bool | None, root: Path = DATA
) -> Effect | None:  # fmt: skip
    """What the answer (`silent` for none) with the agency's findings leads to; None while findings are missing."""
    for one in on_day(_effects(root), "第三方意见的处理", on):
        fits = one.reason in (None, reason) and one.public_interest in (None, bool(public_interest))
        if answer in one.answers and fits:
            return one
    return None


def lapse(code: str, on: date, root: Path = DATA) -> Lapse:
    """What silence leads to under that consequence. Raises UnknownLaw."""
    return named(on_day(_lapses(root), "逾期未答复", on), code, "逾期后果", on)


def verdicts(kind: str, on: date, root: Path = DATA) -> tuple[Verdict, ...]:
    """The verdicts that may be given in a sub-case of that kind; none where it judges nothing."""
    if not subcase_kind(kind, on, root).judges:
        return ()
    return tuple(one for one in on_day(_verdicts(root), "审查结论", on) if kind in one.kinds)


def verdict(code: str, on: date, root: Path = DATA) -> Verdict:
    """One verdict. Raises UnknownLaw."""
    return named(on_day(_verdicts(root), "审查结论", on), code, "审查结论", on)


@cache
def _kinds(root: Path = DATA) -> tuple[Edition[SubCaseKind], ...]:
    return editions(root / "subcases" / "kinds.toml", "kind", lambda row: _kind(row, root))


@cache
def _effects(root: Path = DATA) -> tuple[Edition[Effect], ...]:
    return editions(root / "subcases" / "effects.toml", "effect", _effect)


@cache
def _lapses(root: Path = DATA) -> tuple[Edition[Lapse], ...]:
    return editions(root / "subcases" / "lapses.toml", "lapse", _lapse)


@cache
def _verdicts(root: Path = DATA) -> tuple[Edition[Verdict], ...]:
    return editions(root / "subcases" / "verdicts.toml", "verdict", _verdict)


def _kind(row: Row, root: Path) -> SubCaseKind:
    duties = row.texts("duties")
    if unknown := [code for code in duties if code not in duty_codes(root)]:
        raise row.fail("duties", f"没有登记岗位 {unknown[0]}")
    judges = row.texts("judges")
    if unknown := [code for code in judges if code not in JUDGED]:
        raise row.fail("judges", f"只能是 {'、'.join(JUDGED)}，现为 {unknown[0]}")
    return SubCaseKind(
        code=row.text("code"), label=row.text("label"), asks=row.text("asks"),
        letter=row.text("letter", required=False), consult=row.text("consult"), close=row.text("close"),
        clock=_clock(row, "clock", root), then_clock=_clock(row, "then_clock", root), duties=duties,
        answers=row.texts("answers", required=True), findings=row.flag("findings"), judges=judges,
        notice=row.text("notice", required=False), told=row.text("told", required=False), cite=cite_of(row),
        reading=row.text("reading", required=False),
    )  # fmt: skip


def _clock(row: Row, key: str, root: Path) -> str:
    rule = row.text(key, required=False)
    if rule and rule not in deadlines(root):
        raise row.fail(key, f"没有登记期限 {rule}")
    return rule


def _effect(row: Row) -> Effect:
    return Effect(
        code=row.text("code"), answers=row.texts("answers", required=True), reason=_flag(row, "reason"),
        public_interest=_flag(row, "public_interest"), outcome=one_of(row, "outcome", OUTCOMES),
        leaf=row.text("leaf", required=False), notice=row.flag("notice"), label=row.text("label"),
        told=row.text("told", required=row.flag("notice")), cite=cite_of(row),
        reading=row.text("reading", required=False),
    )  # fmt: skip


def _flag(row: Row, key: str) -> bool | None:
    return row.flag(key) if row.has(key) else None


def _lapse(row: Row) -> Lapse:
    return Lapse(
        row.text("code"), row.text("answer", required=False), row.flag("decides"), cite_of(row),
        row.text("reading", required=False),
    )  # fmt: skip


def _verdict(row: Row) -> Verdict:
    return Verdict(
        row.text("code"), row.text("label"), row.texts("kinds", required=True), row.flag("passes"),
        row.text("asks", required=False), cite_of(row), row.text("reading", required=False),
    )  # fmt: skip
