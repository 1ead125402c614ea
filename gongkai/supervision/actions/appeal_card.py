"""The unit appeals against a card, with reasons and where it has one a file that proves them."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from gongkai.kit.action import Refused, action, require
from gongkai.kit.clock import day_of
from gongkai.kit.private_files import keep_private
from gongkai.kit.who import Actor
from gongkai.requests.attaching import plain_name
from gongkai.requests.looking import look, refused_because
from gongkai.supervision.decide_cards import against_appeal
from gongkai.supervision.locking_cards import facts_of, keep, lock_card, tell_office, titled
from gongkai.supervision.models import Card
from gongkai.units.acting import person_of
from gongkai.units.powers import APPEAL_CARDS

ACT = "appeal_card"


@action
def appeal_card(
    card_id: int, reasons: str, proof: tuple[str, bytes] | None = None, *, seen: int | None = None, actor: Actor,
    now: datetime,
) -> Card:  # fmt: skip
    """`proof`: name and bytes; looked at as every file from people, and kept sealed.

    Raises Refused "no-card", "not-allowed", "changed-meanwhile", "no-reason", "not-now", "too-late", "file-refused".
    """
    name, data = proof or ("", b"")
    looked = look(plain_name(name), data) if data else None
    card = lock_card(card_id, seen)
    require(actor, APPEAL_CARDS, card.agency.code, "对监察牌申诉")
    if not reasons.strip():
        raise Refused("no-reason", "没有写明申诉的理由，未提出。请写明事实和依据。")
    against = against_appeal(card.state, card.answer_by, day_of(now))
    if against is not None:
        raise Refused(*against)
    if proof is not None and looked is None:
        raise Refused("file-refused", "证明材料是空的，未提出。请重新选择文件。")
    before = facts_of(card)
    if looked is not None:
        if looked.state == "refused":
            raise Refused("file-refused", refused_because(looked))
        card.proof, card.proof_digest = keep_private(data), sha256(data).hexdigest()
        card.proof_name, card.proof_media = plain_name(name), looked.media
    card.state, card.appeal = Card.State.APPEALED, reasons.strip()
    card.appealed_by, card.appealed_at = person_of(actor), now
    keep(card, ACT, before, card.appeal, actor=actor, now=now)
    tell_office(card, f"{card.agency.short}对{titled(card)}提出申诉", card.appeal, actor=actor, now=now)
    return card
