"""Redaction of a PDF: its pages as pictures, what is proposed on them, and the file with places burned in and proven.

Everything happens in a process of its own with bounds, so that a hostile file can neither hang nor exhaust the
platform. Raises CannotScreen (encrypted, damaged, too-large, too-slow) and CannotClean throughout.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from threading import Timer
from typing import Any

import gongkai
from gongkai.screening.burn_proof import Check
from gongkai.screening.covers import Cover
from gongkai.screening.errors import CannotScreen
from gongkai.screening.findings import Context
from gongkai.screening.opening import BOUNDS
from gongkai.screening.suspecting import Suspicion

_WORKER = "gongkai.screening.pages_worker"
# Seconds that burning and proving may take for each page, beside what every file may take.
_PER_PAGE = 4
SCREEN_DOTS = 130


@dataclass(frozen=True, slots=True)
class Redacted:
    """The burned file; it may go out only when `proven`. `checks`: what was looked at; `removed`: what was left out."""

    data: bytes
    pages: int
    pictured: tuple[int, ...]
    removed: tuple[str, ...]
    checks: tuple[Check, ...]

    @property
    def proven(self) -> bool:
        """Whether every check holds."""
        return all(one.holds for one in self.checks)


def page_count(data: bytes) -> int:
    """How many pages the file has."""
    return int(_ask({"word": "count"}, data)[0]["pages"])


def page_pictures(data: bytes, pages: Sequence[int], dots: int = SCREEN_DOTS) -> list[bytes]:
    """Those pages as JPEG pictures, `dots` an inch; pages that do not exist are left out."""
    answer, made = _ask({"word": "draw", "pages": list(pages), "dots": dots}, data)
    found, at = [], 0
    for size in answer["sizes"]:
        found.append(made[at : at + size])
        at += size
    return found


def proposals(data: bytes, pages: Sequence[int], context: Context) -> list[Suspicion]:
    """What the screening would cover on those pages; of the context the day, the lists and `skip` are heeded."""
    said = {
        "word": "suspect", "pages": list(pages), "on": context.on.isoformat(), "phones": sorted(context.public_phones),
        "names": sorted(context.public_names), "skip": sorted(context.skip),
    }  # fmt: skip
    answer, _ = _ask(said, data, BOUNDS.seconds + _PER_PAGE * len(pages))
    return [Suspicion(Cover(**cover), kind, level) for cover, kind, level in answer["found"]]


def standing_elsewhere(data: bytes, covers: Iterable[Cover]) -> dict[str, tuple[int, ...]]:
    """Words that a cover hides and that still stand in the open, with the pages on which they do."""
    answer, _ = _ask({"word": "elsewhere", "covers": [astuple(one) for one in covers]}, data)
    return {word: tuple(pages) for word, pages in answer["pages"].items()}


def redacted(
    data: bytes, covers: Iterable[Cover], pages: int, told: Callable[[int], None] = lambda page: None
) -> Redacted:  # fmt: skip
    """Burn the covers in and prove it; `told` hears how many pages are done. A file without covers is cleaned alike."""
    said = {"word": "burn", "covers": [astuple(one) for one in covers]}
    answer, made = _ask(said, data, BOUNDS.seconds + _PER_PAGE * pages, told)
    checks = tuple(Check(**one) for one in answer["checks"])
    return Redacted(made, answer["pages"], tuple(answer["pictured"]), tuple(answer["removed"]), checks)


def _ask(
    said: dict[str, Any], data: bytes, seconds: int = BOUNDS.seconds, told: Callable[[int], None] = lambda page: None
) -> tuple[dict[str, Any], bytes]:  # fmt: skip
    root = str(Path(gongkai.__file__).parent.parent)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([root, os.environ.get("PYTHONPATH", "")])}
    with tempfile.TemporaryFile() as asked, tempfile.TemporaryFile() as answered:
        asked.write(json.dumps({**said, "seconds": seconds}).encode() + b"\n" + data)
        asked.seek(0)
        with subprocess.Popen(
            [sys.executable, "-X", "utf8", "-m", _WORKER], stdin=asked, stdout=answered, stderr=subprocess.PIPE,
            env=environment,
        ) as process:  # fmt: skip
            late = Timer(seconds, process.kill)
            late.start()
            try:
                for line in process.stderr or ():
                    if line.strip().isdigit():
                        told(int(line))
                code = process.wait()
            finally:
                late.cancel()
                process.kill()
        answered.seek(0)
        head, _, made = answered.read().partition(b"\n")
    if code < 0 and not head:
        raise CannotScreen("too-slow", f"PDF 处理超过 {seconds} 秒，已停止，重新导出 PDF 或者分成几份后再试。")
    if code or not head:
        raise CannotScreen("damaged", "PDF 结构损坏或者过于复杂，重新导出后再上传。")
    answer: dict[str, Any] = json.loads(head)
    if "code" in answer:
        raise CannotScreen(answer["code"], answer["sentence"])
    return answer, made
