"""From a request to the document it brings: JSON alone, or multipart with the files beside it. Nothing is kept here."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParserError

from gongkai.api.problems import NotTaken
from gongkai.api.schemas import CallBackIn, DocumentIn
from gongkai.kit import files
from gongkai.records.said import Attached

JSON, MULTIPART = "application/json", "multipart/form-data"
MEGABYTE = 1024 * 1024
# What an office sends out; anything that runs or unpacks has no place in a document.
KINDS = (
    "pdf", "ofd", "docx", "xlsx", "pptx", "doc", "xls", "ppt", "wps", "et", "dps", "txt", "csv", "jpg", "jpeg", "png",
    "tif", "tiff",
)  # fmt: skip
DOCUMENT, FILES = "document", "files"


@dataclass(frozen=True, slots=True)
class Sent:
    """One file as sent: where it stands in the request, its name and its bytes."""

    field: str
    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Received:
    """The document, and its files wherever they stood."""

    document: DocumentIn
    files: tuple[Sent, ...]


def received(request: HttpRequest) -> Received:
    """What a call to hand over brings. Raises NotTaken, or pydantic's error for what does not fit the description."""
    if request.content_type == JSON:
        document = DocumentIn.model_validate_json(_body(request))
        found = tuple(_decoded(document))
    elif request.content_type == MULTIPART:
        document, found = _parts(request)
    else:
        said = f"内容须是 {JSON} 或者 {MULTIPART}，没有接收。请在 Content-Type 中写明。"
        raise NotTaken(415, "content-type", said)
    for one in found:
        _check(one)
    if sum(len(one.data) for one in found) > settings.UPLOAD_LIMIT_MB * MEGABYTE:
        raise NotTaken(
            413, "too-large", f"附件合计超过 {settings.UPLOAD_LIMIT_MB} MB，没有接收。请压缩图片或者减少附件。", FILES
        )
    if document.body.strip() and document.text.strip():
        raise NotTaken(422, "body-twice", "body 和 text 都写了正文，没有接收。只用其中一个。", "text")
    return Received(document, found)


def calling_back(request: HttpRequest) -> CallBackIn:
    """Why a document is called back. Raises as `received` does."""
    if request.content_type != JSON:
        raise NotTaken(415, "content-type", f"内容须是 {JSON}，没有接收。请在 Content-Type 中写明。")
    return CallBackIn.model_validate_json(_body(request))


def keep(sent: tuple[Sent, ...]) -> list[Attached]:
    """Keep the files by their content. What no record comes to name is swept away later."""
    return [Attached(one.name, files.keep(one.data), len(one.data)) for one in sent]


def _body(request: HttpRequest) -> bytes:
    try:
        return request.body
    except RequestDataTooBig as error:
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // MEGABYTE
        said = f"JSON 方式一次不超过 {most} MB，没有接收。附件较大的，改用 {MULTIPART} 方式移送。"
        raise NotTaken(413, "too-large", said) from error
    except UnreadablePostError as error:
        raise _broken() from error


def _parts(request: HttpRequest) -> tuple[DocumentIn, tuple[Sent, ...]]:
    try:
        fields, sent = request.POST, request.FILES
    except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent) as error:
        raise NotTaken(413, "too-large", "正文过长或者附件过多，没有接收。请减少后再移送。") from error
    except (MultiPartParserError, SuspiciousOperation, UnreadablePostError) as error:
        raise _broken() from error
    strange = sorted((set(fields) | set(sent)) - {DOCUMENT, FILES})
    if strange:
        said = f"“{strange[0][:40]}”不是接收的部分：文件信息放在 {DOCUMENT}，附件放在 {FILES}。"
        raise NotTaken(422, "unfit-part", said, strange[0][:100])
    if FILES in fields:
        raise NotTaken(422, "unfit-part", f"{FILES} 中有一个没有文件名，不能作为附件。请随文件名一起发送。", FILES)
    as_file = next(iter(sent.getlist(DOCUMENT)), None)
    told = as_file.read() if as_file is not None else fields.get(DOCUMENT, "").encode("utf-8", "surrogatepass")
    if not told:
        raise NotTaken(422, "unfit-missing", f"没有 {DOCUMENT} 部分：文件信息和公开属性写在其中（JSON）。", DOCUMENT)
    document = DocumentIn.model_validate_json(told)
    beside = tuple(Sent(FILES, one.name or "", one.read()) for one in sent.getlist(FILES))
    return document, (*_decoded(document), *beside)


def _decoded(document: DocumentIn) -> Iterator[Sent]:
    for at, one in enumerate(document.files):
        try:
            yield Sent(f"files.{at}", one.name, base64.b64decode("".join(one.content.split()), validate=True))
        except (binascii.Error, ValueError) as error:
            said = f"附件“{one.name[:40]}”的内容不是 Base64，没有接收。请重新编码后移送。"
            raise NotTaken(422, "file-encoding", said, f"files.{at}.content") from error


def _check(one: Sent) -> None:
    shown = one.name[:60] or "无名文件"
    if PurePosixPath(one.name).suffix.lstrip(".").lower() not in KINDS:
        said = f"附件“{shown}”的格式不能作为附件，没有接收。可用的格式：{'、'.join(KINDS)}。"
        raise NotTaken(422, "file-kind", said, one.field)
    if not one.data:
        raise NotTaken(422, "file-empty", f"附件“{shown}”是空文件，没有接收。请核对后重发。", one.field)


def _broken() -> NotTaken:
    return NotTaken(400, "broken-off", "内容没有完整收到，没有接收。请用同样的编号重发。")
