"""Mistakes in the settings of pushing, found at start. The messages never show a secret."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from gongkai.delivery.push_channels import picture_now
from gongkai.delivery.push_http import Unreached, problem_with
from gongkai.delivery.wecom import HOURS

SHORTEST, LONGEST = 10, 64


@register()
def pushing_holds(**kwargs: Any) -> list[CheckMessage]:
    """Every mistake that can be seen without asking a platform."""
    return [*_addresses(), *_account(), *_limits()]


def _addresses() -> list[CheckMessage]:
    wanted = [("GONGKAI_WECHAT_BASE", settings.WECHAT_BASE)]
    if settings.WECOM_WEBHOOK:
        parts = urlsplit(settings.WECOM_WEBHOOK)
        wanted.append(("GONGKAI_WECOM_WEBHOOK", f"{parts.scheme}://{parts.netloc}"))
    return [
        Error(f"{name} 不能使用：{problem}。", hint="写成 https 开头的完整网址。", id="gongkai.E030")
        for name, address in wanted
        if (problem := problem_with(address))
    ]


def _account() -> list[CheckMessage]:
    if bool(settings.WECHAT_APP_ID) == bool(settings.WECHAT_SECRET):
        return []
    said = "GONGKAI_WECHAT_APP_ID 和 GONGKAI_WECHAT_SECRET 只设了一项。"
    return [Error(said, hint="两项一起设，或都不设。", id="gongkai.E031")]


def _limits() -> list[CheckMessage]:
    found: list[CheckMessage] = []
    if settings.WECOM_QUIET and HOURS.fullmatch(settings.WECOM_QUIET) is None:
        hint = "写成 21:00-07:30 的形式，或者留空。"
        found.append(Error("GONGKAI_WECOM_QUIET 不能识别。", hint=hint, id="gongkai.E032"))
    if not SHORTEST <= settings.WECHAT_TITLE <= LONGEST:
        said = f"GONGKAI_WECHAT_TITLE 应在 {SHORTEST} 至 {LONGEST} 之间。"
        found.append(Error(said, hint="一般填 64。", id="gongkai.E033"))
    try:
        picture_now()
    except Unreached as error:
        hint = "换成可以读取的 JPG 图片，或者不设。"
        found.append(Error(f"GONGKAI_WECHAT_COVER：{error}。", hint=hint, id="gongkai.E033"))
    return found
