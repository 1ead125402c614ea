"""What somebody has typed and not saved: kept, found again, thrown away. Each sees his own only."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.law.publicity import content_problems
from gongkai.records.due import rules_day
from gongkai.records.locking import person_behind
from gongkai.records.models import Record, Unsaved
from gongkai.units.acting import person_of
from gongkai.units.models import Agency
from gongkai.units.powers import DRAFT

LONGEST = 3_000_000


@action
def keep_unsaved(
    agency: Agency, record: Record | None, edition: int, fields: Mapping[str, list[str]], *, actor: Actor, now: datetime
) -> Unsaved:
    """Keep what stands in the form of `record`, or of a new one of `agency`; what was kept before is replaced.

    Not journalled: nothing of the unit changes. The text of what is marked secret is not kept (保密法第三十一条).
    Raises Refused "not-allowed", "unsaved-too-long", "mark-content-not-here".
    """
    require(actor, DRAFT, agency.code, "起草信息")
    ground, body = (fields.get(name, [""])[-1] for name in ("ground", "body"))
    if problems := content_problems(ground, bool(body.strip()), rules_day(now)):
        raise Refused(problems[0].code, problems[0].sentence)
    if sum(len(one) for values in fields.values() for one in values) > LONGEST:
        raise Refused("unsaved-too-long", "内容过长，没有暂存。请把附表、附图改作附件后保存。")
    kept, _ = Unsaved.objects.update_or_create(
        person=person_of(actor),
        record=record,
        agency=agency,
        defaults={"edition": edition, "fields": dict(fields), "at": now},
    )
    return kept


@action
def drop_unsaved(agency: Agency, record: Record | None, *, actor: Actor, now: datetime) -> bool:
    """Throw away what was kept for this form; True when there was something."""
    mine = Unsaved.objects.filter(person=person_of(actor), record=record)
    if record is None:
        mine = mine.filter(agency=agency)
    gone, _ = mine.delete()
    return bool(gone)


def unsaved(asker: Actor, agency: Agency, record: Record | None) -> Unsaved | None:
    """What the asker has kept for this form, or None."""
    person = person_behind(asker)
    if person is None:
        return None
    mine = Unsaved.objects.filter(person=person, record=record)
    return (mine.filter(agency=agency) if record is None else mine).first()
