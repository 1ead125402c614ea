"""Write the draft of the site's profile; the site itself stays as it is."""

from __future__ import annotations

from datetime import datetime

from gongkai.columns.emblem import drawn_anew
from gongkai.columns.locking import Barred, rules_day
from gongkai.columns.models import SiteDraft, SiteProfile
from gongkai.columns.site_values import SiteValues, facts_of, site_problems
from gongkai.columns.whole_site import CHAIN, SUBJECT, require_whole
from gongkai.kit import files, journal
from gongkai.kit.action import Refused, action
from gongkai.kit.who import Actor
from gongkai.units.acting import person_of

ACT = "change_site"


@action
def change_site(
    values: SiteValues,
    picture: bytes | None = None,
    *,
    edition: int = 0,
    drop: bool = False,
    actor: Actor,
    now: datetime,
) -> SiteDraft:
    """The draft with these values. `picture` is a new emblem, `drop` takes the emblem off; else it stays.

    `edition` is that of the draft the person saw, 0 where there was none. Raises Barred with every fault, Refused
    "not-allowed", "changed-meanwhile", and those of the emblem.
    """
    require_whole(actor, rules_day(now), "修改站点信息")
    if found := site_problems(values, rules_day(now)):
        raise Barred(found)
    journal.held_head(CHAIN)  # one at a time, also where there is no draft yet to hold
    draft = SiteDraft.objects.select_for_update().first()
    if (draft.edition if draft is not None else 0) != edition:
        raise Refused("changed-meanwhile", "站点信息的草稿已由他人改动，本次未保存。请刷新后重新修改。")
    stood = draft or SiteProfile.objects.filter(state=SiteProfile.State.IN_USE).first()
    before = facts_of(stood) if stood is not None else {}
    emblem = "" if drop or stood is None else stood.emblem
    if picture is not None:
        emblem = files.keep(drawn_anew(picture))
    made, _new = SiteDraft.objects.update_or_create(
        only=True,
        defaults={
            **values.texts, "emblem": emblem, "columns": values.rows, "edition": edition + 1,
            "written_by": person_of(actor), "written_at": now,
        },
    )  # fmt: skip
    journal.write(
        CHAIN, act=ACT, subject=SUBJECT, before=before, after=facts_of(made), reason="修改草稿", actor=actor, now=now
    )
    return made
