"""Which characters the loaded fonts can show; any other is set by its number, never as an empty box."""

from __future__ import annotations

import struct
import unicodedata
from functools import cache
from pathlib import Path

from gongkai.papers.fonts import loaded

_SHOWS_NOTHING = frozenset({"Cf", "Zs", "Zl", "Zp", "Mn"})


def shown(text: str, fonts: Path | None = None) -> str:
    """The text with every character that no loaded font holds written as 〔U+20BB7〕."""
    known = characters(fonts)
    if all(ord(letter) in known for letter in text):
        return text
    return "".join(letter if _stands(letter, known) else f"〔U+{ord(letter):04X}〕" for letter in text)


def _stands(letter: str, known: frozenset[int]) -> bool:
    return ord(letter) in known or letter in "\n\t" or unicodedata.category(letter) in _SHOWS_NOTHING


@cache
def characters(fonts: Path | None = None) -> frozenset[int]:
    """The code points that the loaded fonts hold, by their own character maps."""
    paths = {info.path for info in loaded(fonts).fonts() if info.path}
    return frozenset().union(*(_of_file(Path(path).read_bytes()) for path in paths))


def _of_file(data: bytes) -> frozenset[int]:
    starts = [0]
    if data[:4] == b"ttcf":
        count = struct.unpack_from(">I", data, 8)[0]
        starts = list(struct.unpack_from(f">{count}I", data, 12))
    found: set[int] = set()
    for start in starts:
        for number in range(struct.unpack_from(">H", data, start + 4)[0]):
            tag, _, offset, _ = struct.unpack_from(">4sIII", data, start + 12 + 16 * number)
            if tag == b"cmap":
                found |= _of_map(data, offset)
    return frozenset(found)


def _of_map(data: bytes, start: int) -> set[int]:
    """Code points of the subtables in the two usual formats, 4 (16 bit) and 12 (32 bit)."""
    found: set[int] = set()
    for number in range(struct.unpack_from(">H", data, start + 2)[0]):
        at = start + struct.unpack_from(">I", data, start + 4 + 8 * number + 4)[0]
        kind = struct.unpack_from(">H", data, at)[0]
        if kind == 12:
            for group in range(struct.unpack_from(">I", data, at + 12)[0]):
                first, last, _ = struct.unpack_from(">III", data, at + 16 + 12 * group)
                found.update(range(first, last + 1))
        elif kind == 4:
            segments = struct.unpack_from(">H", data, at + 6)[0] // 2
            lasts = struct.unpack_from(f">{segments}H", data, at + 14)
            firsts = struct.unpack_from(f">{segments}H", data, at + 16 + 2 * segments)
            for first, last in zip(firsts, lasts, strict=True):
                found.update(range(first, min(last, 0xFFFE) + 1))
    return found
