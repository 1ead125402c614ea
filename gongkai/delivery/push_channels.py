"""Which platforms this site is linked with, from the settings alone; secrets leave this module only towards them."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from django.conf import settings
from PIL import Image, ImageDraw

from gongkai.delivery.models import PushCover
from gongkai.delivery.push_http import Outside, Unreached
from gongkai.delivery.wechat import Account

COVER_LARGEST = 64 * 1024
_ACCOUNTS: dict[tuple[str, str, str], Account] = {}


def has_wechat() -> bool:
    """Whether an account is set."""
    return bool(settings.WECHAT_APP_ID and settings.WECHAT_SECRET)


def has_wecom() -> bool:
    """Whether a robot is set."""
    return bool(settings.WECOM_WEBHOOK)


def account(now: datetime) -> Account:
    """The account as set now; it keeps its token from one round of the worker to the next, in memory."""
    key = (settings.WECHAT_BASE, settings.WECHAT_APP_ID, settings.WECHAT_SECRET)
    found = _ACCOUNTS.get(key)
    if found is None:
        _ACCOUNTS.clear()
        found = _ACCOUNTS[key] = Account(Outside(settings.WECHAT_BASE), key[1], key[2], now)
    found.at = now
    return found


def cover_of(to: Account) -> str:
    """The account's media id of the cover, which is uploaded the first time. Raises as the account does."""
    picture = picture_now()
    digest = sha256(picture).hexdigest()
    known = PushCover.objects.filter(app_id=to.app_id, digest=digest).first()
    if known is not None:
        return known.media_id
    media_id = to.add_cover(picture)
    PushCover.objects.update_or_create(app_id=to.app_id, digest=digest, defaults={"media_id": media_id})
    return media_id


def forget_cover(to: Account) -> None:
    """The account has lost the cover: the next call uploads it anew."""
    PushCover.objects.filter(app_id=to.app_id).delete()


def picture_now() -> bytes:
    """The cover as set, else a plain one. Raises Unreached where the file cannot be used."""
    if not settings.WECHAT_COVER:
        return plain_picture()
    try:
        picture = Path(settings.WECHAT_COVER).read_bytes()
    except OSError:
        raise Unreached("封面图文件不能读取") from None
    if len(picture) > COVER_LARGEST or not picture.startswith(b"\xff\xd8\xff"):
        raise Unreached("封面图须为 64 KB 以内的 JPG")
    return picture


@cache
def plain_picture() -> bytes:
    """A cover of 900 by 383 pixels without words: the platform prints the title beside it."""
    picture = Image.new("RGB", (900, 383), "#f4f7fa")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, 900, 24), fill="#0b5394")
    for place, width in enumerate((420, 540, 300)):
        top = 130 + place * 56
        draw.rectangle((120, top, 120 + width, top + 20), fill="#0b5394" if not place else "#c5d3e0")
    out = BytesIO()
    picture.save(out, "JPEG", quality=80)
    return out.getvalue()
