"""Old Office and WPS files: LibreOffice turns them into .docx or .xlsx."""

from __future__ import annotations

from gongkai.annual.documents import CannotRead
from gongkai.annual.sources import sheet, word
from gongkai.annual.sources.kinds import NAMES
from gongkai.annual.sources.layout import Content
from gongkai.annual.sources.limits import Limits
from gongkai.papers.libreoffice import NotConverted, converted

# The ending each kind is handed over under, and whether it is a workbook.
_KINDS = {
    "doc": ("doc", False),
    "wps": ("doc", False),
    "rtf": ("rtf", False),
    "odt": ("odt", False),
    "wordml": ("xml", False),
    "xls": ("xls", True),
    "et": ("xls", True),
    "ods": ("ods", True),
    "sheetml": ("xml", True),
}


def kinds() -> frozenset[str]:
    """The kinds that need LibreOffice."""
    return frozenset(_KINDS)


def read(data: bytes, kind: str, limits: Limits) -> Content:
    """The content after conversion. Raises CannotRead: needs-libreoffice, too-slow, office-failed, too-large."""
    ending, is_workbook = _KINDS[kind]
    try:
        made = converted(data, ending, "xlsx" if is_workbook else "docx", limits.seconds)
    except NotConverted as problem:
        raise _refusal(problem, kind, limits) from problem
    if len(made) > limits.file_bytes:
        raise CannotRead("too-large", f"这是{NAMES[kind]}，转换后过大，请只提交报告本身的文件。")
    return sheet.read(made, limits) if is_workbook else word.read(made, limits)


def _refusal(problem: NotConverted, kind: str, limits: Limits) -> CannotRead:
    name = NAMES[kind]
    if problem.problem == "missing":
        return CannotRead(
            "needs-libreoffice", f"这是{name}，本机没有 LibreOffice，请安装 LibreOffice 或另存为 .docx 后再试。"
        )
    if problem.problem == "too-slow":
        return CannotRead("too-slow", f"这是{name}，转换超过 {limits.seconds} 秒，已停止，请另存为 .docx 后再试。")
    return CannotRead("office-failed", f"这是{name}，LibreOffice 打不开，可能已损坏或设了密码，请另存为 .docx 后再试。")
