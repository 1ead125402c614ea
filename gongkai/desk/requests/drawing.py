"""The procedure drawn: states in layers from the first to the last, steps as numbered arrows between them.

A small layered layout of its own. A state stands one layer behind the furthest that leads to it; what comes after the
end stands where it goes on from. Arrows between neighbouring layers are curves, all others run in lanes of their own:
ahead above the states, back below them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from gongkai.law.procedure import FIRST, Procedure
from gongkai.law.procedure_words import StepWords

WIDE, HIGH, ACROSS, DOWN, EDGE, LANE = 116, 46, 236, 84, 20, 20
# How far lanes turn from a box, and by how much each turns further out than the one before.
TURN, APART = 12, 6
Way = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Box:
    """One state: its corner, its layer, and whether it still binds the agency."""

    code: str
    label: str
    layer: int
    x: int
    y: int
    open: bool

    @property
    def middle(self) -> tuple[int, int]:
        """Where its words stand."""
        return self.x + WIDE // 2, self.y + HIGH // 2


@dataclass(frozen=True, slots=True)
class Arrow:
    """One way from a state to another: the path, where its numbers stand, and what is said of it."""

    path: str
    x: int
    y: int
    numbers: str
    said: str
    back: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything to be drawn, in a frame of that size."""

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    width: int
    height: int
    wide: int = WIDE
    high: int = HIGH


def drawn(table: Procedure, lines: tuple[StepWords, ...]) -> Drawing:
    """The table as a drawing; steps that stay in a state stand in the list only."""
    ways = _ways(lines)
    layers = _layers(table, list(ways))
    far = [way for way in ways if abs(layers[way[1]] - layers[way[0]]) != 1]
    ahead = sorted((way for way in far if layers[way[1]] > layers[way[0]]), key=lambda way: _span(way, layers))
    back = sorted((way for way in far if way not in ahead), key=lambda way: _span(way, layers))
    boxes = _boxes(table, layers, EDGE + len(ahead) * LANE + LANE)
    top = min(box.y for box in boxes.values())
    floor = max(box.y for box in boxes.values()) + HIGH
    lanes = {way: top - LANE * (place + 1) for place, way in enumerate(ahead)}
    lanes |= {way: floor + LANE * (place + 1) for place, way in enumerate(back)}
    coming, leaving = Counter(end for _, end in ways), Counter(start for start, _ in ways)
    arrows = []
    for way, numbers in ways.items():
        start, end = boxes[way[0]], boxes[way[1]]
        words, said = "、".join(map(str, numbers)), _said(start, end, numbers, lines)
        if way in lanes:
            arrows.append(_lane(start, end, lanes[way], list(lanes).index(way), words, said))
        else:
            fans = leaving[start.code] > coming[end.code]
            arrows.append(_curve(start, end, fans, words, said))
    width = EDGE * 2 + max(layers.values()) * ACROSS + WIDE + TURN + APART * 8
    return Drawing(tuple(boxes.values()), tuple(arrows), width, floor + LANE * len(back) + LANE + EDGE)


def _ways(lines: tuple[StepWords, ...]) -> dict[Way, list[int]]:
    found: dict[Way, list[int]] = defaultdict(list)
    for line in lines:
        for step in line.steps:
            if step.to != step.state:
                found[step.state, step.to].append(line.number)
    return found


def _layers(table: Procedure, ways: list[Way]) -> dict[str, int]:
    """The longest way from the first state to each, without what begins again after an end or leads back."""
    on = [way for way in ways if table.states[way[0]].open or not table.states[way[1]].open]
    forward: dict[str, list[str]] = defaultdict(list)
    passed: set[str] = set()
    stack: list[str] = []

    def walk(code: str) -> None:
        passed.add(code)
        stack.append(code)
        for start, end in on:
            if start == code and end not in stack:
                forward[code].append(end)
                if end not in passed:
                    walk(end)
        stack.pop()

    walk(FIRST)
    layers = dict.fromkeys(passed, 0)
    for _ in table.states:
        for start, ends in forward.items():
            for end in ends:
                layers[end] = max(layers[end], layers[start] + 1)
    for code in table.states:
        if code not in layers:
            layers[code] = min(layers[end] for start, end in on if start == code and end in layers) - 1
    return layers


def _boxes(table: Procedure, layers: dict[str, int], top: int) -> dict[str, Box]:
    columns: dict[int, list[str]] = defaultdict(list)
    for code in table.states:
        columns[layers[code]].append(code)
    tallest = max(len(column) for column in columns.values())
    boxes = {}
    for layer, column in columns.items():
        above = top + (tallest - len(column)) * DOWN // 2
        for place, code in enumerate(column):
            state = table.states[code]
            boxes[code] = Box(code, state.label, layer, EDGE + layer * ACROSS, above + place * DOWN, state.open)
    return boxes


def _span(way: Way, layers: dict[str, int]) -> tuple[int, int]:
    return abs(layers[way[1]] - layers[way[0]]), layers[way[0]]


def _said(start: Box, end: Box, numbers: list[int], lines: tuple[StepWords, ...]) -> str:
    acts = "；".join(f"{number} {lines[number - 1].act}" for number in numbers)
    return f"{start.label}→{end.label}：{acts}"


def _curve(start: Box, end: Box, at_end: bool, numbers: str, said: str) -> Arrow:
    """Between neighbouring layers; what leads back runs a little lower than what leads there."""
    back = end.layer < start.layer
    y1, y2 = start.middle[1] + 10 * back, end.middle[1] + 10 * back
    x1, x2 = (start.x, end.x + WIDE) if back else (start.x + WIDE, end.x)
    bend = (x2 - x1) // 2
    path = f"M{x1} {y1} C{x1 + bend} {y1} {x2 - bend} {y2} {x2 + (2 if back else -2)} {y2}"
    along = 0.5 if back else 0.8 if at_end else 0.25
    # Where a curve stands after that part of its way.
    rest = 1 - along
    x = x1 * rest**3 + 3 * (x1 + bend) * along * rest**2 + 3 * (x2 - bend) * along**2 * rest + x2 * along**3
    y = y1 + (y2 - y1) * (3 * along**2 - 2 * along**3)
    return Arrow(path, round(x), round(y), numbers, said, back)


def _lane(start: Box, end: Box, lane: int, place: int, numbers: str, said: str) -> Arrow:
    """Out to the right, along the lane, in from the left; each turns at a place of its own."""
    out, into = start.x + WIDE + TURN + place % 8 * APART, end.x - TURN - place % 8 * APART
    spread = (place % 5 - 2) * 6
    y1, y2 = start.middle[1] + spread, end.middle[1] + spread
    path = f"M{start.x + WIDE} {y1} H{out} V{lane} H{into} V{y2} H{end.x - 2}"
    return Arrow(path, (out + into) // 2, lane, numbers, said, end.layer <= start.layer)
