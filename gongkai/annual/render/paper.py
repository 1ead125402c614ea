"""A report, with or without its cover, as an official document: what PDF and Word are set from."""

from __future__ import annotations

from datetime import date

from gongkai.annual.render.cover import Cover, colophon, cover_blocks
from gongkai.annual.render.filled import NO_MARKS, Marks, filled
from gongkai.annual.render.outline import level_of, outline, paragraphs, title_of
from gongkai.annual.report import Report
from gongkai.law.papers_layout import words
from gongkai.papers.blocks import Block, Body, Caption, Heading, NewPage, Paper, Title


def report_paper(report: Report, cover: Cover | None, *, on: date, marks: Marks = NO_MARKS) -> Paper:
    """The whole document: cover, a new page, title, lead, sections with their tables, colophon."""
    title = title_of(report)
    blocks: list[Block] = []
    if cover:
        blocks.extend((*cover_blocks(cover, title, on=on), NewPage()))
    blocks.append(Title(title))
    blocks.extend(text_blocks(report.lead))
    for entry in outline(report):
        if entry.heading:
            blocks.append(Heading(1, entry.heading))
        blocks.extend(text_blocks("\n".join(entry.lines)))
        if entry.table is not None:
            if entry.table.layout == "list":
                blocks.append(Caption(entry.table.title))
            blocks.append(filled(report, entry.table, on=on, marks=marks))
        if entry.empty:
            blocks.append(Body(words(on)["empty_section"]))
    if cover:
        blocks.extend(colophon(cover, on=on))
    author, day = (cover.issuer, cover.signed_on) if cover else (report.agency, None)
    return Paper(title, author, tuple(blocks), day)


def text_blocks(text: str) -> tuple[Block, ...]:
    """Running text as paragraphs and the sub-headings that stand alone."""
    return tuple(Heading(level_of(line), line) if level_of(line) else Body(line) for line in paragraphs(text))
