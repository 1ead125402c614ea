"""Pictures without what they carry beside the picture: cut out piece by piece, every pixel as it was."""

from __future__ import annotations

import io
import struct
import warnings

from PIL import Image

_KEPT_PNG = frozenset(
    {
        b"IHDR",
        b"PLTE",
        b"IDAT",
        b"IEND",
        b"tRNS",
        b"gAMA",
        b"cHRM",
        b"sRGB",
        b"iCCP",
        b"sBIT",
        b"bKGD",
        b"pHYs",
        b"acTL",
        b"fcTL",
        b"fdAT",
    }
)
_ORIENTATION = 0x0112
_PNG = b"\x89PNG\r\n\x1a\n"


def without_extras(data: bytes) -> bytes:
    """A JPEG or PNG without position, device, texts, previews and data behind its end; others as they are."""
    if data.startswith(b"\xff\xd8\xff"):
        return _jpeg(data)
    return _png(data) if data.startswith(_PNG) else data


def _png(data: bytes) -> bytes:
    parts, at = [_PNG], len(_PNG)
    while at + 12 <= len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        kind, end = data[at + 4 : at + 8], at + 12 + length
        if end > len(data):
            break
        if kind in _KEPT_PNG:
            parts.append(data[at:end])
        at = end
        if kind == b"IEND":
            return b"".join(parts)
    return data


def _jpeg(data: bytes) -> bytes:
    parts, at = [b"\xff\xd8", _upright(data)], 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        (length,) = struct.unpack(">H", data[at + 2 : at + 4])
        end = at + 2 + length
        if marker == 0xDA:
            last = _end_of_picture(data, end)
            return b"".join([*parts, data[at:last]]) if last else data
        profile = marker == 0xE2 and data[at + 4 : at + 15] == b"ICC_PROFILE"
        adobe = marker == 0xEE and data[at + 4 : at + 9] == b"Adobe"
        if not (0xE1 <= marker <= 0xEF or marker == 0xFE) or profile or adobe:
            parts.append(data[at:end])
        at = end
    return data


def _end_of_picture(data: bytes, start: int) -> int:
    """Behind the end mark that belongs to the picture itself: scans may follow one another, previews may not."""
    at = start
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            return 0
        marker = data[at + 1]
        if marker == 0xD9:
            return at + 2
        if marker in {0x00, 0xFF} or 0xD0 <= marker <= 0xD7:
            at += 1 if marker == 0xFF else 2
            continue
        if at + 4 > len(data):
            return 0
        (length,) = struct.unpack(">H", data[at + 2 : at + 4])
        at += 2 + length


def _upright(data: bytes) -> bytes:
    """A note of nothing but which way is up, where the picture has one; else nothing."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            way = Image.open(io.BytesIO(data)).getexif().get(_ORIENTATION, 1)
    except Exception:
        # A broken note of position or device raises many things; without it the picture stays as stored.
        return b""
    if way not in range(2, 9):
        return b""
    exif = Image.Exif()
    exif[_ORIENTATION] = way
    note = exif.tobytes()
    note = note if note.startswith(b"Exif\x00\x00") else b"Exif\x00\x00" + note
    return b"\xff\xe1" + struct.pack(">H", len(note) + 2) + note
