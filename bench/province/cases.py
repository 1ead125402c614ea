"""Reconsiderations and suits against refusals, in bulk, and what table four of the last year must then show."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, datetime, time, timedelta

from django.core.management.color import no_style
from django.db import connection
from django.db.models import Model

from bench.province.tree import Tree, put
from gongkai.disputes.models import Dispute
from gongkai.kit.clock import BEIJING
from gongkai.requests.models import Request

# Of a hundred refusals: contested before the reviewing body, straight before the court, and both one after the other.
CONTESTED, SUED, BOTH = 12, 3, 3
OUTCOMES = (("maintained", "upheld", 62), ("revoked", "corrected", 12), ("ended", "other_result", 26))
BEFORE, TAKES, FLUSH = (5, 55), (30, 110), 2000
REVIEW, SUIT = "reconsideration", "litigation"


def contest(tree: Tree, last: int) -> Counter[str]:
    """Write the disputes; gives table four of `last`, with the number of all rows under `rows`."""
    cells: Counter[str] = Counter()
    refused = Request.objects.filter(closed_on__isnull=False, leaf__regex=r"^(refused|unable)")
    rows: list[Model] = []
    number = 0
    for request, agency, closed in refused.order_by("pk").values_list("pk", "agency_id", "closed_on").iterator(5000):
        dice = random.Random(f"case {request}")
        drawn = dice.randrange(100)
        if closed is None or drawn >= CONTESTED + SUED:
            continue
        kind = REVIEW if drawn < CONTESTED else SUIT
        number += 1
        one = _case(number, request, agency, kind, closed, dice, tree, last)
        if one is None:
            number -= 1
            continue
        rows.append(one)
        _count(cells, "reconsideration" if kind == REVIEW else "litigation_direct", one, last)
        decided = one.decided_on
        if drawn < BOTH and decided is not None:
            then = _case(number + 1, request, agency, SUIT, decided, dice, tree, last)
            if then is not None:
                number += 1
                then.after = one
                rows.append(then)
                _count(cells, "litigation_after_reconsideration", then, last)
        if len(rows) >= FLUSH:
            put(Dispute, rows)
    put(Dispute, rows)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Dispute]):
            cursor.execute(statement)
    cells["rows"] = number
    return cells


def _case(
    number: int, request: int, agency: int, kind: str, since: date, dice: random.Random, tree: Tree, last: int
) -> Dispute | None:
    """A case filed some weeks after that day; None where that would be after the year's end."""
    end = date(last, 12, 31)
    filed = since + timedelta(days=dice.randint(*BEFORE))
    decided = filed + timedelta(days=dice.randint(*TAKES))
    decision, outcome, _ = dice.choices(OUTCOMES, [one[2] for one in OUTCOMES])[0]
    if filed > end:
        return None
    done = decided <= end
    return Dispute(
        pk=number, request_id=request, agency_id=agency, kind=kind, state="decided" if done else "accepted",
        body="测试机关", about="reply", filed_on=filed, accepted_on=filed, decided_on=decided if done else None,
        decision=decision if done else "", outcome=outcome if done else "", made_by=tree.people[agency, "clerk"],
        made_at=datetime.combine(filed, time(10), BEIJING),
    )  # fmt: skip


def _count(cells: Counter[str], row: str, case: Dispute, year: int) -> None:
    if case.decided_on is not None and case.decided_on.year != year:
        return
    column = case.outcome or "pending"
    cells[f"t4.{row}.{column}"] += 1
    cells[f"t4.{row}.total"] += 1
