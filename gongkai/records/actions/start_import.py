"""Upload a ledger for importing: its head is recognised, nothing is imported yet."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit import files, journal
from gongkai.kit.action import Refused, action, require
from gongkai.kit.models import ImportBatch
from gongkai.kit.who import Actor
from gongkai.records.due import rules_day
from gongkai.records.importing_file import CannotImport, recognise
from gongkai.records.importing_rows import KIND
from gongkai.records.importing_values import DRAFT, HISTORY
from gongkai.units.models import Agency
from gongkai.units.powers import IMPORT

ACT = "start_import"


@action
def start_import(*, agency: Agency, name: str, data: bytes, way: str, actor: Actor, now: datetime) -> ImportBatch:
    """Keep the file and recognise its head. `way` is history (records published elsewhere, kept as ledger history) or
    draft (records that are to go through the review path here).

    Raises Refused with what is wrong with the file.
    """
    require(actor, IMPORT, agency.code, "导入台账")
    if way not in (HISTORY, DRAFT):
        raise Refused("import-way", "没有选定导入为历史台账还是草稿，未上传。选定后再上传。")
    if way == DRAFT and agency.ends is not None and agency.ends <= rules_day(now):
        said = f"{agency.name}已于 {agency.ends} 撤销或者更名，不能再起草信息，未上传。可导入为历史台账。"
        raise Refused("agency-ended", said)
    if not data:
        raise Refused("import-empty", "文件是空的，未上传。核对后重新选择文件。")
    try:
        found = recognise(data)
    except CannotImport as error:
        raise Refused(error.code, error.sentence) from error
    batch = ImportBatch.objects.create(
        kind=KIND,
        agency=agency.code,
        file_name=name[-200:] or "台账",
        file_digest=files.keep(data),
        made_by=actor.id,
        made_at=now,
        options={
            "stage": "mapping", "way": way, "sheet": found.sheet, "head": found.head.line,
            "words": list(found.head.words), "columns": dict(found.head.columns),
            "samples": [list(one) for one in found.samples],
        },
    )  # fmt: skip
    journal.write(
        agency.code,
        act=ACT,
        subject=f"import {batch.pk}",
        before={},
        after={"file": batch.file_digest, "name": batch.file_name, "way": way},
        reason="上传台账",
        actor=actor,
        now=now,
    )
    return batch
