"""The process that works on the pages of one PDF: one line of JSON and the bytes in, one line of JSON and bytes out.

What is done, page by page, is told on standard error, a line for each page.
"""

from __future__ import annotations

import io
import json
import logging
import resource
import sys
import warnings
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from typing import Any

import pypdfium2

from gongkai.screening.burn_proof import prove
from gongkai.screening.burning import burn
from gongkai.screening.covered_words import covered_in
from gongkai.screening.covers import Cover
from gongkai.screening.errors import CannotClean, CannotScreen
from gongkai.screening.findings import Context
from gongkai.screening.opening import BOUNDS
from gongkai.screening.pdf_structure import reader_of
from gongkai.screening.suspecting import suspicions

Answer = tuple[dict[str, Any], bytes]
_LARGEST_SIDE, _QUALITY, _POINTS = 2400, 85, 72


def main() -> None:
    """Reads, answers, ends. Memory and processor time are bounded before the first byte is parsed."""
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    told, _, data = sys.stdin.buffer.read().partition(b"\n")
    asked = json.loads(told)
    resource.setrlimit(resource.RLIMIT_AS, (BOUNDS.memory_bytes, BOUNDS.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (asked["seconds"], asked["seconds"] + 1))
    try:
        answer, made = _WORK[asked["word"]](data, asked)
    except (CannotScreen, CannotClean) as problem:
        answer, made = {"code": problem.code, "sentence": problem.sentence}, b""
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + made)


def _count(data: bytes, asked: dict[str, Any]) -> Answer:
    pages = len(reader_of(data).pages)
    if pages > BOUNDS.pages:
        raise CannotScreen("too-large", f"PDF 超过 {BOUNDS.pages} 页，分成几份后再上传。")
    return {"pages": pages}, b""


def _draw(data: bytes, asked: dict[str, Any]) -> Answer:
    document, parts = _opened(data), list[bytes]()
    document.init_forms()
    for number in _within(asked["pages"], document):
        page = document[number - 1]
        scale = min(asked["dots"] / _POINTS, _LARGEST_SIDE / max(page.get_size()))
        out = io.BytesIO()
        page.render(scale=scale, may_draw_forms=True).to_pil().convert("RGB").save(out, "JPEG", quality=_QUALITY)
        page.close()
        parts.append(out.getvalue())
    return {"sizes": [len(one) for one in parts]}, b"".join(parts)


def _suspect(data: bytes, asked: dict[str, Any]) -> Answer:
    context = Context(
        on=date.fromisoformat(asked["on"]), public_phones=frozenset(asked["phones"]),
        public_names=frozenset(asked["names"]), skip=frozenset(asked["skip"]),
    )  # fmt: skip
    document = _opened(data)
    found = suspicions(document, _within(asked["pages"], document), context)
    return {"found": [[asdict(one.cover), one.kind, one.level] for one in found]}, b""


def _elsewhere(data: bytes, asked: dict[str, Any]) -> Answer:
    document = _opened(data)
    document.init_forms()
    return {"pages": covered_in(document, _covers(asked)).pages}, b""


def _burn(data: bytes, asked: dict[str, Any]) -> Answer:
    covers = _covers(asked)
    burned = burn(data, covers, _told)
    checks = prove(data, burned.data, covers, burned.pictured)
    return {
        "pages": burned.pages, "pictured": burned.pictured, "removed": burned.removed,
        "checks": [asdict(one) for one in checks],
    }, burned.data  # fmt: skip


def _told(page: int) -> None:
    sys.stderr.write(f"{page}\n")
    sys.stderr.flush()


def _covers(asked: dict[str, Any]) -> list[Cover]:
    return [Cover(*one) for one in asked["covers"]]


def _opened(data: bytes) -> pypdfium2.PdfDocument:
    reader_of(data)
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        raise CannotScreen("damaged", "PDF 结构损坏，重新导出后再上传。") from problem


def _within(pages: list[int], document: pypdfium2.PdfDocument) -> list[int]:
    return [one for one in pages if 1 <= one <= len(document)]


_WORK: dict[str, Callable[[bytes, dict[str, Any]], Answer]] = {
    "count": _count, "draw": _draw, "suspect": _suspect, "elsewhere": _elsewhere, "burn": _burn,
}  # fmt: skip

if __name__ == "__main__":
    main()
