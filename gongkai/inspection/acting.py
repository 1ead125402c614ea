"""What the actions on content assurance lists share: the list held, the journal, and what a row must hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from gongkai.inspection.columns import labels
from gongkai.inspection.models import AssuranceList, AssuranceRow
from gongkai.inspection.sight import NOT_THERE
from gongkai.kit import journal
from gongkai.kit.action import Refused, require
from gongkai.kit.who import Actor
from gongkai.law.inspection import UNITS, column_kinds
from gongkai.units import reads as units
from gongkai.units.models import Agency, Duty, Person
from gongkai.units.powers import SET_ASSURANCE

LONGEST, MOST = 200, 366
WORDS = "管理内容保障清单"


@dataclass(frozen=True, slots=True)
class Said:
    """One row as it is typed or read from a sheet; everything by code, `person` by login."""

    column: str
    unit_code: str
    kind: str
    responsible: str
    person: str = ""
    every: int = 0
    unit: str = "working_day"
    basis: str = ""
    remark: str = ""


def locked(list_id: int, edition: int, actor: Actor, words: str) -> AssuranceList:
    """The draft, held to the end of the transaction. Raises Refused "no-assurance", "not-allowed", "assurance-state",
    "changed-meanwhile"."""
    row = AssuranceList.objects.select_for_update().filter(pk=list_id).first()
    if row is None:
        raise Refused("no-assurance", NOT_THERE)
    require(actor, SET_ASSURANCE, row.agency.code, WORDS)
    if row.state != AssuranceList.State.DRAFT:
        raise Refused("assurance-state", f"这一版现为“{row.get_state_display()}”，不能{words}。要改动请编制新版。")
    if row.edition != edition:
        raise Refused("changed-meanwhile", f"这份清单刚被别人改动过，未{words}。请刷新，看过新内容后再办。")
    return row


def touched(row: AssuranceList) -> None:
    """Count the change."""
    row.edition += 1
    row.save(update_fields=["edition"])


def note(row: AssuranceList, act: str, before: Mapping[str, Any], after: Mapping[str, Any], reason: str, *,
         actor: Actor, now: datetime) -> None:  # fmt: skip
    """One journal row in the office's chain."""
    journal.write(
        row.agency.code, act=act, subject=f"assurance {row.agency.code} v{row.version}", before=before, after=after,
        reason=reason, actor=actor, now=now,
    )  # fmt: skip


def said_of(row: AssuranceRow) -> Said:
    """A row as it would be typed."""
    return Said(
        row.column, row.unit_code, row.kind, row.responsible.code, row.person.login if row.person else "", row.every,
        row.unit, row.basis, row.remark,
    )  # fmt: skip


def facts(said: Said) -> dict[str, Any]:
    """For the journal."""
    return asdict(said)


def under(agency: Agency, on: date) -> dict[str, Agency]:
    """The office's own unit and all below it that day, by code."""
    return {one.code: one for one in (agency, *units.descendants(Actor("", ""), agency, on))}


def staff(code: str, on: date) -> dict[str, Person]:
    """Who has a duty in a unit that day, by login."""
    held = Duty.objects.filter(agency__code=code, begins__lte=on, person__is_active=True).exclude(ends__lte=on)
    return {one.person.login: one.person for one in held.select_related("person")}


def filled(row: AssuranceRow, said: Said, below: Mapping[str, Agency], on: date) -> AssuranceRow:
    """The row with what was said. Raises Refused naming the field: "assurance-column", "-unit", "-kind",
    "-responsible", "-person", "-interval", "-long"."""
    if said.column not in labels(on):
        raise Refused("assurance-column", "没有这个栏目，未保存。请从栏目清单中选择。")
    if said.unit_code and said.unit_code not in below:
        raise Refused("assurance-unit", "栏目所属的单位不是本机关或者下属单位，未保存。请重新选择单位。")
    if said.kind not in {one.code for one in column_kinds(on)}:
        raise Refused("assurance-kind", "没有这个栏目种类，未保存。请从种类中选择。")
    if said.responsible not in below:
        raise Refused("assurance-responsible", "责任单位不是本机关或者下属单位，未保存。请重新选择单位。")
    person = staff(said.responsible, on).get(said.person) if said.person else None
    if said.person and person is None:
        raise Refused("assurance-person", "责任人目前不在责任单位任职，未保存。请选择该单位的人员，或者空着。")
    if said.unit not in UNITS or not 0 <= said.every <= MOST:
        raise Refused("assurance-interval", f"更新间隔须是 0 到 {MOST} 的整数，未保存。有变动才更新的填 0。")
    if max(len(said.basis), len(said.remark)) > LONGEST:
        raise Refused("assurance-long", f"依据和备注各不超过 {LONGEST} 字，未保存。请缩短。")
    row.column, row.unit_code, row.kind = said.column, said.unit_code, said.kind
    row.responsible, row.person = below[said.responsible], person
    row.every, row.unit = said.every, said.unit
    row.basis, row.remark = said.basis.strip(), said.remark.strip()
    return row
