"""Put the draft of the site's profile to use: every public page is another from then on."""

from __future__ import annotations

from datetime import datetime

from gongkai.columns.locking import note_of, rules_day
from gongkai.columns.models import SiteDraft, SiteProfile
from gongkai.columns.site_values import FIELDS, facts_of
from gongkai.columns.whole_site import CHAIN, KIND, SUBJECT, require_whole
from gongkai.kit import journal, outward
from gongkai.kit.action import Refused, action
from gongkai.kit.who import Actor
from gongkai.units.acting import person_of

ACT = "use_site"
State = SiteProfile.State


@action
def use_site(edition: int, reason: str, *, actor: Actor, now: datetime) -> SiteProfile:
    """The draft becomes the profile in use; the one before it is kept, replaced.

    `edition` is the draft that was looked at. Raises Refused "not-allowed", "no-reason", "note-long", "no-draft",
    "changed-meanwhile".
    """
    require_whole(actor, rules_day(now), "启用站点信息")
    note = note_of(reason, "理由")
    if not note:
        raise Refused("no-reason", "启用须写明理由，未启用。理由记入日志。")
    journal.held_head(CHAIN)  # one at a time, also where there is no draft yet to hold
    draft = SiteDraft.objects.select_for_update().first()
    if draft is None:
        raise Refused("no-draft", "没有待启用的草稿。请先修改站点信息。")
    if draft.edition != edition:
        raise Refused("changed-meanwhile", "草稿已不是你看到的那一版，未启用。请重新预览。")
    before = SiteProfile.objects.select_for_update().filter(state=State.IN_USE).first()
    SiteProfile.objects.filter(state=State.IN_USE).update(state=State.REPLACED)
    told = {code: getattr(draft, code) for code, _label, _limit in FIELDS}
    made = SiteProfile.objects.create(
        **told, emblem=draft.emblem, columns=draft.columns, written_by=draft.written_by, written_at=draft.written_at,
        used_by=person_of(actor), used_at=now, reason=note,
    )  # fmt: skip
    draft.delete()
    outward.tell(KIND, KIND, now=now)
    journal.write(
        CHAIN, act=ACT, subject=SUBJECT, before=facts_of(before) if before is not None else {}, after=facts_of(made),
        reason=note, actor=actor, now=now,
    )  # fmt: skip
    return made
