"""The queries on watched clocks, for who watches: his own units and all below them. Things themselves stay closed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, F, Q, QuerySet

from gongkai.kit.action import Refused
from gongkai.kit.who import EVERYWHERE, Actor
from gongkai.law.supervision import WatchNode, WatchRules, watch_nodes
from gongkai.supervision.decide_notices import schedule
from gongkai.supervision.models import Round, SourceRead, Watch, WatchMove, WatchNotice
from gongkai.supervision.rule_book import RuleBook, left_behind
from gongkai.supervision.workdays import workdays
from gongkai.units import reads as units
from gongkai.units.models import Agency
from gongkai.units.powers import SET_SUPERVISION, WATCH_CLOCKS

# `passed`: somebody else had to act until then; the unit goes on and is not late.
LATE, TODAY, NEAR, PASSED, OPEN = "late", "today", "near", "passed", "open"
STATES = {LATE: "已逾期", TODAY: "今日到期", NEAR: "临近到期", PASSED: "对方期限已过", OPEN: "期限未到"}
# A list holds no more; who needs all takes the file.
MOST = 2000
ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Line:
    """One open clock. `days`: working days late (or since it passed), else working days left."""

    watch: Watch
    node_label: str
    unit_short: str
    holder_name: str
    state: str
    days: int
    colour: str

    @property
    def state_label(self) -> str:
        """The state in words."""
        return STATES[self.state]


@dataclass(frozen=True, slots=True)
class UnitCount:
    """One unit's open clocks by state."""

    agency: Agency
    late: int
    today: int
    near: int
    passed: int
    open: int


@dataclass(frozen=True, slots=True)
class Wall:
    """`lines`, the most urgent first: without a state asked for those that are late, due, near or passed. `ran` is the
    last finished round, `since` the first day that was watched, `faults` name the sources that could not be read."""

    lines: tuple[Line, ...]
    units: tuple[UnitCount, ...]
    nodes: tuple[WatchNode, ...]
    ran: Round | None
    since: date | None
    faults: tuple[str, ...] = ()
    more: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """One day: how many clocks fall due on it, how many of those are late or were met late, how many were met on it."""

    day: date
    working: bool
    due: int
    late: int
    met: int


@dataclass(frozen=True, slots=True)
class Month:
    """Every day of a month."""

    days: tuple[Day, ...]


@dataclass(frozen=True, slots=True)
class Detail:
    """One clock with everything that was said about it."""

    watch: Watch
    line: Line
    node: WatchNode | None
    moves: tuple[WatchMove, ...]
    notices: tuple[WatchNotice, ...]


def watched_units(asker: Actor, on: date) -> list[Agency]:
    """The units whose clocks the asker may see that day: his own, all below, and those these succeeded, by code."""
    held = {code for act, code in asker.grants if act == WATCH_CLOCKS}
    if EVERYWHERE in held:
        return list(Agency.objects.order_by("code"))
    own = Agency.objects.filter(code__in=held)
    found = {one.pk: one for top in own for one in (top, *units.descendants(asker, top, on))}
    found |= {one.pk: one for one in left_behind(found, on)}
    return sorted(found.values(), key=lambda one: one.code)


def wall(asker: Actor, on: date, *, unit: str = "", node: str = "", state: str = "") -> Wall:
    """What is late by whom, due today, near; narrowed by a unit, a kind of step, a state."""
    looking = _Looking(asker, on, unit)
    rows = looking.rows(node)
    counts = looking.counts(rows)
    wanted = [looking.when(state)] if state in STATES else [looking.when(one) for one in STATES if one != OPEN]
    chosen = Q(pk__in=())
    for one in wanted:
        chosen |= one
    found = list(rows.filter(chosen).select_related("agency", "holder").order_by("due_on", "pk")[: MOST + 1])
    first = Round.objects.order_by("day").first()
    faults = SourceRead.objects.exclude(fault="").values_list("source", flat=True)
    here = set(rows.order_by().values_list("node", flat=True).distinct())
    return Wall(
        tuple(looking.line(one) for one in found[:MOST]), counts,
        tuple(one for one in watch_nodes().values() if one.code in here),
        Round.objects.order_by("-day").first(), first.day if first else None, tuple(faults), len(found) > MOST,
    )  # fmt: skip


def month(asker: Actor, year: int, number: int, *, unit: str = "") -> Month:
    """A month by days, dropped clocks left out."""
    first = date(year, number, 1)
    last = (first + 31 * ONE).replace(day=1) - ONE
    rows = Watch.objects.filter(agency__in=[one.pk for one in _units(asker, last, unit)], dropped=False)
    bound = ~Q(node__in=others_nodes())
    due = rows.filter(due_on__range=(first, last)).values_list("due_on").order_by("due_on")
    counted = {
        day: (number, late)
        for day, number, late in due.annotate(
            number=Count("pk"), late=Count("pk", filter=bound & (Q(met_on__gt=F("due_on")) | Q(met_on=None)))
        )
    }
    ran = Round.objects.order_by("-day").values_list("day", flat=True).first() or first
    met = dict(
        rows.filter(met_on__range=(first, last)).values_list("met_on").order_by("met_on").annotate(n=Count("pk"))
    )
    return Month(
        tuple(
            Day(
                day, workdays().works(day), counted.get(day, (0, 0))[0],
                # What still runs is late only once its day is over.
                counted.get(day, (0, 0))[1] if day < ran else 0, met.get(day, 0),
            )
            for day in (first + at * ONE for at in range((last - first).days + 1))
        )
    )  # fmt: skip


