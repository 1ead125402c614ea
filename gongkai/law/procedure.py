"""The procedure of a request as one table: states, acts, steps, conditions and what each does to the clocks (art. 45).

The server asks `step_for`, the screens `acts_in`, the help page and the drawing `procedure_on`. The table is checked as
a whole when it is read: a state nobody reaches, an act nobody may do or an effect no deadline knows stops the program.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from gongkai.law.clock_entries import EntryKind
from gongkai.law.deadline_rules import deadlines
from gongkai.law.duties import duty_codes
from gongkai.law.errors import UnknownLaw
from gongkai.law.history import add, in_force
from gongkai.law.instruments import cite_of
from gongkai.law.loading import DATA, Row, load
from gongkai.law.outcomes import taxonomies

PLATFORM = "platform"
ALL_CLOCKS = "*"
DAYS = ("received", "day", "served")
FIRST = "arrived"
# The condition that every matter asked for is decided, and all together count in one leaf.
DECIDED = "decided"


@dataclass(frozen=True, slots=True)
class State:
    """Where a request stands. `plain` is what the applicant is told; `open` requests still bind the agency.

    Coming into one that `counts`, a request ends in one leaf of the report's table.
    """

    code: str
    label: str
    plain: str
    open: bool
    counts: bool


@dataclass(frozen=True, slots=True)
class Act:
    """What may be done, by which duties (`platform`: by the platform for the applicant), with which document."""

    code: str
    label: str
    by: tuple[str, ...]
    document: str
    cite: str
    reading: str


@dataclass(frozen=True, slots=True)
class Effect:
    """One entry into a clock's ledger; `on` says whose day: of receipt, of the act, of service."""

    clock: str
    kind: EntryKind
    what: str
    on: str


@dataclass(frozen=True, slots=True)
class ProcedureStep:
    """Doing `act` in `state` leads to `to` (the same where nothing changes), if all of `needs` hold.

    `closes` steps end the request: by the decisions on its matters, or without a reply by `decision`. `cite` is the
    step's own basis where it is another than the act's.
    """

    state: str
    act: str
    to: str
    needs: tuple[str, ...]
    effects: tuple[Effect, ...]
    decision: str = ""
    closes: bool = False
    cite: str = ""


@dataclass(frozen=True, slots=True)
class Procedure:
    """The whole table of one time."""

    since: date
    cite: str
    reading: str
    states: dict[str, State]
    acts: dict[str, Act]
    conditions: dict[str, str]
    steps: tuple[ProcedureStep, ...]

    def steps_for(self, state: str, act: str) -> tuple[ProcedureStep, ...]:
        """The steps of that act in that state: several where conditions tell which; none where it may not be done."""
        return tuple(step for step in self.steps if step.state == state and step.act == act)

    def acts_in(self, state: str) -> tuple[Act, ...]:
        """What may be done in a state, in the table's order."""
        return tuple(act for act in self.acts.values() if self.steps_for(state, act.code))

    def where(self, act: str) -> tuple[str, ...]:
        """The states in which the act may be done."""
        return tuple(dict.fromkeys(step.state for step in self.steps if step.act == act))


def procedure_on(on: date, root: Path = DATA) -> Procedure:
    """The table in force that day. Raises UnknownLaw before the first."""
    found = in_force(_procedures(root), on)
    if found is None:
        raise UnknownLaw(f"{on.isoformat()} 没有登记依申请公开的办理程序；此前的申请按当时的规定办理，请只登记结果。")
    return found


def procedures(root: Path = DATA) -> tuple[Procedure, ...]:
    """Every edition of the table, the oldest first."""
    return _procedures(root)


@cache
def _procedures(root: Path = DATA) -> tuple[Procedure, ...]:
    row = load(root / "procedure" / "request.toml")
    history: list[Procedure] = []
    for entry in row.rows("edition", required=True):
        add(history, _procedure(entry, root), entry)
    row.done()
    return tuple(history)


def _procedure(entry: Row, root: Path) -> Procedure:
    states, acts, conditions = _states(entry), _acts(entry, root), _conditions(entry)
    steps: list[ProcedureStep] = []
    for one in entry.rows("step", required=True):
        steps.extend(_steps(one, states, acts, conditions, root))
        one.done()
    made = Procedure(
        entry.day("from"), cite_of(entry), entry.text("reading", required=False), states, acts, conditions, tuple(steps)
    )
    entry.done()
    _whole(made, entry)
    return made


def _states(entry: Row) -> dict[str, State]:
    found: dict[str, State] = {}
    for one in entry.rows("state", required=True):
        made = State(one.text("code"), one.text("label"), one.text("plain"), one.flag("open"), one.flag("counts"))
        _new(made.code, found, one)
        found[made.code] = made
        one.done()
    return found


