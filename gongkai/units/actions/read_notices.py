"""A person has read the messages on his desk."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit.action import action
from gongkai.kit.who import Actor
from gongkai.units.acting import person_of
from gongkai.units.models import Notice


@action
def read_notices(*, actor: Actor, now: datetime) -> int:
    """Mark one's own unread messages as read; gives how many. Not journalled: nothing of the unit changes."""
    return Notice.objects.filter(person=person_of(actor), read_at=None).update(read_at=now)
