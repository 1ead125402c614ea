"""Open the proof of an appeal; it may name an applicant, so each opening is written down."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit.action import Refused, action
from gongkai.kit.clock import day_of
from gongkai.kit.private_files import take_private
from gongkai.kit.who import Actor
from gongkai.supervision.locking_cards import facts_of, lock_card, may_judge, note
from gongkai.units.powers import APPEAL_CARDS

ACT = "read_card_proof"


@action
def read_proof(card_id: int, *, actor: Actor, now: datetime) -> tuple[str, str, bytes]:
    """Name, media type and bytes, for the unit's side and the office's. Raises Refused "no-card", "not-allowed",
    "no-file", FileLost."""
    card = lock_card(card_id, None)
    if not (actor.may(APPEAL_CARDS, card.agency.code) or may_judge(actor, card, day_of(now))):
        raise Refused("not-allowed", f"{actor.name} 不能查看这张牌的申诉材料，未打开。由本单位申诉人员和发牌单位查看。")
    if not card.proof:
        raise Refused("no-file", "这张牌的申诉没有附证明材料。")
    note(card, ACT, facts_of(card), "查阅申诉材料", actor=actor, now=now)
    return card.proof_name, card.proof_media, take_private(card.proof)
