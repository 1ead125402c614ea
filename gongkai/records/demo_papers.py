"""Attachments of the sample records: made as an office would make them, with what has to be cleaned off."""

from __future__ import annotations

from io import BytesIO

from docx import Document

ROWS = (
    ("任务", "责任单位", "完成时限"),
    ("排查隐患", "各村民委员会", "每月月底"),
    ("汇总上报", "镇相关办公室", "次月5日前"),
)


def division_of_work(title: str, agency: str) -> bytes:
    """A Word table of who does what, with an author, a company keyword and a reviewer's comment in it."""
    paper = Document()
    properties = paper.core_properties
    properties.author, properties.last_modified_by, properties.keywords = "办公室电脑", "办公室电脑", agency
    heading = paper.add_heading(title, level=1)
    table = paper.add_table(rows=len(ROWS), cols=len(ROWS[0]))
    for line, words in enumerate(ROWS):
        for column, word in enumerate(words):
            table.cell(line, column).text = word
    paper.add_comment(heading.runs, text="时限再核对一遍。", author="办公室", initials="办")
    made = BytesIO()
    paper.save(made)
    return made.getvalue()
