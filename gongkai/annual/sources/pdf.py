"""PDF files, read in a process of their own, so that a hostile one can neither hang nor exhaust the reader."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import gongkai
from gongkai.annual.documents import Block, CannotRead, Cell, Line, Place, Table
from gongkai.annual.sources.layout import Content, numbered
from gongkai.annual.sources.limits import Limits

_WORKER = "gongkai.annual.sources.pdf_worker"


def read(data: bytes, limits: Limits) -> Content:
    """Lines and ruled tables page by page. Raises CannotRead ("encrypted", "image-only", "too-slow", "damaged", …)."""
    package_root = str(Path(gongkai.__file__).parent.parent)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([package_root, os.environ.get("PYTHONPATH", "")])}
    try:
        finished = subprocess.run(
            [sys.executable, "-X", "utf8", "-m", _WORKER, json.dumps(asdict(limits))],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            timeout=limits.seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as problem:
        raise CannotRead(
            "too-slow", f"这是 PDF 文件，读取超过 {limits.seconds} 秒，已停止，请另存为 .docx 或重新导出 PDF 后再试。"
        ) from problem
    if finished.returncode != 0:
        raise CannotRead("damaged", "这是 PDF 文件，但结构损坏或过于复杂，请重新导出 PDF 或另存为 .docx 后再试。")
    answer = json.loads(finished.stdout)
    if "code" in answer:
        raise CannotRead(answer["code"], answer["sentence"])
    return Content(numbered(_block(item) for item in answer["blocks"]), answer["warnings"])


def _block(item: dict[str, object]) -> Block:
    page = item["page"]
    assert isinstance(page, int)
    if "text" in item:
        return Line(str(item["text"]), Place(page=page))
    cells = item["cells"]
    assert isinstance(cells, list)
    return Table(tuple(Cell(*cell) for cell in cells), Place(page=page), (page,))
