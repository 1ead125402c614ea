"""Messages on a person's desk, written inside the action that has something to tell."""

from __future__ import annotations

from datetime import datetime

from gongkai.units.models import Notice, Person


def tell(person: Person, title: str, *, now: datetime, text: str = "", address: str = "") -> Notice:
    """Leave a message for the person. `address` is the path of the page it is about; whole sentences, no codes."""
    return Notice.objects.create(person=person, at=now, title=title[:200], text=text, address=address)
