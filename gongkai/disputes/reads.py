"""What the desk sees of disputes: those of the requests the asker may open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Prefetch, Q, QuerySet

from gongkai.disputes.admissibility import warnings
from gongkai.disputes.counting import TableFour, table_four
from gongkai.disputes.decide import Warned
from gongkai.disputes.locking import ref_of
from gongkai.disputes.models import Dispute, DisputeEvent, DisputePaper
from gongkai.kit.action import Refused
from gongkai.kit.who import EVERYWHERE, Actor
from gongkai.law.deadline_rules import deadlines
from gongkai.requests.clocks import answer
from gongkai.requests.models import Clock, Request
from gongkai.requests.sight import codes
from gongkai.units.models import Agency
from gongkai.units.powers import HANDLE_DISPUTES, READ_REQUESTS

A_PAGE = 20
NOT_THERE = "没有这件复议诉讼案件，或者它不属于你任职的单位。请从复议诉讼列表重新打开。"
OURS = ("agency", "party")


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit of a case: `ours` where the agency must act, `late` where it is past."""

    clock: Clock
    title: str
    ours: bool
    late: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One case in a list, with the next limit that binds the agency."""

    row: Dispute
    next: Limit | None


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of the list."""

    page: Page[Dispute]
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class DisputePage:
    """One case whole: limits with their sentence, course, papers, doubts, the instances before and after."""

    row: Dispute
    limits: tuple[Limit, ...]
    sentences: tuple[str, ...]
    events: tuple[DisputeEvent, ...]
    papers: tuple[DisputePaper, ...]
    warnings: tuple[Warned, ...]
    next: tuple[Dispute, ...]


def visible(asker: Actor) -> QuerySet[Dispute]:
    """The disputes of the requests the asker may open."""
    units = codes(asker, READ_REQUESTS)
    rows = Dispute.objects.select_related("agency", "request", "after", "appeals", "handler")
    return rows if EVERYWHERE in units else rows.filter(agency__code__in=units)


def seen(asker: Actor, dispute_id: int) -> Dispute:
    """One dispute. Raises Refused "no-dispute", the same for none and for another's."""
    row = visible(asker).filter(pk=dispute_id).first()
    if row is None:
        raise Refused("no-dispute", NOT_THERE)
    return row


def of_request(asker: Actor, request: Request, on: date) -> list[Line]:
    """The disputes of one request, the oldest first."""
    rows = visible(asker).filter(request=request).order_by("id")
    return _lines(_with_clocks(rows), on)


def page(asker: Actor, dispute_id: int, on: date) -> DisputePage:
    """One dispute for its page. Raises Refused "no-dispute"."""
    row = visible(asker).filter(pk=dispute_id).prefetch_related("request__items").first()
    if row is None:
        raise Refused("no-dispute", NOT_THERE)
    own = Q(ref=ref_of(row)) | Q(ref__startswith=f"{ref_of(row)}#")
    found = list(row.request.clocks.filter(own).prefetch_related("entries").order_by("id"))
    limits = tuple(_limit(clock, on) for clock in found)
    return DisputePage(
        row, limits, tuple(answer(clock).sentence for clock in found),
        tuple(row.events.select_related("made_by")), tuple(row.papers.select_related("attachment", "made_by")),
        tuple(warnings(row)), tuple(Dispute.objects.filter(Q(appeals=row) | Q(after=row)).order_by("id")),
    )  # fmt: skip


def listed(
    asker: Actor, number: str | int, on: date, *, state: str = "", kind: str = "", late: bool = False,
    ids: Sequence[int] | None = None,
) -> Listed:  # fmt: skip
    """Disputes, the newest first; `late`: only those with a limit of the agency's own that is past."""
    paged = Paginator(chosen(asker, on, state=state, kind=kind, late=late, ids=ids), A_PAGE)
    at = paged.get_page(number)
    ids_here = [row.pk for row in at.object_list]
    return Listed(at, _lines(_with_clocks(visible(asker).filter(pk__in=ids_here).order_by("-id")), on))


def lines(
    asker: Actor, on: date, *, state: str = "", kind: str = "", late: bool = False, ids: Sequence[int] | None = None
) -> list[Line]:
    """All of them, for a file."""
    return _lines(_with_clocks(chosen(asker, on, state=state, kind=kind, late=late, ids=ids)), on)


def chosen(
    asker: Actor, on: date, *, state: str = "", kind: str = "", late: bool = False, ids: Sequence[int] | None = None
) -> QuerySet[Dispute]:
    """The rows that fit, the newest first."""
    rows = visible(asker).order_by("-id")
    if ids is not None:
        rows = rows.filter(pk__in=ids)
    if state in Dispute.State.values:
        rows = rows.filter(state=state)
    if kind in Dispute.Kind.values:
        rows = rows.filter(kind=kind)
    return rows.filter(pk__in=_late(rows, on)) if late else rows


def units(asker: Actor) -> list[Agency]:
    """The units whose disputes the asker handles."""
    held = codes(asker, HANDLE_DISPUTES)
    rows = Agency.objects.order_by("code")
    return list(rows if EVERYWHERE in held else rows.filter(code__in=held))


def figures(asker: Actor, agency: Agency, year: int) -> TableFour:
    """Table four of one unit. Raises Refused "not-allowed"."""
    if not asker.may(HANDLE_DISPUTES, agency.code):
        raise Refused("not-allowed", "你的职责不包括该单位的复议诉讼。需要时由安全管理员授予职责。")
    return table_four(agency, year)


def _late(rows: QuerySet[Dispute], on: date) -> list[int]:
    past = Clock.objects.filter(request__in=rows.values("request"), closed_on=None, due_on__lt=on, ref__startswith="d")
    refs = {clock.ref.partition("#")[0] for clock in past if _limit(clock, on).ours}
    return [int(ref[1:]) for ref in refs]


def _with_clocks(rows: QuerySet[Dispute]) -> list[Dispute]:
    running = Clock.objects.filter(closed_on=None, ref__startswith="d").order_by("due_on", "id")
    return list(rows.prefetch_related(Prefetch("request__clocks", running, to_attr="running")))


def _lines(rows: Sequence[Dispute], on: date) -> list[Line]:
    found = []
    for row in rows:
        own = [clock for clock in row.request.running if clock.ref.partition("#")[0] == ref_of(row)]  # type: ignore[attr-defined]
        ours = [limit for clock in own if (limit := _limit(clock, on)).ours and clock.due_on]
        found.append(Line(row, ours[0] if ours else None))
    return found


def _limit(clock: Clock, on: date) -> Limit:
    rule = deadlines()[clock.rule]
    ours = rule.at(clock.opened_on).who in OURS
    done = clock.closed_on or on
    return Limit(clock, rule.title, ours, clock.due_on is not None and clock.due_on < done)
