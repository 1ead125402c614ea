"""What must have happened before a decision may be made on a matter, and which decisions no reply makes.

The rows are `data/procedure/decisions.toml`; a decision without a row may be made whenever a reply may.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from gongkai.law.editions import Edition, editions, on_day
from gongkai.law.instruments import cite_of
from gongkai.law.loading import DATA, Row
from gongkai.law.outcomes import Decision, taxonomies
from gongkai.law.paper_forms import histories
from gongkai.law.procedure import procedures


@dataclass(frozen=True, slots=True)
class DecisionRule:
    """`code` is a decision, with its ground after a dot where it holds for that ground only.

    `after`: one of these documents was issued before; `act`: only that act of the procedure makes the decision;
    `unreasonable`: the applicant's reasons were found unreasonable (条例第三十五条).
    """

    code: str
    after: tuple[str, ...]
    act: str
    unreasonable: bool
    cite: str
    reading: str


def decision_rule(decision: str, ground: str, on: date, root: Path = DATA) -> DecisionRule | None:
    """The rule for that decision on a request that came that day, None where nothing is required."""
    rows = {one.code: one for one in on_day(_rules(root), "处理决定的前提", on)}
    return rows.get(f"{decision}.{ground}") or rows.get(decision)


@cache
def _rules(root: Path = DATA) -> tuple[Edition[DecisionRule], ...]:
    known = {code for tree in taxonomies(root).values() for one in tree.decisions.values() for code in _codes(one)}
    papers = set(histories(root))
    acts = {code for table in procedures(root) for code in table.acts}

    def rule(row: Row) -> DecisionRule:
        made = DecisionRule(
            row.text("code"), row.texts("after"), row.text("act", required=False), row.flag("unreasonable"),
            cite_of(row), row.text("reading", required=False),
        )  # fmt: skip
        if made.code not in known:
            raise row.fail("code", f"没有登记处理决定 {made.code}")
        for key, said, allowed in (("after", made.after, papers), ("act", (made.act,) if made.act else (), acts)):
            if unknown := [code for code in said if code not in allowed]:
                raise row.fail(key, f"没有登记 {unknown[0]}")
        return made

    return editions(root / "procedure" / "decisions.toml", "decision", rule)


def _codes(decision: Decision) -> tuple[str, ...]:
    return (decision.code, f"{decision.code}.{decision.ground}") if decision.ground else (decision.code,)
