"""Say why a figure differs from what the period before leads one to expect: reason, amount, words."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit.action import Refused, action
from gongkai.kit.who import Actor
from gongkai.law.checks import plain
from gongkai.statistics.decide_filing import Said, decide_explaining, read_number
from gongkai.statistics.filing_locking import acting_person, keep, lock_filing, may_edit
from gongkai.statistics.filing_values import judged
from gongkai.statistics.models import Explanation, Filing

ACT = "explain_difference"


@action
def explain_difference(
    filing_id: int, relation: str, reason: str, amount: str, words: str, seen: int | None = None, *, actor: Actor,
    now: datetime,
) -> Filing:  # fmt: skip
    """Add one explanation to a relation that does not hold; several make up the difference together.

    Raises Refused "not-allowed", "not-now", "changed-meanwhile", "no-difference", "no-reason", "no-words",
    "bad-amount".
    """
    filing = lock_filing(filing_id, seen)
    may_edit(filing, actor)
    number = read_number(amount)
    if number is None:
        raise Refused("bad-amount", "没有填写数额，或者填的不是数字，没有保存。增加填正数，减少填负数。")
    said = Said(relation, reason, number, words.strip())
    found = judged(filing)
    barrier = decide_explaining(found, said)
    if barrier is not None:
        raise Refused(barrier.code, barrier.sentence)
    cell = next(one.finding.cells[0] for one in found.differences if one.finding.relation == relation)
    Explanation.objects.create(
        filing=filing, relation=relation, cell=cell, reason=reason, amount=number, words=said.words[:300],
        by=acting_person(actor), at=now,
    )  # fmt: skip
    return keep(
        filing, ACT, before={}, after={"relation": relation, "reason": reason, "amount": plain(number)},
        reason=said.words, actor=actor, now=now,
    )  # fmt: skip


@action
def drop_explanation(
    filing_id: int, explanation_id: int, seen: int | None = None, *, actor: Actor, now: datetime
) -> Filing:
    """Take an explanation back while the filing is with the unit. Raises Refused as above, "no-explanation"."""
    filing = lock_filing(filing_id, seen)
    may_edit(filing, actor)
    row = filing.explanations.filter(pk=explanation_id).first()
    if row is None:
        raise Refused("no-explanation", "没有这条差异说明，没有删去。请刷新后再看。")
    before = {"relation": row.relation, "reason": row.reason, "amount": plain(row.amount)}
    row.delete()
    return keep(filing, "drop_explanation", before=before, after={}, reason=row.words, actor=actor, now=now)
