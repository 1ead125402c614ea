"""Words held against words: blocks first, then sentences, then characters, so that long documents stay quick."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Literal

from gongkai.records.comparing_blocks import Block

Kind = Literal["same", "gone", "new"]

SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]+[”’）》]*|[^。！？；\n]+")
CLAUSE = re.compile(r"[^，、：]*[，、：]+|[^，、：]+")
# A number and a Latin word change as a whole: 2025 to 2026 is not one digit. Chinese changes by the character.
TOKEN = re.compile(r"[0-9]+(?:[.,:][0-9]+)*%?|[A-Za-z]+|.", re.DOTALL)
# Below this share of common pairs of characters two blocks are strangers: one went, another came.
ALIKE = 0.3
# Above so many tokens on both sides together a passage is shown as replaced whole.
FINE = 4_000
# Above so many pairs the blocks of one replaced run are paired in order instead of by likeness.
PAIRS = 2_500
# Above so many pairs of parts what occurs very often is not looked for, which keeps long monotonous texts quick.
LONG = 1_000_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words: the same on both sides, gone from the old, or new."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One block of both sides next to each other; None where one side has none. `changes`: places changed in it."""

    kind: str
    old: tuple[Piece, ...] | None
    new: tuple[Piece, ...] | None
    together: tuple[Piece, ...]
    changes: int


def gone(text: str) -> Piece:
    """Words that are no longer there."""
    return Piece("gone", text)


def new(text: str) -> Piece:
    """Words that were not there."""
    return Piece("new", text)


def compare_blocks(old: Sequence[Block], new_blocks: Sequence[Block]) -> tuple[tuple[Row, ...], bool]:
    """The rows of both texts side by side, and whether all words are the same (then only the form differs)."""
    if old == new_blocks or [one.text for one in old] == [one.text for one in new_blocks]:
        return tuple(_same(one) for one in new_blocks), True
    rows: list[Row] = []
    for tag, i1, i2, j1, j2 in _steps([one.text for one in old], [one.text for one in new_blocks]):
        if tag == "equal":
            rows += [_same(one) for one in new_blocks[j1:j2]]
        else:
            rows += _replaced(old[i1:i2], new_blocks[j1:j2])
    return tuple(rows), False


