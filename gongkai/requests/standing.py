"""From rows to the facts on which the conditions of the procedure rest."""

from __future__ import annotations

from datetime import date

from gongkai.law.clock_entries import EntryKind
from gongkai.requests.clocks import DELAY, LEADING, REPLY
from gongkai.requests.decide import ClockFact, Facts
from gongkai.requests.models import Clock, ClockEntry, Paper, Quote, Request, SubCase
from gongkai.requests.outcome import undecided
from gongkai.requests.reasons import held_for

CORRECTION, REASON_REQUEST = "correction_notice", "reason_request"
# Set by a read that asked with the request whether any clock was ever extended; where not set, it is asked here.
EXTENDED = "any_extended"
LETTERS = (SubCase.Kind.THIRD_PARTY, SubCase.Kind.CO_AGENCY, SubCase.Kind.OTHER_AGENCY)


def facts_for(
    request: Request, on: date, *, paper: Paper | None = None, held: frozenset[str] = frozenset()
) -> Facts:  # fmt: skip
    """Everything the conditions rest on, as it stands now; `on` is the day of the act.

    Rows that were fetched with the request (reads.whole) are not fetched again.
    """
    clocks: dict[str, ClockFact] = {}
    every = sorted(request.clocks.all(), key=lambda one: one.pk)
    rows = [one for one in every if one.rule in LEADING]
    for clock in every:
        clocks[clock.rule] = ClockFact(clock.state, clock.due_on, clock.closed_on is not None)
    kinds = [paper.kind for paper in request.papers.all() if paper.state == Paper.State.ISSUED]
    if request.split_from_id:
        # What was asked before the split was asked for every part (docs/decisions/D-274).
        before = Paper.objects.filter(request=request.split_from_id, state=Paper.State.ISSUED)
        earlier = before.filter(kind=CORRECTION, issued_at__lte=request.made_at).count()
    else:
        earlier = 0
    subcases = request.subcases.all()
    if REASON_REQUEST in kinds:
        held |= held_for(request)
    return Facts(
        on=on,
        received_on=request.received_on,
        clocks=clocks,
        correction_notices=kinds.count(CORRECTION) + earlier,
        extensions=_extensions(rows) if getattr(request, EXTENDED, True) else 0,
        delayed=bool(rows) and rows[-1].rule == DELAY,
        reasons_asked=REASON_REQUEST in kinds,
        statement_waits=request.state == "correcting" and request.statements.filter(accepted=None).exists(),
        issued_papers=len(kinds),
        open_letters=tuple(one.party for one in subcases if one.kind in LETTERS and one.state == SubCase.State.OPEN),
        undecided=undecided(request, on),
        paper=_stand(paper),
        quoted=any(quote.state == Quote.State.QUOTED and quote.yuan > 0 for quote in request.quotes.all()),
        held=held,
    )


def _extensions(leading: list[Clock]) -> int:
    """How often the period that runs now was extended: one begun anew may be extended again (docs/decisions/D-012)."""
    reply = next((one for one in reversed(leading) if one.rule == REPLY), None)
    if reply is None or reply.entries_counted <= 1:
        return 0
    kinds = (EntryKind.EXTEND.value, EntryKind.RESET.value)
    counting = ClockEntry.objects.filter(clock=reply, kind__in=kinds, voids=None, voided_by=None)
    found = 0
    for kind in counting.order_by("on", "id").values_list("kind", flat=True):
        found = found + 1 if kind == EntryKind.EXTEND.value else 0
    return found


def _stand(paper: Paper | None) -> str:
    if paper is None:
        return "none"
    if paper.state not in (Paper.State.SIGNED, Paper.State.ISSUED):
        return "unsigned"
    return "signed" if paper.signed_hash == paper.content_hash else "changed"
