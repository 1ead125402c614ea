"""What a word of the applicant to his own request does at once: the acts that the table leaves to the platform."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from gongkai.kit.action import Refused
from gongkai.kit.clock import day_of
from gongkai.requests.actions.receive_correction import receive_correction
from gongkai.requests.actions.receive_reasons import receive_reasons
from gongkai.requests.actions.withdraw_request import withdraw_request
from gongkai.requests.card_words import ACTS
from gongkai.requests.handing_in import Handed
from gongkai.requests.models import Attachment, Request
from gongkai.requests.platform import platform_for
from gongkai.requests.slot import CORRECTION, REASONS
from gongkai.requests.telling import CARD
from gongkai.units.notices import tell


def follow(request: Request, kind: str, text: str, files: list[Attachment], at: datetime, now: datetime) -> str:
    """Do what the word asks for; why it could not be done and was left to the office, else empty.

    It counts on the day it was handed in, whenever it is taken in.
    """
    address = f"/desk/requests/{request.pk}/"
    if kind not in ACTS:
        if request.handler is not None:
            tell(request.handler, f"申请人在进度页留言：{request}", now=now, address=address)
        return ""
    said = Handed(way=CARD, text=text, attachments=tuple(file.pk for file in files))
    actor = platform_for(request.agency.code)
    try:
        with transaction.atomic():
            if kind == CORRECTION:
                receive_correction(request.pk, day_of(at), said, actor=actor, now=now)
            elif kind == REASONS:
                receive_reasons(request.pk, day_of(at), said, actor=actor, now=now)
            else:
                withdraw_request(request.pk, day_of(at), said, actor=actor, now=now)
    except Refused as refused:
        if request.handler is not None:
            tell(request.handler, f"申请人提交了材料，须人工办理：{request}", now=now, address=address)
        return refused.sentence
    return ""
