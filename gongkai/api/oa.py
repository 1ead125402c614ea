"""The office link: hand a document over as a draft, ask what became of it, call it back. It publishes nothing."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import NinjaAPI, Path, Query, Status
from ninja.openapi.schema import OpenAPISchema

from gongkai.api import lists, problems, receiving, schemas
from gongkai.api.keys import SystemKey, caller_in
from gongkai.api.receiving import DOCUMENT, FILES, JSON, MULTIPART
from gongkai.api.telling import cursor_of, place_of, said_of, since_of, told
from gongkai.kit import clock
from gongkai.kit.action import Refused
from gongkai.records.actions.call_back_record import call_back_record
from gongkai.records.actions.hand_over_record import hand_over_record
from gongkai.records.models import Record
from gongkai.records.reads_handed_over import fate_of, list_changed, look_up
from gongkai.units.systems import drafter_named

PROBLEMS: dict[Any, Any] = {
    401: schemas.ProblemOut,
    429: schemas.ProblemOut,
    500: schemas.ProblemOut,
    503: schemas.ProblemOut,
}
ASKED = PROBLEMS | {404: schemas.ProblemOut, 422: schemas.ProblemOut}
SENT = PROBLEMS | dict.fromkeys((400, 403, 404, 409, 413, 415, 422), schemas.ProblemOut)
REF = "#/components/schemas/"
KeyInPath = Annotated[str, Path(pattern=schemas.KEY, description="办公系统自己的文件编号")]


class OfficeLink(NinjaAPI):
    """The description names what `receiving` reads, since the body comes in two forms."""

    def get_openapi_schema(self, **given: Any) -> OpenAPISchema:
        """The description with the two bodies' parts."""
        said = super().get_openapi_schema(**given)
        for model in (schemas.DocumentIn, schemas.CallBackIn):
            parts = model.model_json_schema(ref_template=REF + "{model}")
            said["components"]["schemas"] |= parts.pop("$defs", {}) | {model.__name__: parts}
        return said


api = OfficeLink(
    title="办公系统移送接口",
    version="1",
    description="办公系统把已标定公开属性的文件移送到平台，成为本单位的草稿；审核、签发、发布都由人在平台上办理。",
    urls_namespace="oa",
    docs_url=None,
    auth=SystemKey(),
)
problems.register(api)

HANDED_OVER = {
    "requestBody": {
        "required": True,
        "content": {
            JSON: {"schema": {"$ref": f"{REF}DocumentIn"}},
            MULTIPART: {
                "schema": {
                    "type": "object",
                    "required": [DOCUMENT],
                    "properties": {
                        DOCUMENT: {"$ref": f"{REF}DocumentIn"},
                        FILES: {"type": "array", "items": {"type": "string", "format": "binary"}},
                    },
                },
                "encoding": {DOCUMENT: {"contentType": JSON}},
            },
        },
    }
}
CALLED_BACK = {"requestBody": {"required": True, "content": {JSON: {"schema": {"$ref": f"{REF}CallBackIn"}}}}}


@api.post(
    "/documents",
    response={200: schemas.DocumentOut, 201: schemas.DocumentOut, **SENT},
    operation_id="hand_over",
    summary="移送文件",
    openapi_extra=HANDED_OVER,
)
def hand_over(request: HttpRequest, response: HttpResponse) -> Status[Any]:
    """新编号为 201；同一编号、同样内容再次移送仍是同一件，为 200。移送的只成为草稿，不会公开。"""
    caller, now = caller_in(request), clock.now()
    brought = receiving.received(request)
    document = brought.document
    done = hand_over_record(
        agency=caller.system.agency,
        said=said_of(document, receiving.keep(brought.files)),
        key=document.source_key,
        drafter=drafter_named(caller.system, document.drafter, now.date()),
        replace=document.replace,
        actor=caller.actor,
        now=now,
    )
    response["Location"] = reverse("oa:document", args=[document.source_key])
    return Status(201 if done.made else 200, _told(request, done.record, now.date()))


@api.get(
    "/documents",
    response={200: schemas.PageOut, **ASKED},
    operation_id="list_changed",
    summary="移送的文件有什么变化",
)
def changed(
    request: HttpRequest,
    changed_since: Annotated[str, Query(description="自何时起有变化，ISO 8601；不写为全部")] = "",
    cursor: Annotated[str, Query(description="上一页的 next")] = "",
    limit: Annotated[int, Query(ge=1, le=100, description="一页多少件")] = 50,
) -> Status[Any]:
    """只列本系统移送的，变化早的在前。"""
    caller, now = caller_in(request), clock.now()
    found = list_changed(
        agency=caller.system.agency.code,
        since=since_of(changed_since),
        after=place_of(cursor),
        limit=limit,
        actor=caller.actor,
        now=now,
    )
    page = schemas.PageOut(items=[told(one) for one in found.fates], next=cursor_of(found.after))
    return Status(200, page)


@api.get(
    "/documents/{source_key}",
    response={200: schemas.DocumentOut, **ASKED},
    operation_id="look_up",
    summary="一件文件办到哪里",
    url_name="document",
)
def document(request: HttpRequest, source_key: KeyInPath) -> Status[Any]:
    """状态、公开属性、审核步骤（只说岗位）、退回原因、索引号、公开网址、撤回情况。"""
    fate = look_up(key=source_key, actor=caller_in(request).actor, now=clock.now())
    if fate is None:
        raise Refused("no-record", f"没有编号为“{source_key}”的移送文件。请核对编号。")
    return Status(200, told(fate))


@api.post(
    "/documents/{source_key}/recall",
    response={200: schemas.DocumentOut, **SENT},
    operation_id="call_back",
    summary="撤回移送",
    openapi_extra=CALLED_BACK,
)
def call_back(request: HttpRequest, source_key: KeyInPath) -> Status[Any]:
    """仍是草稿的作废；已经送审、签发或者公开的，由人在平台上办理。"""
    why = receiving.calling_back(request)
    now = clock.now()
    gone = call_back_record(key=source_key, reason=why.reason, actor=caller_in(request).actor, now=now)
    return Status(200, _told(request, gone, now.date()))


@api.get("/marks", response={200: schemas.MarksOut, **ASKED}, operation_id="marks", summary="可标定的公开属性")
def marks(request: HttpRequest) -> Status[Any]:
    """当日有效的公开属性、不公开情形和各情形须登记的项目。"""
    return Status(200, lists.marks_on(clock.today()))


@api.get("/classes", response={200: schemas.ClassesOut, **ASKED}, operation_id="classes", summary="各种代码")
def classes(request: HttpRequest) -> Status[Any]:
    """当日有效、本单位适用的法定公开事项、栏目、索引类别、公文种类、文件性质、信息来源。"""
    return Status(200, lists.classes_on(caller_in(request).system.agency, clock.today()))


def _told(request: HttpRequest, record: Record, on: date) -> schemas.DocumentOut:
    fate = fate_of(caller_in(request).actor, record, on)
    if fate is None:
        raise Refused("no-record", "没有这件移送文件。请核对编号。")
    return told(fate)
