"""The process that reads one PDF: bytes on standard input, limits as the argument, JSON on standard output."""

from __future__ import annotations

import json
import logging
import resource
import sys

from gongkai.annual.documents import CannotRead, Line
from gongkai.annual.sources.layout import Content
from gongkai.annual.sources.limits import Limits
from gongkai.annual.sources.pdf_pages import read_pages


def as_json(content: Content) -> dict[str, object]:
    """What the waiting process turns back into blocks."""
    blocks: list[dict[str, object]] = []
    for block in content.blocks:
        if isinstance(block, Line):
            blocks.append({"text": block.text, "page": block.place.page})
        else:
            cells = [[cell.text, cell.row, cell.column, cell.rowspan, cell.colspan] for cell in block.cells]
            blocks.append({"cells": cells, "page": block.place.page})
    return {"blocks": blocks, "warnings": content.warnings}


def main() -> None:
    """Reads, answers, ends. Memory and processor time are bounded before the first byte is parsed."""
    limits = Limits(**json.loads(sys.argv[1]))
    logging.disable(logging.CRITICAL)
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 1))
    try:
        answer = as_json(read_pages(sys.stdin.buffer.read(), limits))
    except CannotRead as problem:
        answer = {"code": problem.code, "sentence": problem.sentence}
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace"))


if __name__ == "__main__":
    main()
