"""The signs of a page with their boxes on the page as it is shown, whatever way it is turned and cropped."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable

import pypdfium2
import pypdfium2.raw as pdfium

from gongkai.screening.covers import WHOLE, Cover, PlacedSign

_FINE = 100


def signs_of(page: pypdfium2.PdfPage) -> list[PlacedSign]:
    """Every sign in the order of the text; line ends come as signs without a box."""
    textpage = page.get_textpage()
    raw = textpage.raw
    found: list[PlacedSign] = []
    for index in range(pdfium.FPDFText_CountChars(raw)):
        code = pdfium.FPDFText_GetUnicode(raw, index)
        if not 0 < code < 0x110000 or code == 0xFFFE or 0xD800 <= code <= 0xDFFF:
            continue
        sign = chr(code)
        if sign in "\r\n" or pdfium.FPDFText_IsGenerated(raw, index) == 1:
            found.append(PlacedSign("\n" if sign in "\r\n" else sign, 0, 0, 0, 0))
            continue
        box = pdfium.FS_RECTF()
        if pdfium.FPDFText_GetLooseCharBox(raw, index, box):
            found.append(PlacedSign(sign, *_shown(page, box.left, box.top, box.right, box.bottom)))
    textpage.close()
    return found


def lines_of(signs: Iterable[PlacedSign], page: int) -> list[Cover]:
    """The least rectangles that hold the signs, one for each line they stand on."""
    boxes: list[list[float]] = []
    for sign in signs:
        if sign.right <= sign.left or not sign.words.strip():
            continue
        last = boxes[-1] if boxes else None
        middle = (sign.top + sign.bottom) / 2
        if last is not None and last[1] <= middle <= last[3] and sign.left >= last[0] - 1:
            boxes[-1] = [
                min(last[0], sign.left), min(last[1], sign.top), max(last[2], sign.right), max(last[3], sign.bottom)
            ]  # fmt: skip
        else:
            boxes.append([sign.left, sign.top, sign.right, sign.bottom])
    return [_cover(page, *box) for box in boxes]


def _cover(page: int, left: float, top: float, right: float, bottom: float) -> Cover:
    """A rectangle with a little air, kept on the page."""
    x0, y0 = max(0, int(left) - 10), max(0, int(top) - 8)
    x1, y1 = min(WHOLE, int(right) + 11), min(WHOLE, int(bottom) + 9)
    return Cover(page, min(x0, WHOLE - 1), min(y0, WHOLE - 1), max(1, x1 - x0), max(1, y1 - y0))


def _shown(page: pypdfium2.PdfPage, *corners: float) -> tuple[float, float, float, float]:
    """A box of the page's own measure on the shown page: left, top, right, bottom."""
    left, top, right, bottom = corners
    first, second = _point(page, left, top), _point(page, right, bottom)
    return (
        min(first[0], second[0]), min(first[1], second[1]), max(first[0], second[0]), max(first[1], second[1])
    )  # fmt: skip


def _point(page: pypdfium2.PdfPage, x: float, y: float) -> tuple[float, float]:
    across, down = ctypes.c_int(), ctypes.c_int()
    # A device so fine that whole numbers lose nothing.
    pdfium.FPDF_PageToDevice(page.raw, 0, 0, WHOLE * _FINE, WHOLE * _FINE, 0, x, y, across, down)
    return across.value / _FINE, down.value / _FINE
