"""Upload a workbook of units and people: kept, read and checked; nothing is made of it yet."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit import files, importing, journal
from gongkai.kit.action import Refused, action
from gongkai.kit.models import ImportBatch
from gongkai.kit.who import Actor
from gongkai.units.acting import person_of
from gongkai.units.authority import PEOPLE_CHAIN
from gongkai.units.importing_rows import ACCOUNTS, DUTIES, KIND, SHEETS
from gongkai.units.importing_sheets import CannotImport, read
from gongkai.units.powers import ASSIGN_DUTIES, MANAGE_PEOPLE

PIECES = 40


@action
def start_people_import(*, name: str, data: bytes, actor: Actor, now: datetime) -> ImportBatch:
    """Keep the file and check every row. What will be done follows from who uploads: accounts or duties.

    Raises Refused for one with neither power, and with what is wrong with the file as a whole.
    """
    acts = {act for act, _ in actor.grants}
    part = ACCOUNTS if MANAGE_PEOPLE in acts else DUTIES if ASSIGN_DUTIES in acts else ""
    if not part:
        raise Refused("not-allowed", f"{actor.name} 没有导入人员的权限，未上传。请由系统管理员或安全保密管理员办理。")
    person_of(actor)
    try:
        count = sum(1 for _ in read(data, SHEETS[part]))
    except CannotImport as error:
        raise Refused(error.code, error.sentence) from error
    if not count:
        raise Refused("import-empty", "工作表里没有可读的行，未上传。从第 2 行起填写后重新上传。")
    batch = ImportBatch.objects.create(
        kind=KIND, agency=PEOPLE_CHAIN, file_name=name[-200:] or "人员", file_digest=files.keep(data), made_by=actor.id,
        made_at=now, options={"stage": "checking", "part": part},
    )  # fmt: skip
    importing.check_some(batch.pk, PIECES)
    journal.write(
        PEOPLE_CHAIN,
        act="start_people_import",
        subject=f"import {batch.pk}",
        before={},
        after={"file": batch.file_digest, "name": batch.file_name, "part": part, "rows": count},
        reason="上传单位和人员",
        actor=actor,
        now=now,
    )
    batch.refresh_from_db()
    return batch
