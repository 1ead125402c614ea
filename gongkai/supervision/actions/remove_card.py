"""The office lifts a card that stands, once what was late is done."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit.action import Refused, action
from gongkai.kit.clock import day_of
from gongkai.kit.who import Actor
from gongkai.supervision.decide_cards import against_lifting
from gongkai.supervision.locking_cards import facts_of, keep, lock_card, may_judge, tell_unit, titled
from gongkai.supervision.models import Card
from gongkai.units.acting import person_of

ACT = "remove_card"


@action
def remove_card(card_id: int, words: str, *, seen: int | None = None, actor: Actor, now: datetime) -> Card:
    """Lift it with a reason; it stays in the list. Raises Refused "no-card", "not-allowed", "changed-meanwhile",
    "no-reason", "not-now", "not-done"."""
    card = lock_card(card_id, seen)
    if not may_judge(actor, card, day_of(now)):
        raise Refused(
            "not-allowed", f"{actor.name} 没有解除监察牌的职责，未执行。由发牌单位或者其上级单位的监察人员办理。"
        )
    ended = card.watch.met_on is not None or card.watch.dropped
    against = against_lifting(card.state, ended=ended)
    if against is not None:
        raise Refused(*against)
    if not words.strip():
        raise Refused("no-reason", "没有写明解除的理由，未解除。请写明改正的情况。")
    before = facts_of(card)
    card.state, card.lifted_because = Card.State.LIFTED, words.strip()
    card.lifted_by, card.lifted_at = person_of(actor), now
    keep(card, ACT, before, card.lifted_because, actor=actor, now=now)
    tell_unit(card, f"{titled(card)}已解除", card.lifted_because, now)
    return card
