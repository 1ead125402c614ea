"""Jobs of the worker."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime

from django.conf import settings

from gongkai.kit import worker
from gongkai.kit.clock import day_of
from gongkai.supervision.round import rounds
from gongkai.supervision.sending import send_due

# Days caught up with before the worker's other jobs have their turn.
A_TURN = 7


def watch_due(now: datetime) -> int:
    """Go the rounds up to today, some days at a time; how many days are to be gone on with at once (0: none)."""
    with closing(rounds(day_of(now), now)) as going:
        for done in going:
            if done.days >= A_TURN:
                return done.days
    return 0


worker.register("supervision-rounds", settings.WATCH_SECONDS, watch_due, label="期限监察")
worker.register("supervision-sending", 10, send_due, label="监察通知的邮件、短信和企业微信")
