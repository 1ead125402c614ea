"""What a file really is, told by its bytes; the name's ending only decides between near relatives."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePosixPath

from gongkai.annual.documents import CannotRead

NAMES = {
    "docx": "Word 文档（.docx）",
    "xlsx": "Excel 表格（.xlsx）",
    "pdf": "PDF 文件",
    "doc": "旧版 Word 文档（.doc）",
    "wps": "WPS 文字文档",
    "xls": "旧版 Excel 表格（.xls）",
    "et": "WPS 表格",
    "rtf": "RTF 文档",
    "odt": "OpenDocument 文档",
    "ods": "OpenDocument 表格",
    "wordml": "Word 2003 XML 文档",
    "sheetml": "Excel 2003 XML 表格",
    "html": "网页",
    "mhtml": "单一网页文件（MHTML）",
    "markdown": "Markdown 文本",
    "text": "纯文本",
    "zip": "ZIP 压缩包",
}
_ENDINGS = {
    "docx": {"docx", "docm", "dotx", "dotm"},
    "xlsx": {"xlsx", "xlsm", "xltx", "xltm"},
    "pdf": {"pdf"},
    "doc": {"doc", "dot"},
    "wps": {"wps", "wpt"},
    "xls": {"xls", "xlt"},
    "et": {"et", "ett"},
    "rtf": {"rtf"},
    "odt": {"odt"},
    "ods": {"ods"},
    "wordml": {"xml"},
    "sheetml": {"xml"},
    "html": {"html", "htm", "xhtml", "shtml"},
    "mhtml": {"mht", "mhtml"},
}
_IMAGES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*", b"\x00\x00\x01\x00")
_PROGRAMS = (b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"#!")
_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ")
_MEDIA = (b"ID3", b"OggS", b"RIFF", b"fLaC", b"\x1aE\xdf\xa3")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PAGE = re.compile(r"<!doctype\s+html|<(?:html|head|body|meta|title)\b", re.IGNORECASE)
_FRAGMENT = re.compile(r"\s*<(?:table|div|p|span|h[1-6]|center|section|article|font|!--)\b", re.IGNORECASE)
_HEAD = 8192


def ending(name: str) -> str:
    """The file name's ending in lower case without the dot; empty where there is none."""
    return PurePosixPath(name.replace("\\", "/")).suffix.lower().lstrip(".")


def kind_of_bytes(data: bytes, name: str) -> str | None:
    """The kind by magic bytes; None where only the decoded text can tell. Raises CannotRead for what is no document."""
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise CannotRead("empty", "文件是空的，请重新下载或重新导出后再试。")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_zip(data)
    if data.startswith(_OLE):
        return _kind_of_ole(data, name)
    if data.lstrip().startswith(b"{\\rtf"):
        return "rtf"
    _refuse_the_rest(data)
    return None


def kind_of_text(text: str, name: str) -> str:
    """The kind of a decoded text: web page, Markdown, one of the Office XML forms or plain text."""
    head = text[:_HEAD].lstrip()
    if re.match(r"(?:[A-Za-z-]+:.*\r?\n)*MIME-Version:", head, re.IGNORECASE):
        return "mhtml"
    if head.startswith(("<?xml", "<w:wordDocument")):
        if "http://schemas.microsoft.com/office/word/2003/wordml" in head or 'progid="Word.Document"' in head:
            return "wordml"
        if "urn:schemas-microsoft-com:office:spreadsheet" in head and "<html" not in head.lower():
            return "sheetml"
        if not _PAGE.search(head):
            raise CannotRead("unknown-kind", "内容是 XML 数据而不是文档，请另存为 .docx、PDF 或网页后再试。")
    if _PAGE.search(head) or _FRAGMENT.match(head):
        return "html"
    if ending(name) in {"md", "markdown"} or _looks_like_markdown(text):
        return "markdown"
    return "text"


def mismatch(kind: str, name: str) -> str | None:
    """A sentence when the name's ending promises something else than the bytes hold, else None."""
    found = ending(name)
    known = set().union(*_ENDINGS.values())
    if found not in known or kind not in NAMES or found in _ENDINGS.get(kind, {found} - known):
        return None
    if {kind, found} <= {"doc", "wps", "dot", "wpt"} or {kind, found} <= {"xls", "et", "xlt", "ett"}:
        return None
    return f"文件名后缀是 .{found}，内容其实是{NAMES[kind]}，已按内容读取。"


