"""The public side of disclosure on request: handing in, and reading one's own card. Nothing else.

The portal reads only this module. It can put an envelope or a piece of a file through the slot and read neither again;
it can open a card only with receipt number and query code. No query here reaches a request.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, router, transaction
from django.db.models import BinaryField
from django.db.models.functions import Substr

from gongkai.kit.action import Refused
from gongkai.kit.clock import day_of
from gongkai.kit.private import Unreadable, card_key, drop, open_sealed
from gongkai.kit.who import Actor
from gongkai.requests.cards import NAME_ROOM, data_in, name_in
from gongkai.requests.models import CardFile, Envelope, StatusCard
from gongkai.requests.pieces import PIECE, Upload, complete, place_of, positions, put_piece
from gongkai.requests.slot import ABOUT_CARD, KINDS, code_of, nonce_of, number_of, token_of

__all__ = [
    "ABOUT_CARD", "KINDS", "PIECE", "Card", "CardPaper", "Handed", "Sent", "Upload", "complete", "hand_in",
    "hand_in_to", "handed_before", "nonce_of", "place_of", "positions", "put_piece", "read_card", "take_file",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Handed:
    """What the sender takes away: the receipt number, the query code, and when it came in."""

    receipt: str
    code: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Sent:
    """Something handed in that the inside has or has not taken yet."""

    kind: str
    at: datetime
    taken: bool


@dataclass(frozen=True, slots=True)
class CardPaper:
    """A file to fetch: its key, name and size in bytes."""

    key: str
    name: str
    size: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Card:
    """What an applicant may know of his matter. `said` is empty while the first envelope waits to be taken in."""

    receipt: str
    said: dict[str, Any] = field(default_factory=dict)
    updated_at: datetime | None = None
    sent: tuple[Sent, ...] = ()
    papers: tuple[CardPaper, ...] = ()


def hand_in(
    asking: Actor, kind: str, form: str, agency: str, said: Mapping[str, Any], uploads: tuple[Upload, ...],
    now: datetime,
) -> Handed:  # fmt: skip
    """Put a new matter through the slot. `form` is the secret of the form: sent twice, it is one envelope, one receipt.

    Raises Refused "kind", "upload-incomplete".
    """
    if kind not in KINDS or kind in ABOUT_CARD:
        raise Refused("kind", "没有这种表单，未提交。请从首页重新进入。")
    if (before := handed_before(asking, form)) is not None:
        return before
    number, code = number_of(form, day_of(now)), code_of(form)
    place, _ = card_key(number, code)
    _put(kind, form, number, place, agency, dict(said) | {"code": code}, uploads, now)
    return handed_before(asking, form) or Handed(number, code, now)


def handed_before(asking: Actor, form: str) -> Handed | None:
    """What this form was answered when it was sent before; None where it was not."""
    row = Envelope.objects.filter(token=token_of(form)).values_list("receipt_number", "at").first()
    return None if row is None else Handed(row[0], code_of(form), row[1])


def hand_in_to(
    asking: Actor, kind: str, form: str, receipt: str, code: str, said: Mapping[str, Any],
    uploads: tuple[Upload, ...], now: datetime,
) -> bool:  # fmt: skip
    """Hand something in to one's own matter; False where number and code open none. Raises as `hand_in`."""
    if kind not in ABOUT_CARD:
        raise Refused("kind", "没有这种材料，未提交。请刷新后重试。")
    card = read_card(asking, receipt, code)
    if card is None or not card.said:
        return False
    place, _ = card_key(receipt, code)
    _put(kind, form, receipt, place, str(card.said.get("unit", "")), dict(said) | {"code": code}, uploads, now)
    return True


def read_card(asking: Actor, receipt: str, code: str) -> Card | None:
    """The card that number and code open; None for a wrong number as for a wrong code, after the same work."""
    place, key = card_key(receipt, code)
    row = StatusCard.objects.filter(card=place).first()
    sent = tuple(
        Sent(kind, at, taken is not None)
        for kind, at, taken in Envelope.objects.filter(card=place).order_by("id").values_list("kind", "at", "taken_at")
    )
    if row is None:
        return Card(receipt, sent=sent) if sent else None
    try:
        return Card(receipt, open_sealed(row.sealed, key), row.updated_at, sent, _papers(place, key))
    except Unreadable:
        return None


def take_file(asking: Actor, receipt: str, code: str, key: str) -> tuple[str, bytes] | None:
    """Name and content of one file beside the card; None where there is none to be had."""
    place, own = card_key(receipt, code)
    row = CardFile.objects.filter(card_id=place, key=key).first()
    if row is None:
        return None
    sealed = bytes(row.sealed)
    try:
        return name_in(sealed, own), data_in(sealed, own)
    except Unreadable:
        return None


def _papers(place: str, key: bytes) -> tuple[CardPaper, ...]:
    rows = CardFile.objects.filter(card_id=place).order_by("at", "id")
    start = Substr("sealed", 1, NAME_ROOM, output_field=BinaryField())
    return tuple(
        CardPaper(one, name_in(bytes(head), key), size, at)
        for one, size, at, head in rows.values_list("key", "size", "at", start)
    )


def _put(
    kind: str, form: str, number: str, place: str, agency: str, said: dict[str, Any], uploads: tuple[Upload, ...],
    now: datetime,
) -> None:  # fmt: skip
    for upload in uploads:
        if not complete(upload):
            raise Refused("upload-incomplete", f"“{upload.name}”还没有传完，未提交。请等传完，或者删去后再提交。")
    inside = said | {"uploads": [asdict(one) for one in uploads]}
    row = Envelope(
        kind=kind, receipt_number=number, agency=agency, card=place, token=token_of(form), at=now,
        sealed=drop(json.dumps(inside, ensure_ascii=False, default=_plain).encode()),
        pieces=sum(one.pieces for one in uploads),
    )  # fmt: skip
    try:
        with transaction.atomic(using=router.db_for_write(Envelope)):
            row.save(force_insert=True)
    except IntegrityError:
        # The same form, sent at the same moment: the first one counts.
        if not Envelope.objects.filter(token=row.token).exists():
            raise


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)
