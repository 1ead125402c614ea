"""The schemes of inspection applied to today: which items would fail the site or cost points, and what they count."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db.models import F, Q
from django.db.models.functions import TruncDate

from gongkai.inspection import reads_assurance
from gongkai.inspection.columns import COLUMN, HOME
from gongkai.inspection.looking import KINDS
from gongkai.inspection.models import AssuranceRow, Probe, ProbeFinding
from gongkai.inspection.reads_assurance import Line
from gongkai.inspection.sight import Sight
from gongkai.inspection.updates import updates
from gongkai.kit.clock import BEIJING
from gongkai.law.counting import after_months
from gongkai.law.dated import parameter
from gongkai.law.errors import LawError
from gongkai.law.inspection import VETO, InspectionRule, inspection_rules
from gongkai.records.models import Record
from gongkai.requests.models import Matter, Request
from gongkai.requests.reads_list import open_states
from gongkai.statistics.models import AnnualReport
from gongkai.units.models import Agency

FAILS, CLEAR, UNKNOWN, BY_HAND = "fails", "clear", "unknown", "by_hand"
SHOWN = 200
SCHEME_WORDS = {"national": "政府网站检查指标", "licheng": "鲤城区绩效标准（参照）"}
GOVERNMENTS = (Agency.Level.PROVINCE, Agency.Level.CITY, Agency.Level.COUNTY)


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that an item counts: whose it is, what, since when, and the page of the desk it is on."""

    unit: str
    words: str
    on: date | None = None
    page: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Measure:
    """What was counted: `number` of them, the things themselves, or why nothing can be said; `note` says how it was."""

    things: tuple[Thing, ...] = ()
    number: int = 0
    unknown: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """One item today. `points` is what it would cost, nought for a veto item."""

    rule: InspectionRule
    state: str
    measure: Measure
    points: int

    @property
    def is_veto(self) -> bool:
        """Whether it fails the whole by itself."""
        return self.rule.effect == VETO


@dataclass(frozen=True, slots=True)
class Scheme:
    """One scheme with its items; `points` lost in all."""

    code: str
    label: str
    items: tuple[Judged, ...]

    @property
    def vetoes(self) -> int:
        """How many items would fail the site today."""
        return sum(one.state == FAILS and one.is_veto for one in self.items)

    @property
    def points(self) -> int:
        """What would be deducted."""
        return sum(one.points for one in self.items)


@dataclass(slots=True)
class _Facts:
    """What the measures ask of, each looked up once."""

    sight: Sight
    on: date
    names: Mapping[str, str]
    _lines: list[Line] | None = field(default=None)

    def lines(self) -> list[Line]:
        if self._lines is None:
            rows = AssuranceRow.objects.filter(of__state="confirmed").filter(
                Q(responsible__code__in=self.sight.codes) | Q(unit_code__in=self.sight.codes)
            )
            self._lines = reads_assurance.stood(rows, self.on)
        return self._lines

    def unit(self, code: str) -> str:
        return self.names.get(code, code) if code else "全站"


def schemes(sight: Sight, on: date) -> tuple[Scheme, ...]:
    """The schemes of the settings, applied to what the sight reaches. One not yet in force is left out."""
    facts = _Facts(sight, on, dict(Agency.objects.values_list("code", "short")))
    found = []
    for code in settings.INSPECTION_SCHEMES:
        try:
            rules = inspection_rules(code, on)
        except LawError:
            continue
        found.append(Scheme(code, SCHEME_WORDS.get(code, code), tuple(_judged(rule, facts) for rule in rules)))
    return tuple(found)


def _judged(rule: InspectionRule, facts: _Facts) -> Judged:
    if rule.measure == "by_hand":
        return Judged(rule, BY_HAND, Measure(), 0)
    measure = _MEASURES[rule.measure](rule, facts)
    if measure.unknown:
        return Judged(rule, UNKNOWN, measure, 0)
    bites = measure.number >= rule.count
    cost = measure.number * rule.points if bites else 0
    return Judged(rule, FAILS if bites else CLEAR, measure, min(cost, rule.most) if rule.most else cost)


def _findings(rule: InspectionRule, facts: _Facts) -> Measure:
    if not Probe.objects.filter(kind=Probe.Kind.ROUND).exclude(state=Probe.State.FAILED).exists():
        return Measure(unknown="还没有巡检过公开页面，请系统管理员运行一次或者开启自动巡检。")
    rows = ProbeFinding.objects.filter(state=ProbeFinding.State.OPEN, kind__in=rule.kinds)
    rows = rows.filter(Q(agency_code__in=facts.sight.codes) | Q(agency_code="" if facts.sight.whole else "-"))
    things = [
        Thing(
            facts.unit(one.agency_code), f"{KINDS.get(one.kind, one.kind)}：{one.address}", one.first_seen_at.date(),
            ("inspection-finding", str(one.pk)),
        )
        for one in rows[:SHOWN]
    ]  # fmt: skip
    return Measure(tuple(things), rows.count())


