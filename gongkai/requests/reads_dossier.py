"""The queries for dossiers of one request; another unit's are not there for the asker."""

from __future__ import annotations

from gongkai.kit.action import Refused
from gongkai.kit.who import Actor
from gongkai.requests.models import Dossier, Request
from gongkai.requests.sight import seen, visible
from gongkai.units.powers import HANDLE_REQUESTS


def of_request(asker: Actor, request_id: int) -> list[Dossier]:
    """Its dossiers, the newest first. Raises Refused "no-request"."""
    row = seen(asker, request_id)
    return list(Dossier.objects.filter(request=row).select_related("made_by").order_by("-id"))


def one(asker: Actor, dossier_id: int) -> Dossier:
    """One dossier whose files may be taken out: by who handles requests there. Raises Refused "no-dossier"."""
    row = Dossier.objects.select_related("request", "agency").filter(pk=dossier_id).first()
    if row is None or not asker.may(HANDLE_REQUESTS, row.agency.code):
        raise Refused("no-dossier", "没有这份案卷，或者你的职责不包括查阅案卷。请从申请的案卷栏重新打开。")
    return row


def by_number(asker: Actor, number: str) -> Request:
    """The request of that number, for the command. Raises Refused "no-request", "several-requests"."""
    rows = list(visible(asker).filter(number=number)[:2])
    if not rows:
        raise Refused("no-request", f"没有编号为 {number} 的申请。请核对编号。")
    if len(rows) > 1:
        raise Refused("several-requests", f"有几个单位都有编号为 {number} 的申请，请在各单位的案卷栏制作。")
    return rows[0]
