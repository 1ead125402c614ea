"""A sample content assurance list of the district, forty days in force, so that some columns are late and some near."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from gongkai.inspection.acting import Said, under
from gongkai.inspection.actions.confirm_assurance_list import confirm_assurance_list
from gongkai.inspection.actions.open_assurance_list import open_assurance_list
from gongkai.inspection.actions.save_assurance_row import save_assurance_row
from gongkai.inspection.columns import labels
from gongkai.inspection.models import AssuranceList
from gongkai.kit.clock import day_of
from gongkai.units.acting import actor_of
from gongkai.units.models import Agency, Duty

OFFICE = "QZ-QG"
IN_FORCE = timedelta(days=40)
MOST = 6
BASIS = "内容保障工作清单（示例）"
# Column, kind, how often; for the whole site, then for each of the first units.
WHOLE = (("site:home", "news", 1, "week"), ("column:contents", "news", 5, "working_day"))
OF_UNITS = (
    ("column:contents", "notice", 1, "month"), ("column:guide", "standing", 0, "month"),
    ("column:institutions", "standing", 0, "month"), ("column:annual", "other", 12, "month"),
    ("class:policy_documents", "notice", 3, "month"), ("class:budget", "other", 6, "month"),
)  # fmt: skip


def build_assurance(progress: Callable[[str], None], *, now: datetime) -> int:
    """Make the list if there is none; gives how many columns it has. Units, people and records must be there.

    Raises Refused where an action refuses: a sample that cannot go its way is a fault of ours.
    """
    agency = Agency.objects.filter(code=OFFICE).first()
    duty = Duty.objects.filter(agency=agency, kind="disclosure_office").order_by("pk").first() if agency else None
    if agency is None or duty is None or AssuranceList.objects.filter(agency=agency).exists():
        return 0
    then = now - IN_FORCE
    actor, on = actor_of(duty.person, day_of(then)), day_of(then)
    made = open_assurance_list(agency=agency, actor=actor, now=then)
    for said in _rows(agency, set(labels(on)), then):
        save_assurance_row(made.pk, made.edition, said, actor=actor, now=then)
        made.refresh_from_db()
    made = confirm_assurance_list(made.pk, made.edition, actor=actor, now=then)
    count = made.rows.count()
    progress(f"{agency.short}内容保障清单：{count} 个栏目。")
    return count


def _rows(agency: Agency, known: set[str], then: datetime) -> list[Said]:
    """Of the units with people of their own; the first MOST."""
    below = under(agency, day_of(then))
    staffed = set(Duty.objects.filter(agency__code__in=below).values_list("agency__code", flat=True))
    units = [code for code in below if code in staffed and code != agency.code][:MOST]
    found = [Said(column, "", kind, agency.code, "", every, unit, BASIS) for column, kind, every, unit in WHOLE]
    for code in units:
        found += [Said(column, code, kind, code, "", every, unit, BASIS) for column, kind, every, unit in OF_UNITS]
    found.append(Said("column:annual", agency.code, "other", agency.code, "", 12, "month", BASIS))
    return [one for one in found if one.column in known]
