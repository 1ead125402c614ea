"""Put a paper of the case to it: what came from the body, what the agency sent."""

from __future__ import annotations

from datetime import date, datetime

from gongkai.disputes.locking import facts_of, keep, lock_dispute, possible_day
from gongkai.disputes.models import DisputePaper
from gongkai.kit.action import Refused, action
from gongkai.kit.who import Actor
from gongkai.law.dispute_words import case_papers
from gongkai.requests.attaching import attach, plain_name
from gongkai.requests.looking import look
from gongkai.requests.models import Attachment
from gongkai.units.acting import person_of

ACT = "attach_dispute_paper"


@action
def attach_paper(
    dispute_id: int, what: str, on: date, name: str, data: bytes, *, actor: Actor, now: datetime
) -> DisputePaper:
    """`what` is a kind of law/data/disputes. The file is looked at as every file of a request and kept sealed.

    Raises Refused "no-dispute", "not-allowed", "no-file", "no-paper-kind", "day-wrong", "file-refused".
    """
    if not data:
        raise Refused("no-file", "没有选择文件，或者文件是空的，未保存。请重新选择。")
    looked = look(plain_name(name), data)
    dispute = lock_dispute(dispute_id, None, actor)
    before, person = facts_of(dispute), person_of(actor)
    if what not in case_papers():
        raise Refused("no-paper-kind", "没有选定文书的种类，未保存。请选择。")
    possible_day(on, now, None, "文书的日期")
    if looked.state == "refused":
        raise Refused("file-refused", "".join(one["sentence"] for one in looked.findings))
    kept = attach(dispute.request, Attachment.Role.DISPUTE, name, data, person, now, looked=looked)
    row = DisputePaper.objects.create(dispute=dispute, attachment=kept, what=what, on=on, made_by=person, at=now)
    words = case_papers()[what].label
    keep(dispute, ACT, on, before, words, person=person, actor=actor, now=now, sha256=kept.plain_digest)
    return row
