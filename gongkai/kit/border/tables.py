"""All tables that the public side may read, each with its reason: the one list for both databases.

What is not here cannot be reached from a public address. A table that also holds drafts never stands here: what is
published of it belongs in a table of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

# What SQLite's full-text tables keep beside themselves.
SHADOWS = ("_data", "_idx", "_content", "_docsize", "_config")


@dataclass(frozen=True, slots=True)
class PublicTable:
    """One table. `hidden` is a condition in SQL on its own columns: rows that stay unseen. `why` is for people.

    `counted`: rows may be added and changed, never removed. `added`: rows may be added, and that is all. `shadows`: a
    full-text table with its parts. `columns`: the only ones that may be read; none named means all. `vendor`: the one
    database that has the table.
    """

    name: str
    why: str
    hidden: str = ""
    counted: bool = False
    added: bool = False
    shadows: bool = False
    columns: tuple[str, ...] = ()
    vendor: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The table and what belongs to it."""
        return (self.name, *(self.name + end for end in SHADOWS)) if self.shadows else (self.name,)


TABLES = (
    PublicTable("units_agency", "单位名称、代码和存续时间"),
    PublicTable("units_agencylink", "单位之间的隶属、指导和承继关系"),
    PublicTable("units_agencyname", "单位曾用名称"),
    PublicTable("records_publication", "主动公开信息的已发布版本和撤回说明", hidden="state = 'replaced'"),
    PublicTable("statistics_annualreport", "年度报告的已发布版本和撤回说明", hidden="state = 'replaced'"),
    PublicTable("columns_pagepublication", "单位专栏页面的已发布版本和撤回说明", hidden="state = 'replaced'"),
    PublicTable("columns_siteprofile", "网站名称、徽标、颜色和栏目", hidden="state <> 'in_use'"),
    PublicTable("columns_publicitemcatalogue", "已公布的主动公开事项目录"),
    PublicTable("columns_publicitem", "已公布目录中的公开事项"),
    PublicTable(
        "columns_itemrecord",
        "公开信息归入哪个事项，只有编号；没有公开的信息看不到",
        hidden="NOT EXISTS (SELECT 1 FROM records_publication p"
        " WHERE p.record_id = columns_itemrecord.record_id AND p.state = 'published')",
    ),
    PublicTable("search_document", "检索用的公开信息目录，只收已发布的"),
    PublicTable("search_original", "检索结果摘录用的公开正文"),
    PublicTable("search_state", "检索索引的状态"),
    PublicTable("search_index_a", "检索索引", shadows=True),
    PublicTable("search_index_b", "检索索引（重建时的另一份）", shadows=True),
    PublicTable("search_parts_a", "检索索引所收的公开文字", vendor="sqlite"),
    PublicTable("search_parts_b", "检索索引所收的公开文字（重建时的另一份）", vendor="sqlite"),
    PublicTable("search_gone_a", "已撤下的编号，使索引不再给出", columns=("id",), vendor="sqlite"),
    PublicTable("search_gone_b", "已撤下的编号（重建时的另一份）", columns=("id",), vendor="sqlite"),
    PublicTable("columns_visit", "各栏目访问次数，只有日期、单位、栏目和次数", counted=True),
    PublicTable(
        "requests_envelope",
        "公众提交的申请和材料：只能投进去，封口的内容读不出来",
        added=True,
        columns=("id", "card", "receipt_number", "kind", "token", "at", "taken_at"),
    ),
    PublicTable(
        "requests_piece",
        "正在上传的文件分片：只能投进去，封口的内容读不出来",
        added=True,
        columns=("id", "upload", "position", "size", "digest"),
    ),
    PublicTable("requests_statuscard", "申请人的进度卡，用回执编号和查询码才能打开"),
    PublicTable("requests_cardfile", "随进度卡提供的文件，用回执编号和查询码才能打开"),
)


def tables_of(vendor: str) -> tuple[PublicTable, ...]:
    """Those that a database of that kind has."""
    return tuple(table for table in TABLES if table.vendor in ("", vendor))


def readable() -> frozenset[str]:
    """The names of all tables that may be read."""
    return frozenset(name for table in TABLES for name in table.names)


def countable() -> frozenset[str]:
    """The names of the tables whose rows the public side changes."""
    return frozenset(table.name for table in TABLES if table.counted)


def addable() -> frozenset[str]:
    """The names of the tables to which the public side adds rows."""
    return frozenset(table.name for table in TABLES if table.counted or table.added)
