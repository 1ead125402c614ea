"""The queries by which faces reach the sub-cases of a request, for those who handle it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, prefetch_related_objects

from gongkai.kit.action import Refused
from gongkai.kit.private import open_sealed
from gongkai.kit.who import EVERYWHERE, Actor
from gongkai.law.clock_entries import Entry, EntryKind
from gongkai.law.deadline_rules import deadline
from gongkai.law.deadline_words import words
from gongkai.law.errors import LawError
from gongkai.law.procedure import procedure_on
from gongkai.law.subcases import Effect, SubCaseKind, Verdict, subcase_kinds, verdicts
from gongkai.requests import clocks, releases, sight
from gongkai.requests.decide_subcase import ends_on
from gongkai.requests.ending import standing_of
from gongkai.requests.models import Attachment, Paper, Release, Request, SubCase
from gongkai.requests.papers import WORKING
from gongkai.requests.reads_asked import CLOSED_STATES, RELATED, WITHIN
from gongkai.requests.stepping import may_act
from gongkai.requests.subcases import NOT_THERE, kind_of
from gongkai.requests.third_parties import effect_of
from gongkai.units.acting import holds
from gongkai.units.models import Agency, Person
from gongkai.units.powers import HANDLE_REQUESTS


@dataclass(frozen=True, slots=True)
class Line:
    """One sub-case as its handler sees it. `stage`: draft, sent (no receipt known), waiting, passed, answered (to be
    ended), again (a late opinion to be found on), done, cancelled; `ends` the day the pause ends if it is ended now,
    `silence` the law's words for what silence leads to."""

    row: SubCase
    kind: SubCaseKind
    stage: str
    due_on: date | None
    ends: date | None
    silence: str
    effect: Effect | None
    verdicts: dict[str, Verdict]
    letter: Paper | None
    notice: Paper | None
    needs_notice: bool


def lines(asker: Actor, request: Request, on: date) -> list[Line]:
    """Every sub-case of a request the asker may open, in order. Raises Refused "no-request"."""
    _seen(asker, request)
    rows, limits = list(request.subcases.all()), {one.pk: one for one in request.clocks.all()}
    prefetch_related_objects(rows, *WITHIN)
    papers: dict[int, list[Paper]] = {}
    for paper in request.papers.all():
        if paper.subcase_id is not None:
            papers.setdefault(paper.subcase_id, []).append(paper)
    found = []
    for row in rows:
        row.request = request
        row.clock = limits[row.clock_id] if row.clock_id is not None else None
        found.append(_line(row, papers.get(row.pk, []), on))
    return found


def kinds_open(asker: Actor, request: Request) -> list[SubCaseKind]:
    """The kinds the asker may open in the request as it stands."""
    table = procedure_on(request.law_day)
    return [
        kind
        for kind in subcase_kinds(request.law_day)
        if (act := table.acts.get(kind.consult)) is not None
        and table.steps_for(request.state, kind.consult)
        and may_act(asker, act, request.agency.code)
    ]


def may_handle(asker: Actor, request: Request) -> bool:
    """Whether the asker opens, ends and chases sub-cases there."""
    return asker.may(HANDLE_REQUESTS, request.agency.code)


def goes_on_until(row: SubCase, ends: date) -> date | None:
    """The last day of the reply if this letter is ended on that day; None where another letter still stands open."""
    clock = clocks.running(row.request, clocks.REPLY)
    if clock is None:
        return None
    said = [one for one in clocks.ledger(clock) if one.ref == row.key and one.kind is EntryKind.PAUSE]
    if not said:
        return clock.due_on
    back = Entry(EntryKind.RESUME, ends, what=said[-1].what, ref=row.key)
    try:
        return clocks.answer(clock, sorted([*clocks.ledger(clock), back], key=lambda one: one.on)).last_day
    except LawError:
        return None


