"""The smallest TrueType font: one box as large as the type, for words that are laid over a picture and never drawn."""

from __future__ import annotations

import struct

_UNITS, _UP, _DOWN = 1000, 800, -200
_MAGIC, _VERSION, _CHECK = 0x5F0F3CF5, 0x00010000, 0xB1B0AFBA


def blank_font() -> bytes:
    """The bytes of the font: shape 0 is empty, shape 1 the box; both are as wide as the type is high."""
    box = _box()
    head = struct.pack(
        ">IIIIHHqqhhhhHHhhh",
        *(_VERSION, _VERSION, 0, _MAGIC, 0, _UNITS, 0, 0),
        *(0, _DOWN, _UNITS, _UP, 0, 8, 2, 1, 0),
    )
    hhea = struct.pack(">IhhhHhhhhhh8xhH", _VERSION, _UP, _DOWN, 0, _UNITS, 0, 0, _UNITS, 1, 0, 0, 0, 2)
    maxp = struct.pack(">IHHHHHHHHHHHHHH", _VERSION, 2, 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0)
    tables = {
        b"glyf": box, b"head": head, b"hhea": hhea, b"hmtx": struct.pack(">HhHh", _UNITS, 0, _UNITS, 0),
        b"loca": struct.pack(">III", 0, 0, len(box)), b"maxp": maxp,
    }  # fmt: skip
    whole = _joined(tables)
    at = whole.index(head)
    adjusted = (_CHECK - _sum(whole)) & 0xFFFFFFFF
    return whole[: at + 8] + struct.pack(">I", adjusted) + whole[at + 12 :]


def _box() -> bytes:
    """One closed line round the type: four points, all on the line."""
    outline = struct.pack(">hhhhh", 1, 0, _DOWN, _UNITS, _UP) + struct.pack(">HH", 3, 0) + bytes([1, 1, 1, 1])
    across = struct.pack(">hhhh", 0, 0, _UNITS, 0)
    up = struct.pack(">hhhh", _DOWN, _UP - _DOWN, 0, _DOWN - _UP)
    made = outline + across + up
    return made + b"\x00" * (-len(made) % 4)


def _joined(tables: dict[bytes, bytes]) -> bytes:
    count = len(tables)
    power = count.bit_length() - 1
    span = 16 << power
    start = struct.pack(">IHHHH", _VERSION, count, span, power, count * 16 - span)
    listed, bodies, at = b"", b"", 12 + 16 * count
    for name, body in sorted(tables.items()):
        padded = body + b"\x00" * (-len(body) % 4)
        listed += name + struct.pack(">III", _sum(padded), at, len(body))
        bodies += padded
        at += len(padded)
    return start + listed + bodies


def _sum(data: bytes) -> int:
    total = sum(int.from_bytes(data[at : at + 4], "big") for at in range(0, len(data), 4))
    return total & 0xFFFFFFFF
