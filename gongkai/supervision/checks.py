"""Mistakes in the settings of the ways to a person, found at start. The messages never show a secret."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from gongkai.delivery.push_http import problem_with
from gongkai.supervision.sending_mail import server_of

SOONEST, MOST_TRIES = 10, 50


@register()
def notifying_holds(**kwargs: Any) -> list[CheckMessage]:
    """Every mistake that can be seen without asking a server."""
    found: list[CheckMessage] = []
    if settings.MAIL_URL:
        try:
            server_of(settings.MAIL_URL)
        except ValueError as error:
            hint = "写成 smtp+tls://用户:密码@主机:587 的形式。"
            found.append(Error(f"GONGKAI_MAIL_URL 不能使用：{error}", hint=hint, id="gongkai.E090"))
    for code, address in settings.NOTICE_WEBHOOKS.items():
        parts = urlsplit(address)
        if problem := problem_with(f"{parts.scheme}://{parts.netloc}"):
            hint = "写成 单位代码=https://… 的形式，几个之间用逗号隔开。"
            said = f"GONGKAI_NOTICE_WEBHOOKS 中 {code} 的地址不能使用：{problem}。"
            found.append(Error(said, hint=hint, id="gongkai.E091"))
    if not 0 < settings.NOTICE_TRIES <= MOST_TRIES:
        said = f"GONGKAI_NOTICE_TRIES 应在 1 至 {MOST_TRIES} 之间。"
        found.append(Error(said, hint="一般填 6。", id="gongkai.E092"))
    if settings.WATCH_SECONDS < SOONEST:
        said = f"GONGKAI_WATCH_SECONDS 不能少于 {SOONEST} 秒。"
        found.append(Error(said, hint="一般填 600。", id="gongkai.E093"))
    return found
