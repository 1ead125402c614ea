"""The open interface: read-only, for everybody, over what is public and nothing else."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import NinjaAPI, Query, Status

from gongkai.api import open_schemas, schemas
from gongkai.api.cursors import given, moment_of, row_of, taken
from gongkai.api.open_door import not_too_often, register
from gongkai.api.open_telling import PAGES, address, cells_of, told_entry, told_gone, told_hit, told_report
from gongkai.kit import clock
from gongkai.kit.action import Refused
from gongkai.kit.who import VISITOR
from gongkai.records import published
from gongkai.records.published import Entry
from gongkai.search.asked import Asked
from gongkai.statistics import reads as reports_reads
from gongkai.units.reads import agencies as all_agencies

PROBLEMS: dict[Any, Any] = dict.fromkeys((404, 422, 429, 500, 503), schemas.ProblemOut)
# No year beyond fits a column.
LAST_YEAR = 9999
api = NinjaAPI(
    title="政府信息公开开放接口",
    version="1",
    description="只读，不需要密钥。给出的都是已经主动公开的政府信息和年度报告；撤回的只给出撤回说明。",
    urls_namespace="open",
    docs_url=None,
    auth=not_too_often,
)
register(api)

Narrow = Annotated[str, Query(max_length=120)]
Limit = Annotated[int, Query(ge=1, le=500, description="一页多少件")]
Cursor = Annotated[str, Query(max_length=200, description="上一页的 next")]


@api.get("/records", response={200: open_schemas.EntriesOut, **PROBLEMS}, operation_id="records", summary="目录")
def records(
    request: HttpRequest,
    agency: Narrow = "",
    class_code: Narrow = "",
    category: Narrow = "",
    genre: Narrow = "",
    document_kind: Narrow = "",
    topic: Narrow = "",
    changed_since: Annotated[str, Query(max_length=40, description="自何时起发布或修订，ISO 8601")] = "",
    cursor: Cursor = "",
    limit: Limit = 100,
) -> Status[Any]:
    """按发布（修订）先后列出现在公开的信息。记下最后一页的 next，以后从那里接着取，就是其间新发布和修订的。"""
    found = published.harvest(
        VISITOR, clock.today(), after=row_of(cursor), limit=limit, since=moment_of(changed_since),
        agency=agency, class_code=class_code, category=category, genre=genre, document_kind=document_kind, topic=topic,
    )  # fmt: skip
    items = [told_entry(entry) for entry in found.entries]
    return Status(200, {"items": items, "next": given(found.after) if found.after else ""})


@api.get(
    "/records/{path:number}",
    response={200: open_schemas.EntryOut, 410: open_schemas.GoneOut, **PROBLEMS},
    operation_id="record",
    summary="一件政府信息",
)
def record(request: HttpRequest, number: str) -> Status[Any]:
    """按索引号；已撤回的为 410 和撤回说明。"""
    found = published.entry_of(VISITOR, number, clock.today())
    if found is None:
        raise Refused("no-record", "没有这个索引号的公开信息。请核对索引号。")
    return Status(200, told_entry(found)) if isinstance(found, Entry) else Status(410, told_gone(found))


@api.get("/withdrawals", response={200: open_schemas.GonesOut, **PROBLEMS}, operation_id="withdrawals", summary="撤回")
def withdrawals(request: HttpRequest, cursor: Cursor = "", limit: Limit = 100) -> Status[Any]:
    """按撤回先后；取过目录的，据此去掉已撤回的信息。"""
    found = published.withdrawn(VISITOR, after=taken(cursor), limit=limit)
    last = found[limit - 1] if len(found) > limit else None
    items = [told_gone(gone) for gone in found[:limit]]
    return Status(200, {"items": items, "next": given(last.row, last.withdrawn_at) if last else ""})


@api.get("/agencies", response={200: open_schemas.AgenciesOut, **PROBLEMS}, operation_id="agencies", summary="公开主体")
def agencies(request: HttpRequest) -> Status[Any]:
    """全部单位和各单位现在公开的件数。"""
    counts = published.agency_counts(VISITOR)
    return Status(200, {
        "items": [
            {
                "code": one.code, "name": one.name, "short": one.short, "level": one.level, "begins": one.begins,
                "ends": one.ends, "records": counts.get(one.code, 0), "page": address("unit", one.code),
            }
            for one in all_agencies(VISITOR)
        ]
    })  # fmt: skip


@api.get("/reports", response={200: open_schemas.ReportsOut, **PROBLEMS}, operation_id="reports", summary="年度报告")
def reports(request: HttpRequest, agency: Narrow = "") -> Status[Any]:
    """现在公开的政府信息公开工作年度报告。"""
    rows = reports_reads.column(VISITOR, reports_reads.Wanted(agency=agency))
    return Status(200, {"items": [told_report(row) for row in rows if row.state == row.State.PUBLISHED]})


@api.get(
    "/reports/{agency}/{year}",
    response={200: open_schemas.CellsOut, **PROBLEMS},
    operation_id="report_cells",
    summary="年度报告的数据",
)
def report_cells(request: HttpRequest, agency: str, year: int) -> Status[Any]:
    """表格中的每一个数，按单元格代码。"""
    row = reports_reads.current(VISITOR, agency, year) if 0 < year <= LAST_YEAR else None
    if row is None or row.state != row.State.PUBLISHED:
        raise Refused("no-record", "没有这个单位这一年度的公开报告。请核对单位代码和年度。")
    return Status(200, cells_of(row))


@api.get("/search", response={200: open_schemas.HitsOut, **PROBLEMS}, operation_id="search", summary="检索")
def search(
    request: HttpRequest,
    q: Annotated[str, Query(max_length=200, description="词语；多个词语用空格隔开，都要出现")] = "",
    title_only: bool = False,
    agency: Narrow = "",
    year: Annotated[int, Query(ge=0, le=LAST_YEAR, description="首次发布的年份，0 为不限")] = 0,
    page: Annotated[int, Query(ge=1, le=500)] = 1,
) -> Status[Any]:
    """在公开信息、年度报告和公开指南的标题、文号、索引号和全文中查找。"""
    asked = Asked(
        on=clock.today(), words=q, where="title" if title_only else "all", kinds=tuple(PAGES),
        agencies=(agency,) if agency else (), years=(year,) if year else (), page=page,
    )  # fmt: skip
    found = published.search(VISITOR, asked)
    items = [told_hit(line.hit) for line in found.lines]
    return Status(200, {
        "items": items, "total": found.total, "more": found.more, "page": found.page, "pages": found.pages,
    })  # fmt: skip
