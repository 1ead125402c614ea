"""The queries for complaints and record corrections: those of the units for which the asker handles or signs them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from gongkai.kit.action import Refused
from gongkai.kit.private import open_sealed
from gongkai.kit.who import Actor
from gongkai.law.paper_chains import usual_chain
from gongkai.requests.applicants import ApplicantData, masked
from gongkai.requests.matters import GROUP, NOT_THERE
from gongkai.requests.models import Matter, MatterPaper
from gongkai.units.acting import PERSON
from gongkai.units.models import Agency
from gongkai.units.powers import HANDLE_MATTERS, as_duty


@dataclass(frozen=True, slots=True)
class MatterWhole:
    """One matter as a page shows it: the person masked, the proposal that waits, the answer that went out."""

    row: Matter
    person: ApplicantData
    proposed: MatterPaper | None
    issued: MatterPaper | None
    handles: bool
    signs: bool


def visible(asker: Actor, on: date) -> QuerySet[Matter]:
    """The matters the asker may see."""
    signing = {as_duty(one.duty) for one in usual_chain(GROUP, on) if one.signs}
    codes = {code for act, code in asker.grants if act == HANDLE_MATTERS or act in signing}
    return Matter.objects.filter(agency__code__in=codes).select_related("agency", "against", "handler", "request")


def listed(asker: Actor, on: date, *, kind: str = "", state: str = "") -> QuerySet[Matter]:
    """The newest first, narrowed; the ones with orders not done in time are found under state "late"."""
    rows = visible(asker, on)
    if kind in Matter.Kind.values:
        rows = rows.filter(kind=kind)
    if state == "late":
        rows = rows.filter(~Q(orders=""), orders_done_on=None, orders_due_on__lt=on)
    elif state in Matter.State.values:
        rows = rows.filter(state=state)
    return rows.order_by("-id")


def whole(asker: Actor, matter_id: int, on: date) -> MatterWhole:
    """One matter. Raises Refused "no-matter"."""
    row = visible(asker, on).prefetch_related("files", "papers__made_by", "papers__signed_by").filter(pk=matter_id)
    found = row.first()
    if found is None:
        raise Refused("no-matter", NOT_THERE)
    papers = list(found.papers.all())
    signing = [one.duty for one in usual_chain(GROUP, on) if one.signs]
    code = found.agency.code
    return MatterWhole(
        found,
        masked(ApplicantData.of(open_sealed(found.sealed))),
        next((one for one in papers if one.state == MatterPaper.State.PROPOSED), None),
        next((one for one in papers if one.state == MatterPaper.State.ISSUED), None),
        asker.may(HANDLE_MATTERS, code),
        any(asker.may(as_duty(duty), code) for duty in signing),
    )


def waiting(asker: Actor, on: date) -> QuerySet[Matter]:
    """What waits for the asker: to be taken in hand by who handles matters, to be signed by who signs answers and did
    not propose them."""
    rows = visible(asker, on)
    taking = {code for act, code in asker.grants if act == HANDLE_MATTERS}
    signing = {as_duty(one.duty) for one in usual_chain(GROUP, on) if one.signs}
    signed = {code for act, code in asker.grants if act in signing}
    proposed = MatterPaper.objects.filter(matter=OuterRef("pk"), state=MatterPaper.State.PROPOSED)
    others = proposed.exclude(made_by__login=asker.id.removeprefix(PERSON))
    return rows.filter(
        Q(state=Matter.State.ARRIVED, agency__code__in=taking)
        | Q(state=Matter.State.HANDLING, agency__code__in=signed) & Q(Exists(others))
    )


def may_register(asker: Actor, code: str) -> bool:
    """Whether the asker writes matters down for that unit."""
    return asker.may(HANDLE_MATTERS, code)


def units_complained_of(on: date) -> list[tuple[str, str]]:
    """The units that exist that day, for choosing: code and short name."""
    lasting = (Q(begins=None) | Q(begins__lte=on)) & (Q(ends=None) | Q(ends__gt=on))
    return list(Agency.objects.filter(lasting).values_list("code", "short"))
