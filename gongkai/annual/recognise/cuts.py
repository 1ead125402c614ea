"""How a run of numbers can fill a row: as it stands, cut where digits are glued, or with places left open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from gongkai.annual.recognise.stream import Token
from gongkai.law.formats import CellKind

Vector = tuple[Decimal | None, ...]
# A row's own relation: signed cell positions that add up to nothing.
Sum = tuple[tuple[int, int], ...]
# More ways than this prove nothing by elimination, and hostile digits must not buy hours.
MOST_WAYS = 20_000
MOST_STEPS = 50_000
# No figure of a report is longer, points and pennies included.
MOST_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Filling:
    """The ways a run can fill the cells of a row. `plain`: one number a cell as printed, nothing to decide."""

    ways: tuple[Vector, ...]
    plain: bool
    tokens: tuple[Token, ...]
    # For each way, the token each cell's figure was taken from.
    sources: tuple[tuple[int | None, ...], ...] = ()


def fillings(
    tokens: Sequence[Token], kinds: Sequence[CellKind], sums: Sequence[Sum] = (), *, glued: bool = False
) -> list[Filling]:
    """Candidate fillings, most trusted first: the grid's own columns, as many numbers as cells, cuts, open places.

    `glued` says that this paper runs the digits of a row together elsewhere too; only then is a row cut that has no
    sum of its own to prove the cut.
    """
    width = len(kinds)
    numbers = [index for index, token in enumerate(tokens) if not token.blank]
    if not numbers:
        return []
    if len(numbers) == width:
        whole = _placed(tokens, numbers, kinds)
        return [whole] if whole is not None else []
    out: list[Filling | None] = [_by_slots(tokens, kinds)]
    if len(numbers) < width:
        out.append(_with_blanks(tokens, kinds))
        # Empty cells between the figures say that the cells were kept apart: nothing is glued there.
        apart = any(token.blank for token in tokens)
        if not apart and (sums or _surely_glued(tokens, numbers, glued=glued)):
            out.append(_cut(tokens, numbers, kinds, sums))
        # A lone run of digits in a row of many cells may be several figures of which some were lost.
        if sums and (len(tokens) > 1 or len(tokens[0].text) == 1):
            out.append(_open(tokens, numbers, kinds))
    elif len(numbers) <= width + 2:
        out.append(_dropped(tokens, numbers, kinds))
    return [filling for filling in out if filling is not None]


def _surely_glued(tokens: Sequence[Token], numbers: Sequence[int], *, glued: bool) -> bool:
    """No figure begins with a nought: such digits are several figures. Other digits are so only in a glued paper."""
    only = tokens[numbers[0]].text if len(numbers) == 1 else ""
    return len(only) > 1 and (glued or starts_with_nought(only))


def starts_with_nought(text: str) -> bool:
    """Whether the digits cannot be one figure."""
    return len(text) > 1 and text[0] == "0" and text[1].isdigit()


def value(text: str, kind: CellKind) -> Decimal | None:
    """The figure of a token for a cell of that kind; None where such a cell cannot hold it."""
    if text[:1] in "+-" and kind != "signed":
        return None
    if "." in text and kind != "amount":
        return None
    digits = text.lstrip("+-")
    if not digits[:1].isdigit() or digits.endswith(".") or not digits.replace(".", "", 1).isdigit():
        return None
    if len(digits) > MOST_DIGITS:
        return None
    if len(digits) > 1 and digits[0] == "0" and not digits.startswith("0."):
        return None
    return Decimal(text)


def _by_slots(tokens: Sequence[Token], kinds: Sequence[CellKind]) -> Filling | None:
    """A real grid tells the column of each number; the value columns are the last ones."""
    width = len(kinds)
    slots = [token.slot for token in tokens]
    if any(slot is None for slot in slots) or len({token.place.row for token in tokens}) != 1:
        return None
    cells: list[Decimal | None] = [None] * width
    source: list[int | None] = [None] * width
    for index, token in enumerate(tokens):
        column = width - 1 - (token.slot or 0)
        if token.blank:
            continue
        if not 0 <= column < width or cells[column] is not None or not token.alone:
            return None
        cells[column] = value(token.text, kinds[column])
        source[column] = index
        if cells[column] is None:
            return None
    return Filling((tuple(cells),), None not in cells, tuple(tokens), (tuple(source),))


def _placed(tokens: Sequence[Token], numbers: Sequence[int], kinds: Sequence[CellKind]) -> Filling | None:
    """One number a cell, in order."""
    cells = tuple(value(tokens[index].text, kind) for index, kind in zip(numbers, kinds, strict=True))
    if None in cells:
        return None
    return Filling((cells,), True, tuple(tokens), (tuple(numbers),))


def _with_blanks(tokens: Sequence[Token], kinds: Sequence[CellKind]) -> Filling | None:
    """Numbers and empty cells together fill the row: every stretch as wide as the row that leaves out only empty cells.

    Labels leave empty cells at the left, heads that are wider than the row leave them at the right.
    """
    width = len(kinds)
    ways: list[Vector] = []
    sources: list[tuple[int | None, ...]] = []
    filled = [index for index, token in enumerate(tokens) if not token.blank]
    for first in range(min(len(tokens) - width, filled[0]), max(0, filled[-1] - width + 1) - 1, -1):
        window = tokens[first : first + width]
        source = tuple(None if token.blank else first + index for index, token in enumerate(window))
        cells = tuple(
            None if token.blank else value(token.text, kind) for token, kind in zip(window, kinds, strict=True)
        )
        if not any(cell is None and index is not None for cell, index in zip(cells, source, strict=True)):
            ways.append(cells)
            sources.append(source)
    return Filling(tuple(ways), False, tuple(tokens), tuple(sources)) if ways else None


def _cut(
    tokens: Sequence[Token], numbers: Sequence[int], kinds: Sequence[CellKind], sums: Sequence[Sum]
) -> Filling | None:
    """All ways to cut the digits into exactly as many figures as the row has cells, keeping the row's own sums."""
    width = len(kinds)
    texts = [tokens[index].text for index in numbers]
    ways: list[Vector] = []
    sources: list[tuple[int | None, ...]] = []
    cells: list[Decimal] = []
    taken: list[int] = []
    after = [sum(map(len, texts[index + 1 :])) for index in range(len(texts))]
    steps = 0

    def extend(position: int, offset: int) -> bool:
        """Fill the next cell; False once there are too many ways to prove anything."""
        nonlocal steps
        steps += 1
        if len(cells) == width:
            if position == len(texts):
                ways.append(tuple(cells))
                sources.append(tuple(taken))
            return len(ways) <= MOST_WAYS
        if steps > MOST_STEPS:
            return False
        if position == len(texts):
            return True
        text = texts[position]
        least = offset + 1
        if len(cells) == width - 1:
            if position < len(texts) - 1:
                return True
            least = len(text)
        for end in range(min(len(text), offset + MOST_DIGITS + 1), least - 1, -1):
            if len(text) - end + after[position] < width - len(cells) - 1:
                continue
            figure = value(text[offset:end], kinds[len(cells)]) if text[end : end + 1] != "." else None
            if figure is None:
                continue
            cells.append(figure)
            taken.append(numbers[position])
            going = True
            if _sums_hold(cells, sums):
                going = extend(position + 1, 0) if end == len(text) else extend(position, end)
            cells.pop()
            taken.pop()
            if not going:
                return False
        return True

    if not width <= sum(map(len, texts)) <= width * (MOST_DIGITS + 1) or not extend(0, 0) or not ways:
        return None
    return Filling(tuple(ways), False, tuple(tokens), tuple(sources))


