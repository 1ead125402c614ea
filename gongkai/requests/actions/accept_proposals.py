"""Cover what the screening proposes: one place, or all places of one kind."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit.action import Refused, action
from gongkai.kit.clock import day_of
from gongkai.kit.who import Actor
from gongkai.law.redaction import ground_of_kind
from gongkai.requests.actions.open_release import PROPOSED
from gongkai.requests.marking import MOST_MARKS, changed, facts_of, lock_release, reasoned, write_journal
from gongkai.requests.models import Mark, MarkProposal
from gongkai.units.acting import person_of

ACT = "accept_proposals"


@action
def accept_proposals(
    release_id: int, *, one: int | None = None, kind: str = "", ground: str = "", actor: Actor, now: datetime
) -> int:
    """Make marks of the proposal `one`, or of all of `kind`; how many. `ground` where the kind suggests none.

    Places marked already are left out. Raises Refused "no-proposal", "mark-ground", "too-many-marks" and those of
    `lock_release`.
    """
    release = lock_release(release_id, actor)
    before = facts_of(release)
    rows = MarkProposal.objects.filter(copy__attachment=release.source_id)
    chosen = rows.filter(pk=one) if one is not None else rows.filter(kind=kind)
    there = set(Mark.objects.filter(release=release).values_list("page", "left", "top", "width", "height"))
    person, on = person_of(actor), day_of(now)
    made = []
    for row in chosen:
        if (row.page, row.left, row.top, row.width, row.height) in there:
            continue
        suggested = ground_of_kind(row.kind, on)
        made.append(Mark(
            release=release, page=row.page, left=row.left, top=row.top, width=row.width, height=row.height,
            ground=suggested.code if suggested else reasoned(ground, on), origin=PROPOSED, made_by=person, at=now,
        ))  # fmt: skip
    if not made:
        raise Refused("no-proposal", "没有可以采纳的建议：所列之处已经遮盖，或者页面还没有筛查。请刷新后查看。")
    if before["marks"] + len(made) > MOST_MARKS:
        raise Refused("too-many-marks", f"一份文件最多遮盖 {MOST_MARKS} 处，未遮盖。请把文件分成几份。")
    Mark.objects.bulk_create(made)
    changed(release)
    write_journal(release, ACT, before, f"采纳筛查建议，增加 {len(made)} 处遮盖", actor, now)
    return len(made)
