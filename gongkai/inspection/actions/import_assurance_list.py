"""Put the rows of a sheet in the place of all rows of a list that is being prepared: all of them, or none."""

from __future__ import annotations

from datetime import datetime

from gongkai.columns.items_sheet import CannotImport
from gongkai.inspection.acting import filled, locked, note, touched, under
from gongkai.inspection.assurance_sheet import read_rows
from gongkai.inspection.models import AssuranceRow
from gongkai.kit import files
from gongkai.kit.action import Refused, action
from gongkai.kit.clock import day_of
from gongkai.kit.who import Actor

NAMED = 5


@action
def import_assurance_list(list_id: int, edition: int, *, name: str, data: bytes, actor: Actor, now: datetime) -> int:
    """How many rows the list has now. Raises Refused "import-faults" naming the first cells that are wrong, or what is
    wrong with the file as a whole."""
    of = locked(list_id, edition, actor, "导入")
    on = day_of(now)
    below = under(of.agency, on)
    try:
        read = read_rows(data, below.values(), on)
    except CannotImport as error:
        raise Refused(error.code, error.sentence) from error
    rows: list[AssuranceRow] = []
    faults: list[str] = []
    known: set[tuple[str, str]] = set()
    for number, said, problems in read:
        faults += problems
        if said is None or problems:
            continue
        if (said.column, said.unit_code) in known:
            faults.append(f"第 {number} 行的栏目在表中已有")
            continue
        known.add((said.column, said.unit_code))
        try:
            rows.append(filled(AssuranceRow(of=of, position=len(rows) + 1), said, below, on))
        except Refused as refusal:
            faults.append(f"第 {number} 行：{refusal.sentence.partition('，未')[0]}")
    if faults:
        listed = "；".join(faults[:NAMED])
        raise Refused("import-faults", f"表中有 {len(faults)} 处有误，整份未导入：{listed}。请改正后重新上传。")
    before = AssuranceRow.objects.filter(of=of).count()
    AssuranceRow.objects.filter(of=of).delete()
    AssuranceRow.objects.bulk_create(rows, batch_size=80)
    touched(of)
    after = {"rows": len(rows), "file": files.keep(data), "name": name[-200:]}
    note(of, "import_assurance_list", {"rows": before}, after, "导入内容保障清单", actor=actor, now=now)
    return len(rows)
