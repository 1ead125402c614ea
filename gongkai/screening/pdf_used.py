"""What a page of a PDF leads to but does not show: unused pictures and fonts, and what lies under its pictures."""

from __future__ import annotations

import re
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from pypdf.generic import DictionaryObject, NameObject, StreamObject

from gongkai.screening.pdf_structure import resolved

_NAME = re.compile(rb"/([^\s()<>\[\]{}/%]+)")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_SETS = ("/XObject", "/Font", "/Pattern", "/Shading", "/ExtGState", "/Properties", "/ColorSpace")
_DEEPEST = 5
# Points by which something may reach beyond the visible part of a page; a line thinner than _THIN hides nothing.
_EDGE, _THIN = 1.0, 4.0

Box = tuple[float, float, float, float]


def only_used(page: Any) -> None:
    """Give the page resources of its own that hold only what its description names.

    Pages often share one set; what another page shows would stay in the file with this one.
    """
    resources = resolved(page.get("/Resources"))
    if not isinstance(resources, DictionaryObject):
        return
    content = page.get_contents()
    names = _names(content.get_data() if content is not None else b"") | _names_inside(resources, 0)
    kept = DictionaryObject()
    for key, value in resources.items():
        held = resolved(value)
        if key in _SETS and isinstance(held, DictionaryObject):
            value = DictionaryObject({NameObject(name): one for name, one in held.items() if name[1:] in names})
        kept[NameObject(key)] = value
    page[NameObject("/Resources")] = kept


def _names(content: bytes) -> set[str]:
    return {
        _ESCAPED.sub(lambda sign: bytes([int(sign[1], 16)]), one[1]).decode("utf-8", "replace")
        for one in _NAME.finditer(content)
    }


def _names_inside(resources: DictionaryObject, depth: int) -> set[str]:
    """What forms without resources of their own take from the page."""
    objects = resolved(resources.get("/XObject"))
    found: set[str] = set()
    for one in objects.values() if isinstance(objects, DictionaryObject) and depth < _DEEPEST else ():
        form = resolved(one)
        if isinstance(form, StreamObject) and str(form.get("/Subtype")) == "/Form" and "/Resources" not in form:
            found |= _names(form.get_data())
    return found


def hides_under_pictures(page: pypdfium2.PdfPage) -> bool:
    """Whether the page holds more than it shows: beyond its visible part, or pictures that something is drawn over."""
    sheet, seen = page.get_mediabox(), page.get_cropbox()
    if any(abs(one - other) > _EDGE for one, other in zip(sheet, seen, strict=True)):
        return True
    pictures: list[Box] = []
    for one in page.get_objects(max_depth=1):
        if one.type in (pdfium.FPDF_PAGEOBJ_TEXT,):
            continue
        box: Box = one.get_bounds()
        if min(box[2] - box[0], box[3] - box[1]) < _THIN:
            continue
        if any(_overlap(box, other) for other in pictures):
            return True
        if one.type in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM):
            pictures.append(box)
            if any(low < edge - _EDGE for low, edge in zip(box[:2], seen[:2], strict=True)):
                return True
            if any(high > edge + _EDGE for high, edge in zip(box[2:], seen[2:], strict=True)):
                return True
    return False


def _overlap(one: Box, other: Box) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    up = min(one[3], other[3]) - max(one[1], other[1])
    return across > _EDGE and up > _EDGE
