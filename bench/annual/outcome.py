"""The measured figures as tables: one for the terminal, the same as Markdown for the results folder."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table as Shown

Rows = Sequence[Sequence[str]]
WORDS = {
    "sample": "sample texts", "txt": "pasted text", "docx": "Word", "html": "web page",
    "pdf": "PDF", "xlsx": "workbook",
}  # fmt: skip


class Table:
    """A title, a head and rows of words."""

    def __init__(self, title: str, head: Sequence[str], rows: Rows, note: str = "") -> None:
        self.title, self.head, self.rows, self.note = title, head, rows, note

    def show(self, console: Console) -> None:
        """Print it to the terminal."""
        shown = Shown(title=self.title, caption=self.note or None)
        for index, name in enumerate(self.head):
            shown.add_column(name, justify="left" if index < 2 else "right")
        for row in self.rows:
            shown.add_row(*row)
        console.print(shown)

    def markdown(self) -> str:
        """The same for the results folder."""
        rule = ["---" if index < 2 else "---:" for index in range(len(self.head))]
        lines = ["| " + " | ".join(row) + " |" for row in (self.head, rule, *self.rows)]
        return f"## {self.title}\n\n" + "\n".join(lines) + (f"\n\n{self.note}" if self.note else "")


def _cells(result: dict[str, Any]) -> list[str]:
    return [str(result["cells"].get(sort, 0)) for sort in ("right", "wrong", "missing")]


def reading(results: Sequence[dict[str, Any]]) -> Table:
    """Cells, time and memory by kind and reader; the ratio is time over the product's in the same run."""
    own = {result["kind"]: result for result in results if result["reader"] == "gongkai"}
    rows = []
    for kind in WORDS:
        for result in (result for result in results if result["kind"] == kind):
            ratio = result["seconds"] / own[kind]["seconds"]
            rows.append([
                f"{WORDS[kind]} ({result['files']})", result["reader"], *_cells(result), str(len(result["failed"])),
                f"{1000 * result['seconds'] / result['files']:.0f}", f"{ratio:.2f}", f"{result['peak']:.0f}",
            ])  # fmt: skip
    head = ("files", "reader", "right", "wrong", "missing", "failed", "ms a file", "time ÷ gongkai", "peak MiB")
    return Table("Reading: cells right, wrong, missing", head, rows)


def shapes(results: Sequence[dict[str, Any]]) -> Table:
    """Pasted text and the other kinds by shape, where readers differ most."""
    rows = [
        [f"{WORDS[result['kind']]}: {shape}", result["reader"], *_cells({"cells": cells})]
        for result in sorted(results, key=lambda result: list(WORDS).index(result["kind"]))
        for shape, cells in result["shapes"].items()
        if result["kind"] != "sample" and result["reader"] != "gongkai + judge"
    ]
    rows.sort(key=lambda row: row[0])
    return Table("Reading by shape", ("shape", "reader", "right", "wrong", "missing"), rows)


def checking(own: dict[str, Any], *peers: dict[str, Any]) -> Table:
    """Reports flagged, of each sort of made report."""
    each = own["each"]
    rows = [
        [name, what, *(f"{result[sort]} of {each}" for sort in ("slips", "sound", "unread")),
         f"{1000 * result['seconds']:.0f}", f"{result['peak']:.0f}"]
        for name, what, result in (
            ("gongkai law.checks", "all relations of the format, with sentences", own),
            *(("pandas", f"R1 to R4, all reports at once, {peer['blanks']}", peer) for peer in peers),
        )
    ]  # fmt: skip
    head = ("checker", "what", "slips found", "sound flagged", "unread flagged", "ms in all", "peak MiB")
    return Table("Checking: reports flagged under R1 to R4", head, rows)


def summing(results: Sequence[tuple[str, str, dict[str, Any]]]) -> Table:
    """Time and memory of adding up; the ratio is over the product's sum from memory."""
    base = results[0][2]["seconds"]
    rows = [
        [name, what, f"{result['seconds']:.2f}", f"{result['seconds'] / base:.2f}", f"{result['peak']:.0f}"]
        for name, what, result in results
    ]
    head = ("program", "what", "seconds", "time ÷ sum_values", "peak MiB")
    return Table("Adding up 100 000 filings of 200 cells", head, rows, "All that sum came to the same totals.")