def _sums_hold(cells: Sequence[Decimal], sums: Sequence[Sum]) -> bool:
    """Whether every sum whose last cell was just filled holds."""
    filled = len(cells)
    return all(
        sum(sign * cells[index] for sign, index in parts) == 0
        for parts in sums
        if max(index for _, index in parts) == filled - 1
    )


def _open(tokens: Sequence[Token], numbers: Sequence[int], kinds: Sequence[CellKind]) -> Filling | None:
    """Fewer numbers than cells: every order-keeping placement, the rest open."""
    width = len(kinds)
    ways: list[Vector] = []
    sources: list[tuple[int | None, ...]] = []
    for columns in combinations(range(width), len(numbers)):
        cells: list[Decimal | None] = [None] * width
        source: list[int | None] = [None] * width
        for column, index in zip(columns, numbers, strict=True):
            cells[column] = value(tokens[index].text, kinds[column])
            source[column] = index
        if all(cells[column] is not None for column in columns):
            ways.append(tuple(cells))
            sources.append(tuple(source))
        if len(ways) > MOST_WAYS:
            return None
    return Filling(tuple(ways), False, tuple(tokens), tuple(sources)) if ways else None


def _dropped(tokens: Sequence[Token], numbers: Sequence[int], kinds: Sequence[CellKind]) -> Filling | None:
    """One or two numbers too many (a page number between lines): every way to leave them out."""
    width = len(kinds)
    ways: list[Vector] = []
    sources: list[tuple[int | None, ...]] = []
    for kept in combinations(numbers, width):
        cells = tuple(value(tokens[index].text, kind) for index, kind in zip(kept, kinds, strict=True))
        if None not in cells:
            ways.append(cells)
            sources.append(tuple(kept))
    return Filling(tuple(ways), False, tuple(tokens), tuple(sources)) if ways else None
