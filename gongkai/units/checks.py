"""Mistakes in the settings of signing in, found before the first request. The operations guide explains each id."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from gongkai.units.powers import POWERS

SHORTEST = 8
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


@register()
def signing_in_holds(**kwargs: Any) -> list[CheckMessage]:
    """Every mistake of these settings."""
    found: list[CheckMessage] = []
    if strange := sorted(set(settings.SECOND_FACTOR_DUTIES) - set(POWERS)):
        found.append(
            Error(
                f"GONGKAI_SECOND_FACTOR_DUTIES 中有不认识的职责：{'、'.join(strange)}。",
                hint="照操作手册写职责代码，用逗号隔开。",
                id="gongkai.E020",
            )
        )
    low = [
        name
        for name, value, least in (
            ("GONGKAI_PASSWORD_LENGTH", settings.PASSWORD_LENGTH, SHORTEST),
            ("GONGKAI_PASSWORD_DAYS", settings.PASSWORD_DAYS, 0),
            ("GONGKAI_PASSWORD_HISTORY", settings.PASSWORD_HISTORY, 0),
            ("GONGKAI_LOCK_FAILURES", settings.LOCK_FAILURES, 1),
            ("GONGKAI_LOCK_MINUTES", settings.LOCK_MINUTES, 1),
            ("GONGKAI_IDLE_MINUTES", settings.IDLE_MINUTES, 5),
        )
        if value < least
    ]
    if low:
        found.append(Error(f"{'、'.join(low)} 过小。", hint="照操作手册的默认值填写。", id="gongkai.E021"))
    return [*found, *_identity()]


def _identity() -> list[CheckMessage]:
    apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    if not apps:
        return []
    found: list[CheckMessage] = []
    address = urlsplit(settings.OIDC_ISSUER)
    if address.scheme != "https" and address.hostname not in LOOPBACK:
        found.append(
            Error("GONGKAI_OIDC_ISSUER 不是 https 开头的网址。", hint="身份认证只能走加密连接。", id="gongkai.E022")
        )
    if not all(app["client_id"] and app["secret"] for app in apps):
        found.append(
            Error(
                "设了 GONGKAI_OIDC_ISSUER，没有设 GONGKAI_OIDC_CLIENT_ID 或 GONGKAI_OIDC_CLIENT_SECRET。",
                hint="三项一起设，或都不设。",
                id="gongkai.E023",
            )
        )
    return found
