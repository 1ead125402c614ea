"""What the acts on complaints and record corrections have in common: the row held still, its answer composed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from gongkai.kit.action import Refused, require
from gongkai.kit.who import Actor
from gongkai.law.matters import REPLIES
from gongkai.law.paper_chains import usual_chain
from gongkai.requests.composing import Composed, compose_matter
from gongkai.requests.models import Matter
from gongkai.requests.paper_settings import Missing
from gongkai.units.powers import HANDLE_MATTERS, as_duty

NOT_THERE = "没有这件投诉或者更正申请，未执行。请从列表重新打开。"
GROUP = "reply"


def lock_matter(matter_id: int, actor: Actor, words: str) -> Matter:
    """The matter, held until the transaction ends. Raises Refused "no-matter", "not-allowed"."""
    rows = Matter.objects.select_for_update(of=("self",)).select_related("agency", "against", "handler")
    matter = rows.filter(pk=matter_id).first()
    if matter is None:
        raise Refused("no-matter", NOT_THERE)
    require(actor, HANDLE_MATTERS, matter.agency.code, words)
    return matter


def composed(matter: Matter, fields: Mapping[str, Any], on: date) -> Composed:
    """The answer as it would go out. Raises Refused "paper-incomplete" with the first thing that is lacking."""
    try:
        found = compose_matter(matter, REPLIES[matter.kind], dict(fields), on=on)
    except Missing as error:
        raise Refused("paper-incomplete", f"{error}未提交。") from error
    if found.problems:
        raise Refused("paper-incomplete", f"{found.problems[0]}未提交。")
    return found


def signs(actor: Actor, matter: Matter, on: date) -> bool:
    """Whether the actor's duty signs answers of that unit: the last rank of the replies' chain."""
    signing = [one.duty for one in usual_chain(GROUP, on) if one.signs]
    return any(actor.may(as_duty(duty), matter.agency.code) for duty in signing)


def subject_of(matter: Matter) -> str:
    """How the journal names it."""
    return f"matter {matter.pk}"


def facts_of(matter: Matter) -> dict[str, str]:
    """What the journal holds of it: nothing that tells who asked."""
    return {
        "kind": matter.kind, "number": matter.number, "receipt": matter.receipt_number, "state": matter.state,
        "found": matter.found, "orders_due": _iso(matter.orders_due_on), "orders_done": _iso(matter.orders_done_on),
        "told_on": _iso(matter.told_on),
    }  # fmt: skip


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
