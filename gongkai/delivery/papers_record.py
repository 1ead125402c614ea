"""One published record as the PDF that goes to the halls, index number and mark printed on its first page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pypdf
from pypdf.errors import PyPdfError

from gongkai.delivery.body_blocks import PAGE_MM, blocks_of
from gongkai.kit import files
from gongkai.kit.action import Refused
from gongkai.papers.blocks import Block, Body, Heading, Paper, Remark, Title
from gongkai.papers.grid import Grid, GridCell
from gongkai.papers.pdf import to_pdf

# The facts printed above the text; the others stand on the page.
PRINTED = ("index_number", "publicity_attribute", "issuer", "doc_number", "formed_on", "effective_on", "topic_class")
LABEL_MM = 30.0
PDF = b"%PDF-"


@dataclass(frozen=True, slots=True)
class Made:
    """A PDF, its pages, and the attachments that could not be put into it."""

    data: bytes
    pages: int
    left_out: tuple[str, ...]


def record_pdf(snapshot: Mapping[str, Any]) -> Made:
    """The record of a snapshot: facts, text, footer, its attachments in PDF behind it.

    An attachment that is no PDF or cannot be read is named in the paper and in `left_out`. Raises FileLost for one
    that the file store has lost, Refused "nothing-to-print" for an emptied snapshot.
    """
    if not snapshot.get("title"):
        raise Refused("nothing-to-print", "该信息已撤回，没有可以印制的内容，未生成送交件。")
    attached = [(str(one["name"]), files.take(str(one["digest"]))) for one in snapshot.get("files", [])]
    readable = {name: pages for name, data in attached if (pages := _pages(data)) is not None}
    left_out = tuple(name for name, _data in attached if name not in readable)
    own = to_pdf(Paper(snapshot["title"], snapshot["agency"]["name"], tuple(_blocks(snapshot, readable, left_out))))
    if not readable:
        return Made(own, page_count(own), left_out)
    writer = pypdf.PdfWriter()
    writer.append(BytesIO(own))
    for pages in readable.values():
        writer.append(pages, import_outline=False)
    out = BytesIO()
    writer.write(out)
    return Made(out.getvalue(), len(writer.pages), left_out)


def page_count(data: bytes) -> int:
    """How many pages a PDF has. Raises Refused "not-pdf" for anything that is none."""
    found = _pages(data)
    if found is None:
        raise Refused("not-pdf", "这份材料不是可以打开的 PDF，未登记。电子件只收 PDF 或者 CEB，请转成 PDF 后再试。")
    return len(found.pages)


def _pages(data: bytes) -> pypdf.PdfReader | None:
    if not data.startswith(PDF):
        return None
    try:
        reader = pypdf.PdfReader(BytesIO(data))
        return reader if not reader.is_encrypted and len(reader.pages) else None
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _blocks(snapshot: Mapping[str, Any], readable: Mapping[str, Any], left_out: tuple[str, ...]) -> list[Block]:
    found: list[Block] = [_facts(snapshot), Title(snapshot["title"]), *blocks_of(snapshot["body"])]
    if snapshot.get("footer"):
        found.append(Remark(snapshot["footer"]))
    if readable or left_out:
        found.append(Heading(1, "附件"))
        lines = [f"{name}（附在后面）" for name in readable]
        lines += [f"{name}（不是 PDF，没有并入本件，见该信息的公开网页）" for name in left_out]
        found += [Body(f"{number}. {line}") for number, line in enumerate(lines, start=1)]
    return found


def _facts(snapshot: Mapping[str, Any]) -> Grid:
    known = {one["code"]: (one["label"], one["value"]) for one in snapshot["metadata"]}
    rows = [known[code] for code in PRINTED if code in known]
    cells = tuple(
        (GridCell(label, line, 0, "head"), GridCell(value, line, 1, "stub")) for line, (label, value) in enumerate(rows)
    )
    return Grid("", "", cells, 0, (LABEL_MM, PAGE_MM - LABEL_MM))
