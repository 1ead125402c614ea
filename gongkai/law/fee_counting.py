"""How items are counted for charging by item: whose, in which month, and which requests count (办法第四条)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from gongkai.law.errors import UnknownLaw
from gongkai.law.history import add, in_force
from gongkai.law.instruments import cite_of
from gongkai.law.loading import DATA, load
from gongkai.law.outcomes import taxonomies

SAME_PERSON = ("identity", "name_and_contact")
MONTH_BY = ("received_on",)


@dataclass(frozen=True, slots=True)
class FeeCounting:
    """One edition of the reading. `same_person` is tried in order; decisions and states left out are not items."""

    since: date
    cite: str
    reading: str
    month_by: str
    same_person: tuple[str, ...]
    leaves_out_states: tuple[str, ...]
    leaves_out_decisions: tuple[str, ...]
    already_public: tuple[str, ...]


def fee_counting(on: date, root: Path = DATA) -> FeeCounting:
    """How items are counted on that day. Raises UnknownLaw before the fee measures."""
    found = in_force(_history(root), on)
    if found is None:
        raise UnknownLaw(f"{on.isoformat()} 还没有信息处理费的收取办法，不能收费。")
    return found


@cache
def _history(root: Path = DATA) -> tuple[FeeCounting, ...]:
    row = load(root / "fees" / "counting.toml")
    decisions = {code for tree in taxonomies(root).values() for code, _severed, _ground in tree.decisions}
    history: list[FeeCounting] = []
    for one in row.rows("counting", required=True):
        made = FeeCounting(
            one.day("from"), cite_of(one), one.text("reading", required=False), one.text("month_by"),
            one.texts("same_person", required=True), one.texts("leaves_out_states"),
            one.texts("leaves_out_decisions"), one.texts("already_public", required=True),
        )  # fmt: skip
        if made.month_by not in MONTH_BY or set(made.same_person) - set(SAME_PERSON):
            raise one.fail("month_by", "不认识的计月日期或者认人方法")
        if unknown := {*made.leaves_out_decisions, *made.already_public} - decisions:
            raise one.fail("leaves_out_decisions", f"没有处理决定 {'、'.join(sorted(unknown))}")
        add(history, made, one)
        one.done()
    row.done()
    return tuple(history)
