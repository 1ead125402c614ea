"""Paragraphs out of lines: text broken at the page's width is joined again, page furniture and colophon set aside."""

from __future__ import annotations

import re
from collections.abc import Iterable

from gongkai.annual.compact import compact, squeezed

_STOPS = "。！？；：.!?;:”）)"
_OPENS = re.compile(
    r"^\s*(?:[（(][一二三四五六七八九十]{1,2}[）)]|[一二三四五六七八九十]{1,2}[、.．]|[（(]?\d{1,2}[）).．、](?!\d)|[①-⑳])"
)
_SUBHEADING = re.compile(r"^[（(][一二三四五六七八九十]{1,2}[）)][^。，；]{2,24}$")
_PAGE = re.compile(r"^[—\-－–\s]*\d{1,3}[—\-－–\s]*$")
_CLOSING = (
    re.compile(r"^抄送[：:]"),
    re.compile(r"^主送[：:]"),
    re.compile(r"年\d{1,2}月\d{1,2}日印发$"),
    re.compile(r"^(?:19|20)\d\d年\d{1,2}月\d{1,2}日$"),
    re.compile(r"^[（(]此件.{2,8}[）)]$"),
    re.compile(r"^附件下载$"),
)
_NAME_LINE = re.compile(r"^[\u4e00-\u9fff（）()]{4,30}$")
_WRAPPED = 16
_TOKEN = 18


def reflowed(lines: Iterable[str]) -> str:
    """Paragraphs, one a line. A line goes on into the next when it is long and does not end a sentence."""
    out: list[str] = []
    for line in lines:
        text = line.strip()
        if not text or _PAGE.match(text):
            continue
        before = squeezed(out[-1]) if out else ""
        goes_on = len(before) >= _WRAPPED and before[-1] not in _STOPS and not _SUBHEADING.match(before)
        if out and goes_on and not _OPENS.match(text):
            out[-1] = out[-1] + text
        else:
            out.append(text)
    return "\n".join(out)


def colophon(pieces: list[str]) -> tuple[list[str], list[str]]:
    """The lines of a section, and what closes the whole document behind them: signature, date, copies, marks."""
    kept = list(pieces)
    closing: list[str] = []
    while kept:
        small = squeezed(kept[-1])
        is_name = bool(closing) and bool(_NAME_LINE.match(small)) and len(kept) > 1
        if not (any(pattern.search(small) for pattern in _CLOSING) or is_name):
            break
        closing.insert(0, kept.pop())
    if kept:
        last = re.sub(r"\s+附件下载\s*$", "", kept[-1])
        if last != kept[-1]:
            closing.insert(0, "附件下载")
            kept[-1] = last
    return kept, closing


def without_furniture(text: str, title: str) -> str:
    """The opening paragraph: what stands behind the title, without the short words a web page puts around it."""
    joined = "\n".join(line for line in text.splitlines() if squeezed(line))
    wanted = squeezed(title)
    small = compact(joined)
    found = small.text.find(wanted) if wanted else -1
    cut = small.offset(found + len(wanted)) if found >= 0 else 0
    rest = joined[cut:]
    kept: list[str] = []
    for paragraph in reflowed(rest.splitlines()).splitlines():
        words = paragraph.split()
        while not kept and words and not _is_sentence("".join(words[:1])):
            if len(words) > 1 and _is_sentence("".join(words)) and len(words[0]) > _TOKEN:
                break
            words = words[1:]
        if words:
            kept.append(" ".join(words))
    return "\n".join(kept)


def _is_sentence(word: str) -> bool:
    return len(word) >= _TOKEN and any(mark in word for mark in "，。《")
