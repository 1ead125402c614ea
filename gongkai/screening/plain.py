"""Plain text and CSV: bytes to words, without guessing beyond the usual encodings."""

from __future__ import annotations

import codecs

from gongkai.screening.errors import CannotScreen
from gongkai.screening.findings import Place
from gongkai.screening.gathering import Gathering

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
_NO_TEXT = frozenset(chr(code) for code in range(32) if chr(code) not in "\t\n\r\f\x1b")


def decoded(name: str, data: bytes) -> str:
    """The words of a text file. Raises CannotScreen ("damaged") for what is no text in a usual encoding."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if sum(sign in _NO_TEXT for sign in text) <= len(text) // 100:
            return text
    raise CannotScreen("damaged", f"{name}：不是文字或者编码无法识别，另存为 UTF-8 文本、.docx 或 PDF 后再上传。")


def look_at_plain(name: str, data: bytes, gathering: Gathering, table: bool = False) -> None:
    """Line by line; in a table the signs between fields become tabs."""
    for number, line in enumerate(decoded(name, data).splitlines(), start=1):
        gathering.add(Place("text", paragraph=number), line.replace(",", "\t") if table else line)
