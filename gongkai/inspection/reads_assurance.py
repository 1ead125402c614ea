"""The content assurance lists as people see them: versions, rows, and how each column stands today."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from gongkai.inspection.acting import under
from gongkai.inspection.assurance_sheet import as_excel
from gongkai.inspection.columns import labels
from gongkai.inspection.decide import STATES, Promise, Standing, fails_after, standing
from gongkai.inspection.models import AssuranceList, AssuranceRow
from gongkai.inspection.sight import held, overseen, seen, sight
from gongkai.inspection.updates import updates
from gongkai.kit.who import Actor
from gongkai.law.calendar import Calendars
from gongkai.law.inspection import column_kinds
from gongkai.units.models import Agency, Duty
from gongkai.units.powers import INSPECT, SET_ASSURANCE

State = AssuranceList.State
STATE_WORDS = {"empty": "空白", "long_stale": "长期未更新", "stale": "超期", "near": "将到期", "fresh": "正常"}
BY_WORDS = {"interval": "清单间隔", "inspection": "检查时限", "": ""}


@dataclass(frozen=True, slots=True)
class Line:
    """One column of a list in force, with how it stands. `unit` is the name of the unit whose column it is."""

    row: AssuranceRow
    label: str
    unit: str
    kind: str
    counts: bool
    standing: Standing

    @property
    def state_words(self) -> str:
        """The state to people."""
        return STATE_WORDS[self.standing.state]

    @property
    def by_words(self) -> str:
        """Which of the two clocks sets the last day."""
        return BY_WORDS[self.standing.by]

    @property
    def fails_after(self) -> date | None:
        """The first day on which an inspection fails it."""
        return fails_after(self.standing)


@dataclass(frozen=True, slots=True)
class ListHead:
    """One office's list: the version in force and the one being prepared, each with its number of rows."""

    agency: Agency
    confirmed: AssuranceList | None
    draft: AssuranceList | None
    may_edit: bool


def heads(asker: Actor, on: date) -> list[ListHead]:
    """The lists the asker may open whole: those of his offices, and the confirmed ones below him that he inspects."""
    own = held(asker, SET_ASSURANCE)
    codes = own | overseen(asker, SET_ASSURANCE, on) | overseen(asker, INSPECT, on)
    rows = AssuranceList.objects.filter(agency__code__in=codes).exclude(state=State.REPLACED)
    rows = rows.exclude(~Q(agency__code__in=own), state=State.DRAFT)
    found: dict[str, dict[str, AssuranceList]] = {}
    for one in rows.select_related("agency").annotate(count=Count("rows")):
        found.setdefault(one.agency.code, {})[one.state] = one
    agencies = Agency.objects.filter(Q(code__in=own) | Q(code__in=found)).order_by("code")
    return [
        ListHead(
            one, found.get(one.code, {}).get(State.CONFIRMED), found.get(one.code, {}).get(State.DRAFT), one.code in own
        )
        for one in agencies
    ]


def assurance_list(asker: Actor, list_id: int, on: date) -> AssuranceList | None:
    """One version, or None where there is none for the asker. A draft is only for its own office."""
    row = AssuranceList.objects.select_related("agency").filter(pk=list_id).first()
    if row is None or row.agency.code in held(asker, SET_ASSURANCE):
        return row
    over = overseen(asker, SET_ASSURANCE, on) | overseen(asker, INSPECT, on)
    return row if row.state != State.DRAFT and row.agency.code in over else None


def rows(asker: Actor, of: AssuranceList) -> QuerySet[AssuranceRow]:
    """The rows of a version that `assurance_list` gave."""
    return AssuranceRow.objects.filter(of=of).select_related("responsible", "person")


def row(asker: Actor, of: AssuranceList, row_id: int) -> AssuranceRow | None:
    """One row of it."""
    return rows(asker, of).filter(pk=row_id).first()


def versions(asker: Actor, of: AssuranceList) -> QuerySet[AssuranceList]:
    """All versions of the same office's list but drafts, the newest first."""
    return AssuranceList.objects.filter(agency=of.agency).exclude(state=State.DRAFT).order_by("-version")


