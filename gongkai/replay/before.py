"""The year before the one that is reported: as many requests as the narrative implies, ended in like proportions."""

from __future__ import annotations

from gongkai.law.formats import format_for
from gongkai.replay.assuming import Draw
from gongkai.replay.facts import Asked, YearFacts


def year_before(facts: YearFacts, draw: Draw) -> YearFacts | None:
    """Its facts; None where the report implies nothing about it. What this year's report says was carried in from it is
    in this year's facts and not repeated here. How its requests ended is drawn from this year's."""
    if facts.before is None:
        return None
    ended = [one for one in facts.asked if one.leaf]
    drawn = [draw.random.choice(ended) for _ in range(max(facts.before - _carried(facts), 0))]
    return YearFacts(
        facts.agency, facts.year - 1, format_for(facts.year - 1)[0].id,
        tuple(Asked(one.kind, one.leaf) for one in drawn), (), {},
        said=(f"{facts.year - 1} 年度：按增幅推算收到 {facts.before} 件，办理结果按本年比例抽取。",),
    )  # fmt: skip


def _carried(facts: YearFacts) -> int:
    return sum(one.carried_in for one in facts.asked)
