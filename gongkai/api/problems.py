"""Everything that goes wrong is told in one form: a stable code, one Chinese sentence, the field; never a traceback."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import Any

from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from pydantic import ValidationError as Unfit

from gongkai.kit.action import Refused
from gongkai.kit.files import FileLost
from gongkai.law.errors import LawError
from gongkai.records.actions.hand_over_record import Unmarked

STATUS = {
    "not-allowed": 403, "no-record": 404, "handed-over-differently": 409, "handed-over-already": 409,
    "changed-at-desk": 409, "changed-meanwhile": 409, "wrong-state": 409, "discarded": 409, "numbered": 409,
}  # fmt: skip
OTHERWISE = 422
# The law's names of fields, and ours.
FIELDS = {"reason": "mark_reason"}
WORDS = {
    "missing": "“{field}”没有填写，请补上。",
    "extra_forbidden": "“{field}”不是可以移送的项目，请对照接口说明改正或者去掉。",
    "string_too_short": "“{field}”没有填写，请补上。",
    "string_too_long": "“{field}”过长，请缩短后再移送。",
    "string_pattern_mismatch": "“{field}”最多 100 位，只用字母、数字和 . _ : @ -，以字母或者数字开头。",
    "string_type": "“{field}”应当是文字，请改正。",
    "bool_type": "“{field}”只能是 true 或者 false，请改正。",
    "list_type": "“{field}”应当逐个列出，请改正。",
    "dict_type": "“{field}”应当按项目名和值填写，请改正。",
    "model_type": "内容应当是一个 JSON 对象，请对照接口说明改正。",
    "json_invalid": "内容不是完整的 JSON（须用 UTF-8 编码），没有接收。请检查后重发。",
}
logger = logging.getLogger("django.request")


class NotTaken(Exception):
    """A call that this face itself refuses."""

    def __init__(self, status: int, code: str, sentence: str, field: str = "", *, wait: int = 0) -> None:
        super().__init__(sentence)
        self.status, self.code, self.sentence, self.field, self.wait = status, code, sentence, field, wait


def answer(status: int, code: str, sentence: str, field: str = "") -> HttpResponse:
    """The one form."""
    said = {"code": code, "sentence": sentence, "field": field}
    return JsonResponse(said, status=status, json_dumps_params={"ensure_ascii": False})


def unfit(faults: Sequence[Any]) -> HttpResponse:
    """The first thing that does not fit the description."""
    first = faults[0]
    skipped = {"query", "path", "body", "form"}
    field = ".".join(str(part) for at, part in enumerate(first["loc"]) if at or part not in skipped)
    kind = str(first["type"])
    said = WORDS.get(kind, "“{field}”的值不合要求，请对照接口说明改正。").format(field=field[:100] or "内容")
    return answer(400 if kind == "json_invalid" else OTHERWISE, f"unfit-{kind.replace('_', '-')}", said, field)


def field_of(refusal: Refused) -> str:
    """The field a refusal is about, where its code or its problem names one."""
    if isinstance(refusal, Unmarked):
        field = refusal.problem.field.replace("details.", "ground_details.")
        return FIELDS.get(field, field)
    if refusal.code.startswith("said-file"):
        return "files"
    if refusal.code.startswith("said-"):
        return refusal.code.removeprefix("said-").removesuffix("-missing")
    return "body" if refusal.code == "mark-content-not-here" else ""


def register(api: NinjaAPI) -> None:
    """Make every exception that can come out of a call one answer."""
    for error in ANSWERS:
        api.add_exception_handler(error, _answered)


def _answered(request: HttpRequest, error: Any) -> HttpResponse:
    for kind, told in ANSWERS.items():
        if isinstance(error, kind):
            return told(error)
    raise error


def _refused(error: Refused) -> HttpResponse:
    return answer(STATUS.get(error.code, OTHERWISE), error.code, error.sentence, field_of(error))


def _not_taken(error: NotTaken) -> HttpResponse:
    said = answer(error.status, error.code, error.sentence, error.field)
    if error.wait:
        said["Retry-After"] = str(error.wait)
    return said


def _stranger(error: AuthenticationError) -> HttpResponse:
    words = "没有密钥，或者密钥有误、已停用，没有办理。请向系统管理员领取密钥，写在 Authorization 中。"
    said = answer(401, "no-key", words)
    said["WWW-Authenticate"] = "Bearer"
    return said


def _busy(error: OperationalError) -> HttpResponse:
    logger.error("office link: database", exc_info=error)
    said = answer(503, "busy", "数据库正忙，没有办理。请一分钟后用同样的编号重发，不会重复建立。")
    said["Retry-After"] = "60"
    return said


def _fault(error: Exception) -> HttpResponse:
    logger.error("office link: fault", exc_info=error)
    return answer(500, "fault", "平台内部出错，没有办理，已记录。请联系系统管理员；处理后用同样的编号重发。")


# The first that fits tells; the last fits everything.
ANSWERS: dict[type[Exception], Callable[[Any], HttpResponse]] = {
    Refused: _refused,
    NotTaken: _not_taken,
    AuthenticationError: _stranger,
    Http404: lambda error: no_such_address(),
    ValidationError: lambda error: unfit(error.errors),
    Unfit: lambda error: unfit(error.errors(include_url=False, include_input=False)),
    LawError: lambda error: answer(OTHERWISE, error.code, error.sentence),
    FileLost: lambda error: answer(500, "file-lost", error.sentence),
    HttpError: lambda error: answer(error.status_code, "http", "这次调用没有办理，请对照接口说明改正。"),
    OperationalError: _busy,
    Exception: _fault,
}


def no_such_address() -> HttpResponse:
    """404 for an address that the interface does not have."""
    return answer(404, "no-address", "接口没有这个地址，请对照接口说明改正。")


def not_this_way(allowed: str) -> HttpResponse:
    """405."""
    said = answer(405, "method", f"这个地址只接受 {allowed}，请对照接口说明改正。")
    said["Allow"] = allowed
    return said
