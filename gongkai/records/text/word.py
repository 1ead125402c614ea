"""A draft from a Word file: its text in the one form, and what its head and its end say of title, number and day."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import mammoth
from lxml import etree

from gongkai.annual.documents import CannotRead
from gongkai.annual.sources.limits import MEBIBYTE, Limits
from gongkai.annual.sources.numbering import Numbering, W
from gongkai.annual.sources.package import Package, checked_xml
from gongkai.annual.sources.word_styles import Style, list_place, styles_of
from gongkai.kit.action import Refused
from gongkai.records.text.cleaning import clean_html
from gongkai.records.text.head import read_head

LIMITS = Limits(unpacked_bytes=100 * MEBIBYTE, part_bytes=20 * MEBIBYTE, entries=3000, ratio=100)
OLD_WORD = b"\xd0\xcf\x11\xe0"
STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='标题'] => h1:fresh
u => !
strike => !
comment-reference => !
"""


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file says. `formed_on` is an ISO day or ""; `warnings` are whole sentences on what was left out."""

    title: str
    doc_number: str
    formed_on: str
    html: str
    warnings: tuple[str, ...]


def from_docx(data: bytes, on: date) -> Imported:
    """Read a .docx on that day. Numbers that Word counts by itself are written out: 一、 and （一） stay what they are.

    Raises Refused with one clear sentence: "word-kind", "word-empty", "word-damaged", "word-unsafe".
    """
    if data.startswith(OLD_WORD):
        raise Refused(
            "word-kind", "这是旧的 .doc 文件，或者设了密码，没有导入。在 Word 或 WPS 中去掉密码并另存为 .docx 后再试。"
        )
    if not data.startswith(b"PK"):
        raise Refused("word-kind", "这不是 Word 文件（.docx），没有导入。在 Word 或 WPS 中另存为 .docx 后再试。")
    try:
        plain, warnings = _numbers_written(data)
    except CannotRead as problem:
        raise Refused("word-unsafe", f"没有导入。{problem.sentence}") from problem
    images: list[int] = []
    html = _converted(plain, images)
    body = clean_html(html)
    if not body:
        raise Refused("word-empty", "文件里没有文字，没有导入。扫描件可作为附件上传，正文须录入文字。")
    if images:
        warnings.append(f"文件里有 {len(images)} 张图片没有取入正文，需要公开的作为附件上传。")
    head = read_head(body, on)
    return Imported(head.title, head.doc_number, head.formed_on, clean_html(head.html), tuple(warnings))


def _converted(data: bytes, images: list[int]) -> str:
    def leave_out(_image: object) -> list[object]:
        images.append(1)
        return []

    try:
        result = mammoth.convert_to_html(io.BytesIO(data), style_map=STYLES, convert_image=leave_out)
    except (
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
        OSError,
        zipfile.BadZipFile,
    ) as error:
        raise Refused("word-damaged", "文件内部结构有误，没有导入。用 Word 或 WPS 打开并重新另存后再试。") from error
    return str(result.value)


def _numbers_written(data: bytes) -> tuple[bytes, list[str]]:
    """The same file with counted numbers put into the text, every part looked at for what may not be there."""
    warnings: list[str] = []
    with Package(data, LIMITS) as package:
        part = package.main_part("word/document.xml")
        if not package.has(part):
            raise CannotRead("damaged", "这不是 Word 文件，里面没有正文。")
        kinds = {kind: path for kind, path in package.related(part).values() if package.has(path)}
        styles = styles_of(package.xml(kinds["styles"])) if "styles" in kinds else {}
        numbering = Numbering.of(package.xml(kinds["numbering"])) if "numbering" in kinds else Numbering()
        root = package.xml(part)
        for paragraph in root.iter(f"{W}p"):
            _write_number(paragraph, styles, numbering)
        if next(root.iter(f"{W}del", f"{W}ins"), None) is not None:
            warnings.append("文件带有修订痕迹，已按接受全部修订取入。")
        if any(path.endswith("vbaProject.bin") for path in package.parts):
            warnings.append("文件带有宏，宏没有运行也没有取入。")
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
            for name in package.parts:
                if name == part:
                    packed.writestr(name, etree.tostring(root, xml_declaration=True, encoding="UTF-8"))
                elif name.endswith((".xml", ".rels")):
                    packed.writestr(name, checked_xml(package.read(name)))
                elif not name.endswith("/"):
                    packed.writestr(name, b"")
    return out.getvalue(), warnings


def _write_number(paragraph: etree._Element, styles: dict[str, Style], numbering: Numbering) -> None:
    properties = paragraph.find(f"{W}pPr")
    named = None if properties is None else properties.find(f"{W}pStyle")
    style = styles.get("" if named is None else named.get(f"{W}val", ""), Style())
    key, level = list_place(properties)
    key = style.list_key if key is None else key
    level = style.list_level if level is None else level
    if key in (None, "0") or not any(text.strip() for text in _texts(paragraph)):
        return
    mark = numbering.next(key or "", level or 0)
    if not mark.strip():
        return
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        paragraph.insert(0, properties)
    for old in properties.findall(f"{W}numPr"):
        properties.remove(old)
    own = etree.SubElement(properties, f"{W}numPr")
    etree.SubElement(own, f"{W}numId").set(f"{W}val", "0")
    run = etree.Element(f"{W}r")
    text = etree.SubElement(run, f"{W}t")
    text.text = mark
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    paragraph.insert(paragraph.index(properties) + 1, run)


def _texts(paragraph: etree._Element) -> Iterator[str]:
    return (one.text or "" for one in paragraph.iter(f"{W}t"))
