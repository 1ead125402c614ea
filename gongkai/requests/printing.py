"""Composed content becomes a document: the blocks of GB/T 9704, then PDF and Word."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pypdfium2

from gongkai.law.paper_numbers import paper_numbers
from gongkai.law.papers_layout import NEWEST, words
from gongkai.papers.blocks import Addressee, Annexes, Block, Body, Head, Paper, Sheet, Signature, Title, day_words
from gongkai.papers.pdf import to_pdf
from gongkai.papers.word import to_word

REVIEWS = "\ue000"  # stands where a printed slip shows who passed it
EMPTY = "　"


@dataclass(frozen=True, slots=True)
class Rendered:
    """Both printed forms and how many pages the PDF has."""

    pdf: bytes
    word: bytes
    pages: int


def rendered(content: dict[str, Any], *, on: date) -> Rendered:
    """Print composed content as of that day, which is the day on the document.

    `content["number"]` is the number given at issue; without it the draft's stands. `content["reviews"]`, where given,
    are the lines of who passed it. The same content and day give the same bytes. Raises UnknownLaw.
    """
    paper = paper_of(content, on)
    pdf = to_pdf(paper, on=on)
    return Rendered(pdf, to_word(paper, on=on), _pages(pdf))


def pdf_of(content: dict[str, Any], *, on: date) -> bytes:
    """The PDF alone, for a preview. Raises UnknownLaw."""
    return to_pdf(paper_of(content, on), on=on)


def paper_of(content: dict[str, Any], on: date) -> Paper:
    """The document in blocks."""
    blocks = _sheet(content) if content["shape"] == "sheet" else _letter(content, on)
    return Paper(content["title"], content["issuer"], blocks, day=on)


def text_of(content: dict[str, Any]) -> tuple[str, ...]:
    """What the document says, paragraph by paragraph, for a screen."""
    if content["shape"] == "sheet":
        return tuple(f"{label}：{_cell(content, text)}" for label, text in content["rows"])
    to = (f"{content['addressee']}：",) if content["addressee"] else ()
    annexes = tuple(annex_lines(content.get("annexes", [])))
    return (*to, *content["body"], *annexes)


def annex_lines(names: list[str]) -> list[str]:
    """The note of annexes: numbered where there are several."""
    lead = words(NEWEST)["annex"]
    if len(names) < 2:
        return [lead + name for name in names]
    return [f"{lead if at == 1 else EMPTY * len(lead)}{at}. {name}" for at, name in enumerate(names, start=1)]


def _letter(content: dict[str, Any], on: date) -> tuple[Block, ...]:
    mark = paper_numbers().marks[content["layout"]].format(agency=content["issuer"])
    number = content.get("number") or content["draft_number"]
    blocks: list[Block] = [Head(mark, number, content["layout"]), Title(content["title"])]
    if content["addressee"]:
        blocks.append(Addressee(f"{content['addressee']}："))
    blocks += [Body(text) for text in content["body"]]
    if content.get("annexes"):
        blocks.append(Annexes(tuple(content["annexes"])))
    blocks.append(Signature(content["issuer"], day_words(on)))
    return tuple(blocks)


def _sheet(content: dict[str, Any]) -> tuple[Block, ...]:
    rows = tuple((str(label), _cell(content, text)) for label, text in content["rows"])
    return (Title(content["title"]), Sheet(rows))


def _cell(content: dict[str, Any], text: str) -> str:
    return text.replace(REVIEWS, "\n".join(content.get("reviews", [])) or EMPTY)


def _pages(pdf: bytes) -> int:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()
