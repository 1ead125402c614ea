"""Which cases there were, in which order they follow each other, and how each was decided: drawn from table four."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from gongkai.law.disputes import PENDING, decisions_on
from gongkai.law.loading import Row, load
from gongkai.replay.assuming import Draw
from gongkai.replay.courses import DATA
from gongkai.replay.facts import CannotReplay, Contested

RECONSIDERATION, LITIGATION = "reconsideration", "litigation"
DIRECT, AFTER = "litigation_direct", "litigation_after_reconsideration"
Span = int | tuple[int, int]


@dataclass(frozen=True, slots=True)
class Ending:
    """One way a case of a kind comes to a column; `again`: the request is to be handled anew."""

    kind: str
    column: str
    decision: str
    weight: int = 1
    again: bool = False
    orders: str = ""
    length: int | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Cast:
    """One case of the year. `after` is the place of the reconsideration it follows."""

    block: str
    ending: Ending
    after: int | None = None

    @property
    def kind(self) -> str:
        """Reconsideration or suit."""
        return self.ending.kind


@cache
def endings() -> tuple[Ending, ...]:
    """Every way a case may end here."""
    return tuple(_ending(row) for row in load(DATA / "cases.toml").rows("case", required=True))


@cache
def spans() -> Mapping[str, Mapping[str, Span] | Span]:
    """How many days lie between the steps of a case, by kind."""
    row = load(DATA / "cases.toml").table("spans")
    assert row is not None
    return {key: _span(row.raw(key)) for key in row.keys()}


def cast(contested: Sequence[Contested], year: int, draw: Draw) -> list[Cast]:
    """The cases, reconsiderations first. Raises CannotReplay where more suits follow than reconsiderations allow."""
    first = [one for one in contested if one.block == RECONSIDERATION]
    found = [Cast(one.block, _drawn(RECONSIDERATION, one.column, year, draw, again)) for one, again in _orders(first)]
    suits = [one for one in contested if one.block == AFTER]
    leads = [place for place, one in enumerate(found) if _leads_on(one, year)]
    short = len(suits) - len(leads)
    for place, one in enumerate(found):
        # Too few decisions against which one may sue: others of the same column that leave the way open.
        if short > 0 and place not in leads and (other := _open(one, year)) is not None:
            found[place], short = replace(one, ending=other), short - 1
            leads.append(place)
    if short > 0:
        raise CannotReplay(
            f"表四有 {len(suits)} 件对复议决定不服的诉讼，当年可以接着起诉的复议只有 {len(leads)} 件，"
            "上年复议未列，不能还原。"
        )
    chosen = draw.random.sample(sorted(leads), len(suits))
    found += [
        Cast(AFTER, _drawn(LITIGATION, one.column, year, draw, False), after)
        for one, after in zip(suits, chosen, strict=True)
    ]
    direct = [one for one in contested if one.block == DIRECT]
    return found + [Cast(DIRECT, _drawn(LITIGATION, one.column, year, draw, False)) for one in direct]


def _orders(cases: Sequence[Contested]) -> list[tuple[Contested, bool]]:
    """Each with whether it must order the request handled anew: every second of those that were corrected."""
    corrected = 0
    found = []
    for one in cases:
        corrected += one.column == "corrected"
        found.append((one, one.column == "corrected" and corrected % 2 == 1))
    return found


def _drawn(kind: str, column: str, year: int, draw: Draw, again: bool) -> Ending:
    if column == PENDING:
        return Ending(kind, column, "")
    known = decisions_on(kind, date(year, 1, 1))
    rows = [one for one in endings() if (one.kind, one.column) == (kind, column) and one.decision in known]
    rows = [one for one in rows if one.again == again] or rows
    if not rows:
        raise CannotReplay(f"演练数据没有“{kind} {column}”的结果，不能还原。请在 cases.toml 补登。")
    return draw.one(rows, [one.weight for one in rows])


def _leads_on(one: Cast, year: int) -> bool:
    """Whether a suit may follow: the decision has days to sue, and nothing is handled anew."""
    if one.ending.column == PENDING or one.ending.again:
        return False
    return bool(decisions_on(one.kind, date(year, 1, 1))[one.ending.decision].next)


def _open(one: Cast, year: int) -> Ending | None:
    rows = (row for row in endings() if (row.kind, row.column) == (one.kind, one.ending.column))
    known = decisions_on(one.kind, date(year, 1, 1))
    return next((row for row in rows if row.decision in known and _leads_on(replace(one, ending=row), year)), None)


def _span(value: object) -> Mapping[str, Span] | Span:
    if isinstance(value, int):
        return value
    assert isinstance(value, dict)
    if "between" in value:
        low, high = value["between"]
        return (int(low), int(high))
    return {key: _span(one) for key, one in value.items()}  # type: ignore[misc]


def _ending(row: Row) -> Ending:
    return Ending(
        row.text("kind"), row.text("column"), row.text("decision"), row.integer("weight", 1), row.flag("again"),
        row.text("orders", required=False), row.integer_or_none("length"), row.text("unit", required=False),
    )  # fmt: skip