def compare_line(old: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both sides of one line with what changed marked."""
    together = _pieces(old, after)
    return _side(together, "new"), _side(together, "gone")


def changes_in(rows: Sequence[Row]) -> int:
    """How many places changed: a passage replaced counts once."""
    return sum(row.changes for row in rows)


def _same(block: Block) -> Row:
    pieces = (Piece("same", block.text),)
    return Row(block.kind, pieces, pieces, pieces, 0)


def _replaced(old: Sequence[Block], after: Sequence[Block]) -> Iterator[Row]:
    for before, now in _paired(old, after):
        if before is None and now is not None:
            pieces = (new(now.text),)
            yield Row(now.kind, None, pieces, pieces, 1)
        elif before is not None and now is None:
            pieces = (gone(before.text),)
            yield Row(before.kind, pieces, None, pieces, 1)
        elif before is not None and now is not None:
            together = _pieces(before.text, now.text)
            yield Row(now.kind, _side(together, "new"), _side(together, "gone"), together, _places(together))


def _paired(old: Sequence[Block], after: Sequence[Block]) -> list[tuple[Block | None, Block | None]]:
    """Blocks that are versions of each other, in order on both sides; strangers stand alone."""
    if not old or not after:
        return [(one, None) for one in old] + [(None, one) for one in after]
    if len(old) * len(after) > PAIRS:
        return list(zip_longest(old, after))
    grams = [_grams(one.text) for one in old], [_grams(one.text) for one in after]
    like = [[_likeness(a, b) for b in grams[1]] for a in grams[0]]
    # best[i][j]: the greatest likeness that the blocks from i and from j on can be paired with.
    best = [[0.0] * (len(after) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(after))):
            met = like[i][j] + best[i + 1][j + 1] if like[i][j] >= ALIKE else -1.0
            best[i][j] = max(met, best[i + 1][j], best[i][j + 1])
    found: list[tuple[Block | None, Block | None]] = []
    i = j = 0
    while i < len(old) and j < len(after):
        if like[i][j] >= ALIKE and best[i][j] == like[i][j] + best[i + 1][j + 1]:
            found.append((old[i], after[j]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            found.append((old[i], None))
            i += 1
        else:
            found.append((None, after[j]))
            j += 1
    return found + [(one, None) for one in old[i:]] + [(None, one) for one in after[j:]]


def _pieces(old: str, after: str) -> tuple[Piece, ...]:
    """One running text of both: sentences first, characters only inside sentences that changed."""
    return tuple(_joined(_by(SENTENCE, old, after)))


def _by(part: re.Pattern[str], old: str, after: str) -> list[Piece]:
    found: list[Piece] = []
    a, b = part.findall(old), part.findall(after)
    for tag, i1, i2, j1, j2 in _steps(a, b):
        before, now = "".join(a[i1:i2]), "".join(b[j1:j2])
        long = part is SENTENCE and len(before) + len(now) > FINE
        found += [Piece("same", now)] if tag == "equal" else _by(CLAUSE, before, now) if long else _fine(before, now)
    return found


def _fine(old: str, after: str) -> list[Piece]:
    a, b = TOKEN.findall(old), TOKEN.findall(after)
    head = _common(a, b)
    tail = _common(a[head:][::-1], b[head:][::-1])
    ends = Piece("same", "".join(b[:head])), Piece("same", "".join(b[len(b) - tail :]))
    return [ends[0], *_inner(a[head : len(a) - tail], b[head : len(b) - tail]), ends[1]]


def _common(a: Sequence[str], b: Sequence[str]) -> int:
    """How many tokens both begin with."""
    return next((at for at, (one, other) in enumerate(zip(a, b, strict=False)) if one != other), min(len(a), len(b)))


def _inner(a: Sequence[str], b: Sequence[str]) -> list[Piece]:
    if not a or not b or len(a) + len(b) > FINE:
        return [gone("".join(a)), new("".join(b))]
    found: list[Piece] = []
    for tag, i1, i2, j1, j2 in _steps(a, b):
        before, now = "".join(a[i1:i2]), "".join(b[j1:j2])
        # A single character left standing between two changes is chance, and harder to read than the whole passage.
        lone = tag == "equal" and len(now) == 1 and i1 > 0 and i2 < len(a) and j1 > 0 and j2 < len(b)
        found += [gone(before), new(now)] if tag != "equal" or lone else [Piece("same", now)]
    return found


def _joined(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Neighbours of one kind as one; within a changed passage what went stands before what came."""
    before, now = "", ""
    same = ""
    for piece in pieces:
        if not piece.text:
            continue
        if piece.kind == "same":
            if before or now:
                yield from (one for one in (gone(before), new(now)) if one.text)
                before = now = ""
            same += piece.text
            continue
        if same:
            yield Piece("same", same)
            same = ""
        before += piece.text if piece.kind == "gone" else ""
        now += piece.text if piece.kind == "new" else ""
    yield from (one for one in (Piece("same", same), gone(before), new(now)) if one.text)


def _steps(a: Sequence[str], b: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    """How to get from one to the other. Much of the same thing over and over is only passed over where it is long."""
    return list(SequenceMatcher(None, a, b, autojunk=len(a) * len(b) > LONG).get_opcodes())


def _side(pieces: Sequence[Piece], without: Kind) -> tuple[Piece, ...]:
    return tuple(_joined([piece for piece in pieces if piece.kind != without]))


def _places(pieces: Sequence[Piece]) -> int:
    """Passages changed; a removed run followed at once by an added one is one place."""
    return sum(
        piece.kind != "same" and not (number and pieces[number - 1].kind != "same")
        for number, piece in enumerate(pieces)
    )


def _grams(text: str) -> Counter[str]:
    return Counter(text[at : at + 2] for at in range(max(len(text) - 1, 1)))


def _likeness(a: Counter[str], b: Counter[str]) -> float:
    shared = sum(min(count, b[gram]) for gram, count in a.items() if gram in b)
    return 2 * shared / (a.total() + b.total())
