"""Messages on a person's desk, written inside the action that has something to tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from gongkai.units.models import Notice, Person


def tell(person: Person, title: str, *, now: datetime, text: str = "", address: str = "") -> Notice:
    """Leave a message for the person. `address` is the path of the page it is about; whole sentences, no codes."""
    return Notice.objects.create(person=person, at=now, title=title[:200], text=text, address=address)


@dataclass(frozen=True, slots=True)
class Message:
    """One message of many: to whom, its title, its text, and the path of the page it is about."""

    person: Person
    title: str
    text: str = ""
    address: str = ""


def tell_all(messages: Sequence[Message], *, now: datetime) -> list[Notice]:
    """Leave many messages at once, in their order."""
    rows = [
        Notice(person=one.person, at=now, title=one.title[:200], text=one.text, address=one.address) for one in messages
    ]
    return Notice.objects.bulk_create(rows, batch_size=500)
