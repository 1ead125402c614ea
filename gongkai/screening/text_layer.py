"""Words laid invisibly over the picture of a page, so that it can be searched, copied and read aloud."""

from __future__ import annotations

import pypdf
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from gongkai.screening.blank_font import blank_font
from gongkai.screening.covers import WHOLE, PlacedSign

_HEAD = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
"""
_TAIL = "endcmap CMapName currentdict /CMap defineresource pop end end"
_MOST_A_BLOCK = 100


class TextLayer:
    """One font without drawn shapes for a whole file; signs get their numbers as they come."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def description(self, signs: list[PlacedSign], width: float, height: float) -> str:
        """The page description that lays the signs over a page of that size in points."""
        parts = ["BT 3 Tr"]
        for sign in signs:
            across = (sign.right - sign.left) * width / WHOLE
            tall = (sign.bottom - sign.top) * height / WHOLE
            if across <= 0 or tall <= 0:
                continue
            number = self._numbers.setdefault(sign.words, len(self._numbers) + 1)
            x, y = sign.left * width / WHOLE, height - sign.bottom * height / WHOLE
            # The shape fills the box from its lower edge: a fifth of the size lies below the line of writing.
            parts.append(
                f"/T {tall:.2f} Tf {100 * across / tall:.2f} Tz 1 0 0 1 {x:.2f} {y + tall / 5:.2f} Tm <{number:04X}> Tj"
            )
        return " ".join([*parts, "ET"])

    def put_font(self, writer: pypdf.PdfWriter, font: DictionaryObject) -> None:
        """Fill in the font that all pages name, once every sign is known."""
        lines = [f"<{number:04X}> <{sign.encode('utf-16-be').hex().upper()}>" for sign, number in self._numbers.items()]
        blocks = []
        for at in range(0, len(lines), _MOST_A_BLOCK):
            some = lines[at : at + _MOST_A_BLOCK]
            blocks.append(f"{len(some)} beginbfchar\n" + "\n".join(some) + "\nendbfchar\n")
        meaning = StreamObject()
        meaning._data = (_HEAD + "".join(blocks) + _TAIL).encode()
        font.update({
            NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type0"),
            NameObject("/BaseFont"): NameObject("/Unseen"), NameObject("/Encoding"): NameObject("/Identity-H"),
            NameObject("/DescendantFonts"): ArrayObject([writer._add_object(_descendant(writer, len(self._numbers)))]),
            NameObject("/ToUnicode"): writer._add_object(meaning.flate_encode()),
        })  # fmt: skip


def _descendant(writer: pypdf.PdfWriter, count: int) -> DictionaryObject:
    """Every number is drawn with the one shape the font has."""
    shapes, file = StreamObject(), StreamObject()
    shapes._data = b"\x00\x00" + b"\x00\x01" * count
    file._data = blank_font()
    file[NameObject("/Length1")] = NumberObject(len(file._data))
    described = DictionaryObject({
        NameObject("/Type"): NameObject("/FontDescriptor"), NameObject("/FontName"): NameObject("/Unseen"),
        NameObject("/FontBBox"): ArrayObject([NumberObject(one) for one in (0, -200, 1000, 800)]),
    })  # fmt: skip
    described[NameObject("/FontFile2")] = writer._add_object(file)
    numbers = {"/Flags": 4, "/ItalicAngle": 0, "/Ascent": 800, "/Descent": -200, "/CapHeight": 800, "/StemV": 80}
    described.update({NameObject(key): NumberObject(value) for key, value in numbers.items()})
    return DictionaryObject({
        NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/CIDFontType2"),
        NameObject("/BaseFont"): NameObject("/Unseen"), NameObject("/DW"): NumberObject(1000),
        NameObject("/CIDToGIDMap"): writer._add_object(shapes.flate_encode()),
        NameObject("/CIDSystemInfo"): DictionaryObject({
            NameObject("/Registry"): TextStringObject("Adobe"), NameObject("/Ordering"): TextStringObject("Identity"),
            NameObject("/Supplement"): NumberObject(0),
        }),
        NameObject("/FontDescriptor"): writer._add_object(described),
    })  # fmt: skip
