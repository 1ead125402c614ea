"""Mistakes in the settings, found before the first request. Each has an id that the operations guide explains."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register


@register()
def settings_hold(**kwargs: Any) -> list[CheckMessage]:
    """Every settings mistake that can be seen without a request."""
    found: list[CheckMessage] = []
    address = urlsplit(settings.BASE_URL)
    if address.scheme not in ("http", "https") or not address.hostname:
        found.append(
            Error(
                f"GONGKAI_BASE_URL“{settings.BASE_URL}”不是完整的网址。",
                hint="写成 https://主机名 的形式，结尾不带斜线。",
                id="gongkai.E001",
            )
        )
    elif settings.SECURE_SSL_REDIRECT and address.scheme != "https":
        found.append(
            Error("正式环境的 GONGKAI_BASE_URL 不是 https。", hint="改为 https 开头的网址。", id="gongkai.E002")
        )
    if len(settings.SECRET_KEY) < 40:
        found.append(
            Error("GONGKAI_SECRET_KEY 不足 40 个字符。", hint="换成随机生成的长密钥，并妥善保存。", id="gongkai.E003")
        )
    if not _writable(Path(settings.HOME)):
        found.append(
            Error(
                f"GONGKAI_HOME 指向的文件夹“{settings.HOME}”不能写入。",
                hint="建立该文件夹，并让运行本平台的用户可以写入。",
                id="gongkai.E004",
            )
        )
    if not 1 <= settings.UPLOAD_LIMIT_MB <= 200:
        found.append(Error("GONGKAI_UPLOAD_LIMIT_MB 应在 1 至 200 之间。", hint="一般填 20。", id="gongkai.E005"))
    if settings.CHECKS_PER_HOUR < 1:
        found.append(Error("GONGKAI_CHECKS_PER_HOUR 至少为 1。", hint="一般填 30。", id="gongkai.E006"))
    shared = settings.CACHES["default"]["BACKEND"].endswith("LocMemCache")
    if settings.SECURE_SSL_REDIRECT and shared:
        found.append(
            Warning(
                "多个进程没有共用的缓存，限次会按进程各算各的。",
                hint="把 GONGKAI_CACHE_URL 设为 Redis 的地址。",
                id="gongkai.W001",
            )
        )
    return found


def _writable(home: Path) -> bool:
    """Whether the folder, or the nearest folder above that exists, lets us write."""
    nearest = home
    while not nearest.exists() and nearest != nearest.parent:
        nearest = nearest.parent
    return nearest.is_dir() and os.access(nearest, os.W_OK)
