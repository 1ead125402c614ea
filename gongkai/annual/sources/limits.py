"""How much of a file is worth opening. These guard the machine; none of them is a rule of law."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.annual.documents import CannotRead

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds for one file: sizes in bytes, `ratio` unpacked to packed, `depth` archives inside archives."""

    file_bytes: int = 50 * MEBIBYTE
    markup_bytes: int = 20 * MEBIBYTE
    unpacked_bytes: int = 200 * MEBIBYTE
    part_bytes: int = 32 * MEBIBYTE
    entries: int = 5000
    ratio: int = 200
    depth: int = 2
    pages: int = 400
    lines: int = 200_000
    cells: int = 200_000
    seconds: int = 60
    memory_bytes: int = 2048 * MEBIBYTE


DEFAULT = Limits()


def in_megabytes(size: int) -> str:
    """A size in bytes as people read it."""
    return f"{size / MEBIBYTE:.0f} MB" if size >= MEBIBYTE else f"{max(size // 1024, 1)} KB"


class Tally:
    """Counts lines and cells while a file is read, and raises CannotRead once there are more than the limits allow."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.lines = 0
        self.cells = 0

    def add_line(self) -> None:
        self.lines += 1
        if self.lines > self.limits.lines:
            raise CannotRead(
                "too-many-lines", f"文字超过 {self.limits.lines} 行，不像一份年度报告，请只提交报告本身的文件。"
            )

    def add_cell(self) -> None:
        self.cells += 1
        self.allow_cells(self.cells)

    def allow_cells(self, count: int) -> None:
        if count > self.limits.cells:
            raise CannotRead(
                "too-many-cells", f"表格单元格超过 {self.limits.cells} 个，不像一份年度报告，请只提交报告本身的文件。"
            )
