"""Jobs of the worker."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from gongkai.kit import worker
from gongkai.kit.clock import day_of
from gongkai.supervision.round import run_rounds
from gongkai.supervision.sending import send_due


def watch_due(now: datetime) -> int:
    """Go the rounds up to today. Never called again at once: what it did does not make more to do."""
    run_rounds(day_of(now), now)
    return 0


worker.register("supervision-rounds", settings.WATCH_SECONDS, watch_due, label="期限监察")
worker.register("supervision-sending", 10, send_due, label="监察通知的邮件、短信和企业微信")
