"""Files made for the tests: small honest ones and hostile ones, byte by byte."""

from __future__ import annotations

import io
import zipfile

from gongkai.annual.documents import Cell, Document, Line, Table

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def packed(parts: dict[str, bytes | str]) -> bytes:
    """A ZIP of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return buffer.getvalue()


def relations(**targets: str) -> str:
    """A relationships part: kind to target, ids r0, r1, …"""
    rows = "".join(
        f'<Relationship Id="r{number}" Type="{_OFFICE}/{kind.split("_")[0]}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="{_PACKAGE}">{rows}</Relationships>'


def docx(body: str, *, styles: str = "", numbering: str = "", prolog: str = "", **more: bytes) -> bytes:
    """A Word file with this body."""
    spaces = (
        f'xmlns:w="{WORD}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    )
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relations(officeDocument="word/document.xml"),
        "word/_rels/document.xml.rels": relations(styles="styles.xml", numbering="numbering.xml"),
        "word/document.xml": f"{prolog}<w:document {spaces}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f'<w:styles xmlns:w="{WORD}">{styles}</w:styles>',
        "word/numbering.xml": f'<w:numbering xmlns:w="{WORD}">{numbering}</w:numbering>',
    }
    parts.update({name.replace("__", "/"): data for name, data in more.items()})
    return packed(parts)


def paragraph(text: str, properties: str = "") -> str:
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def table(*rows: str) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def xlsx(rows: str, *, after: str = "", before: str = "", **more: str) -> bytes:
    """A workbook with one sheet, its rows given as XML."""
    return packed(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": relations(officeDocument="xl/workbook.xml"),
            "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{_OFFICE}"><sheets>'
            '<sheet name="表三" sheetId="1" r:id="r0"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": relations(worksheet="worksheets/sheet1.xml", styles="styles.xml"),
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{SHEET}">{before}<sheetData>{rows}</sheetData>'
            f"{after}</worksheet>",
            "xl/styles.xml": f'<styleSheet xmlns="{SHEET}"><borders><border/>'
            '<border><left style="thin"/></border></borders><cellXfs><xf numFmtId="0" borderId="0"/>'
            '<xf numFmtId="14" borderId="0"/><xf numFmtId="0" borderId="1"/></cellXfs></styleSheet>',
            **{name.replace("__", "/"): data for name, data in more.items()},
        }
    )


def pdf(*objects: str, trailer: str = "") -> bytes:
    """A PDF with these objects, numbered from 1; the first is the catalogue."""
    result = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(result))
        result += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start = len(result)
    result += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    result += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    root = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n"
    return result + root.encode()


def pdf_page(content: str, *, pages: int = 1, resources: str = "") -> bytes:
    """A PDF whose pages all show this content stream, in Helvetica as /F1."""
    kids = " ".join(f"{number} 0 R" for number in range(5, 5 + pages))
    page = (
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R "
        f"/Resources << /Font << /F1 4 0 R >> {resources} >> >>"
    )
    return pdf(
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *[page] * pages,
    )


def lines(document: Document) -> list[str]:
    """The running text."""
    return [block.text for block in document.blocks if isinstance(block, Line)]


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def texts(table: Table) -> list[list[str]]:
    """The rows as texts."""
    return [[one.text for one in row] for row in table.rows()]


def spans(table: Table) -> dict[str, tuple[int, int, int, int]]:
    """Row, column, rowspan and colspan by text."""
    return {one.text: (one.row, one.column, one.rowspan, one.colspan) for one in table.cells if one.text}


def covers_a_grid(cells: tuple[Cell, ...]) -> bool:
    """Whether no place is covered twice."""
    places = [
        (row, column)
        for one in cells
        for row in range(one.row, one.row + one.rowspan)
        for column in range(one.column, one.column + one.colspan)
    ]
    return len(places) == len(set(places))