def _looks_like_markdown(text: str) -> bool:
    signs = (r"^#{1,6} +\S", r"^ {0,3}\|? *:?-{2,}:? *(?:\| *:?-{2,}:? *)+\|? *$", r"<table\b")
    return any(re.search(sign, text, re.MULTILINE) for sign in signs)


def _kind_of_zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            mimetype = archive.read("mimetype")[:100] if "mimetype" in names else b""
    except Exception as problem:
        raise CannotRead(
            "damaged", "内容是压缩格式（.docx、.xlsx 或 ZIP），但结构不完整，可能没有下载完，请重新下载后再试。"
        ) from problem
    if not names:
        raise CannotRead("empty", "压缩包里没有任何文件，请重新打包后再试。")
    if "OFD.xml" in names:
        raise CannotRead("ofd", "这是 OFD 版式文件，暂不能直接读取，请另存为 PDF 或 .docx 后再试。")
    if b"opendocument.text" in mimetype:
        return "odt"
    if b"opendocument.spreadsheet" in mimetype:
        return "ods"
    if "[Content_Types].xml" not in names:
        return "zip"
    for folder, kind in (("word/", "docx"), ("xl/", "xlsx")):
        if any(name.startswith(folder) for name in names):
            if kind == "xlsx" and "xl/workbook.bin" in names:
                raise CannotRead("unknown-kind", "这是 Excel 二进制工作簿（.xlsb），请另存为 .xlsx 后再试。")
            return kind
    if any(name.startswith("ppt/") for name in names):
        raise CannotRead("presentation", "这是演示文稿，不是报告文档，请提交 .docx、PDF 或网页。")
    raise CannotRead("unknown-kind", "这是 Office 文件，但不是文字文档也不是表格，请另存为 .docx 或 PDF 后再试。")


def _kind_of_ole(data: bytes, name: str) -> str:
    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") + b"\x00\x00" in data

    if holds("EncryptedPackage"):
        raise CannotRead("encrypted", "这是设了打开密码的 Office 文档，请去掉密码另存后再试。")
    if holds("WordDocument"):
        return "wps" if ending(name) in _ENDINGS["wps"] else "doc"
    if holds("Workbook") or holds("Book"):
        return "et" if ending(name) in _ENDINGS["et"] else "xls"
    if holds("PowerPoint Document"):
        raise CannotRead("presentation", "这是演示文稿，不是报告文档，请提交 .docx、PDF 或网页。")
    raise CannotRead("unknown-kind", "这是旧式 Office 复合文件，但找不到正文，请另存为 .docx 或 PDF 后再试。")


def _refuse_the_rest(data: bytes) -> None:
    if data.startswith(_IMAGES) or _is_bitmap(data) or data[8:12] == b"WEBP" or data[4:8] == b"ftyp":
        if data[4:8] == b"ftyp" and data[8:12] not in {b"heic", b"heix", b"mif1", b"avif"}:
            raise CannotRead("media", "这是音频或视频文件，不是报告文档，请提交 .docx、PDF、网页或文本。")
        raise CannotRead("image", "这是图片，里面的文字不能直接读取，请提供文字版，或先做文字识别（OCR）再试。")
    if data.startswith(_PROGRAMS) or (data.startswith(b"MZ") and b"\x00" in data[:64]):
        raise CannotRead("executable", "这是可执行程序，不是文档，系统不会运行它，请核对来源后提交报告文件。")
    if data.startswith(_ARCHIVES):
        raise CannotRead("archive-kind", "这是 RAR、7z 或 gzip 压缩包，请解压后提交里面的文件，或改用 ZIP 打包。")
    if data.startswith(_MEDIA):
        raise CannotRead("media", "这是音频或视频文件，不是报告文档，请提交 .docx、PDF、网页或文本。")


def _is_bitmap(data: bytes) -> bool:
    return data.startswith(b"BM") and int.from_bytes(data[2:6], "little") == len(data)
