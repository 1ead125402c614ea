"""A PDF with places burned black: nothing of what lay under them is left, on the page, behind it or in the file."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pypdf
import pypdfium2
from PIL import Image, ImageChops, ImageDraw
from pypdf.generic import DictionaryObject, NameObject, NumberObject, StreamObject

from gongkai.screening.covers import Cover, on_page
from gongkai.screening.errors import CannotClean, CannotScreen
from gongkai.screening.opening import BOUNDS
from gongkai.screening.pdf_cleaning import rebuilt
from gongkai.screening.pdf_structure import reader_of
from gongkai.screening.pdf_used import hides_under_pictures, only_used
from gongkai.screening.placed_text import signs_of
from gongkai.screening.text_layer import TextLayer

DOTS_PER_INCH, _POINTS = 300, 72
_LARGEST_SIDE = 6000
_QUALITY = 88
# A page that does not shrink below this without loss is a photograph.
_LARGEST_LOSSLESS = 1_500_000
_GREY = 10


@dataclass(frozen=True, slots=True)
class Burned:
    """The new file; `pictured` are the pages that became pictures; `removed` what was left out, in sentences."""

    data: bytes
    pages: int
    pictured: tuple[int, ...]
    removed: tuple[str, ...]


def burn(data: bytes, covers: Iterable[Cover], done: Callable[[int], None] = lambda page: None) -> Burned:
    """Make the file anew with the covers burned in. `done` is told each page that is ready.

    Pages with covers become pictures of 300 dots an inch with black boxes and the words outside the covers laid
    invisibly over them; so do pages with something beyond their visible part or under their pictures. All other pages
    are made anew without anything that is not seen. Raises CannotScreen (encrypted, damaged, too-large), CannotClean
    ("no-such-page").
    """
    marked = tuple(covers)
    reader_of(data)
    base, removed = _base(data)
    document = pypdfium2.PdfDocument(base)
    try:
        if not removed:
            removed = [(0, "")]
        whole = removed[0][0] == _ALL
        if len(document) > BOUNDS.pages:
            raise CannotScreen("too-large", f"PDF 超过 {BOUNDS.pages} 页，没有处理，分成几份后再上传。")
        if any(not 1 <= one.page <= len(document) for one in marked):
            raise CannotClean("no-such-page", f"有一处遮盖不在文件的 {len(document)} 页之内，没有处理。")
        return _made(document, base, marked, whole, tuple(words for _, words in removed if words), done)
    finally:
        document.close()


_ALL = -1


def _base(data: bytes) -> tuple[bytes, list[tuple[int, str]]]:
    """The cleaned file, or the file itself where no page can be kept as it is; and what happened."""
    try:
        made, removed = rebuilt(data)
    except CannotClean:
        return data, [(_ALL, "文件不能保持原样清理，全部页面转成了图片，页上所见不变。")]
    return made, [(count, sentence) for _, count, sentence in removed]


def _made(
    document: pypdfium2.PdfDocument, base: bytes, covers: tuple[Cover, ...], whole: bool, removed: tuple[str, ...],
    done: Callable[[int], None],
) -> Burned:  # fmt: skip
    reader, writer, layer, font = reader_of(base), pypdf.PdfWriter(), TextLayer(), DictionaryObject()
    named = writer._add_object(font)
    pictured: list[int] = []
    for number, old in enumerate(reader.pages, start=1):
        page = document[number - 1]
        here = on_page(covers, number)
        if whole or here or hides_under_pictures(page):
            pictured.append(number)
            drawn = _drawn(page, here)
            width, height = page.get_size()
            signs = [] if whole else [one for one in signs_of(page) if not any(one.touches(cover) for cover in here)]
            words = layer.description(signs, width, height)
            _add_picture(writer, drawn, (width, height), here, words, named)
        else:
            old.pop("/Annots", None)
            only_used(old)
            writer.add_page(old)
        page.close()
        done(number)
    layer.put_font(writer, font)
    writer.metadata = None
    writer.compress_identical_objects(remove_unreferenced=True)
    out = io.BytesIO()
    writer.write(out)
    return Burned(out.getvalue(), len(reader.pages), tuple(pictured), removed)


def _drawn(page: pypdfium2.PdfPage, covers: list[Cover]) -> Image.Image:
    """The page as a picture with the covers black."""
    scale = min(DOTS_PER_INCH / _POINTS, _LARGEST_SIDE / max(page.get_size()))
    picture: Image.Image = page.render(scale=scale, may_draw_forms=True).to_pil().convert("RGB")
    brush = ImageDraw.Draw(picture)
    for cover in covers:
        left, top, right, bottom = cover.pixels(picture.width, picture.height)
        brush.rectangle((left, top, right - 1, bottom - 1), fill=(0, 0, 0))
    return picture


def _add_picture(
    writer: pypdf.PdfWriter,
    drawn: Image.Image,
    size: tuple[float, float],
    covers: list[Cover],
    words: str,
    font: object,
) -> None:
    width, height = size
    content = StreamObject()
    boxes = []
    for cover in covers:
        left, top, right, bottom = cover.pixels(drawn.width, drawn.height)
        across, down = width / drawn.width, height / drawn.height
        boxes.append(
            f"{left * across:.3f} {height - bottom * down:.3f} {(right - left) * across:.3f} "
            f"{(bottom - top) * down:.3f} re f"
        )
    content._data = " ".join(
        [f"q {width:.4f} 0 0 {height:.4f} 0 0 cm /P Do Q", *(["q 0 g", *boxes, "Q"] if boxes else []), words]
    ).encode()
    added = writer.add_blank_page(width, height)
    added[NameObject("/Resources")] = DictionaryObject({
        NameObject("/XObject"): DictionaryObject({NameObject("/P"): writer._add_object(_stream(drawn))}),
        NameObject("/Font"): DictionaryObject({NameObject("/T"): font}),
    })  # fmt: skip
    added[NameObject("/Contents")] = writer._add_object(content.flate_encode())


def _stream(drawn: Image.Image) -> StreamObject:
    """The picture in the file: without loss and in greys where that is small, else as JPEG."""
    picture = drawn.convert("L") if _is_grey(drawn) else drawn
    packed, how = zlib.compress(picture.tobytes(), 6), "/FlateDecode"
    if len(packed) > _LARGEST_LOSSLESS:
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=_QUALITY)
        packed, how = out.getvalue(), "/DCTDecode"
    stream = StreamObject()
    stream._data = packed
    space = "/DeviceGray" if picture.mode == "L" else "/DeviceRGB"
    words = {"/Type": "/XObject", "/Subtype": "/Image", "/Filter": how, "/ColorSpace": space}
    stream.update({NameObject(key): NameObject(value) for key, value in words.items()})
    numbers = {"/Width": picture.width, "/Height": picture.height, "/BitsPerComponent": 8}
    stream.update({NameObject(key): NumberObject(value) for key, value in numbers.items()})
    return stream


def _is_grey(picture: Image.Image) -> bool:
    red, green, blue = picture.split()
    return all(
        ImageChops.difference(red, other).getextrema()[1] <= _GREY  # type: ignore[operator]
        for other in (green, blue)
    )
