"""A clerk enters a request that came over the counter, by letter, e-mail, fax or orally."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action
from gongkai.kit.clock import day_of
from gongkai.kit.who import Actor
from gongkai.law.errors import LawError
from gongkai.law.receipt import received_on
from gongkai.requests.allowing import handles
from gongkai.requests.attaching import attach
from gongkai.requests.locking import facts_of, subject_of
from gongkai.requests.models import Request
from gongkai.requests.receiving import Application, Entered, enter_request
from gongkai.requests.telling import told
from gongkai.units.acting import person_of
from gongkai.units.models import Agency

ACT = "receive_request"


@action
def receive_request(
    code: str,
    said: Application,
    files: Sequence[tuple[str, str, bytes]] = (),
    *,
    identity_checked: bool = False,
    actor: Actor,
    now: datetime,
) -> Entered:
    """Make the request of the unit with that code; it waits to be registered. The query code is told once.

    `files` are role (Attachment.Role), name and bytes of what came with it.

    Raises Refused "not-allowed", "no-unit", "sent-twice", "receipt-days", "day-ahead" and those of `enter_request`.
    """
    handles(actor, code, "登记申请")
    agency = Agency.objects.filter(code=code).first()
    if agency is None:
        raise Refused("no-unit", "没有这个单位，未登记。请刷新后重新选择。")
    if said.form_token and Request.objects.filter(form_token=said.form_token).exists():
        raise Refused("sent-twice", "这份登记已经保存过，没有再次登记。请在申请列表中查看。")
    if late := [day for day in said.days.values() if day > day_of(now)]:
        raise Refused("day-ahead", f"日期 {late[0].isoformat()} 晚于今天，未登记。请填写实际发生的日期。")
    try:
        received_on(said.channel, said.days)
    except LawError as error:
        raise Refused("receipt-days", f"{error}未登记。") from error
    entered = enter_request(agency, said, person=person_of(actor), now=now)
    request = entered.request
    for role, name, data in files:
        attach(request, role, name, data, request.made_by, now, from_applicant=True)
    if identity_checked:
        request.identity_checked = True
        request.save(update_fields=["identity_checked"])
    told(request, now=now)
    journal.write(
        code, act=ACT, subject=subject_of(request), before={},
        after=facts_of(request)
        | {"channel": request.channel, "identity_checked": request.identity_checked, "files": len(files)},
        reason="收到申请", actor=actor, now=now,
    )  # fmt: skip
    return entered
