"""Register a figure that another system keeps (条例第二十条、第五十条)."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action, require
from gongkai.kit.clock import day_of
from gongkai.kit.private_files import keep_private
from gongkai.kit.who import Actor
from gongkai.requests.attaching import plain_name
from gongkai.requests.looking import look
from gongkai.statistics.measuring_tallies import (
    LONGEST_NOTE,
    LONGEST_SOURCE,
    Figure,
    fault,
    refuse_locked,
    standing,
)
from gongkai.statistics.models import Tally
from gongkai.units.acting import person_of
from gongkai.units.models import Agency
from gongkai.units.powers import FILE_STATISTICS

ACT, WORDS = "enter_tally", "登记统计数"
NO_UNIT = "没有这个单位，未登记。请重新选择。"


@action
def enter_tally(
    agency: str, figure: Figure, *, proof: tuple[str, bytes] | None = None, actor: Actor, now: datetime
) -> Tally:
    """One figure of one unit and day; `proof` is the name and the bytes of the file it was taken from.

    Raises Refused "no-unit", "not-allowed", "tally-there", "period-locked", "file-refused", or the code of the fault.
    """
    unit = Agency.objects.select_for_update().filter(code=agency).first()
    if unit is None:
        raise Refused("no-unit", NO_UNIT)
    require(actor, FILE_STATISTICS, unit.code, WORDS)
    if found := fault(unit, figure, day_of(now)):
        raise Refused(found.code, found.sentence)
    refuse_locked(unit, figure.kind, figure.on)
    if standing(unit, figure):
        raise Refused(
            "tally-there", "同一来源已经登记过这一天的这种数，未登记。数字有误的，请先作废原来的登记再重新登记。"
        )
    name, digest = _kept(proof)
    row = Tally.objects.create(
        agency=unit, kind=figure.kind, on=figure.on, quantity=figure.quantity,
        source=figure.source.strip()[:LONGEST_SOURCE], note=figure.note.strip()[:LONGEST_NOTE],
        proof=digest, proof_name=name, made_by=person_of(actor), at=now,
    )  # fmt: skip
    journal.write(
        unit.code, act=ACT, subject=f"tally {row.pk}", before={}, after=facts_of(row), reason=row.source,
        actor=actor, now=now,
    )  # fmt: skip
    return row


def facts_of(row: Tally) -> dict[str, str]:
    """A registered figure for the journal."""
    return {"kind": row.kind, "on": row.on.isoformat(), "quantity": f"{row.quantity:f}", "proof": row.proof}


def _kept(proof: tuple[str, bytes] | None) -> tuple[str, str]:
    if proof is None:
        return "", ""
    name, data = plain_name(proof[0]), proof[1]
    looked = look(name, data)
    if looked.state == "refused":
        said = looked.findings[0]["sentence"] if looked.findings else f"{name}：文件没有收下。"
        raise Refused("file-refused", said)
    return name, keep_private(data)
