"""What of a published annual report is to be found, and keeping the index in step with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gongkai.search import index
from gongkai.search.index import Document
from gongkai.search.rebuild import Source, register_source
from gongkai.statistics.models import AnnualReport

KIND = "annual_report"
State = AnnualReport.State


def key_of(code: str, year: int) -> str:
    """The key under which the public side is told of a report, and finds it."""
    return f"{code}/{year}"


def index_report(made: AnnualReport) -> None:
    """Have what is public now found, and what was withdrawn found no more."""
    if made.state == State.PUBLISHED:
        index.put(document_of(made))
    else:
        index.remove(KIND, key_of(made.agency.code, made.year))


def document_of(row: AnnualReport) -> Document:
    """A report as a document of the index: its title, its number, and the text of its sections."""
    kept: dict[str, Any] = row.content
    sections = [f"{one['heading']}\n{one['text']}" for one in kept.get("sections", [])]
    return Document(
        kind=KIND,
        key=key_of(row.agency.code, row.year),
        title=row.title,
        text="\n".join([str(kept.get("lead", "")), *sections]).strip(),
        published_at=row.published_at,
        agency=row.agency.code,
        agency_name=row.agency.name,
        doc_number=row.number,
        keywords=(row.agency.name, row.agency.short, f"{row.year}年度", "政府信息公开工作年度报告"),
    )


def _public() -> dict[str, int]:
    rows = AnnualReport.objects.filter(state=State.PUBLISHED).values_list("agency__code", "year", "pk")
    return {key_of(code, year): pk for code, year, pk in rows}


def _keys(after: str, limit: int) -> list[str]:
    return sorted(key for key in _public() if key > after)[:limit]


def _documents(keys: list[str]) -> Iterator[Document]:
    known = _public()
    rows = AnnualReport.objects.filter(pk__in=[known[key] for key in keys if key in known])
    return map(document_of, rows.select_related("agency"))


register_source(Source(KIND, "年度报告", keys=_keys, documents=_documents))
