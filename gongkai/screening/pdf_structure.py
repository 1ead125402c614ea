"""What a PDF carries beside its pages: properties, annotations, files, scripts, layers, forms, former revisions."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pypdf
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from gongkai.screening.errors import CannotScreen
from gongkai.screening.findings import Place
from gongkai.screening.gathering import Gathering
from gongkai.screening.pdf_pages import page_words
from gongkai.screening.pictures import carried

_TELLING = {
    "/Author": "作者",
    "/Title": "标题",
    "/Subject": "主题",
    "/Keywords": "关键词",
    "/Company": "单位",
    "/SourceModified": "来源修改时间",
}
_QUIET = frozenset({"/Producer", "/Creator", "/CreationDate", "/ModDate", "/Trapped", "/PTEX.Fullbanner"})
_SILENT_NOTES = frozenset({"/Link", "/Widget", "/Popup", "/PrinterMark", "/TrapNet"})
_MOST_REVISIONS = 6
_DEEPEST = 40
_CLEAN = "用清理功能去掉后再公开"
FAULTS = (
    PyPdfError,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    IndexError,
    RecursionError,
    AssertionError,
    OSError,
)


def reader_of(data: bytes) -> pypdf.PdfReader:
    """An opened PDF. Raises CannotScreen: encrypted, damaged."""
    try:
        reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise CannotScreen("encrypted", "PDF 设有打开密码，去掉密码另存后再上传。")
        len(reader.pages)
    except FAULTS as problem:
        raise CannotScreen("damaged", "PDF 结构损坏，重新导出后再上传。") from problem
    return reader


def look_at_pdf(data: bytes, gathering: Gathering) -> None:
    """Everything of a PDF; the pages' words come first."""
    reader = reader_of(data)
    pages = list(page_words(data))
    for page in pages:
        place = Place("page", page=page.number)
        gathering.add(place, page.seen)
        for kind, words in page.unseen:
            what = "有被遮盖而没有删去的文字" if kind == "covered_text" else "有看不见的文字"
            gathering.hidden(kind, "sure", place, words, what, _CLEAN)
        if page.layer:
            gathering.hidden("hidden_text", "doubtful", place, "", "的扫描图上有一层可复制的文字", "核对与图上所见一致")
        if page.pictures and not page.seen.strip():
            gathering.hidden(
                "unseen",
                "doubtful",
                place,
                "",
                "是图片，里面的文字无法自动查看",
                "由审查人看过后再公开",
                screened=False,
            )
    try:
        _properties(reader, gathering)
        _annotations(reader, gathering)
        _catalogue(reader, gathering)
        _pictures(reader, gathering)
    except FAULTS as problem:
        raise CannotScreen("damaged", "PDF 结构损坏，重新导出后再上传。") from problem
    _revisions(data, "".join(page.seen for page in pages), gathering)


def resolved(value: Any) -> Any:
    """What an indirect reference leads to."""
    return value.get_object() if isinstance(value, IndirectObject) else value


def _properties(reader: pypdf.PdfReader, gathering: Gathering) -> None:
    for key, value in (reader.metadata or {}).items():
        words = str(resolved(value) or "").strip()
        if words and key not in _QUIET:
            label = _TELLING.get(key, key.lstrip("/"))
            gathering.hidden("metadata", "doubtful", Place("metadata", name=label), words, f"留有“{label}”", _CLEAN)
    packet = resolved(reader.root_object.get("/Metadata"))
    if packet is not None and hasattr(packet, "get_data"):
        text = re.sub(r"<[^<>]{0,4000}>", " ", packet.get_data().decode("utf-8", "ignore"))
        place = Place("metadata", name="XMP")
        gathering.hidden("metadata", "doubtful", place, " ".join(text.split()), "留有 XMP 属性", _CLEAN)


def notes_of(page: Any) -> Iterator[DictionaryObject]:
    """The annotations of a page that can be read."""
    listed = resolved(page.get("/Annots"))
    for one in listed if isinstance(listed, ArrayObject) else ():
        note = resolved(one)
        if isinstance(note, DictionaryObject):
            yield note


def _annotations(reader: pypdf.PdfReader, gathering: Gathering) -> None:
    for number, page in enumerate(reader.pages, start=1):
        place = Place("page", page=number)
        for note in notes_of(page):
            kind = str(note.get("/Subtype", ""))
            action = resolved(note.get("/A"))
            if isinstance(action, DictionaryObject):
                if "/JS" in action or str(action.get("/S")) in {"/Launch", "/SubmitForm", "/ImportData"}:
                    gathering.hidden(
                        "script", "sure", place, str(resolved(action.get("/JS", ""))), "带有脚本或者外部动作", _CLEAN
                    )
                elif "/URI" in action:
                    target = str(resolved(action["/URI"]))
                    gathering.add(place, target.removeprefix("mailto:").removeprefix("tel:"), hidden=True)
            words = " ".join(str(resolved(note[key])) for key in ("/Contents", "/T", "/RC") if note.get(key))
            if kind == "/FileAttachment":
                gathering.hidden("attachment", "sure", place, words, "带有附件", _CLEAN)
            elif kind == "/Widget":
                value = resolved(note.get("/V")) or resolved(note.get("/DV")) or ""
                gathering.hidden("form_field", "doubtful", place, str(value), "有表单域", _CLEAN)
            elif kind not in _SILENT_NOTES:
                gathering.hidden("annotation", "sure", place, words, f"有注释（{kind.lstrip('/')}）", _CLEAN)


