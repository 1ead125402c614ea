"""markitdown turns any file into Markdown; the figures are then found behind their labels.

Reading its table rows by position was tried too and was worse: its PDF tables put figures under other columns.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path

from markitdown import MarkItDown  # type: ignore[import-not-found]  # in the peers' environment only

from bench.annual.by_label import from_text
from bench.annual.scoring import run


@cache
def converter() -> MarkItDown:
    """One converter for all files; it loads a model of file kinds."""
    return MarkItDown()


def read(path: Path, form: str) -> dict[str, Decimal]:
    """Figures by cell."""
    return from_text(form, converter().convert(str(path)).text_content)


if __name__ == "__main__":
    run({"markitdown": read})
