"""Searching measured the same way for every program: how much of what is true is found, and how long it takes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Any

from bench.portal.truth import Word, groups

Page = Callable[[str], Any]
Whole = Callable[[str], Iterable[int]]


def find(words: list[Word], page: Page, whole: Whole, times: int) -> list[dict[str, Any]]:
    """A line for each length and frequency. `page` asks for a first page with its total, `whole` for all numbers."""
    lines = []
    for often, length in groups():
        few = [word for word in words if (word.how_often, word.length) == (often, length)]
        if few:
            lines.append({"often": often, "length": length, "words": len(few), **_measured(few, page, whole, times)})
    return lines


def _measured(words: list[Word], page: Page, whole: Whole, times: int) -> dict[str, float]:
    walls, right, wrong, true = [], 0, 0, 0
    for word in words:
        for _ in range(times):
            began = time.perf_counter()
            page(word.text)
            walls.append(1000 * (time.perf_counter() - began))
        found, said = set(whole(word.text)), set(word.numbers)
        right, wrong, true = right + len(found & said), wrong + len(found - said), true + len(said)
    walls.sort()
    return {
        "true": true / len(words), "recall": right / true, "wrong": wrong,
        "p50": walls[len(walls) // 2], "p95": walls[min(len(walls) - 1, int(0.95 * len(walls)))],
    }  # fmt: skip
