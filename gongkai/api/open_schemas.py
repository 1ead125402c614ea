"""What the open interface gives, as its description shows it."""

from __future__ import annotations

from datetime import date, datetime

from ninja import Schema
from pydantic import Field


class EntryOut(Schema):
    """目录中的一件政府信息。page 是网页，data 是该件信息的全部公开内容（JSON）。"""

    index_number: str
    title: str
    summary: str
    formed_on: date | None
    doc_number: str
    agency_code: str
    agency: str
    item: str
    genre: str
    topic: str
    effective_on: date | None
    expires_on: date | None
    published_at: datetime
    changed_at: datetime
    page: str
    data: str


class EntriesOut(Schema):
    """一页；next 不为空的，作为 cursor 取下一页。"""

    items: list[EntryOut]
    next: str


class GoneOut(Schema):
    """已撤回的一件：只有索引号、时间和原因，标题可能不再公开。"""

    index_number: str
    title: str
    agency_code: str
    agency: str
    withdrawn_at: datetime
    reason: str


class GonesOut(Schema):
    """一页；next 不为空的，作为 cursor 取下一页。"""

    items: list[GoneOut]
    next: str


class AgencyOut(Schema):
    """一个公开主体；records 是现在公开的件数，page 是它的专栏。"""

    code: str
    name: str
    short: str
    level: str
    begins: date | None
    ends: date | None
    records: int
    page: str


class AgenciesOut(Schema):
    """全部公开主体，包括已经撤并的。"""

    items: list[AgencyOut]


class ReportOut(Schema):
    """一份年度报告；cells 是报告页面给出的表格数据地址。"""

    agency_code: str
    agency: str
    year: int
    title: str
    edition: str
    version: int
    published_at: datetime
    page: str
    cells: str


class ReportsOut(Schema):
    """现在公开的年度报告。"""

    items: list[ReportOut]


class CellsOut(Schema):
    """一份年度报告表格中的数，按单元格代码；unread 是原件中没有读出的单元格。"""

    agency_code: str
    year: int
    edition: str
    cells: dict[str, str] = Field(description="单元格代码和数")
    unread: list[str]


class HitOut(Schema):
    """检索到的一件；excerpt 是原文中相符的一段。"""

    kind: str
    key: str
    title: str
    excerpt: str
    agency: str
    doc_number: str
    published_at: datetime
    page: str


class HitsOut(Schema):
    """一页检索结果；more 为真的，实有件数多于 total。"""

    items: list[HitOut]
    total: int
    more: bool
    page: int
    pages: int
