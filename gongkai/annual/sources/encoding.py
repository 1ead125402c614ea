"""Bytes to text: what decodes without an error and reads like Chinese wins over what the file says of itself."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from gongkai.annual.documents import CannotRead

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,20})""", re.IGNORECASE)
_STRANGE = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffe\uffff]")
_SAMPLE = 200_000
# A cut-off last character is at most this many bytes.
_TAIL = 4


class Decoded(NamedTuple):
    """Text, the encoding it was in, and Chinese sentences about bytes that could not be read."""

    text: str
    encoding: str
    warnings: list[str]


def decode(data: bytes) -> Decoded:
    """The text of a text-like file. Raises CannotRead ("binary", "encoding") where it is no text or cannot be told."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(_lenient(data[len(mark) :], encoding))
    if wide := _wide(data):
        return _checked(_lenient(data, wide))
    try:
        text = data.decode("utf-8")
        # A few Chinese words in GB18030 happen to be valid UTF-8 for Greek or Cyrillic letters.
        if not text.isascii() and max(text) < "\u0800" and _score(data, "gb18030") == 1.0:
            return _checked(_lenient(data, "gb18030"))
        return _checked(Decoded(text, "utf-8", []))
    except UnicodeDecodeError as problem:
        cut_off = problem.reason == "unexpected end of data" and not data[: problem.start].isascii()
        if cut_off and problem.start >= len(data) - _TAIL:
            return _checked(_lenient(data, "utf-8"))
    if b"\x00" in data[:_SAMPLE]:
        raise CannotRead("binary", "内容是二进制数据而不是文字，请另存为 .docx、PDF 或文本后再试。")
    return _checked(_lenient(data, _double_byte(data)))


def _wide(data: bytes) -> str | None:
    """UTF-16 without its mark shows itself by its zero bytes and by reading well as text one way round only."""
    sample = data[: _SAMPLE & ~1]
    if len(sample) < 4 or b"\x00" not in sample:
        return None
    shares = {encoding: _readable(sample, encoding) for encoding in ("utf-16-le", "utf-16-be")}
    best = max(shares, key=lambda encoding: shares[encoding])
    return best if shares[best] > 0.9 else None


def _readable(data: bytes, encoding: str) -> float:
    """The share of characters that are printable ASCII, line ends, Chinese or full-width."""
    text = data.decode(encoding, "replace")
    good = sum(" " <= character <= "~" or character in "\t\r\n" or _everyday(character, "utf-8") for character in text)
    return good / max(len(text), 1)


def _double_byte(data: bytes) -> str:
    """GB18030, Big5 or, where neither reads better, UTF-8 with faults; the declared name only breaks a tie."""
    declared = _DECLARED.search(data[:4096])
    name = declared.group(1).decode("ascii").lower() if declared else ""
    scores = {encoding: _score(data, encoding) for encoding in ("utf-8", "gb18030", "big5hkscs")}
    if name.startswith(("gb", "x-gb", "euc-cn", "cp936")):
        scores["gb18030"] += 0.05
    elif name.startswith("big5"):
        scores["big5hkscs"] += 0.05
    elif name.startswith("utf-8"):
        scores["utf-8"] += 0.05
    else:
        scores["gb18030"] += 0.01
    return max(scores, key=lambda encoding: scores[encoding])


def _score(data: bytes, encoding: str) -> float:
    """The share of characters beyond ASCII that are everyday ones in that encoding; unreadable ones weigh double."""
    beyond = [character for character in data[:_SAMPLE].decode(encoding, "replace") if character > "\x7f"]
    if not beyond:
        return 0.0
    faults = beyond.count("\ufffd")
    everyday = sum(_everyday(character, encoding) for character in beyond)
    return (everyday - 2 * faults) / len(beyond)


def _everyday(character: str, encoding: str) -> bool:
    if encoding == "utf-8":
        return "\u4e00" <= character <= "\u9fff" or "\u3000" <= character <= "\u303f" or character > "\uff00"
    narrow = "gb2312" if encoding == "gb18030" else "big5"
    try:
        coded = character.encode(narrow)
    except UnicodeEncodeError:
        return False
    # The first plane of both standards holds punctuation and the everyday characters by frequency of use.
    first = coded[0]
    return first <= 0xA3 or 0xB0 <= first <= 0xD7 if narrow == "gb2312" else 0xA1 <= first <= 0xC6


def _lenient(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding, [])
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
    if text.endswith("\ufffd") and text.count("\ufffd") == 1:
        return Decoded(text[:-1], encoding, ["文件末尾有半个字，可能没有下载完整，请与原件核对。"])
    faults = text.count("\ufffd")
    if faults > max(2, len(text) // 200):
        raise CannotRead("encoding", "文字编码无法识别（不是 UTF-8、GB18030 或 Big5），请另存为 UTF-8 文本后再试。")
    return Decoded(text, encoding, [f"有 {faults} 处文字编码已损坏，以“\ufffd”代替，请与原件核对。"])


def _checked(decoded: Decoded) -> Decoded:
    strange = len(_STRANGE.findall(decoded.text))
    if strange > max(4, len(decoded.text) // 100):
        raise CannotRead("binary", "内容是二进制数据而不是文字，请另存为 .docx、PDF 或文本后再试。")
    if not strange:
        return decoded
    warning = f"文中有 {strange} 个控制字符，已略去。"
    return Decoded(_STRANGE.sub("", decoded.text), decoded.encoding, [*decoded.warnings, warning])
