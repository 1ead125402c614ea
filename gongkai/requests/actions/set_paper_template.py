"""Give a unit its own text of one document; it holds for papers composed from then on, issued ones keep theirs."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action, require
from gongkai.kit.clock import day_of
from gongkai.kit.who import Actor
from gongkai.law.errors import LawError
from gongkai.law.paper_forms import PaperForm, paper_form
from gongkai.requests import paper_texts
from gongkai.requests.models import PaperTemplate
from gongkai.units.acting import person_of
from gongkai.units.models import Agency
from gongkai.units.powers import SET_PAPERS

ACT = "set_paper_template"


@action
def set_paper_template(
    agency: Agency, kind: str, text: str, *, seen: int | None = None, actor: Actor, now: datetime
) -> PaperTemplate:  # fmt: skip
    """`text` as people write it, blanks by their labels in 【】. `seen`: the version before them (0: standard).

    Raises Refused "not-allowed", "no-such-paper", "not-editable", "changed-meanwhile", "same-text", "template-lacks".
    """
    require(actor, SET_PAPERS, agency.code, "修改文书模板")
    form = form_of(kind, now)
    held = Agency.objects.select_for_update().get(pk=agency.pk)
    before = in_use(held, kind, seen)
    body, unknown = paper_texts.read(form, text)
    problems = (*unknown, *paper_texts.problems_of(form, body))
    if problems:
        raise Refused("template-lacks", f"{''.join(problems)}未保存。")
    if body == (before.body if before else form.body):
        raise Refused("same-text", "正文没有改动，未保存。")
    latest = PaperTemplate.objects.filter(agency=held, kind=kind).order_by("-version").first()
    PaperTemplate.objects.filter(agency=held, kind=kind, in_use=True).update(in_use=False)
    made = PaperTemplate(
        agency=held, kind=kind, version=latest.version + 1 if latest else 1, body=body, made_by=person_of(actor),
        made_at=now,
    )  # fmt: skip
    made.save(force_insert=True)
    journal.write(
        agency.code, act=ACT, subject=f"paper-template {agency.code} {kind}",
        before={"version": before.version if before else 0}, after={"version": made.version, "body": body},
        reason="修改文书模板", actor=actor, now=now,
    )  # fmt: skip
    return made


def form_of(kind: str, now: datetime) -> PaperForm:
    """The form whose text may be a unit's own. Raises Refused "no-such-paper", "not-editable"."""
    try:
        form = paper_form(kind, day_of(now))
    except LawError as error:
        raise Refused("no-such-paper", error.sentence) from error
    if form.rows:
        raise Refused("not-editable", "这份文书是固定的表格，没有可以修改的正文，未保存。")
    return form


def in_use(agency: Agency, kind: str, seen: int | None) -> PaperTemplate | None:
    """The unit's present text, None for the standard one. Raises Refused "changed-meanwhile"."""
    row = PaperTemplate.objects.filter(agency=agency, kind=kind, in_use=True).first()
    if seen is not None and seen != (row.version if row else 0):
        raise Refused("changed-meanwhile", "你打开之后，另有人改过这份模板，未保存。请重新打开，看过现在的正文再改。")
    return row