def file(asker: Actor, of: AssuranceList, on: date) -> tuple[str, bytes]:
    """A version as a sheet that can be imported again: name and bytes."""
    title = f"{of.agency.short}内容保障清单第{of.version}版"
    names = dict(Agency.objects.values_list("code", "name"))
    return f"{title}.xlsx", as_excel(title, rows(asker, of), names, on)


def lines(asker: Actor, on: date, *, unit: str = "", state: str = "") -> list[Line]:
    """Every column of the lists in force that concerns a unit the asker sees, the worst first.

    `unit` narrows to one unit's own, `state` to one of STATES. Raises Refused "not-allowed" for who sees nothing.
    """
    codes = seen(asker, on).codes
    concerned = AssuranceRow.objects.filter(Q(responsible__code__in=codes) | Q(unit_code__in=codes))
    if unit:
        concerned = concerned.filter(Q(responsible__code=unit) | Q(unit_code=unit))
    found = stood(concerned.filter(of__state=State.CONFIRMED), on)
    if state:
        found = [one for one in found if one.standing.state == state]
    return sorted(found, key=lambda one: (STATES.index(one.standing.state), one.standing.due_on or date.max))


def stood(chosen: QuerySet[AssuranceRow], on: date) -> list[Line]:
    """How these rows stand that day; for this room's own use, it asks nobody who he is."""
    taken = list(chosen.select_related("of", "responsible", "person"))
    known = updates({(one.column, one.unit_code) for one in taken}, on)
    kinds = {one.code: one for one in column_kinds(on)} if taken else {}
    names, columns = _names(taken), labels(on)
    calendars = Calendars.published()
    found = []
    for one in taken:
        kind = kinds.get(one.kind)
        if kind is None:
            # A kind that the law no longer knows: the list has to be made anew, and its clock stands still.
            continue
        promise = Promise(kind, one.every, one.unit, one.of.begins or on)
        how = standing(promise, known[one.column, one.unit_code].last, on, calendars)
        label = columns.get(one.column, one.column)
        found.append(Line(one, label, names.get(one.unit_code, ""), kind.label, kind.counts, how))
    return found


def units_of(asker: Actor, on: date) -> list[tuple[str, str]]:
    """The units that stand in the lists in force and that the asker sees, for a filter: code and short name."""
    codes = sight(asker, on).codes
    named = AssuranceRow.objects.filter(of__state=State.CONFIRMED).values_list("responsible__code", "unit_code")
    there = {code for pair in named.distinct() for code in pair} & codes
    return list(Agency.objects.filter(code__in=there).order_by("code").values_list("code", "short"))


def tally(found: Iterable[Line]) -> dict[str, int]:
    """How many lines are in each state, the worst first."""
    counts: dict[str, int] = dict.fromkeys(STATES, 0)
    for one in found:
        counts[one.standing.state] += 1
    return counts


def _names(taken: Iterable[AssuranceRow]) -> dict[str, str]:
    pairs: Any = Agency.objects.filter(code__in={one.unit_code for one in taken}).values_list("code", "short")
    return dict(pairs)


def below(asker: Actor, of: AssuranceList, on: date) -> list[tuple[str, str]]:
    """The units that the list may name: code and name, its office's own first."""
    return [(code, one.name) for code, one in under(of.agency, on).items()]


def people(asker: Actor, of: AssuranceList, on: date) -> list[tuple[str, list[tuple[str, str]]]]:
    """Who may be named as responsible: by unit, login and name of everybody with a duty there that day."""
    units = under(of.agency, on)
    held = Duty.objects.filter(agency__in=units.values(), begins__lte=on, person__is_active=True)
    found: dict[str, dict[str, str]] = {}
    rows = held.exclude(ends__lte=on).order_by("agency__code", "person__login")
    for unit, login, name in rows.values_list("agency__name", "person__login", "person__name"):
        found.setdefault(unit, {})[login] = name
    return [(unit, list(some.items())) for unit, some in found.items()]
