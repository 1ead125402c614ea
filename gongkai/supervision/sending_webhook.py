"""A notice to a webhook: an SMS gateway that takes our signed JSON, or the group robot of WeCom."""

from __future__ import annotations

import hmac
import json
from datetime import datetime
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from django.conf import settings

from gongkai.delivery.push_http import JSON_TYPE, LARGEST, Outside, Unreached, Unsure, as_json
from gongkai.delivery.wechat_answers import WECOM, refusal
from gongkai.delivery.wecom import NAME
from gongkai.supervision.channels import is_robot
from gongkai.supervision.models import WatchNotice
from gongkai.supervision.sending_mail import Unsendable, message_id

TAKEN = range(200, 300)
# An address that is refused outright stays refused.
REFUSED = (400, 401, 403, 404, 405, 410)
LONGEST_ID = 80


def send_webhook(notice: WatchNotice, address: str, now: datetime) -> dict[str, Any]:
    """Hand the notice over; status and hash of the answer, as proof. Raises Unsendable, and Unsure where a robot may
    have said it."""
    if not address:
        raise Unsendable("没有为该单位设置短信或企业微信的地址。", final=True)
    body = _robot(notice) if is_robot(address) else _gateway(notice, now)
    headers = {"Content-Type": JSON_TYPE, "Idempotency-Key": message_id(notice)[1:33]}
    if settings.NOTICE_SECRET and not is_robot(address):
        headers |= signed(body, now)
    parts = urlsplit(address)
    service = Outside(f"{parts.scheme}://{parts.netloc}")
    try:
        status, answer = service.post(parts.path or "/", dict(parse_qsl(parts.query)), body, headers)
    except Unreached as error:
        raise Unsendable(f"没有连上接口（{error}）。") from None
    except Unsure as error:
        if is_robot(address):
            raise
        raise Unsendable(f"接口没有答复（{error}）。") from None
    return _proof(status, answer, robot=is_robot(address))


def signed(body: bytes, now: datetime) -> dict[str, str]:
    """The headers by which the gateway knows us: HMAC-SHA256 over the time, a point and the body."""
    at = str(int(now.timestamp()))
    mark = hmac.new(settings.NOTICE_SECRET.encode(), f"{at}.".encode() + body, sha256).hexdigest()
    return {"X-Gongkai-Time": at, "X-Gongkai-Signature": mark}


def _proof(status: int, answer: bytes, *, robot: bool) -> dict[str, Any]:
    proof: dict[str, Any] = {"status": status, "sha256": sha256(answer[:LARGEST]).hexdigest()}
    if status not in TAKEN:
        raise Unsendable(f"接口答复 {status}。", final=status in REFUSED)
    try:
        said = json.loads(answer)
    except ValueError:
        said = {}
    said = said if isinstance(said, dict) else {}
    if robot and (problem := refusal(WECOM, NAME, said)) is not None:
        raise Unsendable(problem.sentence)
    number = said.get("id")
    return proof | ({"id": str(number)[:LONGEST_ID]} if number is not None else {})


def _robot(notice: WatchNotice) -> bytes:
    text: dict[str, Any] = {"content": f"{notice.title}\n{notice.text}"}
    if notice.person is not None and notice.person.phone:
        text["mentioned_mobile_list"] = [notice.person.phone]
    return as_json({"msgtype": "text", "text": text})


def _gateway(notice: WatchNotice, now: datetime) -> bytes:
    person = notice.person
    return as_json(
        {
            "id": message_id(notice)[1:33], "at": now.isoformat(), "phone": person.phone if person else "",
            "name": person.name if person else "", "unit": notice.watch.agency.code, "title": notice.title,
            "text": notice.text, "due_on": notice.due_on.isoformat(), "kind": notice.kind,
        }
    )  # fmt: skip
