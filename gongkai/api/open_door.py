"""The door of the open interface: no key, but not too often from one address; any page of any site may ask."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from gongkai.api.limits import address_of, seconds_to_wait
from gongkai.api.problems import NotTaken, answer, no_such_address, unfit
from gongkai.kit import clock
from gongkai.kit.action import Refused
from gongkai.law.errors import LawError

STATUS = {"no-record": 404}
OTHERWISE = 422
logger = logging.getLogger("django.request")


def not_too_often(request: HttpRequest) -> bool:
    """Let everybody in whose address has calls left in this minute; only a keyed hash of it is kept. Else NotTaken."""
    limit = settings.OPEN_CALLS_A_MINUTE
    wait = seconds_to_wait(f"open:{address_of(request)}", limit, clock.now())
    if wait:
        said = f"每分钟最多查询 {limit} 次，这一次没有办理。请 {wait} 秒后再试；要全部数据的，请下载目录文件。"
        raise NotTaken(429, "too-often", said, wait=wait)
    return True


def register(api: NinjaAPI) -> None:
    """Make every exception that can come out of a call one answer of the house's form."""
    for kind in ANSWERS:
        api.add_exception_handler(kind, _answered)


def _answered(request: HttpRequest, error: Any) -> HttpResponse:
    return next(told(error) for kind, told in ANSWERS.items() if isinstance(error, kind))


def _not_taken(error: NotTaken) -> HttpResponse:
    said = answer(error.status, error.code, error.sentence, error.field)
    said["Retry-After"] = str(error.wait)
    return said


def _busy(error: OperationalError) -> HttpResponse:
    logger.error("open interface: database", exc_info=error)
    said = answer(503, "busy", "数据库正忙，没有办理。请一分钟后再试。")
    said["Retry-After"] = "60"
    return said


def _fault(error: Exception) -> HttpResponse:
    logger.error("open interface: fault", exc_info=error)
    return answer(500, "fault", "平台内部出错，没有办理，已记录。请稍后再试。")


# The first that fits tells; the last fits everything.
ANSWERS: dict[type[Exception], Callable[[Any], HttpResponse]] = {
    Refused: lambda error: answer(STATUS.get(error.code, OTHERWISE), error.code, error.sentence),
    NotTaken: _not_taken,
    Http404: lambda error: no_such_address(),
    ValidationError: lambda error: unfit(error.errors),
    LawError: lambda error: answer(OTHERWISE, error.code, error.sentence),
    HttpError: lambda error: answer(error.status_code, "http", "这次调用没有办理，请对照接口说明改正。"),
    OperationalError: _busy,
    Exception: _fault,
}