def watch(asker: Actor, watch_id: int, on: date) -> Detail:
    """One clock with its dates and notices. Raises Refused "no-watch", the same for none and for another's."""
    looking = _Looking(asker, on, "")
    rows = Watch.objects.filter(pk=watch_id, agency__in=looking.units)
    row = rows.select_related("agency", "holder").first()
    if row is None:
        raise Refused("no-watch", "没有这个期限，或者它不属于你可以监察的单位。请从期限监察重新打开。")
    notices = row.notices.select_related("person", "desk_notice", "round").order_by("for_on", "pk")
    node = watch_nodes().get(row.node)
    return Detail(row, looking.line(row), node, tuple(row.moves.order_by("pk")), tuple(notices))


def export_rows(asker: Actor, on: date, *, unit: str = "", node: str = "", state: str = "") -> list[tuple[str, ...]]:
    """The head and every open clock that fits, the most urgent first, as text."""
    looking = _Looking(asker, on, unit)
    rows = looking.rows(node)
    if state in STATES:
        rows = rows.filter(looking.when(state))
    head = ("单位", "环节", "事项", "经办人", "起算日", "期限", "状态", "工作日")
    body = []
    for row in rows.select_related("agency", "holder").order_by("due_on", "pk").iterator(chunk_size=2000):
        one = looking.line(row)
        begun, due = row.begun_on.isoformat(), row.due_on.isoformat()
        body.append(
            (one.unit_short, one.node_label, row.title, one.holder_name, begun, due, one.state_label, str(one.days))
        )
    return [head, *body]


def preview(asker: Actor, agency_code: str, rules: WatchRules, on: date) -> int:
    """How many times somebody would have been told by that day of the office's clocks that are open now.

    A person who bears two of the roles is counted for each. Raises Refused "not-allowed".
    """
    if not asker.may(SET_SUPERVISION, agency_code):
        raise Refused("not-allowed", "你的职责不包括设定该单位的监察规则。需要时由安全管理员授予职责。")
    top = Agency.objects.get(code=agency_code)
    pks = [top.pk, *(one.pk for one in units.descendants(asker, top, on))]
    rows = Watch.objects.filter(met_on=None, agency__in=pks, begun_on__lte=on)
    kinds = rows.order_by().values_list("due_on", "node", "begun_on").annotate(number=Count("pk"))
    return sum(
        number * len(one.tell)
        for due_on, node, begun_on, number in kinds
        for one in schedule(due_on, node, rules, workdays())
        if begun_on <= one.on <= on
    )


@dataclass(slots=True)
class _Looking:
    """One look at the open clocks of the asker's units on a day."""

    asker: Actor
    on: date
    unit: str
    units: dict[int, Agency] = field(init=False)
    book: RuleBook = field(init=False)

    def __post_init__(self) -> None:
        self.units = {one.pk: one for one in _units(self.asker, self.on, self.unit)}
        self.book = RuleBook(self.on)

    def rows(self, node: str) -> QuerySet[Watch]:
        found = Watch.objects.filter(met_on=None, agency__in=self.units)
        return found.filter(node=node) if node else found

    def near(self) -> Q:
        """Those near their day, by the rules of each unit."""
        by_days: dict[int, list[int]] = {}
        for pk in self.units:
            by_days.setdefault(self.book.of(pk, self.on)[1].near_days, []).append(pk)
        found = Q(pk__in=())
        for number, pks in by_days.items():
            found |= Q(agency__in=pks, due_on__gt=self.on, due_on__lt=workdays().shift(self.on, number + 1))
        return found

    def when(self, state: str) -> Q:
        bound = ~Q(node__in=others_nodes())
        return {
            LATE: bound & Q(due_on__lt=self.on), PASSED: ~bound & Q(due_on__lt=self.on), TODAY: Q(due_on=self.on),
            NEAR: self.near(), OPEN: Q(due_on__gt=self.on) & ~self.near(),
        }[state]  # fmt: skip

    def counts(self, rows: QuerySet[Watch]) -> tuple[UnitCount, ...]:
        figures = {one: Count("pk", filter=self.when(one)) for one in STATES}
        found = [
            UnitCount(self.units[pk], *numbers)
            for pk, *numbers in rows.order_by().values("agency").annotate(**figures).values_list("agency", *STATES)
        ]
        return tuple(sorted(found, key=lambda one: (-one.late, -one.today, -one.near, one.agency.code)))

    def line(self, row: Watch) -> Line:
        node = watch_nodes().get(row.node)
        rules = self.book.of(row.agency_id, self.on)[1]
        until = row.met_on or self.on
        days = workdays().between(row.due_on, until) if row.due_on < until else workdays().between(until, row.due_on)
        state = self._state(row, node, until, days, rules)
        return Line(
            row, node.label if node else row.node, row.agency.short, row.holder.name if row.holder else "", state, days,
            _colour(rules, state, days),
        )  # fmt: skip

    def _state(self, row: Watch, node: WatchNode | None, until: date, days: int, rules: WatchRules) -> str:
        if row.due_on < until:
            return PASSED if node is not None and node.binds == "other" else LATE
        if row.due_on == until:
            return TODAY
        return NEAR if days <= rules.near_days else OPEN


def _colour(rules: WatchRules, state: str, days: int) -> str:
    """The colour of the step that was reached last."""
    at = days if state in (LATE, PASSED) else -days
    reached = [one.colour for one in sorted(rules.steps, key=lambda one: one.days) if one.days <= at]
    return reached[-1] if reached else ""


def _units(asker: Actor, on: date, unit: str) -> Iterable[Agency]:
    return [one for one in watched_units(asker, on) if not unit or one.code == unit]


def others_nodes() -> list[str]:
    """The kinds of steps that somebody else must take."""
    return [one.code for one in watch_nodes().values() if one.binds == "other"]