def _catalogue(reader: pypdf.PdfReader, gathering: Gathering) -> None:
    root = reader.root_object
    place = Place("embedded", name="PDF")
    for name, files in reader.attachments.items():
        size = sum(len(one) for one in files)
        gathering.hidden(
            "attachment",
            "sure",
            Place("embedded", name=name),
            f"{name}（{size} 字节）",
            "是附带的文件，没有筛查",
            _CLEAN,
        )
    names = resolved(root.get("/Names")) or {}
    opening = resolved(root.get("/OpenAction"))
    opens = isinstance(opening, DictionaryObject) and str(opening.get("/S")) not in {"/GoTo", "None"}
    if "/JavaScript" in names or "/AA" in root or opens or any("/AA" in page for page in reader.pages):
        gathering.hidden("script", "sure", place, "", "带有脚本或者自动执行的动作", _CLEAN)
    layers = resolved(root.get("/OCProperties"))
    if isinstance(layers, DictionaryObject):
        off = hidden_layers(layers)
        for name in off:
            gathering.hidden("layer", "sure", place, name, "有不显示的图层", _CLEAN)
        if not off:
            gathering.hidden("layer", "doubtful", place, "", "有可以开关的图层", _CLEAN)
    form = resolved(root.get("/AcroForm"))
    if isinstance(form, DictionaryObject) and "/XFA" in form:
        gathering.hidden("form_field", "sure", place, "", "有 XFA 表单数据", _CLEAN)
    if "/PieceInfo" in root or any("/PieceInfo" in page for page in reader.pages):
        gathering.hidden("custom_data", "doubtful", place, "", "留有制作软件的私有数据", _CLEAN)


def hidden_layers(layers: DictionaryObject) -> list[str]:
    """Names of the layers that are off when the file is opened."""
    default = resolved(layers.get("/D")) or DictionaryObject()
    groups = [resolved(one) for one in resolved(layers.get("/OCGs")) or ()]
    if str(default.get("/BaseState", "/ON")) == "/OFF":
        shown = [resolved(one) for one in resolved(default.get("/ON")) or ()]
        off = [one for one in groups if one not in shown]
    else:
        off = [resolved(one) for one in resolved(default.get("/OFF")) or ()]
    return [str(one.get("/Name", "")) for one in off if isinstance(one, DictionaryObject)]


def _pictures(reader: pypdf.PdfReader, gathering: Gathering) -> None:
    """Position, device and texts that JPEG pictures still carry inside a PDF."""
    for number, page in enumerate(reader.pages, start=1):
        for picture in jpegs(resolved(page.get("/Resources")), 0):
            for kind, label, words in carried(picture._data):
                sure = kind != "metadata"
                place = Place("page", page=number)
                gathering.hidden(kind, "sure" if sure else "doubtful", place, words, f"的图片带有{label}", _CLEAN)


def jpegs(resources: Any, depth: int) -> Iterator[Any]:
    """The JPEG streams that resources lead to, forms inside forms included."""
    if not isinstance(resources, DictionaryObject) or depth > 5:
        return
    objects = resolved(resources.get("/XObject"))
    for one in objects.values() if isinstance(objects, DictionaryObject) else ():
        stream = resolved(one)
        if not isinstance(stream, DictionaryObject):
            continue
        if str(stream.get("/Subtype")) == "/Image" and str(resolved(stream.get("/Filter"))) in {
            "/DCTDecode",
            "['/DCTDecode']",
        }:
            yield stream
        elif str(stream.get("/Subtype")) == "/Form":
            yield from jpegs(resolved(stream.get("/Resources")), depth + 1)


def _revisions(data: bytes, present: str, gathering: Gathering) -> None:
    """Former revisions that lie before the last end mark; what they said and the present one does not is screened."""
    place = Place("embedded", name="PDF")
    ends = [match.end() for match in re.finditer(rb"%%EOF\r?\n?", data)]
    rest = data[ends[-1] :].strip() if ends else b""
    if len(rest) > 16:
        gathering.hidden("embedded", "sure", place, f"{len(rest)} 字节", "结尾之后有其他数据", _CLEAN, screened=False)
    former = ends[:-1]
    if b"/Linearized" in data[:1024] and former:
        former = former[1:]
    now = set(present.split("\n"))
    for end in former[-_MOST_REVISIONS:]:
        try:
            words = "".join(page.seen for page in page_words(data[:end]))
        except CannotScreen:
            words = ""
        gone = "\n".join(line for line in words.split("\n") if line.strip() and line not in now)
        sure = bool(gone)
        what = "留有以前的版本" + ("，其中有现在没有的文字" if sure else "")
        gathering.hidden("earlier_revision", "sure" if sure else "doubtful", place, gone, what, _CLEAN)
