"""The office judges an appeal against a card: the card is cancelled, or it stands."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit.action import Refused, action
from gongkai.kit.clock import day_of
from gongkai.kit.who import Actor
from gongkai.supervision.decide_cards import against_judging
from gongkai.supervision.locking_cards import facts_of, keep, lock_card, may_judge, tell_unit, titled
from gongkai.supervision.models import Card
from gongkai.units.acting import person_of

ACT = "judge_appeal"


@action
def judge_appeal(
    card_id: int, cancel: bool, words: str, *, seen: int | None = None, actor: Actor, now: datetime
) -> Card:
    """`cancel`: the appeal is right and the card goes. Somebody who neither issued it nor appealed.

    Raises Refused "no-card", "not-allowed", "changed-meanwhile", "no-reason", "not-now", "own-card", "own-appeal".
    """
    card = lock_card(card_id, seen)
    if not may_judge(actor, card, day_of(now)):
        raise Refused(
            "not-allowed", f"{actor.name} 没有裁定监察牌申诉的职责，未执行。由发牌单位或者其上级单位的监察人员办理。"
        )
    person = person_of(actor)
    appealed_by = card.appealed_by.login if card.appealed_by else ""
    against = against_judging(card.state, person.login, card.issued_by.login, appealed_by)
    if against is not None:
        raise Refused(*against)
    if not words.strip():
        raise Refused("no-reason", "没有写明裁定的理由，未裁定。请写明是否采纳和原因。")
    before = facts_of(card)
    card.state = Card.State.CANCELLED if cancel else Card.State.UPHELD
    card.judgement, card.judged_by, card.judged_at = words.strip(), person, now
    keep(card, ACT, before, card.judgement, actor=actor, now=now)
    said = "申诉采纳，牌已撤销" if cancel else "申诉未予采纳，牌继续有效"
    tell_unit(card, f"{titled(card)}：{said}", card.judgement, now)
    return card
