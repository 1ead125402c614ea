"""Electronic supervision as dated rows: the kinds of steps that are watched, and the rules where an office set none.

Readings: docs/decisions D-307 to D-311. Most limits stand in `data/deadlines`; here only those no law gives.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from gongkai.law.calendar import Calendars
from gongkai.law.deadline_rules import deadlines
from gongkai.law.editions import one_of
from gongkai.law.errors import CalendarNotPublished, UnknownLaw
from gongkai.law.history import add, in_force
from gongkai.law.instruments import cite_of
from gongkai.law.loading import DATA, Row, load

TERMS = ("statutory", "working")
BINDS = ("agency", "other")
COLOURS = ("", "yellow", "orange", "red")
CHANNELS = ("desk", "mail", "webhook")
# In the order in which a notice goes up where nobody holds the role.
ROLES = ("holder", "section_head", "deputy_leader", "disclosure_office", "supervisor")


@dataclass(frozen=True, slots=True)
class NodeLimit:
    """So many working days for a step that no law limits, from a day on."""

    since: date
    working_days: int
    cite: str
    reading: str


@dataclass(frozen=True, slots=True)
class WatchNode:
    """One kind of step. `rule` is the row of data/deadlines behind it, `limits` its own days where there is none.

    `binds` "other": somebody else must act until then; when it has passed, the unit goes on and is not late. `lapses`:
    until then something may be done; letting it pass is no fault, and the clock ends.
    """

    code: str
    label: str
    term: str
    source: str
    binds: str
    rule: str
    limits: tuple[NodeLimit, ...]
    lapses: bool
    reading: str


@dataclass(frozen=True, slots=True)
class Basis:
    """On what the watching itself rests, from a day on."""

    since: date
    cite: str


@dataclass(frozen=True, slots=True)
class WatchStep:
    """One step of the rules: so many working days from the due date (before: negative), who is told, by which ways.

    `nodes` names the kinds of steps it is for; empty: all.
    """

    code: str
    days: int
    colour: str
    tell: tuple[str, ...]
    channels: tuple[str, ...]
    nodes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WatchRules:
    """The rules of one office. `quiet` like 21:00-07:30, empty for never; `repeat_days` 0 for no repetition."""

    steps: tuple[WatchStep, ...]
    near_days: int
    quiet: str
    repeat_days: int
    repeat_most: int
    card_days: int


@dataclass(frozen=True, slots=True)
class RulesEdition:
    """The rules that hold where no office set its own."""

    since: date
    cite: str
    reading: str
    rules: WatchRules


def watch_nodes(root: Path = DATA) -> dict[str, WatchNode]:
    """Every kind of step by code, in the order of the list."""
    return _nodes(root)[1]


def node_cite(code: str, on: date, root: Path = DATA) -> str:
    """What obliges to the step on that day: the deadline's article, its own limit's, else that of the watching.

    Raises UnknownLaw for a code not listed and before the first row.
    """
    basis, nodes = _nodes(root)
    node = nodes.get(code)
    if node is None:
        raise UnknownLaw(f"监察节点中没有“{code}”，请核对代码。")
    rule = in_force(deadlines(root)[node.rule].history, on) if node.rule else None
    found = rule or in_force(node.limits, on) or in_force(basis, on)
    if found is None:
        raise UnknownLaw(f"{on.isoformat()} 没有登记电子监察的依据。")
    return found.cite


def node_due(code: str, begun_on: date, calendars: Calendars, root: Path = DATA) -> date:
    """The last day of a step limited here, by weekends alone in a year whose calendar is not out yet (D-309): what runs
    into it would else be watched by nobody. Raises UnknownLaw where the step is not limited here."""
    node = watch_nodes(root).get(code)
    limit = in_force(node.limits, begun_on) if node else None
    if limit is None:
        raise UnknownLaw(f"{begun_on.isoformat()} 没有登记“{code}”的工作期限。")
    try:
        return calendars.add_working_days(begun_on, limit.working_days)
    except CalendarNotPublished:
        day, left = begun_on, limit.working_days
        while left:
            day += timedelta(days=1)
            left -= calendars.kind_of(day, provisional=True).working
        return day


def default_rules(on: date, root: Path = DATA) -> RulesEdition:
    """The rules that hold that day where no office set its own. Raises UnknownLaw."""
    found = in_force(_rules(root), on)
    if found is None:
        raise UnknownLaw(f"{on.isoformat()} 没有登记监察规则。")
    return found


@cache
def _nodes(root: Path) -> tuple[tuple[Basis, ...], dict[str, WatchNode]]:
    row = load(root / "supervision" / "nodes.toml")
    basis: list[Basis] = []
    for one in row.rows("basis", required=True):
        add(basis, Basis(one.day("from"), cite_of(one)), one)
        one.done()
    nodes: dict[str, WatchNode] = {}
    for one in row.rows("node", required=True):
        node = _node(one, root)
        if node.code in nodes:
            raise one.fail("code", f"{node.code} 写了两次")
        nodes[node.code] = node
    row.done()
    return tuple(basis), nodes


def _node(row: Row, root: Path) -> WatchNode:
    limits: list[NodeLimit] = []
    for one in row.rows("limit"):
        reading = one.text("reading", required=False)
        add(limits, NodeLimit(one.day("from"), one.integer("working_days"), cite_of(one), reading), one)
        one.done()
    rule = row.text("rule", required=False)
    if rule and rule not in deadlines(root):
        raise row.fail("rule", f"deadlines 中没有 {rule}")
    if rule and limits:
        raise row.fail("limit", "有 rule 的节点期限取自 deadlines，不能再写 limit")
    node = WatchNode(
        row.text("code"), row.text("label"), one_of(row, "term", TERMS), row.text("source"),
        one_of(row, "binds", BINDS), rule, tuple(limits), row.flag("lapses"), row.text("reading", required=False),
    )  # fmt: skip
    row.done()
    return node


@cache
def _rules(root: Path) -> tuple[RulesEdition, ...]:
    row = load(root / "supervision" / "rules.toml")
    history: list[RulesEdition] = []
    for one in row.rows("edition", required=True):
        rules = WatchRules(
            tuple(_step(step) for step in one.rows("step", required=True)), one.integer("near_days"),
            one.text("quiet"), one.integer("repeat_days"), one.integer("repeat_most"), one.integer("card_days"),
        )  # fmt: skip
        add(history, RulesEdition(one.day("from"), cite_of(one), one.text("reading", required=False), rules), one)
        one.done()
    row.done()
    return tuple(history)


def _step(row: Row) -> WatchStep:
    step = WatchStep(
        row.text("code"), row.integer("days"), one_of(row, "colour", COLOURS), _all_of(row, "tell", ROLES),
        _all_of(row, "channels", CHANNELS), row.texts("nodes"),
    )  # fmt: skip
    row.done()
    return step


def _all_of(row: Row, key: str, allowed: Sequence[str]) -> tuple[str, ...]:
    values = row.texts(key, required=True)
    if not values or not set(values) <= set(allowed):
        raise row.fail(key, f"只能是 {'、'.join(allowed)}，至少一项")
    return values
