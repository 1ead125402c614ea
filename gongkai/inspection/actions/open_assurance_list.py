"""Begin a new version of the content assurance list: empty the first time, else with everything of the one in force."""

from __future__ import annotations

from datetime import datetime

from gongkai.inspection.acting import WORDS, note
from gongkai.inspection.models import AssuranceList, AssuranceRow
from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.units.models import Agency
from gongkai.units.powers import SET_ASSURANCE

State = AssuranceList.State


@action
def open_assurance_list(*, agency: Agency, actor: Actor, now: datetime) -> AssuranceList:
    """The draft. Raises Refused "assurance-open" while one is being prepared."""
    require(actor, SET_ASSURANCE, agency.code, WORDS)
    Agency.objects.select_for_update().get(pk=agency.pk)
    versions = AssuranceList.objects.filter(agency=agency).order_by("-version")
    if versions.filter(state=State.DRAFT).exists():
        raise Refused("assurance-open", "已有一版正在编制，未新建。请先确认那一版。")
    last = versions.first()
    made = AssuranceList.objects.create(
        agency=agency, version=last.version + 1 if last else 1, made_by=actor.id, made_at=now
    )
    rows = list(AssuranceRow.objects.filter(of__agency=agency, of__state=State.CONFIRMED))
    for one in rows:
        one.pk, one.of = None, made
    AssuranceRow.objects.bulk_create(rows, batch_size=80)
    note(made, "open_assurance_list", {}, {"rows": len(rows)}, "编制内容保障清单", actor=actor, now=now)
    return made
