"""Have published records made into article drafts of the WeChat account."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from gongkai.delivery.models import Push
from gongkai.delivery.push_channels import has_wechat
from gongkai.delivery.push_results import facts_of, subject_of
from gongkai.kit import journal
from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.records.models import Publication
from gongkai.units.acting import person_of
from gongkai.units.powers import PUSH

ACT = "push_records"
MOST = 20


@action
def push_records(agency_code: str, publications: Sequence[int], *, actor: Actor, now: datetime) -> list[Push]:
    """Have those versions, public now and of that unit, wait for the worker; all or none.

    Raises Refused "not-allowed", "not-linked", "nothing-chosen", "too-many", "not-public", "pushed-already".
    """
    require(actor, PUSH, agency_code, "对外推送")
    person = person_of(actor)
    if not has_wechat():
        raise Refused("not-linked", "本站还没有接入微信公众号，未推送。请系统管理员按操作手册设置 AppID 和 AppSecret。")
    wanted = list(dict.fromkeys(publications))
    if not wanted:
        raise Refused("nothing-chosen", "没有选定要推送的信息，未推送。请先勾选。")
    if len(wanted) > MOST:
        raise Refused("too-many", f"一次最多推送 {MOST} 条，未推送。请分几次办理。")
    # Held, so that nobody withdraws one or asks for it a second time meanwhile.
    rows = Publication.objects.select_for_update().filter(pk__in=wanted, agency_code=agency_code)
    rows = rows.filter(state=Publication.State.PUBLISHED).order_by("pk")
    found = {row.pk: row for row in rows}
    if len(found) < len(wanted):
        raise Refused("not-public", "所选的信息中有的已撤回、已修订或者不属于本单位，未推送。请刷新后重新选择。")
    known = Push.objects.filter(channel=Push.Channel.WECHAT, publication__in=wanted).select_related("publication")
    if (one := known.first()) is not None:
        said = f"“{one.publication.title}”的这一版本已经推送过，未重复推送。需要时在推送记录中再次推送。"
        raise Refused("pushed-already", said)
    return [_asked(found[pk], actor, person.pk, now) for pk in wanted]


def _asked(publication: Publication, actor: Actor, person_id: int, now: datetime) -> Push:
    made = Push.objects.create(
        channel=Push.Channel.WECHAT, publication=publication, agency_code=publication.agency_code, key=uuid4().hex,
        asked_at=now, asked_by_id=person_id, next_at=now,
    )  # fmt: skip
    journal.write(
        made.agency_code, act=ACT, subject=subject_of(made), before={}, after=facts_of(made),
        reason="推送到公众号草稿箱", actor=actor, now=now,
    )  # fmt: skip
    return made
