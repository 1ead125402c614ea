"""Open work passes to those who can take it over, before anybody leaves it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from gongkai.kit.action import Refused
from gongkai.kit.who import Actor
from gongkai.law.duties import Held
from gongkai.units.authority import duties_held
from gongkai.units.decide_people import handover_barrier, receivers_for, uncovered
from gongkai.units.models import Duty, Person
from gongkai.units.notices import tell
from gongkai.units.open_work import OpenItem, held_by, move_all


@dataclass(frozen=True, slots=True)
class Passed:
    """So many items went to this person."""

    receiver: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Ended:
    """Which duties ended, and to whom the open work went."""

    duties: tuple[str, ...]
    passed: tuple[Passed, ...]


def to_be_passed(giver: Person, ending: Sequence[Duty], on: date) -> list[OpenItem]:
    """The open items that the person cannot keep once these duties have ended."""
    lost = {(duty.kind, duty.agency.code) for duty in ending}
    left = [held for held in duties_held(giver, on) if (held.duty, held.agency) not in lost]
    return uncovered(held_by(giver), left, on)


def pass_on(
    giver: Person,
    items: Sequence[OpenItem],
    receivers: Sequence[Person],
    *,
    reason: str,
    on: date,
    actor: Actor,
    now: datetime,
) -> tuple[Passed, ...]:
    """Move the items to the receivers who fit, inside the caller's transaction, and tell both sides.

    Raises Refused "open-work" where nobody was named, "receiver-unfit" where somebody was and cannot take all.
    """
    able: list[tuple[Person, list[Held]]] = []
    for receiver in receivers:
        if receiver.pk == giver.pk or not receiver.is_active:
            raise Refused("receiver-unfit", f"{receiver.name} 不能作为接收人：须是在任的另一人。请另外指定。")
        able.append((receiver, duties_held(receiver, on)))
    places, orphans = receivers_for(items, [(receiver.login, held) for receiver, held in able], on)
    barrier = handover_barrier(giver.name, orphans, bool(able), on)
    if barrier is not None:
        raise Refused(barrier.code, barrier.sentence)
    pairs = [(item, able[place][0]) for item, place in zip(items, places, strict=True)]
    moved = move_all(pairs, giver=giver, reason=reason, actor=actor, now=now)
    for receiver, taken in moved:
        titles = "\n".join(f"《{item.title}》" + (f"，{item.due} 到期" if item.due else "") for item in taken)
        tell(receiver, f"{giver.name} 移交给你 {len(taken)} 件未办结事项。", text=titles, address="/desk/", now=now)
        tell(giver, f"你的 {len(taken)} 件未办结事项已移交给 {receiver.name}。", text=titles, now=now)
    return tuple(Passed(receiver.login, receiver.name, len(taken)) for receiver, taken in moved)
