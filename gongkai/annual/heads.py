"""Who reports on which year: title, agency, year, number and day, read past covering notices and web page furniture."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gongkai.annual.compact import squeezed
from gongkai.annual.documents import Document
from gongkai.annual.head_lines import (
    TextLine,
    after_metadata,
    chinese_year,
    day_in,
    document_number,
    metadata,
    signed_day,
    signer,
    text_lines,
)
from gongkai.law.formats import ReportFormat, formats

_YEAR = r"(?P<year>(?:19|20)\d\d|[二一][零〇○Ｏ九][零〇○Ｏ一二三四五六七八九]{2})"
_NAME = r"[\u4e00-\u9fffA-Za-z0-9·（）()]"
_NOT_A_NAME = re.compile(r"关于|印发|根据|现将|本报告|按照|以下简称|当前位置|首页|编制|通知|此件|统计表|联系|附件")
_PERIOD = re.compile(r"(?:统计|数据)[^。；]{0,12}?(\d{4})年1月1日起?(?:开始)?[至到—-]{1,2}(?:(\d{4})年)?12月31日")
_COMPILED = re.compile(r"汇总自?([\u4e00-\u9fff]{2,20}?)(?:、|各|所属)")
_GLUED = 60


@dataclass(frozen=True, slots=True)
class Head:
    """What was found, empty where nothing was. `starts_at_block`: the block of the title (0 without one)."""

    title: str
    agency: str
    year: int | None
    number: str
    issued: str
    starts_at_block: int
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Title:
    words: str
    agency: str
    year: int | None
    first: int
    last: int


def title_pattern(forms: Iterable[ReportFormat]) -> re.Pattern[str]:
    """Agency, year and the title words that the formats know, the longest first."""
    words = sorted({word for form in forms for word in form.titles}, key=len, reverse=True)
    known = "|".join(re.escape(word) for word in words)
    return re.compile(rf"^(?P<agency>{_NAME}{{2,40}}?)??{_YEAR}(?:年度|年)?(?P<after>{_NAME}{{2,30}}?)??(?:{known})$")


def read_head(document: Document, forms: Iterable[ReportFormat] | None = None) -> Head:
    """Title, agency, year, document number and day of issue (YYYY-MM-DD). Nothing is invented: not found is empty."""
    pattern = title_pattern(forms if forms is not None else formats().values())
    lines = text_lines(document)
    meta = metadata(lines)
    titles = list(_titles(lines, pattern))
    own = [title for title in titles if not _is_metadata(lines[title.first])]
    title = own[0] if own else None
    notes: list[str] = []
    from_meta = _match(squeezed(meta.get("标题", "") or meta.get("题目", "")), pattern)
    named = title or from_meta
    start = lines[title.first].block if title else after_metadata(lines)
    before = [line for line in lines if title and line.block < start]
    after = [line for line in lines if not title or line.block >= start]
    agency = named.agency if named else ""
    if not agency:
        agency = _agency_elsewhere(lines, after, meta, notes)
    year = named.year if named else None
    year = _with_period(lines, year, notes)
    number = squeezed(meta.get("文号", "") or meta.get("发文字号", "")) or document_number(before or lines[:12])
    issued = signed_day(before, after)
    published = day_in(squeezed(meta.get("发布时间", "") or meta.get("发布日期", "")).replace("/", "-"))
    if published and not issued:
        issued = published
    elif published and published != issued:
        notes.append(f"成文或印发日期为 {issued}，网页发布日期为 {published}。")
    if not named:
        notes.append("未找到报告题目，请核对是否为年度报告全文。")
    if number and title:
        notes.append(f"报告前有印发或报送文件（{number}），不计入报告正文。")
    return Head(named.words if named else "", agency, year, number, issued, start, tuple(notes))


def _is_metadata(line: TextLine) -> bool:
    return line.squeezed.startswith(("标题:", "标题：", "题目:", "题目：", "本地目录"))


def _titles(lines: list[TextLine], pattern: re.Pattern[str]) -> Iterator[_Title]:
    """Titles in reading order: on one line, broken over two or three, or among the words of a very long line."""
    for index, line in enumerate(lines):
        whole = _match(line.squeezed, pattern, index)
        if whole and not whole.agency and index and _is_name(lines[index - 1].squeezed):
            # The name alone above the rest of the title.
            above = lines[index - 1].squeezed
            whole = _Title(above + whole.words, above, whole.year, index - 1, index)
        for length in (2, 3):
            if not whole and index + length <= len(lines):
                parts = [part.squeezed for part in lines[index : index + length]]
                if all(len(part) <= _GLUED for part in parts) and not _match(parts[-1], pattern):
                    whole = _match("".join(parts), pattern, index, index + length - 1)
        if not whole and len(line.squeezed) > _GLUED:
            whole = next((found for found in _inside(line.text, pattern, index)), None)
        if whole:
            yield whole


def _inside(text: str, pattern: re.Pattern[str], index: int) -> Iterator[_Title]:
    for word in text.split():
        found = _match(squeezed(word), pattern, index)
        if found:
            yield found


def _match(text: str, pattern: re.Pattern[str], first: int = 0, last: int | None = None) -> _Title | None:
    match = pattern.match(text) if len(text) <= _GLUED + 40 else None
    if match is None:
        return None
    agency = match["agency"] or match["after"] or ""
    if _NOT_A_NAME.search(agency):
        return None
    return _Title(text, agency, chinese_year(match["year"]), first, first if last is None else last)


def _is_name(text: str) -> bool:
    return bool(re.fullmatch(r"[\u4e00-\u9fff（）()]{3,30}", text)) and not _NOT_A_NAME.search(text)


def _agency_elsewhere(lines: list[TextLine], after: list[TextLine], meta: dict[str, str], notes: list[str]) -> str:
    joined = "".join(line.squeezed for line in lines[:40])
    compiled = _COMPILED.search(joined)
    issuer = signer(after) or squeezed(meta.get("发布机构", "") or meta.get("发布单位", ""))
    agency = compiled[1] if compiled else issuer
    if agency:
        source = "正文“汇总…”一句" if compiled else "落款或发布机构"
        notes.append(f"题目中没有单位名称，“{agency}”取自{source}，请核对。")
    return agency


def _with_period(lines: list[TextLine], year: int | None, notes: list[str]) -> int | None:
    """The statistics period is a second source for the year; where the two differ, the title stands and it is said."""
    match = _PERIOD.search("".join(line.squeezed for line in lines))
    if match is None:
        return year
    stated = int(match[1])
    if match[2] and match[2] != match[1]:
        notes.append(f"统计期限写作 {match[1]} 年至 {match[2]} 年，应为同一年度。")
    if year is not None and stated != year:
        notes.append(f"题目年度为 {year} 年，统计期限写作 {stated} 年，两者不一致。")
    return year if year is not None else stated
