"""PDF files, opened in a process of their own, so that a hostile one can neither hang nor exhaust the platform."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import gongkai
from gongkai.screening.errors import CannotClean, CannotScreen
from gongkai.screening.findings import Finding, Place
from gongkai.screening.gathering import Gathering
from gongkai.screening.opening import BOUNDS

_WORKER = "gongkai.screening.pdf_worker"


def look_at_pdf_apart(data: bytes, gathering: Gathering) -> None:
    """Everything of a PDF. Raises CannotScreen: encrypted, damaged, too-large, too-slow."""
    answer, _ = _ask("look", data)
    for one in answer["texts"]:
        gathering.add(Place(**one["place"]), one["text"], one["hidden"], one["joint"])
    for one in answer["found"]:
        if one["kind"] not in gathering.context.skip:
            gathering.findings.append(Finding(**{**one, "place": Place(**one["place"])}))


def rebuilt_apart(data: bytes) -> tuple[bytes, list[tuple[str, int, str]]]:
    """A PDF made anew and what was left out: kind, count, sentence. Raises CannotClean, CannotScreen."""
    answer, made = _ask("clean", data)
    return made, [(kind, count, sentence) for kind, count, sentence in answer["removed"]]


def _ask(word: str, data: bytes) -> tuple[dict[str, Any], bytes]:
    root = str(Path(gongkai.__file__).parent.parent)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([root, os.environ.get("PYTHONPATH", "")])}
    try:
        done = subprocess.run(
            [sys.executable, "-X", "utf8", "-m", _WORKER, word], input=data, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, env=environment, timeout=BOUNDS.seconds, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as problem:
        raise CannotScreen(
            "too-slow", f"PDF 打开超过 {BOUNDS.seconds} 秒，已停止，重新导出 PDF 后再上传。"
        ) from problem
    head, _, made = done.stdout.partition(b"\n")
    if (done.returncode or not head) and word == "clean":
        raise CannotClean("left-over", "清理没有做完，重新导出 PDF 后再试。")
    if done.returncode or not head:
        raise CannotScreen("damaged", "PDF 结构损坏或者过于复杂，重新导出后再上传。")
    answer: dict[str, Any] = json.loads(head)
    if "code" in answer:
        raise (CannotClean if answer["clean"] else CannotScreen)(answer["code"], answer["sentence"])
    return answer, made
