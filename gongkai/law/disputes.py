"""How reconsideration and suits run and end: their limits, what may be decided, the column of table four it counts in.

A decision's `outcome` is a column of the annual report's table four (条例第五十条); SAME stands for that of the
decision appealed against, OPEN for a case that goes on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from gongkai.law.deadline_rules import deadlines
from gongkai.law.errors import UnknownLaw
from gongkai.law.formats import Block, formats
from gongkai.law.history import add, in_force
from gongkai.law.instruments import cite_of
from gongkai.law.loading import DATA, Row, load

SAME, OPEN, PENDING = "same", "open", "pending"
TABLE = "t4"
ORDERS = ("none", "may", "must")


@dataclass(frozen=True, slots=True)
class Decision:
    """One way to end a case at one instance. `orders`: none, may or must order something; `again`: to handle anew;
    `unaccepted`: it refuses to take the case up."""

    code: str
    label: str
    instances: tuple[int, ...]
    outcome: str
    orders: str
    again: bool
    unaccepted: bool
    next: str
    cite: str


@dataclass(frozen=True, slots=True)
class Edition:
    """The decisions of one kind of case from a day on."""

    since: date
    cite: str
    reading: str
    decisions: dict[str, Decision]


@dataclass(frozen=True, slots=True)
class Course:
    """The limits of one kind of case at one instance, as deadline ids. Summary ones are empty where there is none."""

    since: date
    cite: str
    reading: str
    title: str
    body: str
    received: str
    defence_title: str
    defence: str
    decision: str
    pause: str
    pause_cite: str
    summary_defence: str
    summary_decision: str
    summary_cite: str
    ordinary_cite: str

    def limits(self, summary: bool) -> tuple[str, str]:
        """The limit of the defence and that of the decision, by procedure."""
        return (self.summary_defence, self.summary_decision) if summary else (self.defence, self.decision)


def decisions_on(kind: str, on: date, instance: int = 1, root: Path = DATA) -> dict[str, Decision]:
    """What may be decided that day. Raises UnknownLaw before the first edition."""
    found = in_force(_editions(root).get(kind, ()), on)
    if found is None:
        raise UnknownLaw(f"{on.isoformat()} 没有登记该类案件的决定、裁判种类，不能登记结果。")
    return {code: one for code, one in found.decisions.items() if instance in one.instances}


def course_on(kind: str, on: date, instance: int = 1, root: Path = DATA) -> Course:
    """The limits of a case that day. Raises UnknownLaw before the first row."""
    found = in_force(_courses(root).get((kind, min(instance, 2)), ()), on)
    if found is None:
        raise UnknownLaw(f"{on.isoformat()} 没有登记该类案件的期限，不能推算。")
    return found


@cache
def outcomes(root: Path = DATA) -> dict[str, str]:
    """The columns of table four of the newest form, code to label, without the sum."""
    return {one.code: one.label for one in _table(root).columns if one.code != "total"}


@cache
def blocks(root: Path = DATA) -> dict[str, str]:
    """The rows of table four of the newest form, code to label."""
    return {one.code: one.label for one in _table(root).rows}


def _table(root: Path) -> Block:
    newest = max(formats(root).values(), key=lambda one: one.first_year)
    return newest.table(TABLE).blocks[0]


@cache
def _editions(root: Path = DATA) -> dict[str, tuple[Edition, ...]]:
    row = load(root / "disputes" / "decisions.toml")
    found: dict[str, list[Edition]] = {}
    for entry in row.rows("edition", required=True):
        decisions: dict[str, Decision] = {}
        for one in entry.rows("decision", required=True):
            made = _decision(one, root)
            if made.code in decisions:
                raise one.fail("code", f"{made.code} 写了两次")
            decisions[made.code] = made
        edition = Edition(entry.day("from"), cite_of(entry), entry.text("reading", required=False), decisions)
        add(found.setdefault(entry.text("kind"), []), edition, entry)
        entry.done()
    row.done()
    return {kind: tuple(history) for kind, history in found.items()}


def _decision(row: Row, root: Path) -> Decision:
    instances = tuple(int(one) for one in row.raw("instances"))
    made = Decision(
        row.text("code"), row.text("label"), instances, row.text("outcome"), row.text("orders"), row.flag("again"),
        row.flag("unaccepted"),
        row.text("next", required=False), cite_of(row),
    )  # fmt: skip
    if made.outcome not in (set(outcomes(root)) - {PENDING}) | {SAME, OPEN}:
        raise row.fail("outcome", f"{made.outcome} 不是表四的一栏")
    if made.orders not in ORDERS or (made.next and made.next not in deadlines(root)):
        raise row.fail("orders", "orders 应为 none、may 或 must，next 应为已登记的期限")
    row.done()
    return made


@cache
def _courses(root: Path = DATA) -> dict[tuple[str, int], tuple[Course, ...]]:
    row = load(root / "disputes" / "courses.toml")
    found: dict[tuple[str, int], tuple[Course, ...]] = {}
    for entry in row.rows("course", required=True):
        words = tuple(entry.text(key) for key in ("title", "body", "received", "defence_title"))
        history: list[Course] = []
        for one in entry.rows("value", required=True):
            add(history, _course(one, words, root), one)
        found[entry.text("kind"), entry.integer("instance")] = tuple(history)
        entry.done()
    return found


def _course(row: Row, words: tuple[str, ...], root: Path) -> Course:
    short = row.table("summary")
    summary = [short.text(key) for key in ("defence", "decision")] if short else ["", ""]
    cites = [cite_of(short), cite_of(short, "ordinary_cite")] if short else ["", ""]
    title, body, received, defence_title = words
    made = Course(
        row.day("from"), cite_of(row), row.text("reading", required=False), title, body, received, defence_title,
        row.text("defence"), row.text("decision"), row.text("pause"), cite_of(row, "pause_cite"), *summary, *cites,
    )  # fmt: skip
    if unknown := {made.defence, made.decision, *filter(None, summary)} - set(deadlines(root)):
        raise row.fail("defence", f"没有登记期限 {'、'.join(sorted(unknown))}")
    row.done()
    return made
