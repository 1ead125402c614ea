"""A PDF made anew from its pages: no properties, notes, files, scripts, layers, forms or former revisions."""

from __future__ import annotations

import io

import pypdf
import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageChops, ImageStat
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from gongkai.screening.errors import CannotClean
from gongkai.screening.pdf_pages import page_words
from gongkai.screening.pdf_structure import hidden_layers, jpegs, notes_of, reader_of, resolved
from gongkai.screening.picture_cleaning import without_extras

# Notes that are not part of the drawn page, or are put back (links).
_APART = frozenset({"/Text", "/Popup", "/FileAttachment", "/Screen", "/Movie", "/Sound", "/3D", "/RichMedia", "/Link"})
_TRACES = ("/AA", "/PieceInfo", "/Metadata", "/LastModified", "/Thumb", "/B", "/StructParents", "/Tabs", "/Annots")
_DOTS_PER_INCH, _POINTS = 200, 72
_QUALITY = 92
# A note marked invisible or hidden is not drawn.
_UNDRAWN = 1 | 2
# Mean difference of brightness up to which two drawings count as the same.
_SAME = 1.5

Link = tuple[list[float], str]


def rebuilt(data: bytes) -> tuple[bytes, list[tuple[str, int, str]]]:
    """The PDF made anew, and what happened to pages on the way: kind, count, sentence.

    What is drawn of notes and forms becomes part of the page; a page with words that are not seen becomes a picture of
    itself. Raises CannotClean ("changed") when a page would look different, CannotScreen for what cannot be opened.
    """
    flat, links = _flattened(data)
    layers = resolved(reader_of(data).root_object.get("/OCProperties"))
    all_pages = isinstance(layers, DictionaryObject) and bool(hidden_layers(layers))
    drawn = [page.number for page in page_words(flat) if all_pages or page.layer or page.unseen]
    made = _assembled(flat, links, set(drawn))
    _compare(data, made)
    if not drawn:
        return made, []
    pages = "、".join(str(number) for number in drawn)
    return made, [("hidden_text", len(drawn), f"第{pages}页有看不见或者被遮盖的文字，整页转成了图片，页上所见不变。")]


def _flattened(data: bytes) -> tuple[bytes, list[list[Link]]]:
    """The pages with what is drawn of notes and forms put into them; and the links to web pages."""
    writer = pypdf.PdfWriter(clone_from=reader_of(data))
    links: list[list[Link]] = []
    for page in writer.pages:
        kept, found = ArrayObject(), list[Link]()
        for note in notes_of(page):
            kind = str(note.get("/Subtype", ""))
            link = _web_link(note) if kind == "/Link" else None
            if link is not None:
                found.append(link)
            if kind not in _APART and not int(resolved(note.get("/F")) or 0) & _UNDRAWN:
                kept.append(note.indirect_reference or note)
        page[NameObject("/Annots")] = kept
        links.append(found)
    for key in ("/OpenAction", "/AA", "/Names", "/Metadata", "/PieceInfo", "/StructTreeRoot", "/Outlines"):
        writer.root_object.pop(key, None)
    first = io.BytesIO()
    writer.write(first)
    document = pypdfium2.PdfDocument(first.getvalue())
    try:
        document.init_forms()
        for number in range(len(document)):
            page = document[number]
            # The method of the page insists on a form; the drawn notes of a file without one are flattened as well.
            pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY)
            page.close()
        second = io.BytesIO()
        document.save(second)
    finally:
        document.close()
    return second.getvalue(), links


def _web_link(note: DictionaryObject) -> Link | None:
    action = resolved(note.get("/A"))
    target = str(resolved(action.get("/URI", ""))) if isinstance(action, DictionaryObject) else ""
    corners = resolved(note.get("/Rect")) or ()
    if not target.startswith(("http://", "https://")) or len(corners) != 4:
        return None
    return [float(resolved(one)) for one in corners], target


def _assembled(flat: bytes, links: list[list[Link]], drawn: set[int]) -> bytes:
    """A new file of the pages alone; those in `drawn` as pictures of themselves."""
    reader, writer = reader_of(flat), pypdf.PdfWriter()
    for number, page in enumerate(reader.pages, start=1):
        if number in drawn:
            _add_picture(writer, flat, number - 1)
        else:
            for key in _TRACES:
                page.pop(key, None)
            for picture in jpegs(resolved(page.get("/Resources")), 0):
                picture._data = without_extras(picture._data)
            writer.add_page(page)
        for corners, target in links[number - 1]:
            writer.add_annotation(number - 1, _link(corners, target))
    for one in writer._objects:
        if isinstance(one, DictionaryObject):
            for key in ("/Metadata", "/PieceInfo", "/LastModified", "/OPI"):
                one.pop(key, None)
    writer.metadata = None
    writer.compress_identical_objects(remove_unreferenced=True)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _link(corners: list[float], target: str) -> DictionaryObject:
    return DictionaryObject({
        NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject("/Link"),
        NameObject("/Rect"): ArrayObject([FloatObject(one) for one in corners]),
        NameObject("/Border"): ArrayObject([FloatObject(0), FloatObject(0), FloatObject(0)]),
        NameObject("/A"): DictionaryObject({
            NameObject("/S"): NameObject("/URI"), NameObject("/URI"): TextStringObject(target),
        }),
    })  # fmt: skip


def _add_picture(writer: pypdf.PdfWriter, flat: bytes, index: int) -> None:
    """A page that is nothing but a picture of itself."""
    document = pypdfium2.PdfDocument(flat)
    try:
        page = document[index]
        width, height = page.get_size()
        drawn = page.render(scale=_DOTS_PER_INCH / _POINTS).to_pil().convert("RGB")
        page.close()
    finally:
        document.close()
    out = io.BytesIO()
    drawn.save(out, "JPEG", quality=_QUALITY)
    picture = StreamObject()
    picture._data = out.getvalue()
    words = {"/Type": "/XObject", "/Subtype": "/Image", "/Filter": "/DCTDecode", "/ColorSpace": "/DeviceRGB"}
    picture.update({NameObject(key): NameObject(value) for key, value in words.items()})
    numbers = {"/Width": drawn.width, "/Height": drawn.height, "/BitsPerComponent": 8}
    picture.update({NameObject(key): NumberObject(value) for key, value in numbers.items()})
    content = StreamObject()
    content._data = f"q {width:.4f} 0 0 {height:.4f} 0 0 cm /P Do Q".encode()
    added = writer.add_blank_page(width, height)
    objects = DictionaryObject({NameObject("/P"): writer._add_object(picture)})
    added[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): objects})
    added[NameObject("/Contents")] = writer._add_object(content)


def _compare(before: bytes, after: bytes) -> None:
    first, second = pypdfium2.PdfDocument(before), pypdfium2.PdfDocument(after)
    try:
        first.init_forms()
        if len(first) != len(second):
            raise CannotClean("changed", "清理后的页数与原件不同，没有采用，重新导出 PDF 后再试。")
        for index in range(len(first)):
            one, other = _drawing(first[index]), _drawing(second[index])
            if one.size != other.size or ImageStat.Stat(ImageChops.difference(one, other)).mean[0] > _SAME:
                raise CannotClean(
                    "changed", f"清理后第{index + 1}页的样子与原件不同，没有采用，打印成新的 PDF 后再试。"
                )
    finally:
        first.close()
        second.close()


def _drawing(page: pypdfium2.PdfPage) -> Image.Image:
    drawn: Image.Image = page.render(scale=1, grayscale=True, may_draw_forms=True).to_pil().convert("L")
    page.close()
    return drawn
