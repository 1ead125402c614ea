"""Set by which ranks a unit's papers of one group are reviewed; it holds for what is submitted from then on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action, require
from gongkai.kit.clock import day_of
from gongkai.kit.who import Actor
from gongkai.law.errors import LawError
from gongkai.law.paper_chains import paper_chain_problems, paper_steps
from gongkai.requests.models import PaperChain
from gongkai.units.acting import person_of
from gongkai.units.models import Agency
from gongkai.units.powers import SET_PAPERS

ACT = "set_paper_chain"


@action
def set_paper_chain(
    agency: Agency, group: str, steps: Sequence[str], reason: str, *, actor: Actor, now: datetime
) -> PaperChain | None:  # fmt: skip
    """`steps` in order; empty to go back to the usual chain. Papers under way keep theirs.

    Raises Refused "not-allowed", "no-reason", "no-such-group", and what the law says the chain lacks.
    """
    require(actor, SET_PAPERS, agency.code, "设定文书审签链")
    if not reason.strip():
        raise Refused("no-reason", "调整审签链须写明原因，未保存。")
    held = Agency.objects.select_for_update().get(pk=agency.pk)
    own = PaperChain.objects.filter(agency=held, group=group).first()
    before = [one["step"] for one in own.steps] if own else []
    made = _made(held, group, steps, own, actor, now)
    journal.write(
        agency.code, act=ACT, subject=f"paper-chain {agency.code} {group}", before={"steps": before},
        after={"steps": [one["step"] for one in made.steps] if made else []}, reason=reason.strip()[:200],
        actor=actor, now=now,
    )  # fmt: skip
    return made


def _made(
    agency: Agency, group: str, steps: Sequence[str], own: PaperChain | None, actor: Actor, now: datetime
) -> PaperChain | None:  # fmt: skip
    try:
        known = {one.step: one for one in paper_steps(group, day_of(now))}
        problems = paper_chain_problems(group, steps, day_of(now)) if steps else ()
    except LawError as error:
        raise Refused(error.code, error.sentence) from error
    if not known:
        raise Refused("no-such-group", f"没有“{group}”这一类须审签的文书，未保存。请重新选择。")
    if problems:
        raise Refused(problems[0].code, f"{problems[0].sentence}未保存。")
    if not steps:
        if own is not None:
            own.delete()
        return None
    row = own or PaperChain(agency=agency, group=group)
    row.steps = [{"step": code, "duty": known[code].duty, "label": known[code].label} for code in steps]
    row.made_by, row.made_at = person_of(actor), now
    row.save()
    return row
