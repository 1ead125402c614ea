"""Go back to the standard text of a document; the unit's own versions stay to be looked at and taken up again."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.requests.actions.set_paper_template import form_of, in_use
from gongkai.requests.models import PaperTemplate
from gongkai.units.models import Agency
from gongkai.units.powers import SET_PAPERS

ACT = "drop_paper_template"


@action
def drop_paper_template(
    agency: Agency, kind: str, *, seen: int | None = None, actor: Actor, now: datetime
) -> PaperTemplate:
    """Gives the version that was in use. Raises Refused "not-allowed", "no-such-paper", "changed-meanwhile",
    "standard-already"."""
    require(actor, SET_PAPERS, agency.code, "恢复标准文书模板")
    form_of(kind, now)
    held = Agency.objects.select_for_update().get(pk=agency.pk)
    row = in_use(held, kind, seen)
    if row is None:
        raise Refused("standard-already", "现在用的就是标准文本，没有改动。")
    row.in_use = False
    row.save(update_fields=["in_use"])
    journal.write(
        agency.code, act=ACT, subject=f"paper-template {agency.code} {kind}", before={"version": row.version},
        after={"version": 0}, reason="恢复标准文本", actor=actor, now=now,
    )  # fmt: skip
    return row
