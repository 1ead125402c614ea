"""Create a record: a draft in the ledger of its unit, from a person or from a linked office system."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.records.due import rules_day
from gongkai.records.locking import person_behind
from gongkai.records.models import Record
from gongkai.records.said import Said
from gongkai.records.writing import add_content, admit, join, write_journal
from gongkai.units.models import Agency, Person
from gongkai.units.powers import DRAFT, IMPORT

ACT = "create_record"


@action
def create_record(
    *,
    agency: Agency,
    said: Said,
    actor: Actor,
    now: datetime,
    system: tuple[str, str] | None = None,
    imported_from: str = "",
    drafter: Person | None = None,
) -> Record:
    """Make a draft of `agency` that states `said`. The ledger begins when a document is made, not when it is published.

    `system` is the linked office system and its own key for the document, `drafter` who drafted it there (heeded only
    where the actor is no person); `imported_from` names the row of an import.
    Raises Refused: "not-allowed", "agency-ended", "handed-over-already", and those of the content.
    """
    require(actor, IMPORT if imported_from else DRAFT, agency.code, "起草信息")
    if agency.ends is not None and agency.ends <= rules_day(now):
        raise Refused(
            "agency-ended", f"{agency.name}已于 {agency.ends} 撤销或者更名，不能再起草信息。请在承继单位起草。"
        )
    source, key = system or ("", "")
    if system and Record.objects.filter(source_system=source, source_key=key).exists():
        raise Refused("handed-over-already", f"办公系统中编号“{key}”的文件已经移送过，没有重复建立。")
    kept = admit(said, agency, now)
    person = person_behind(actor) or drafter
    record = Record(
        agency=agency,
        drafter=person,
        handler=person,
        made_at=now,
        changed_at=now,
        source_system=source,
        source_key=key,
        imported_from=imported_from,
        title=kept.title,
    )
    record.save(force_insert=True)
    add_content(record, kept, person, now)
    record.save()
    join(record, kept.joint)
    write_journal(record, ACT, {}, "办公系统移送" if system else "导入" if imported_from else "起草", actor, now)
    return record
