"""The queries behind the page of a request's clocks: every ledger with its proof, what moved, what was handed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongkai.kit.action import Refused
from gongkai.kit.who import Actor
from gongkai.law.clock_entries import EntryKind
from gongkai.law.deadline_rules import deadline
from gongkai.law.deadlines import Due
from gongkai.law.errors import LawError
from gongkai.law.instruments import cited
from gongkai.law.procedure import Act
from gongkai.law.procedure_words import kind_words
from gongkai.requests import clocks, sight
from gongkai.requests.models import Clock, ClockEntry, ClockMove, Ending, ReasonJudgement, Request, Statement
from gongkai.requests.standing import CORRECTION, REASON_REQUEST
from gongkai.requests.statements import text_of
from gongkai.requests.stepping import table_of
from gongkai.units.powers import OVERSEE_REQUESTS, READ_REQUESTS

OPTIONAL = ("correction_notice",)


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One entry of a ledger. `void`: taken back, with the reason in `why`; `mend`: it may be voided or dated anew."""

    row: ClockEntry
    words: str
    act: str
    void: bool
    why: str
    mend: bool


@dataclass(frozen=True, slots=True)
class ClockLine:
    """One clock: whose it is, its law, its entries, and what the law answers (None with `fault` where it cannot).

    `optional`: until that day something may be done; letting it pass is no fault.
    """

    clock: Clock
    title: str
    whom: str
    basis: str
    entries: tuple[EntryLine, ...]
    due: Due | None
    fault: str
    leading: bool
    optional: bool


@dataclass(frozen=True, slots=True)
class StatementLine:
    """Something handed in, opened for the page."""

    row: Statement
    text: str


@dataclass(frozen=True, slots=True)
class Clocks:
    """Everything on the page, the clock that leads first, then the open ones, then those that ended."""

    lines: tuple[ClockLine, ...]
    moves: tuple[ClockMove, ...]
    statements: tuple[StatementLine, ...]
    judgements: tuple[ReasonJudgement, ...]
    endings: tuple[Ending, ...]


def clocks_of(asker: Actor, request: Request) -> Clocks:
    """The page's content of a request the asker may see. Raises Refused "no-request"."""
    if not asker.may(READ_REQUESTS, request.agency.code):
        raise Refused("no-request", sight.NOT_THERE)
    rows = list(
        ClockEntry.objects.filter(clock__request=request)
        .select_related("clock", "made_by", "voided_by")
        .order_by("clock", "on", "id")
    )
    mends = asker.may(OVERSEE_REQUESTS, request.agency.code)
    parties = {one.key: f"{one.get_kind_display()}：{one.party}" for one in request.subcases.all()}
    every = {row.clock_id: row.clock for row in rows}
    open_ones = [one for one in every.values() if one.rule in clocks.LEADING and one.closed_on is None]
    ended = [one for one in every.values() if one.rule in clocks.LEADING]
    leading = max(open_ones or ended, key=lambda one: one.pk, default=None)
    lines = [
        _line(request, one, [row for row in rows if row.clock_id == one.pk], parties, mends, one == leading)
        for one in every.values()
    ]
    lines.sort(key=lambda one: (not one.leading, one.clock.closed_on is not None, one.clock.pk))
    # Only who was asked has answered; rows that cannot be there are not looked for.
    asked = {paper.kind for paper in request.papers.all()} & {CORRECTION, REASON_REQUEST}
    return Clocks(
        tuple(lines),
        tuple(ClockMove.objects.filter(clock__request=request).select_related("clock")),
        tuple(statements_of(asker, request)) if asked else (),
        tuple(ReasonJudgement.objects.filter(request=request).select_related("judged_by").order_by("-id"))
        if REASON_REQUEST in asked
        else (),
        tuple(Ending.objects.filter(request=request).select_related("made_by", "proof").order_by("-id"))
        if request.closed_on
        else (),
    )


def statements_of(asker: Actor, request: Request) -> list[StatementLine]:
    """What the applicant handed in when asked, the oldest first, opened."""
    if not asker.may(READ_REQUESTS, request.agency.code):
        return []
    rows = request.statements.select_related("made_by", "judged_by").prefetch_related("attachments")
    return [StatementLine(one, text_of(one)) for one in rows]


def entry_for(asker: Actor, request: Request, entry_id: int) -> EntryLine:
    """One entry to be mended. Raises Refused "no-entry" where it is not one of this request that may be."""
    rows = ClockEntry.objects.filter(clock__request__in=sight.visible(asker).filter(pk=request.pk), pk=entry_id)
    row = rows.select_related("clock", "made_by", "voided_by").first()
    line = row and _entry(row, table_of(request).acts, mends=asker.may(OVERSEE_REQUESTS, request.agency.code))
    if not line or not line.mend:
        raise Refused("no-entry", "这条期限记载不能撤销，或者不由你办理，未打开。请从期限栏重新选择。")
    return line


def _line(
    request: Request, clock: Clock, rows: list[ClockEntry], parties: dict[str, str], mends: bool, leading: bool
) -> ClockLine:  # fmt: skip
    rule, fault = deadline(clock.rule), ""
    counting = [row for row in rows if row.voids_id is None and not hasattr(row, "voided_by")]
    due: Due | None = None
    try:
        due = clocks.answer(clock, [clocks.entry_of(row) for row in counting])
    except LawError as error:
        fault = str(error)
    key = clock.ref.partition("#")[0]
    return ClockLine(
        clock, rule.title, parties.get(key, ""), cited(rule.at(clock.opened_on).cite).words,
        tuple(_entry(row, table_of(request).acts, mends=mends) for row in rows if row.voids_id is None), due, fault,
        leading, clock.rule in OPTIONAL,
    )  # fmt: skip


def _entry(row: ClockEntry, acts: dict[str, Act], *, mends: bool) -> EntryLine:
    voided = getattr(row, "voided_by", None)
    act = acts.get(row.act)
    kind = EntryKind(row.kind)
    live = mends and voided is None and kind is not EntryKind.START and row.clock.closed_on is None
    return EntryLine(
        row, kind_words()[kind], act.label if act else "", voided is not None, voided.reason if voided else "", live
    )


def last_days(request: Request) -> dict[str, date | None]:
    """The last day of the latest clock of each rule, for the pages of the acts."""
    return {one.rule: one.due_on for one in sorted(request.clocks.all(), key=lambda one: one.pk)}
