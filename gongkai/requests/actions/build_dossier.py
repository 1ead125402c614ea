"""Build a dossier: a copy for a court or reconsideration body at any time, or the one that is archived."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action, require
from gongkai.kit.clock import day_of
from gongkai.kit.private_files import keep_private
from gongkai.kit.who import Actor
from gongkai.law.dossiers import dossier_rules
from gongkai.law.errors import LawError
from gongkai.requests.dossier.building import build
from gongkai.requests.locking import facts_of, lock_request, subject_of
from gongkai.requests.models import Dossier, Request
from gongkai.requests.numbering import next_number
from gongkai.requests.stepping import Doing, step
from gongkai.units.acting import person_of
from gongkai.units.models import Person
from gongkai.units.powers import HANDLE_REQUESTS

ACT, ARCHIVE_ACT = "build_dossier", "archive_request"
SERIES = "dossier"


@action
def build_dossier(request_id: int, *, actor: Actor, now: datetime) -> Dossier:
    """A copy of the dossier as it stands today, for a court or reconsideration body; each copy is a row of its own.

    Raises Refused "no-request", "not-allowed", "nothing-yet".
    """
    request = lock_request(request_id)
    require(actor, HANDLE_REQUESTS, request.agency.code, "制作案卷")
    if not request.number:
        raise Refused("nothing-yet", "申请还没有登记，没有可以立卷的材料，未制作。请先登记。")
    person = person_of(actor)
    made = _made(request, Dossier.Purpose.DISPUTE, "", "", person, now)
    after = {"hash": made.hash, "pages": made.pages, "purpose": made.purpose}
    journal.write(
        request.agency.code, act=ACT, subject=subject_of(request), before={}, after=after,
        reason="制作提交复议机关、人民法院的案卷", actor=actor, now=now,
    )  # fmt: skip
    return made


@action
def archive_request(
    request_id: int, *, retention: str = "", seen: int | None = None, actor: Actor, now: datetime
) -> Dossier:
    """Close the dossier of a finished request: its number, how long it is kept, one PDF and one package (第四十五条).

    Without `retention` the usual period is taken, longer where the request was disputed. Raises Refused "no-request",
    "not-allowed", "not-now", "changed-meanwhile", "papers-open", "retention".
    """
    request = lock_request(request_id, seen)
    before = facts_of(request)
    person = person_of(actor)
    pending = request.papers.exclude(state__in=("issued", "void")).count()
    if pending:
        raise Refused("papers-open", f"还有 {pending} 份文书没有发出或者作废，不能归档。请先发出或者作废。")
    on = day_of(now)
    rules = dossier_rules(on)
    disputed = (
        request.attachments.filter(role="dispute").exists() or request.clocks.filter(ref__startswith="d").exists()
    )
    try:
        period = rules.retention(retention) if retention else rules.usual(disputed=disputed)
    except LawError as error:
        raise Refused("retention", str(error)) from error
    year = (request.closed_on or on).year
    number = rules.number.format(year=year, serial=next_number(request.agency, SERIES, year))
    step(request, Doing("archive", on), actor=actor, person=person, now=now)
    made = _made(request, Dossier.Purpose.ARCHIVE, number, period.code, person, now)
    journal.write(
        request.agency.code, act=ARCHIVE_ACT, subject=subject_of(request), before=before,
        after=facts_of(request) | {"dossier": number, "hash": made.hash, "pages": made.pages, "keep": period.label},
        reason="归档", actor=actor, now=now,
    )  # fmt: skip
    return made


def _made(request: Request, purpose: str, number: str, retention: str, person: Person, now: datetime) -> Dossier:
    on = day_of(now)
    rules = dossier_rules(on)
    period = rules.retention(retention) if retention else rules.usual(disputed=True)
    built = build(request, purpose, period, number=number, made_by=person.name, on=on)
    row = Dossier(
        request=request, agency=request.agency, purpose=purpose, number=number, retention=retention,
        keep_until=period.keep_until(request.closed_on or on) if retention else None,
        contents=[dict(line) for line in built.lines], pages=built.pages, pdf=keep_private(built.pdf),
        zip=keep_private(built.zip), hash=built.hash, made_by=person, made_at=now,
    )  # fmt: skip
    row.save(force_insert=True)
    return row
