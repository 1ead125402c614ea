"""Taking in what was handed in from outside: envelopes become requests, matters, statements; none is ever lost.

One envelope is one transaction that also marks it taken: a worker killed at any moment leaves it taken or waiting.
What cannot be taken in stays in its envelope with the sentence that says why, for a person to look at.
"""

from __future__ import annotations

import json
import logging
from datetime import datetime
from typing import Any

from django.db import transaction

from gongkai.kit.action import Refused
from gongkai.kit.private import Unreadable, card_key, pick_up
from gongkai.requests import pieces
from gongkai.requests.arriving import Arrived, arrive
from gongkai.requests.identifying import judged
from gongkai.requests.looking import Looked, look
from gongkai.requests.models import Envelope
from gongkai.requests.pieces import Lost, Upload

log = logging.getLogger(__name__)
AT_ONCE = 20
UNKNOWN = "收取时出错，材料仍完整保存在收件箱中。请系统管理员查看日志后重新收取。"
GONE = "没有传完整，没有收下。请联系申请人重新提交这份文件。"


def take_in(now: datetime) -> int:
    """Take in the oldest waiting envelopes; how many were taken or set aside."""
    waiting = Envelope.objects.filter(taken_at=None, fault="").order_by("id").values_list("pk", flat=True)[:AT_ONCE]
    return sum(_take(pk, now) for pk in list(waiting))


def take_again(now: datetime) -> int:
    """Try those that were set aside once more: the key may be the right one by now. How many were taken in."""
    aside = Envelope.objects.filter(taken_at=None).exclude(fault="").order_by("id").values_list("pk", flat=True)
    for pk in list(aside[:AT_ONCE]):
        _take(pk, now)
    return Envelope.objects.filter(taken_at=now).exclude(fault="").update(fault="")


def sweep_pieces(now: datetime) -> int:
    """Forget pieces of files that were never sent off, but not those of an envelope that still waits."""
    claimed: set[str] = set()
    for row in Envelope.objects.filter(taken_at=None, pieces__gt=0):
        try:
            claimed |= {one.upload for one in _uploads(_opened(row))}
        except Refused:
            continue
    return pieces.sweep(now, claimed)


def _take(pk: int, now: datetime) -> int:
    try:
        return _taken(pk, now)
    except Refused as refused:
        _set_aside(pk, refused.sentence)
    except Exception:  # one envelope's fault is not the others'
        log.exception("an envelope could not be taken in")
        _set_aside(pk, UNKNOWN)
    return 1


def _taken(pk: int, now: datetime) -> int:
    row = Envelope.objects.get(pk=pk)
    said = _opened(row)
    uploads = _uploads(said)
    # Asking for the service's keys and looking take their time; nothing is held meanwhile.
    identity = judged(row, said)
    files = [(one, *_looked(one)) for one in uploads]
    with transaction.atomic():
        held = Envelope.objects.select_for_update().get(pk=pk)
        if held.taken_at is not None:
            return 0
        arrive(Arrived(held, said, files, identity), now)
        held.taken_at = now
        held.save(update_fields=["taken_at"])
        pieces.forget(uploads)
    return 1


def _opened(row: Envelope) -> dict[str, Any]:
    """What the envelope says, proven to come from who holds number and code. Raises Refused."""
    try:
        said = json.loads(pick_up(bytes(row.sealed)))
        code = str(said.pop("code"))
    except (Unreadable, ValueError, KeyError, AttributeError) as error:
        raise Refused(
            "envelope-unreadable", "收件箱中的材料无法打开：密钥不符或者内容已被改动。请核对密钥配置。"
        ) from error
    if card_key(row.receipt_number, code)[0] != row.card:
        raise Refused("envelope-forged", "材料所附的回执编号和查询码不能打开它所指的进度卡，没有收取。请查看来源。")
    opened: dict[str, Any] = said | {"code": code}
    return opened


def _uploads(said: dict[str, Any]) -> list[Upload]:
    try:
        return [Upload(**one) for one in said.get("uploads", [])]
    except TypeError as error:
        raise Refused("envelope-unreadable", "收件箱中的材料所列的附件不成格式，没有收取。请查看来源。") from error


def _looked(upload: Upload) -> tuple[bytes, Looked]:
    """The file put together and looked at; one that is not whole is as good as refused, and says so."""
    try:
        data = pieces.assembled(upload)
    except (Lost, Unreadable):
        return b"", Looked("refused", "", 0, ({"code": "lost", "sentence": f"{upload.name}：{GONE}"},))
    return data, look(upload.name, data)


def _set_aside(pk: int, sentence: str) -> None:
    Envelope.objects.filter(pk=pk, taken_at=None).update(fault=sentence[:400])


def faults() -> list[Envelope]:
    """Envelopes that could not be taken in, the oldest first."""
    return list(Envelope.objects.filter(taken_at=None).exclude(fault="").defer("sealed").order_by("id"))
