"""One door for every file: it becomes a Document, or one Chinese sentence says why not."""

from __future__ import annotations

import re
from pathlib import Path

from gongkai.annual.documents import CannotRead, Document
from gongkai.annual.sources import html, kinds, markdown, office, pdf, sheet, text, word
from gongkai.annual.sources.encoding import decode
from gongkai.annual.sources.layout import Content
from gongkai.annual.sources.limits import DEFAULT, Limits, in_megabytes

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_LONGEST_NAME = 120


def open_document(data: bytes | Path, name: str, *, limits: Limits = DEFAULT) -> Document:
    """The lines and tables of one file, its kind told by content and not by its name's ending.

    `data` is the file's bytes or where it lies. Raises CannotRead, and nothing else, with a stable code and a sentence
    that begins with the name. Nothing is fetched, no macro is run, no formula is computed.
    """
    shown = printable(name)
    try:
        return _open(_bytes(data, limits), shown, limits)
    except CannotRead as problem:
        raise CannotRead(problem.code, f"{shown}：{problem.sentence}") from problem
    except MemoryError as problem:
        raise CannotRead("too-large", f"{shown}：内容过于庞大，内存不够，请只提交报告本身的文件。") from problem
    except Exception as problem:
        # The parsers underneath raise whatever a broken file makes them stumble over.
        raise CannotRead(
            "damaged", f"{shown}：文件内容已损坏，无法解析，请重新导出或另存为 .docx 后再试。"
        ) from problem


def printable(name: str) -> str:
    """A file name that can be shown on one line: no control characters, no direction marks, not endless."""
    plain = _UNPRINTABLE.sub("", name).strip() or "未命名文件"
    return plain if len(plain) <= _LONGEST_NAME else "…" + plain[-_LONGEST_NAME:]


def _bytes(data: bytes | Path, limits: Limits) -> bytes:
    if isinstance(data, bytes):
        size = len(data)
    else:
        try:
            size = data.stat().st_size
        except OSError as problem:
            raise CannotRead("missing", "找不到这个文件或没有权限读取，请核对路径和权限后再试。") from problem
        if not data.is_file():
            raise CannotRead("not-a-file", "这不是普通文件，请指定报告文件、文件夹或 ZIP 压缩包。")
    if size > limits.file_bytes:
        raise CannotRead(
            "too-large",
            f"文件有 {in_megabytes(size)}，超过上限 {in_megabytes(limits.file_bytes)}，没有读取，"
            "请只提交报告本身的文件。",
        )
    if isinstance(data, bytes):
        return data
    try:
        return data.read_bytes()
    except OSError as problem:
        raise CannotRead("missing", "找不到这个文件或没有权限读取，请核对路径和权限后再试。") from problem


def _open(data: bytes, name: str, limits: Limits) -> Document:
    kind = kinds.kind_of_bytes(data, name)
    content, kind = _from_text(data, name, limits) if kind is None else (_from_bytes(data, kind, limits), kind)
    if not content.blocks:
        raise CannotRead("empty", f"这是{kinds.NAMES[kind]}，但里面没有文字，请核对是否选错了文件。")
    surprise = kinds.mismatch(kind, name)
    warnings = ([surprise] if surprise else []) + content.warnings
    return Document(name, kind, tuple(content.blocks), tuple(dict.fromkeys(warnings)))


def _from_bytes(data: bytes, kind: str, limits: Limits) -> Content:
    if kind == "docx":
        return word.read(data, limits)
    if kind == "xlsx":
        return sheet.read(data, limits)
    if kind == "pdf":
        return pdf.read(data, limits)
    if kind == "zip":
        raise CannotRead(
            "archive", "这是 ZIP 压缩包，不是单个文档，请解压后提交，或在能读整个文件夹和压缩包的地方提交。"
        )
    return office.read(data, kind, limits)


def _from_text(data: bytes, name: str, limits: Limits) -> tuple[Content, str]:
    decoded = decode(data)
    kind = kinds.kind_of_text(decoded.text, name)
    if kind in office.kinds():
        return office.read(data, kind, limits), kind
    readers = {"html": html.read, "mhtml": html.read_archive, "markdown": markdown.read, "text": text.read}
    found = readers[kind](decoded.text, limits)
    return Content(found.blocks, decoded.warnings + found.warnings), kind