def to_decide(asker: Actor, on: date) -> list[Line]:
    """Letters of the asker's units that stand open though their limit has passed or their answer is there, and those
    whose arrival nobody has written down: the reply clock stands still until somebody decides."""
    rows = SubCase.objects.filter(
        state=SubCase.State.OPEN, request__agency__code__in=sight.codes(asker, HANDLE_REQUESTS),
        kind__in=[kind.code for kind in subcase_kinds(on) if kind.letter],
    ).exclude(request__state__in=CLOSED_STATES)  # fmt: skip
    found = [_line(row, [], on) for row in rows.select_related(*RELATED).order_by("id")]
    return [one for one in found if one.stage in ("sent", "passed", "answered")]


def handled(asker: Actor, subcase_id: int) -> SubCase:
    """One whose request the asker handles. Raises Refused "no-subcase"."""
    codes = sight.codes(asker, HANDLE_REQUESTS)
    row = SubCase.objects.select_related(*RELATED).prefetch_related(*WITHIN).filter(pk=subcase_id).first()
    if row is None or row.request.agency.code not in codes:
        raise Refused("no-subcase", NOT_THERE)
    return row


def contact_of(row: SubCase) -> dict[str, str]:
    """How the party is reached, opened for its handler."""
    return dict(open_sealed(row.sealed_contact)) if row.sealed_contact else {}


def people_for(asker: Actor, request: Request, kind: SubCaseKind, on: date) -> list[Person]:
    """Who in the unit may be asked for that, for the form."""
    _seen(asker, request)
    held = Q(duties__in=request.agency.duties.filter(holds(on), kind__in=kind.duties))
    return list(Person.objects.filter(held, is_active=True).distinct().order_by("login"))


def things_for(asker: Actor, request: Request, kind: SubCaseKind) -> list[Paper | Attachment | Release]:
    """What of the request may be put to a reviewer of that kind: drafts not issued, kept files, proven releases."""
    _seen(asker, request)
    found: list[Paper | Attachment | Release] = []
    if "paper" in kind.judges:
        found += request.papers.filter(state__in=WORKING).exclude(content_hash="").order_by("id")
    if "release" in kind.judges:
        found += releases.given(request)
    if "attachment" in kind.judges:
        kept = request.attachments.filter(role=Attachment.Role.SOURCE).exclude(state=Attachment.State.REFUSED)
        found += kept.order_by("id")
    return found


def units_for(asker: Actor, request: Request) -> list[Agency]:
    """Other units on this platform, for the form."""
    _seen(asker, request)
    return list(Agency.objects.filter(ends=None).exclude(pk=request.agency_id).order_by("code"))


def _seen(asker: Actor, request: Request) -> None:
    """Raise Refused "no-request" unless the asker may open the request, asking no further question of the database."""
    if not sight.codes(asker) & {request.agency.code, EVERYWHERE}:
        raise Refused("no-request", sight.NOT_THERE)


def _line(row: SubCase, papers: list[Paper], on: date) -> Line:
    kind = kind_of(row)
    due = row.clock.due_on if row.clock is not None else row.wanted_by
    ends = ends_on(standing_of(row, on)) if kind.letter and row.state == SubCase.State.OPEN else None
    found = effect_of(row)
    issued = [one for one in papers if one.kind == kind.letter]
    notices = [one for one in papers if kind.notice and one.kind == kind.notice]
    return Line(
        row, kind, _stage(row, kind, due, on), due, ends,
        _silence(row, kind), found,
        {one.code: one for one in verdicts(row.kind, row.request.law_day)},
        issued[-1] if issued else None, notices[-1] if notices else None, found is not None and found.notice,
    )  # fmt: skip


def _silence(row: SubCase, kind: SubCaseKind) -> str:
    if not kind.letter or not kind.clock:
        return ""
    return words().title("lapse", deadline(kind.clock).at(row.sent_on or row.request.law_day).lapse)


def _stage(row: SubCase, kind: SubCaseKind, due: date | None, on: date) -> str:
    if row.state != SubCase.State.OPEN:
        anew = row.state == SubCase.State.LAPSED and kind.findings and row.answered_on is not None and not row.finding
        return "again" if anew else {"draft": "draft", "cancelled": "cancelled"}.get(row.state, "done")
    if kind.letter and row.answered_on is not None:
        return "answered"
    if kind.letter and row.received_on is None:
        return "sent"
    return "passed" if due is not None and due < on else "waiting"
