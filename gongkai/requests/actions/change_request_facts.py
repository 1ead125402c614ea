"""Mend a mistyped registration while nothing was issued; what it said before stays, sealed (docs/decisions/D-274)."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from gongkai.kit import journal
from gongkai.kit.action import Refused, action
from gongkai.kit.clock import day_of
from gongkai.kit.private import seal
from gongkai.kit.who import Actor
from gongkai.law.applicants import applicant_columns
from gongkai.law.procedure import procedure_on
from gongkai.requests import clocks
from gongkai.requests.actions.register_request import fix_receipt
from gongkai.requests.allowing import handles
from gongkai.requests.applicants import ApplicantData, opened, sealed
from gongkai.requests.clocks import Entering
from gongkai.requests.locking import facts_of, lock_request, subject_of
from gongkai.requests.models import Mending, Paper, Request, RequestItem
from gongkai.requests.telling import told
from gongkai.units.acting import person_of
from gongkai.units.models import Person

ACT = "change_request_facts"
STATES = ("arrived", "unconfirmed", "handling")
COLUMNS = ("applicant_kind", "subject", "doc_number", "features", "supply_form", "supply_way", "assistance")
# Clocks that start on the day of receipt.
FROM_RECEIPT = (clocks.REPLY, "correction_notice")


@dataclass(frozen=True, slots=True)
class Mended:
    """What the registration should have said. `applicant` holds the fields to be replaced, by name: whoever mends need
    not read the others. `items` None leaves the matters; `days` are only those to be mended."""

    applicant: dict[str, str]
    columns: dict[str, str]
    identity_checked: bool
    items: tuple[str, ...] | None = None
    days: dict[str, date] = field(default_factory=dict)


@action
def change_request_facts(
    request_id: int, said: Mended, reason: str, *, seen: int | None = None, actor: Actor, now: datetime
) -> Request:
    """Write what is different; a mended day of receipt restarts the clocks that began with it.

    Raises Refused "no-request", "not-allowed", "not-now", "no-reason", "no-subject", "no-name", "applicant-kind",
    "receipt-days", "day-ahead", "changed-meanwhile" and the ledger's own codes.
    """
    request = lock_request(request_id, seen)
    handles(actor, request.agency.code, "改正登记")
    _may_be_mended(request)
    _complete(request, said, reason)
    person, before = person_of(actor), facts_of(request)
    changed, old = _changes(request, said)
    if not changed:
        raise Refused("nothing-changed", "没有改动任何一项，未保存。")
    for name in set(changed) & set(COLUMNS):
        setattr(request, name, said.columns[name].strip())
    if "applicant" in changed:
        for name, value in sealed(_person(request, said)).items():
            setattr(request, name, value)
    request.identity_checked = said.identity_checked
    if "items" in changed and said.items is not None:
        request.items.all().delete()
        RequestItem.objects.bulk_create(
            RequestItem(request=request, position=at, text=text.strip()) for at, text in enumerate(said.items, 1)
        )
    if "days" in changed:
        _other_days(request, said.days, Entering(ACT, person, now, reason.strip()))
    request.version += 1
    request.save()
    _keep(request, changed, old, reason, person, now)
    told(request, now=now)
    journal.write(
        request.agency.code, act=ACT, subject=subject_of(request), before=before,
        after=facts_of(request) | {"mended": changed}, reason=reason.strip()[:400], actor=actor, now=now,
    )  # fmt: skip
    return request


def _keep(
    request: Request, changed: list[str], old: dict[str, Any], reason: str, person: Person, now: datetime
) -> None:
    Mending.objects.create(
        request=request, columns=changed, sealed=seal(old), reason=reason.strip()[:400], made_by=person, at=now
    )


def _may_be_mended(request: Request) -> None:
    if request.state not in STATES:
        label = procedure_on(request.law_day).states[request.state].label
        raise Refused("not-now", f"申请现为“{label}”，登记不能再改正，未保存。")
    if Paper.objects.filter(request=request, state=Paper.State.ISSUED).exists():
        raise Refused("not-now", "已经对外发出过文书，登记不能再改正，未保存。请在后续文书中更正。")


def _complete(request: Request, said: Mended, reason: str) -> None:
    if not reason.strip():
        raise Refused("no-reason", "改正登记须写明原因，未保存。请补写。")
    if not said.columns["subject"].strip() or (said.items is not None and not all(one.strip() for one in said.items)):
        raise Refused("no-subject", "没有写明所需信息的名称、文号或者其他特征（《条例》第二十九条），未保存。请补写。")
    if not _person(request, said).name.strip():
        raise Refused("no-name", "没有写明申请人的姓名或者名称（《条例》第二十九条），未保存。请补写。")
    year = max(request.law_day.year, 2019)
    if said.columns["applicant_kind"] not in {one.code for one in applicant_columns(year).kinds}:
        raise Refused("applicant-kind", "申请人类别不在年度报告表三所列的类别之内，未保存。请重新选择。")


def _person(request: Request, said: Mended) -> ApplicantData:
    return ApplicantData.of(asdict(opened(request)) | said.applicant)


def _changes(request: Request, said: Mended) -> tuple[list[str], dict[str, Any]]:
    """Which columns are different, and what they said."""
    old: dict[str, Any] = {
        name: getattr(request, name) for name in COLUMNS if getattr(request, name) != said.columns[name].strip()
    }
    if opened(request) != _person(request, said):
        old["applicant"] = asdict(opened(request))
    if request.identity_checked != said.identity_checked:
        old["identity_checked"] = request.identity_checked
    texts = [item.text for item in request.items.all()]
    if said.items is not None and [one.strip() for one in said.items] != texts:
        old["items"] = texts
    if any(request.days.get(event) != day.isoformat() for event, day in said.days.items()):
        old["days"] = dict(request.days)
    return list(old), old


def _other_days(request: Request, days: dict[str, date], entering: Entering) -> None:
    had = request.received_on
    fix_receipt(request, days, day_of(entering.now))
    if had is None or request.received_on == had:
        return
    if request.received_on is None:
        raise Refused("receipt-days", "改正之后收到申请之日不再确定，未保存。请填写确定收到之日的那个日期。")
    for clock in request.clocks.filter(rule__in=FROM_RECEIPT, ref=""):
        clocks.restart(clock, request.received_on, entering)
    clocks.settle(request)
