"""The product as a reader: opens any kind, finds the format by itself, and judges what it read."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from bench.annual.scoring import run
from gongkai.annual.judging import judge
from gongkai.annual.reading import read_report
from gongkai.annual.sources.opening import open_document


def read(path: Path, form: str) -> dict[str, Decimal]:
    """Figures by cell. `form` is not used: the product is not told which edition it reads."""
    return read_report(open_document(path, path.name)).values


def read_and_judge(path: Path, form: str) -> dict[str, Decimal]:
    """The same with all findings made, which no peer does."""
    document = open_document(path, path.name)
    return judge(read_report(document), document=document).values


if __name__ == "__main__":
    run({"gongkai": read, "gongkai + judge": read_and_judge})
