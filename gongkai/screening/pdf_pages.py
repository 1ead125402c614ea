"""The pages of a PDF, drawn and held against their text: words without ink on the drawn page are not seen."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from gongkai.screening.errors import CannotScreen
from gongkai.screening.opening import BOUNDS

_SCALE = 1.5
_LARGEST_SIDE = 4000
# Less difference of brightness than this inside the box of a sign is no ink.
_INK = 12
_DARK, _LIGHT = 128, 240
_UNDRAWN = frozenset({3, 7})
_SMALLEST = 1.2


@dataclass(frozen=True, slots=True)
class PageWords:
    """The words of a page: seen; unseen with the kind of finding; `layer`: some are drawn invisibly over a picture."""

    number: int
    seen: str
    unseen: tuple[tuple[str, str], ...]
    layer: bool
    pictures: int


@dataclass(frozen=True, slots=True)
class _Sign:
    words: str
    box: tuple[int, int, int, int]
    undrawn: bool
    white: bool
    font: int
    embedded: bool


def page_words(data: bytes) -> Iterator[PageWords]:
    """Page by page. Raises CannotScreen: damaged, too-large."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        raise CannotScreen("damaged", "PDF 结构损坏，重新导出后再上传。") from problem
    try:
        document.init_forms()
        if len(document) > BOUNDS.pages:
            raise CannotScreen("too-large", f"PDF 超过 {BOUNDS.pages} 页，没有筛查，分成几份后再上传。")
        inked: set[int] = set()
        for number in range(len(document)):
            page = document[number]
            yield _page(page, number + 1, inked)
            page.close()
    finally:
        document.close()


def _page(page: pypdfium2.PdfPage, number: int, inked: set[int]) -> PageWords:
    page.set_rotation(0)
    left, bottom, right, top = page.get_cropbox()
    width, height = max(right - left, 1), max(top - bottom, 1)
    scale = min(_SCALE, _LARGEST_SIDE / max(width, height))
    drawn = page.render(scale=scale, grayscale=True, may_draw_forms=True).to_pil().convert("L")
    textpage = page.get_textpage()
    seen: list[str] = []
    unseen: list[tuple[str, list[str]]] = []
    layer = False
    signs = list(_signs(textpage, scale, left, bottom, drawn.height))
    shades = [_ink(drawn, sign) if sign.words.strip() else None for sign in signs]
    inked.update(sign.font for sign, shade in zip(signs, shades, strict=True) if shade is None and sign.words.strip())
    going = ""
    for sign, shade in zip(signs, shades, strict=True):
        if not sign.words.strip():
            (unseen[-1][1] if going and unseen else seen).append(sign.words)
            continue
        trusted = sign.words.isalnum() and (sign.embedded or sign.font in inked or sign.words.isascii())
        if shade is None or not trusted:
            layer = layer or sign.undrawn
            going = ""
            seen.append(sign.words)
            continue
        kind = (
            "covered_text"
            if shade < _DARK or (not sign.undrawn and not sign.white and shade > _LIGHT)
            else "hidden_text"
        )
        if going != kind:
            unseen.append((kind, []))
            going = kind
        unseen[-1][1].append(sign.words)
    textpage.close()
    pictures = sum(1 for _ in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3))
    joined = tuple((kind, "".join(parts).strip()) for kind, parts in unseen)
    return PageWords(number, "".join(seen), joined, layer, pictures)


def _signs(textpage: pypdfium2.PdfTextPage, scale: float, left: float, bottom: float, height: int) -> Iterator[_Sign]:
    """Every sign of a page with its box on the drawn page, in pixels from the upper left."""
    raw = textpage.raw
    edges = [ctypes.c_double() for _ in range(4)]
    colour = [ctypes.c_uint() for _ in range(4)]
    known: dict[int, tuple[bool, int, bool]] = {}
    for index in range(pdfium.FPDFText_CountChars(raw)):
        words = _sign_at(raw, index)
        if words in "\r\n" or pdfium.FPDFText_IsGenerated(raw, index) == 1 or not words.strip():
            yield _Sign("\n" if words in "\r\n" else words, (0, 0, 0, 0), False, False, 0, True)
            continue
        owner = pdfium.FPDFText_GetTextObject(raw, index)
        address = ctypes.cast(owner, ctypes.c_void_p).value or 0
        if address not in known:
            font = pdfium.FPDFTextObj_GetFont(owner) if address else None
            number = (ctypes.cast(font, ctypes.c_void_p).value or 0) if font else 0
            undrawn = bool(address) and pdfium.FPDFTextObj_GetTextRenderMode(owner) in _UNDRAWN
            known[address] = (undrawn, number, not font or pdfium.FPDFFont_GetIsEmbedded(font) == 1)
        undrawn, number, embedded = known[address]
        pdfium.FPDFText_GetCharBox(raw, index, edges[0], edges[1], edges[2], edges[3])
        pdfium.FPDFText_GetFillColor(raw, index, colour[0], colour[1], colour[2], colour[3])
        white = all(one.value > _LIGHT for one in colour[:3])
        x0, x1, y0, y1 = (edge.value for edge in edges)
        box = (
            int((x0 - left) * scale),
            int(height - (y1 - bottom) * scale),
            int((x1 - left) * scale) + 1,
            int(height - (y0 - bottom) * scale) + 1,
        )
        if (y1 - y0) < _SMALLEST and (x1 - x0) < _SMALLEST:
            box = (-1, -1, -1, -1)
        yield _Sign(words, box, undrawn, white, number, embedded)


def _sign_at(raw: ctypes.c_void_p, index: int) -> str:
    code = pdfium.FPDFText_GetUnicode(raw, index)
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code <= 0xDFFF and code != 0xFFFE else ""


def _ink(drawn: Image.Image, sign: _Sign) -> int | None:
    """None where there is ink in the box of a sign, else the brightness of its even ground."""
    left, top, right, bottom = sign.box
    left, top = max(0, left), max(0, top)
    right, bottom = min(drawn.width, right), min(drawn.height, bottom)
    if right <= left or bottom <= top:
        return 255
    low, high = drawn.crop((left, top, right, bottom)).getextrema()
    assert isinstance(low, int) and isinstance(high, int)
    return None if high - low >= _INK else high
