"""The card of a request: what its applicant may read from outside, written anew at every step.

It is sealed with a key that only receipt number and query code give (kit.private.card_key). The desk keeps that key
sealed with its own, so that it can write, and so that losing the public side tells nothing.
"""

from __future__ import annotations

import base64
from datetime import datetime
from typing import Any

from gongkai.kit.private import card_key, open_bytes, open_sealed, seal, seal_bytes
from gongkai.requests.models import CardFile, StatusCard

HEAD, NAME_ROOM = 4, 2048


def card_of(receipt: str, code: str) -> tuple[str, str]:
    """Where the card lies, and its key sealed for the desk: the two columns of a row that has a card."""
    place, key = card_key(receipt, code)
    return place, seal(base64.b64encode(key).decode())


def key_in(sealed_card_key: str) -> bytes:
    """The card's key again, for writing. Raises Unreadable."""
    return base64.b64decode(open_sealed(sealed_card_key))


def write_card(card: str, sealed_card_key: str, said: dict[str, Any], now: datetime) -> None:
    """Put what is said onto the card; nothing where the row has none."""
    if not card:
        return
    sealed = seal(said, key_in(sealed_card_key))
    row, made = StatusCard.objects.get_or_create(card=card, defaults={"sealed": sealed, "updated_at": now})
    if not made:
        row.sealed, row.updated_at, row.version = sealed, now, row.version + 1
        row.save(update_fields=["sealed", "updated_at", "version"])


def put_file(card: str, sealed_card_key: str, key: str, name: str, data: bytes, now: datetime) -> None:
    """Lay a file beside the card under `key` (of the room's own choice, at most 40 signs): the same key, a new file.

    Nothing where the row has no card. The card itself must have been written before.
    """
    if not card:
        return
    body = _packed(name, data, key_in(sealed_card_key))
    CardFile.objects.update_or_create(
        card_id=card, key=key, defaults={"sealed": body, "size": len(data), "at": now}
    )  # fmt: skip


def _packed(name: str, data: bytes, key: bytes) -> bytes:
    """The name sealed apart, so that a list of files opens no file: length of it in four bytes, name, content."""
    head = seal_bytes(name.encode(), key)
    return len(head).to_bytes(HEAD, "big") + head + seal_bytes(data, key)


def name_in(start: bytes, key: bytes) -> str:
    """The name of a file, from its first NAME_ROOM bytes. Raises Unreadable."""
    length = int.from_bytes(start[:HEAD], "big")
    return open_bytes(start[HEAD : HEAD + length], key).decode()


def data_in(sealed: bytes, key: bytes) -> bytes:
    """The file itself. Raises Unreadable."""
    return open_bytes(sealed[HEAD + int.from_bytes(sealed[:HEAD], "big") :], key)
