"""The probe as people see it: runs with their figures, the front page's times, findings by unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Avg, Count, Max, Q, QuerySet
from django.db.models.functions import TruncDate

from gongkai.inspection.judging import Scheme
from gongkai.inspection.judging import schemes as judged
from gongkai.inspection.looking import KINDS
from gongkai.inspection.models import Probe, ProbedPage, ProbeFinding
from gongkai.inspection.sight import overseen, seen
from gongkai.kit.action import Refused
from gongkai.kit.clock import BEIJING
from gongkai.kit.who import Actor
from gongkai.units.models import Agency
from gongkai.units.powers import INSPECT

DAYS = 14
SLOWEST = 10
State = ProbeFinding.State


@dataclass(frozen=True, slots=True)
class Day:
    """The visits of one day: how many, how many did not open, and the usual and the worst time in milliseconds."""

    on: date
    visits: int
    unopened: int
    first_byte_ms: int
    usual_ms: int
    worst_ms: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list of findings is narrowed to; empty means no matter, `state` open unless said."""

    unit: str = ""
    kind: str = ""
    state: str = State.OPEN


def may_inspect(asker: Actor) -> bool:
    """Whether the asker sees runs and schemes at all."""
    return any(act == INSPECT for act, _ in asker.grants)


def require_inspector(asker: Actor) -> None:
    """Raise Refused "not-allowed" for whoever may only see the findings of his own units."""
    if not may_inspect(asker):
        raise Refused("not-allowed", "站点巡检由公开工作机构和监察人员查看。本单位的问题请看问题清单。")


def schemes(asker: Actor, on: date) -> tuple[Scheme, ...]:
    """The items that would fail the site or cost points today. Raises Refused "not-allowed"."""
    require_inspector(asker)
    return judged(seen(asker, on), on)


def rounds(asker: Actor) -> QuerySet[Probe]:
    """The rounds, the newest first, each with how much was found and mended in it. Raises Refused "not-allowed"."""
    require_inspector(asker)
    rows = Probe.objects.filter(kind=Probe.Kind.ROUND)
    return rows.annotate(new=Count("found", distinct=True), gone=Count("mended", distinct=True))


def probe(asker: Actor, probe_id: int) -> Probe | None:
    """One run, or None. Raises Refused "not-allowed"."""
    require_inspector(asker)
    return Probe.objects.filter(pk=probe_id).first()


def slowest(asker: Actor, of: Probe) -> list[ProbedPage]:
    """The slowest pages that this round was the last to see."""
    require_inspector(asker)
    return list(ProbedPage.objects.filter(seen_in=of, is_file=False).order_by("-total_ms")[:SLOWEST])


def found_in(asker: Actor, of: Probe, on: date) -> tuple[list[ProbeFinding], list[ProbeFinding]]:
    """What the round saw first, and what it saw mended, of what the asker sees."""
    rows = _seen(asker, on)
    return list(rows.filter(first_probe=of)[:100]), list(rows.filter(mended_probe=of)[:100])


def days(asker: Actor, on: date) -> list[Day]:
    """The visits of the last DAYS days that had any. Raises Refused "not-allowed"."""
    require_inspector(asker)
    since = datetime.combine(on - timedelta(days=DAYS - 1), time(), BEIJING)
    rows = Probe.objects.filter(kind=Probe.Kind.VISIT, begun_at__gte=since).annotate(day=TruncDate("begun_at"))
    grouped = rows.order_by("day").values_list("day").annotate(
        n=Count("pk"), bad=Count("pk", filter=Q(opened=False)), first=Avg("first_byte_ms"), usual=Avg("total_ms"),
        worst=Max("total_ms"),
    )  # fmt: skip
    return [Day(day, n, bad, round(first), round(usual), worst) for day, n, bad, first, usual, worst in grouped]


def findings(asker: Actor, wanted: Wanted, on: date) -> QuerySet[ProbeFinding]:
    """The findings of the units the asker sees. Raises Refused "not-allowed" for who sees none."""
    rows = _seen(asker, on)
    if wanted.unit:
        rows = rows.filter(agency_code="" if wanted.unit == "-" else wanted.unit)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    return rows.filter(state=wanted.state) if wanted.state else rows


def finding(asker: Actor, finding_id: int, on: date) -> ProbeFinding | None:
    """One of them, or None."""
    return _seen(asker, on).select_related("first_probe", "mended_probe").filter(pk=finding_id).first()


def may_decide(asker: Actor, of: ProbeFinding, on: date) -> bool:
    """Whether the asker may say that it is no fault."""
    over = overseen(asker, INSPECT, on)
    return of.agency_code in over if of.agency_code else bool(over)


def unit_counts(asker: Actor, on: date) -> list[tuple[str, str, int]]:
    """The units with open findings: code (`-`: the whole site), name, how many; the most first."""
    rows = _seen(asker, on).filter(state=State.OPEN).order_by().values_list("agency_code").annotate(n=Count("pk"))
    counts: dict[str, int] = dict(rows)
    names = names_of(set(counts))
    found = [(code or "-", names.get(code, code), n) for code, n in counts.items()]
    return sorted(found, key=lambda one: (-one[2], one[0]))


def names_of(codes: set[str]) -> dict[str, str]:
    """Short names by code."""
    return dict(Agency.objects.filter(code__in=codes).values_list("code", "short")) | {"": "全站"}


def kind_words() -> dict[str, str]:
    """What the kinds of findings are called."""
    return dict(KINDS)


def _seen(asker: Actor, on: date) -> QuerySet[ProbeFinding]:
    what = seen(asker, on)
    mine = Q(agency_code__in=what.codes)
    return ProbeFinding.objects.filter(mine | Q(agency_code="") if what.whole else mine)
