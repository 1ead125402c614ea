"""What a file really is, told by its bytes and held against its name; and how much of it is worth opening."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath

from gongkai.screening.errors import CannotScreen

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Bounds:
    """Guards of the machine, no rules of law: bytes of a file, unpacked and of one part, parts, ratio, pages, cells."""

    file_bytes: int = 50 * MEBIBYTE
    unpacked_bytes: int = 300 * MEBIBYTE
    part_bytes: int = 64 * MEBIBYTE
    entries: int = 5000
    ratio: int = 200
    pages: int = 1000
    cells: int = 500_000
    characters: int = 5_000_000
    pixels: int = 100_000_000
    seconds: int = 90
    memory_bytes: int = 2048 * MEBIBYTE


BOUNDS = Bounds()
NAMES = {
    "docx": "Word 文档",
    "xlsx": "Excel 表格",
    "pptx": "演示文稿",
    "pdf": "PDF 文件",
    "html": "网页",
    "text": "文本",
    "csv": "CSV 表格",
    "jpeg": "JPEG 图片",
    "png": "PNG 图片",
    "image": "图片",
    "ole": "旧版 Office 或者 WPS 文件",
    "rtf": "RTF 文档",
    "ofd": "OFD 版式文件",
    "opendocument": "OpenDocument 文件",
}
_ENDINGS = {
    "docx": {"docx", "docm", "dotx", "dotm"},
    "xlsx": {"xlsx", "xlsm", "xltx", "xltm"},
    "pptx": {"pptx", "pptm", "ppsx", "potx"},
    "pdf": {"pdf"},
    "html": {"html", "htm", "xhtml", "shtml"},
    "csv": {"csv", "tsv"},
    "jpeg": {"jpg", "jpeg", "jpe"},
    "png": {"png"},
    "image": {"gif", "bmp", "tif", "tiff", "webp", "heic", "avif"},
    "ole": {"doc", "dot", "xls", "xlt", "ppt", "pps", "wps", "wpt", "et", "dps"},
    "rtf": {"rtf", "doc"},
    "ofd": {"ofd"},
    "opendocument": {"odt", "ods", "odp"},
    "text": {"txt", "md", "markdown", "log", "json", "xml", ""},
}
_KNOWN = set().union(*_ENDINGS.values()) - {""}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ")
_PROGRAMS = (b"\x7fELF", b"MZ", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe")
_IMAGES = (b"GIF87a", b"GIF89a", b"BM", b"II*\x00", b"MM\x00*")
_MEDIA = (b"ID3", b"OggS", b"fLaC", b"\x1aE\xdf\xa3")
_PAGE = re.compile(rb"<!doctype\s+html|<(?:html|head|body|meta|title|table|div|p|span)\b", re.IGNORECASE)


def ending(name: str) -> str:
    """The file name's ending in lower case without the dot."""
    return PurePosixPath(name.replace("\\", "/")).suffix.lower().lstrip(".")


def kind_of(name: str, data: bytes) -> str:
    """The kind by the bytes. Raises CannotScreen: empty, too-large, archive, executable, media, encrypted, damaged,
    unknown-kind, forged (the name's ending promises another kind)."""
    if not data.strip(b"\x00 \t\r\n"):
        raise CannotScreen("empty", f"{name}：文件是空的，重新导出后再上传。")
    if len(data) > BOUNDS.file_bytes:
        most = BOUNDS.file_bytes // MEBIBYTE
        raise CannotScreen("too-large", f"{name}：文件超过 {most} MB，没有筛查，压缩图片或者分成几份后再上传。")
    kind = _by_bytes(name, data)
    promised = ending(name)
    if promised in _KNOWN and promised not in _ENDINGS[kind] and not (kind == "text" and promised in _ENDINGS["csv"]):
        raise CannotScreen(
            "forged", f"{name}：后缀是 .{promised}，内容其实是{NAMES[kind]}，改正后缀或者重新导出后再上传。"
        )
    return "csv" if kind == "text" and promised in _ENDINGS["csv"] else kind


def _by_bytes(name: str, data: bytes) -> str:
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(name, data)
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise CannotScreen("encrypted", f"{name}：文件设有打开密码，去掉密码另存后再上传。")
        return "ole"
    if data.lstrip().startswith(b"{\\rtf"):
        return "rtf"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(_IMAGES[:2]) or data[8:12] == b"WEBP" or data[4:12] in {b"ftypheic", b"ftypavif", b"ftypmif1"}:
        return "image"
    if data.startswith(_IMAGES[3:]) or (data.startswith(b"BM") and int.from_bytes(data[2:6], "little") == len(data)):
        return "image"
    if data.startswith(_ARCHIVES):
        raise CannotScreen("archive", f"{name}：这是压缩包，解压后逐个上传里面的文件。")
    if data.startswith(_PROGRAMS) and b"\x00" in data[:256]:
        raise CannotScreen("executable", f"{name}：这是可执行程序，不是公文，没有打开，核对来源后上传公文本身。")
    if data.startswith(_MEDIA) or data[4:8] == b"ftyp" or data[8:12] in {b"WAVE", b"AVI "}:
        raise CannotScreen("media", f"{name}：这是音频或者视频，无法筛查，改由人工审查后另行发布。")
    if _PAGE.search(data[:4096]) and ending(name) not in {"txt", "md", "csv"}:
        return "html"
    return "text"


def _zip_kind(name: str, data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    # zipfile raises NotImplementedError for a packing method or a version it does not know.
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as problem:
        raise CannotScreen("damaged", f"{name}：文件结构不完整，可能没有传完，重新导出后再上传。") from problem
    if "OFD.xml" in names:
        return "ofd"
    if "mimetype" in names and "content.xml" in names:
        return "opendocument"
    if "[Content_Types].xml" in names:
        for folder, kind in (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx")):
            if any(one.startswith(folder) for one in names):
                return kind
        raise CannotScreen(
            "unknown-kind", f"{name}：这是 Office 文件，但不是文档、表格或者演示文稿，另存为 .docx 或 PDF 后再上传。"
        )
    raise CannotScreen("archive", f"{name}：这是压缩包，解压后逐个上传里面的文件。")
