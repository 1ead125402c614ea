"""Make or renew a government's sum: its own part and the filings directly below (《条例》第四十九条第二款)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.law.checks import plain
from gongkai.law.filing_schedule import span
from gongkai.statistics.actions.open_filing import begin
from gongkai.statistics.decide_filing import tidy
from gongkai.statistics.filing_counting import counts
from gongkai.statistics.filing_locking import FILE_WORDS, WITH_UNIT, acting_person, keep, stands
from gongkai.statistics.filing_tree import tree_of
from gongkai.statistics.filing_values import form_of
from gongkai.statistics.models import Explanation, FiledCell, Filing
from gongkai.statistics.rolling_up import Parts, add_up, left_out_of, parts_of, said_of_sum
from gongkai.units.models import Agency, Person
from gongkai.units.powers import FILE_STATISTICS

ACT = "roll_up"
ADDED = "由下级报表相加"
FROM_BELOW = "下级说明："


@action
def roll_up(
    agency_code: str, period: str, year: int, number: int = 0, *, reason: str = "",
    left_out: Mapping[int, str] | None = None, actor: Actor, now: datetime,
) -> Filing:  # fmt: skip
    """Add up the accepted and locked filings, hold the sum beside what the platform counts over all units, and keep
    both. `left_out`: filings not to be added, by primary key, each with its reason; None keeps
    those left out before. `reason`: why the sum is made
    though filings are missing. Explanations of the parts come up with them.

    Raises Refused "not-allowed", "not-ended", "nothing-below", "not-now" once it was sent, "not-all-in", "no-reason".
    """
    require(actor, FILE_STATISTICS, agency_code, FILE_WORDS)
    of = span(period, year, number)
    tree = tree_of(of)
    agency = Agency.objects.select_for_update().get(code=agency_code)
    if agency.pk not in tree.under:
        raise Refused("nothing-below", f"{agency.name}没有报送报表的下级单位，不需要汇总。")
    aside = {pk: words.strip() for pk, words in (left_out or {}).items()}
    if not all(aside.values()):
        raise Refused("no-reason", "没有写明不计入合计的原因，没有汇总。请补写。")
    row = Filing.objects.select_for_update().filter(
        agency=agency, period=period, year=year, number=number, rolled_up=True
    )  # fmt: skip
    before = row.first()
    if before is not None:
        stands(before, *WITH_UNIT)
        aside = left_out_of(before) if left_out is None else aside
    # Only filings that would go into this sum can be left out of it.
    every = {one.pk: one for one in parts_of(agency, of, tree).filings}
    aside = {pk: words for pk, words in aside.items() if pk in every}
    parts = parts_of(agency, of, tree, aside)
    _all_in(parts, reason)
    filing = before or begin(agency, of, tree, rolled_up=True, actor=actor, now=now)
    form = form_of(filing)
    sums, seen = add_up(parts.filings, form)
    measured = counts(tree.whole(agency.pk), form, of)
    person = acting_person(actor)
    # A mark of the receiver is answered by a figure that changed, not by one that was added up again.
    stood = {one.cell: one for one in filing.cells.all()}
    filing.cells.all().delete()
    have = {cell for cell in sums.totals if sums.unread.get(cell, 0) < sums.filings}
    FiledCell.objects.bulk_create(
        [
            FiledCell(
                filing=filing, cell=cell, value=sums.totals[cell], how=FiledCell.How.ADDED, reason=ADDED,
                things=seen.things.get(cell, []), definition=measured[cell].definition,
                counted=measured[cell].value if measured[cell].counted else None,
                **_last_changed(stood.get(cell), sums.totals[cell], person, now),
            )
            for cell in form.cells
            if cell in have
        ],
        batch_size=500,
    )  # fmt: skip
    aside_rows = {every[pk]: words for pk, words in aside.items()}
    filing.findings = said_of_sum(form, parts, sums, seen, measured, aside_rows)
    _bring_up(filing, parts, now)
    return keep(
        filing, ACT, before={},
        after={"filings": len(parts.filings), "missing": [one.code for one in parts.missing], "left_out": len(aside)},
        reason=reason.strip() or "汇总", actor=actor, now=now,
    )  # fmt: skip


def _last_changed(row: FiledCell | None, value: Decimal, person: Person | None, now: datetime) -> dict[str, Any]:
    return {"by": row.by, "at": row.at} if row is not None and row.value == value else {"by": person, "at": now}


def _all_in(parts: Parts, reason: str) -> None:
    out = [*parts.missing, *parts.partial]
    if not parts.filings:
        raise Refused("not-all-in", "下级和本级的报表一份都没有通过，不能汇总。请先审核下级报表。")
    if out and not reason.strip():
        named = "、".join(one.short for one in out[:5]) + (f"等 {len(out)} 个单位" if len(out) > 5 else "")
        raise Refused("not-all-in", f"{named}的报表还没有通过，没有汇总。请催报，或者写明先行汇总的原因。")


def _bring_up(filing: Filing, parts: Parts, now: datetime) -> None:
    """The explanations of the parts, added by relation and reason: differences add up as the figures do."""
    filing.explanations.filter(words__startswith=FROM_BELOW).delete()
    amounts: defaultdict[tuple[str, str, str], Decimal] = defaultdict(Decimal)
    words: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
    rows = Explanation.objects.filter(filing__in=[one.pk for one in parts.filings]).select_related("filing__agency")
    for one in rows.order_by("id"):
        key = (one.relation, one.cell, one.reason)
        amounts[key] += one.amount
        words[key].append(f"{one.filing.agency.short} {plain(tidy(one.amount))}")
    Explanation.objects.bulk_create(
        Explanation(
            filing=filing, relation=relation, cell=cell, reason=why, amount=amount, at=now,
            words=(FROM_BELOW + "；".join(words[relation, cell, why]))[:300],
        )
        for (relation, cell, why), amount in amounts.items()
    )  # fmt: skip
