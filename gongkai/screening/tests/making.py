"""Files made for the tests: each carries one thing that must not go out, or all of them."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import openpyxl
import pypdf
import xlsxwriter
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt, RGBColor
from openpyxl.comments import Comment
from openpyxl.styles import Font
from PIL import Image, PngImagePlugin
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from gongkai.screening.findings import Context

CONTEXT = Context(on=date(2026, 11, 21))
# A number of the form of a mobile telephone out of a range that is not given out.
PHONE = "13800000012"


def saved(document: WordDocument) -> bytes:
    """The bytes of a Word document."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def plain_word(*paragraphs: str) -> WordDocument:
    """A Word document with these paragraphs and without properties of the template."""
    document = Document()
    for words in paragraphs:
        document.add_paragraph(words)
    properties = document.core_properties
    for name in ("author", "title", "subject", "keywords", "comments", "last_modified_by", "category"):
        setattr(properties, name, "")
    return document


def with_hidden_word() -> bytes:
    """Vanished, white and tiny words, a revision, a comment, properties, a custom part, a table cell with a name."""
    document = plain_word("各镇人民政府：", "请按期报送材料。")
    paragraph = document.add_paragraph("看得见")
    paragraph.add_run(f"隐去{PHONE}").font.hidden = True
    white = paragraph.add_run("白字")
    white.font.color.rgb = RGBColor(255, 255, 255)
    paragraph.add_run("小字").font.size = Pt(1)
    run = document.add_paragraph("有批注").runs[0]
    document.add_comment(run, text="领导意见：暂缓", author="经办人")
    ns = nsdecls("w")
    revised = document.add_paragraph("修订：")
    revised._p.append(parse_xml(f'<w:del {ns} w:id="1" w:author="甲"><w:r><w:delText>旧词</w:delText></w:r></w:del>'))
    revised._p.append(parse_xml(f'<w:ins {ns} w:id="2" w:author="甲"><w:r><w:t>新词</w:t></w:r></w:ins>'))
    document.core_properties.author = "经办人（涂岭镇）"
    return with_parts(saved(document), {"customXml/item1.xml": "<内部><编号>0001</编号></内部>".encode()})


def with_parts(data: bytes, parts: dict[str, bytes]) -> bytes:
    """An Office file with parts added or replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, body in parts.items():
            new.writestr(name, body)
    return out.getvalue()


def with_hidden_sheet() -> bytes:
    """A hidden sheet, row and column, white words, a comment, a formula with its value, properties."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "公开"
    for row in (("项目", "金额", "备注"), ("甲", 1200, "内部掌握"), ("乙", 800, ""), ("隐行", PHONE, "")):
        sheet.append(row)
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["C"].hidden = True
    sheet["A5"] = "白字"
    sheet["A5"].font = Font(color="FFFFFFFF")
    sheet["B1"].comment = Comment("核减三成", "经办人")
    secret = book.create_sheet("底稿")
    secret["A1"] = "底价九折"
    secret.sheet_state = "hidden"
    book.properties.creator = "经办人（涂岭镇）"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def plain_sheet(*rows: tuple[str | int | None, ...]) -> bytes:
    """A workbook of one visible sheet without telling properties."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.properties.creator = ""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_left_over_words() -> bytes:
    """A workbook whose table of shared words still holds words that no cell shows."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    book.add_worksheet("公开").write_row(0, 0, ["甲", "乙"])
    book.close()
    parts = zipfile.ZipFile(io.BytesIO(out.getvalue()))
    words = parts.read("xl/sharedStrings.xml").decode()
    return with_parts(
        out.getvalue(), {"xl/sharedStrings.xml": words.replace("</sst>", "<si><t>删去的话</t></si></sst>").encode()}
    )


def with_slides(hidden: bool = False) -> bytes:
    """Two slides, the second with notes and a comment; the first may be hidden."""
    main, draw = (f"http://schemas.openxmlformats.org/{name}/2006/main" for name in ("presentationml", "drawingml"))

    def shown(words: str, head: str = "p:sld") -> bytes:
        space = f'xmlns:p="{main}" xmlns:a="{draw}"'
        return f"<{head} {space}><a:p><a:r><a:t>{words}</a:t></a:r></a:p></{head.split()[0]}>".encode()

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("ppt/presentation.xml", shown("", "p:presentation"))
        archive.writestr("ppt/slides/slide1.xml", shown("第一张", 'p:sld show="0"' if hidden else "p:sld"))
        archive.writestr("ppt/slides/slide2.xml", shown(f"电话{PHONE}"))
        archive.writestr("ppt/notesSlides/notesSlide2.xml", shown("不要念出来", "p:notes"))
        archive.writestr(
            "ppt/comments/comment1.xml", f'<p:cmLst xmlns:p="{main}"><p:cm><p:text>改</p:text></p:cm></p:cmLst>'
        )
    return out.getvalue()


