"""Characters on a page to lines of text: near ones form words, a wide gap is a tab."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from pdfplumber.utils.text import extract_words

from gongkai.annual.sources.pdf_margins import PageLine

# In widths of a character: a gap wider than this is a space, or the next column. Between Chinese and figures
# typesetting programs leave a quarter by themselves, which is no space of the text.
_SPACE = 0.2
_SPACE_AT_CHINESE = 0.4
_COLUMN = 1.6


def lines_of(characters: list[dict[str, Any]]) -> list[PageLine]:
    """The lines from top to bottom, each with its words from left to right."""
    if not characters:
        return []
    words = extract_words(characters, x_tolerance=1.5, y_tolerance=3, extra_attrs=["size"])
    rows: list[list[dict[str, Any]]] = []
    for word in sorted(words, key=lambda word: ((word["top"] + word["bottom"]) / 2, word["x0"])):
        if rows and _same_line(rows[-1][0], word):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [_line(sorted(row, key=lambda word: word["x0"])) for row in rows]


def _same_line(first: dict[str, Any], word: dict[str, Any]) -> bool:
    middle = (word["top"] + word["bottom"]) / 2
    half = min(first["bottom"] - first["top"], word["bottom"] - word["top"]) / 2
    return bool(abs(middle - (first["top"] + first["bottom"]) / 2) <= half)


def _line(words: list[dict[str, Any]]) -> PageLine:
    text = words[0]["text"]
    for before, word in pairwise(words):
        gap = (word["x0"] - before["x1"]) / max(float(word["size"]), 1.0)
        latin = before["text"][-1] < "\u2e80" and word["text"][0] < "\u2e80"
        space = _SPACE if latin else _SPACE_AT_CHINESE
        text += ("\t" if gap > _COLUMN else " " if gap > space else "") + word["text"]
    top, bottom = min(word["top"] for word in words), max(word["bottom"] for word in words)
    return PageLine(text, float(top), float(bottom), float(words[0]["x0"]), float(words[-1]["x1"]))