def _acts(entry: Row, root: Path) -> dict[str, Act]:
    duties = duty_codes(root) | {PLATFORM}
    found: dict[str, Act] = {}
    for one in entry.rows("act", required=True):
        made = Act(
            code=one.text("code"),
            label=one.text("label"),
            by=one.texts("by", required=True),
            document=one.text("document", required=False),
            cite=cite_of(one),
            reading=one.text("reading", required=False),
        )
        _new(made.code, found, one)
        if not made.by or set(made.by) - duties:
            raise one.fail("by", "须写明由哪些已登记的岗位办理")
        found[made.code] = made
        one.done()
    return found


def _conditions(entry: Row) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in entry.rows("condition", required=True):
        code = one.text("code")
        _new(code, found, one)
        found[code] = one.text("label")
        one.done()
    return found


def _steps(
    one: Row, states: dict[str, State], acts: dict[str, Act], conditions: dict[str, str], root: Path
) -> list[ProcedureStep]:
    origins, act, to = one.texts("from", required=True), one.text("act"), one.text("to", required=False)
    needs = one.texts("needs")
    for key, said, known in (("from", origins, states), ("act", (act,), acts), ("needs", needs, conditions)):
        if unknown := [code for code in said if code not in known]:
            raise one.fail(key, f"没有登记 {unknown[0]}")
    if to and to not in states:
        raise one.fail("to", f"没有登记 {to}")
    effects = tuple(_effect(row, root) for row in one.rows("effects"))
    decision = one.text("decision", required=False)
    closes = bool(to) and states[to].counts
    _closes_once(one, closes, decision, needs, root)
    cite = cite_of(one) if one.has("cite") else ""
    return [ProcedureStep(state, act, to or state, needs, effects, decision, closes, cite) for state in origins]


def _closes_once(one: Row, closes: bool, decision: str, needs: tuple[str, ...], root: Path) -> None:
    """A closing step takes its leaf from the decisions or from its own decision, never from both or neither."""
    if decision and not any(decision == code for tree in taxonomies(root).values() for code, _, _ in tree.decisions):
        raise one.fail("decision", f"没有登记处理决定 {decision}")
    if closes and (DECIDED in needs) == bool(decision):
        raise one.fail("decision", f"办结的步骤须以条件 {DECIDED} 或者 decision 之一确定办理结果")
    if decision and not closes:
        raise one.fail("decision", "不办结的步骤不能写办理结果")


def _effect(row: Row, root: Path) -> Effect:
    kind = row.text("kind")
    if kind not in list(EntryKind):
        raise row.fail("kind", f"没有 {kind} 这种台账记载")
    made = Effect(row.text("clock"), EntryKind(kind), row.text("what", required=False), row.text("on"))
    if made.clock != ALL_CLOCKS and made.clock not in deadlines(root):
        raise row.fail("clock", f"没有登记期限 {made.clock}")
    if made.clock == ALL_CLOCKS and made.kind is not EntryKind.CLOSE:
        raise row.fail("clock", "只有终止可以一次用于全部期限")
    if made.on not in DAYS:
        raise row.fail("on", f"应为 {'、'.join(DAYS)} 之一")
    if made.what and not _interrupts(made.clock, made.what, root):
        raise row.fail("what", f"期限 {made.clock} 不因 {made.what} 停算或者重算")
    row.done()
    return made


def _interrupts(clock: str, what: str, root: Path) -> bool:
    return any(one.what == what for row in deadlines(root)[clock].history for one in row.interruptions)


def _whole(made: Procedure, entry: Row) -> None:
    """Every state is reached from the first, every act and condition is used, every open state has a way out."""
    reached, waiting = {FIRST}, [FIRST]
    while waiting:
        here = waiting.pop()
        for step in made.steps:
            if step.state == here and step.to not in reached:
                reached.add(step.to)
                waiting.append(step.to)
    _none(entry, "state", set(made.states) - reached, "从收到申请出发走不到")
    _none(entry, "act", set(made.acts) - {step.act for step in made.steps}, "没有一个状态可以做")
    used = {need for step in made.steps for need in step.needs}
    _none(entry, "condition", set(made.conditions) - used, "没有一个步骤用到")
    leaves = {step.state for step in made.steps if step.to != step.state}
    _none(entry, "state", {s.code for s in made.states.values() if s.open} - leaves, "进去以后出不来")
    seen: set[tuple[str, str, tuple[str, ...]]] = set()
    for step in made.steps:
        key = (step.state, step.act, step.needs)
        if key in seen:
            raise entry.fail("step", f"{step.state} 上的 {step.act} 写了两次")
        seen.add(key)


def _none(entry: Row, key: str, codes: Collection[str], because: str) -> None:
    if codes:
        raise entry.fail(key, f"{'、'.join(sorted(codes))} {because}")


def _new(code: str, found: Collection[str], row: Row) -> None:
    if code in found:
        raise row.fail("code", f"{code} 写了两次")