def pdf_of(*contents: str, fonts: bool = True) -> pypdf.PdfWriter:
    """A PDF with a page for each piece of page description; /F1 is Helvetica."""
    writer = pypdf.PdfWriter()
    for content in contents:
        page = writer.add_blank_page(300, 200)
        stream = DecodedStreamObject()
        stream.set_data(content.encode("latin-1"))
        page[NameObject("/Contents")] = writer._add_object(stream)
        if fonts:
            font = DictionaryObject({
                NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"),
                NameObject("/BaseFont"): NameObject("/Helvetica"),
            })  # fmt: skip
            page[NameObject("/Resources")] = DictionaryObject(
                {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
            )
    writer.metadata = None
    return writer


def words_at(words: str, x: int = 20, y: int = 150, extra: str = "") -> str:
    """Page description of some Latin words."""
    return f"BT /F1 14 Tf {extra} {x} {y} Td ({words}) Tj ET "


def written(writer: pypdf.PdfWriter) -> bytes:
    """The bytes of a PDF."""
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def note(kind: str, words: str = "", **more: object) -> DictionaryObject:
    """An annotation."""
    made = DictionaryObject({
        NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject(kind),
        NameObject("/F"): NumberObject(4),
        NameObject("/Rect"): ArrayObject([FloatObject(one) for one in (10, 10, 60, 40)]),
    })  # fmt: skip
    if words:
        made[NameObject("/Contents")] = TextStringObject(words)
    for key, value in more.items():
        made[NameObject(f"/{key}")] = value
    return made


def layered_pdf() -> bytes:
    """A PDF whose second line of words lies in a layer that is off."""
    writer = pdf_of(words_at("SHOWN") + "/OC /L0 BDC " + words_at(PHONE, y=100) + "EMC ")
    group = writer._add_object(
        DictionaryObject({NameObject("/Type"): NameObject("/OCG"), NameObject("/Name"): TextStringObject("draft")})
    )
    resources = writer.pages[0]["/Resources"]
    assert isinstance(resources, DictionaryObject)
    resources[NameObject("/Properties")] = DictionaryObject({NameObject("/L0"): group})
    writer.root_object[NameObject("/OCProperties")] = DictionaryObject({
        NameObject("/OCGs"): ArrayObject([group]),
        NameObject("/D"): DictionaryObject({NameObject("/OFF"): ArrayObject([group])}),
    })  # fmt: skip
    return written(writer)


def revised_pdf() -> bytes:
    """A PDF that was saved again on top of a former revision with other words."""
    former = written(pdf_of(words_at(f"OLD {PHONE}")))
    writer = pypdf.PdfWriter(io.BytesIO(former), incremental=True)
    stream = DecodedStreamObject()
    stream.set_data(words_at("NEW WORDS").encode())
    writer.pages[0][NameObject("/Contents")] = writer._add_object(stream)
    return written(writer)


def picture(kind: str = "JPEG") -> bytes:
    """A picture with a position, a device and a text; PNG carries texts of its own."""
    made = Image.new("RGB", (32, 24), (200, 30, 30))
    made.putpixel((3, 3), (0, 0, 255))
    exif = Image.Exif()
    exif[0x0110] = "Phone 9"
    exif[0x013B] = "经办人".encode().decode("latin-1")
    exif.get_ifd(0x8825).update({1: "N", 2: (25.0, 7.0, 30.0), 3: "E", 4: (118.0, 54.0, 0.0)})
    out = io.BytesIO()
    if kind == "PNG":
        texts = PngImagePlugin.PngInfo()
        texts.add_text("Author", "office", zip=False)
        made.save(out, "PNG", pnginfo=texts, exif=exif)
    else:
        made.save(out, "JPEG", exif=exif, comment=b"note")
    return out.getvalue()