def _slow_visits(rule: InspectionRule, facts: _Facts) -> Measure:
    since = datetime.combine(facts.on - timedelta(days=rule.days - 1), time(), BEIJING)
    until = datetime.combine(facts.on + timedelta(days=1), time(), BEIJING)
    rows = Probe.objects.filter(kind=Probe.Kind.VISIT, begun_at__gte=since, begun_at__lt=until)
    whole = rows.count()
    bad = rows.filter(Q(opened=False) | Q(total_ms__gte=rule.seconds * 1000))
    slow = bad.count()
    things = tuple(
        Thing(
            "全站", f"{one.begun_at.astimezone(BEIJING):%H:%M} {one.fault or f'用时 {one.total_ms / 1000:.1f} 秒'}",
            one.begun_at.astimezone(BEIJING).date(), ("inspection-probe", str(one.pk)),
        )
        for one in bad[:SHOWN]
    )  # fmt: skip
    note = f"最近 {rule.days} 天访问 {whole} 次，{slow} 次超过 {rule.seconds} 秒或者没有打开"
    if whole < rule.visits * rule.days:
        return Measure(things, slow, f"{note}；不足每天 {rule.visits} 次，还不能判断。")
    return Measure(things, int(slow * 100 >= rule.percent * whole), note=note)


def _home_stale(rule: InspectionRule, facts: _Facts) -> Measure:
    last = updates({(HOME, "")}, facts.on)[HOME, ""].last
    if last is None:
        return Measure((Thing("全站", "首页还没有任何内容"),), 1)
    days = (facts.on - last).days
    note = f"最近一次更新在 {last.isoformat()}，距今 {days} 天"
    return Measure((Thing("全站", note, last),), 1) if days > rule.days else Measure(note=note)


def _of_columns(wanted: Callable[[Line], bool]) -> Callable[[InspectionRule, _Facts], Measure]:
    def measure(rule: InspectionRule, facts: _Facts) -> Measure:
        lines = facts.lines()
        if not lines:
            return Measure(unknown="还没有确认的内容保障清单，不知道有哪些栏目。请先编制清单并确认。")
        things = tuple(
            Thing(one.row.responsible.short, _words(one), one.standing.updated_on, ("assurance", ""))
            for one in lines
            if wanted(one)
        )
        near = sum(one.standing.state == "near" for one in lines)
        return Measure(things, len(things), note=f"清单上 {len(lines)} 个栏目，{near} 个将到期")

    return measure


def _words(line: Line) -> str:
    how = f"{line.standing.days} 天未更新" if line.standing.updated_on else "没有内容"
    return f"{line.unit or '全站'}“{line.label}”，{how}"


def _unanswered(rule: InspectionRule, facts: _Facts) -> Measure:
    latest, earliest = after_months(facts.on, -rule.months), after_months(facts.on, -rule.window_months)
    rows = Matter.objects.filter(
        agency__code__in=facts.sight.codes, state__in=("arrived", "handling"), received_on__gte=earliest,
        received_on__lt=latest,
    ).select_related("agency")  # fmt: skip
    # Which matter it is, is for who handles it; here only that there is one.
    things = (
        Thing(one.agency.short, f"{one.get_kind_display()} {one.number}", one.received_on) for one in rows[:SHOWN]
    )
    return Measure(tuple(things), rows.count())


def _late_publication(rule: InspectionRule, facts: _Facts) -> Measure:
    rows = (
        Record.objects.filter(agency__code__in=facts.sight.codes, state="published", published_at__year=facts.on.year)
        .annotate(day=TruncDate("published_at"))
        .filter(day__gt=F("publish_due_on"), imported_from="")
        .select_related("agency")
        .order_by("-published_at")
    )
    things = (Thing(one.agency.short, f"{one.title}（期限 {one.publish_due_on}）", one.day) for one in rows[:SHOWN])
    return Measure(tuple(things), rows.count())


def _report_late(rule: InspectionRule, facts: _Facts) -> Measure:
    """Of the units whose annual column stands in a list in force."""
    rows = AssuranceRow.objects.filter(of__state="confirmed", column=COLUMN + "annual")
    codes = set(rows.values_list("unit_code", flat=True)) & facts.sight.codes
    year = facts.on.year - 1
    public = AnnualReport.objects.filter(year=year, state="published", agency__code__in=codes)
    missing = Agency.objects.filter(code__in=codes - set(public.values_list("agency__code", flat=True)))
    late = [one for one in missing.order_by("code") if facts.on > _report_due(one, year + 1)]
    things = (Thing(one.short, f"{year} 年度报告没有发布", _report_due(one, year + 1)) for one in late)
    return Measure(tuple(things), len(late), note=f"清单上有年报栏目的 {len(codes)} 个单位")


def _report_due(agency: Agency, year: int) -> date:
    which = "government_report" if agency.level in GOVERNMENTS else "department_report"
    month_day = parameter(f"{which}.month_day").at(date(year, 1, 1)).value or 0
    return date(year, month_day // 100, month_day % 100)


def _requests_late(rule: InspectionRule, facts: _Facts) -> Measure:
    rows = Request.objects.filter(
        agency__code__in=facts.sight.codes, state__in=open_states(), due_on__lt=facts.on
    ).select_related("agency")
    things = (Thing(one.agency.short, f"申请 {one.number}", one.due_on) for one in rows.order_by("due_on")[:SHOWN])
    return Measure(tuple(things), rows.count())


_MEASURES: dict[str, Callable[[InspectionRule, _Facts], Measure]] = {
    "findings": _findings,
    "slow_visits": _slow_visits,
    "home_stale": _home_stale,
    "stale_columns": _of_columns(lambda one: one.counts and one.standing.failed),
    "long_stale_columns": _of_columns(lambda one: one.standing.long),
    "empty_columns": _of_columns(lambda one: one.standing.state == "empty"),
    "behind_columns": _of_columns(lambda one: one.standing.behind),
    "unanswered": _unanswered,
    "late_publication": _late_publication,
    "report_late": _report_late,
    "requests_late": _requests_late,
}
