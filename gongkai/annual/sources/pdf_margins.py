"""What repeats at the edges of pages is not the report: page numbers, running heads and feet."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

_BAND = 0.13
_NUMBER = re.compile(r"[\s\-—–―─·.~_]*(\d{1,4})[\s\-—–―─·.~_]*")
_DRESSED = re.compile(
    r"[\s]*(?:[-—–―─·~_.]+\s*\d{1,4}\s*[-—–―─·~_.]+|第\s*\d{1,4}\s*页.{0,12}|\d{1,4}\s*/\s*\d{1,4}|Page\s+\d{1,4}.{0,10})\s*"
)
# A head that stands on at least this many pages, and on most of them, is a running head.
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of text with its place on the page in points from the upper left corner."""

    text: str
    top: float
    bottom: float
    left: float
    right: float


def without_margins(pages: list[tuple[float, list[PageLine]]]) -> tuple[list[list[PageLine]], list[str]]:
    """The pages' lines without page numbers and without running heads and feet but for the first time they stand
    there; and the running texts that were shortened."""
    edges = [_edge(height, lines) for height, lines in pages]
    offsets = Counter(
        int(found.group(1)) - page
        for page, lines in enumerate(edges)
        for line in lines
        if (found := _NUMBER.fullmatch(line.text))
    )
    repeated = Counter(text for lines in edges for text in {line.text for line in lines})
    running = {text for text, count in repeated.items() if count >= max(_FEWEST, 0.6 * len(pages))}
    seen: set[str] = set()
    kept: list[list[PageLine]] = []
    dropped: list[str] = []
    for page, ((_, lines), edge) in enumerate(zip(pages, edges, strict=True)):
        remaining = []
        for line in lines:
            if line in edge and _is_page_number(line.text, page, offsets):
                continue
            if line in edge and line.text in running:
                if line.text in seen:
                    dropped += [line.text] * (line.text not in dropped)
                    continue
                seen.add(line.text)
            remaining.append(line)
        kept.append(remaining)
    return kept, dropped


def _edge(height: float, lines: list[PageLine]) -> list[PageLine]:
    """The first and the last line of a page where they stand in its margins."""
    edge = []
    if lines and lines[0].bottom < _BAND * height:
        edge.append(lines[0])
    if lines and lines[-1].top > (1 - _BAND) * height and lines[-1] not in edge:
        edge.append(lines[-1])
    return edge


def _is_page_number(text: str, page: int, offsets: Counter[int]) -> bool:
    if _DRESSED.fullmatch(text):
        return True
    bare = _NUMBER.fullmatch(text)
    if not bare:
        return False
    # A lone number counts only if it goes on counting from page to page; it might be a figure of the report.
    number = int(bare.group(1))
    return offsets[number - page] > 1 or number == page + 1 == 1
