"""Breaking a long title into lines of like length, at words, never inside a number (GB/T 9704-2012, 7.3.1)."""

from __future__ import annotations

import math
import re

from gongkai.law.papers_layout import PageLayout

_GOOD = re.compile(r"关于|报送|印发|更正|政府信息|工作|年度|《|(?<![\d])\d{4}")
_CLOSING = "的》）”」，。：；、〕"
_OPENING = "《（“「〔"


def per_line(layout: PageLayout) -> int:
    """How many characters of title type stand in the width of the type area."""
    width = float(layout.measures["body_width"]) * 72 / 25.4
    return int(width / float(layout.types["title"].points))


def title_lines(title: str, per_line: int) -> tuple[str, ...]:
    """The title in as few lines as `per_line` characters allow, balanced; line breaks already in it are kept."""
    if "\n" in title:
        return tuple(part.strip() for part in title.split("\n") if part.strip())
    count = math.ceil(_length(title) / per_line)
    if count <= 1:
        return (title,)
    lines: list[str] = []
    rest = title
    for left in range(count, 1, -1):
        at = _break(rest, _length(rest) / left, per_line)
        lines.append(rest[:at])
        rest = rest[at:]
    return (*lines, rest)


def _length(text: str) -> float:
    return sum(1.0 if ord(letter) > 0x2E80 else 0.55 for letter in text)


def _break(text: str, wished: float, per_line: int) -> int:
    starts = {match.start() for match in _GOOD.finditer(text)}
    best, least = len(text), math.inf
    for at in range(1, len(text)):
        before, after = text[at - 1], text[at]
        if _length(text[:at]) > per_line:
            break
        inside = before.isascii() and after.isascii() and before.isalnum() and after.isalnum()
        counted = before.isdigit()  # a number stays with its unit
        if inside or counted or after in _CLOSING or before in _OPENING:
            continue
        cost = abs(_length(text[:at]) - wished) - (3 if at in starts else 0)
        if cost < least:
            best, least = at, cost
    return best if least < math.inf else min(len(text), per_line)
