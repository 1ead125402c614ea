"""What the text should hold and does not, and what it holds and should not: sections, parts, promises, leftovers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz import fuzz

from gongkai.annual.claims import Mention
from gongkai.annual.compact import loose, squeezed
from gongkai.annual.documents import Document
from gongkai.annual.headings import NUMERALS, headings_of
from gongkai.annual.report import Report, SectionText
from gongkai.annual.sections import labels_seen, parts
from gongkai.law.checks import Finding
from gongkai.law.claim_rules import ClaimRules
from gongkai.law.formats import ReportFormat, Section, formats
from gongkai.law.relations import Level

_PROMISE = re.compile(
    rf"报告[^。；]{{0,12}}?(?:由|包括|包含|分为|分)(?P<list>[^。；]{{8,320}}?)(?:等|共|，)*(?P<count>[{NUMERALS}]|\d{{1,2}})个?部分"
)
_LIKELY = 75
_PART_MARK = re.compile(r"[、，和]")
_ENOUGH = 3


def _finding(
    code: str, level: Level, sentence: str, cite: str, advice: str = "", cells: tuple[str, ...] = ()
) -> Finding:
    return Finding(code, level, cells, None, None, (), sentence, cite, "", advice)


def section_findings(form: ReportFormat, report: Report, rules: ClaimRules) -> Iterator[Finding]:
    """Sections without a heading, headings in other words than the form's, parts of a section left out."""
    expected = rules.expectations.get(form.id)
    if expected is None or not expected.fixed_headings or not report.sections:
        return
    by_id = {section.id: section for section in reversed(report.sections) if section.id}
    for section in form.sections:
        written = by_id.get(section.id)
        if written is None:
            if section.required:
                yield _missing(form, section, report)
            continue
        wanted = f"{section.numeral}、{section.heading}"
        if loose(written.heading) != loose(wanted):
            yield _finding(
                "heading",
                "warning",
                f"标题“{written.heading}”与格式规定的“{wanted}”不一致。",
                section.cite,
                "请按格式改正标题。",
            )
        yield from _parts(section, written)
    yield from _empty(form, by_id)


def _missing(form: ReportFormat, section: Section, report: Report) -> Finding:
    has_table = section.table and any(cell.startswith(f"{section.table}.") for cell in report.figures)
    what = "表格在文中，但缺少标题" if has_table else "未找到该部分"
    return _finding(
        "missing-section",
        "warning" if has_table else "error",
        f"格式规定的“{section.numeral}、{section.heading}”：{what}。",
        section.cite,
        "补写该部分；没有内容的写“无”，不能省略。",
    )


def _parts(section: Section, written: SectionText) -> Iterator[Finding]:
    """Required sub-parts that neither a sub-heading nor a sentence speaks of."""
    if not section.parts:
        return
    headed = [loose(part.heading or part.text[:16]) for part in parts(written)]
    text = loose(written.text)
    for part in section.parts:
        if not part.required:
            continue
        names = [loose(name) for name in (part.heading, *part.aliases)]
        found = (
            any(name in heading for name in names for heading in headed)
            if headed
            else any(name in text for name in names)
        )
        if not found and not any(name in text for name in names):
            yield _finding(
                "missing-part",
                "warning",
                f"“{written.heading}”中没有写“{part.heading}”。",
                section.cite,
                "格式要求逐项报告，请补写；没有内容的写“无”。",
            )


def _empty(form: ReportFormat, by_id: dict[str, SectionText]) -> Iterator[Finding]:
    for section in form.sections:
        written = by_id.get(section.id)
        if written is not None and not section.table and not squeezed(written.text):
            yield _finding(
                "empty-section",
                "warning",
                f"“{written.heading}”下没有内容。",
                section.cite,
                "没有内容的写“无”，不能空白。",
            )


def promise_findings(form: ReportFormat, report: Report) -> Iterator[Finding]:
    """Parts that the introduction announces and the body lacks, or the other way round."""
    match = _PROMISE.search(squeezed(report.lead))
    if match is None or not report.sections:
        return
    known = headings_of(formats().values())
    promised = _promised(match["list"], known.phrases)
    written = {known.id_of(section.heading) or section.id for section in report.sections}
    headings = [loose(section.heading) for section in report.sections]
    absent = [
        words
        for words, id in promised
        if id not in written and not any(fuzz.partial_ratio(loose(words), heading) >= _LIKELY for heading in headings)
    ]
    extra = [s.heading for s in report.sections if s.id and s.id not in {id for _, id in promised}] if absent else []
    if absent:
        also = f"；正文的“{'”“'.join(extra)}”引言没有提到" if extra else ""
        yield _finding(
            "promised-part",
            "warning",
            f"引言说报告包括“{'”“'.join(absent)}”，正文没有这一部分{also}。",
            form.cite,
            "请使引言与正文的部分一致。",
        )


def _promised(listed: str, phrases: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The announced parts with their section ids: known headings first (they hold the very marks lists are made of)."""
    rest = re.sub(r"[“”\"《》]", "、", listed)
    found: list[tuple[str, str]] = []
    for phrase, id in phrases:
        if len(phrase) > _ENOUGH and phrase in rest:
            found.append((phrase, id))
            rest = rest.replace(phrase, "、", 1)
    if "概述" in rest:
        found.extend((phrase, id) for phrase, id in phrases if phrase == "概述")
    for item in _PART_MARK.split(rest):
        words = item.strip()
        if len(words) <= _ENOUGH or words in [phrase for phrase, _ in found]:
            continue
        best = max(phrases, key=lambda entry: fuzz.ratio(loose(words), loose(entry[0])))
        near = fuzz.ratio(loose(words), loose(best[0])) >= _LIKELY
        found.append((words, best[1] if near else words))
    return found


def leftover_findings(form: ReportFormat, report: Report, rules: ClaimRules) -> Iterator[Finding]:
    """Drafting instructions, placeholders and field codes left in the text; the same words are said once."""
    seen: set[str] = set()
    for section in (None, *report.sections):
        text = report.lead if section is None else section.text
        where = "引言" if section is None else f"“{section.heading}”"
        for rule in rules.leftovers:
            for match in rule.pattern.finditer(text):
                quote = " ".join(text[max(match.start() - 12, 0) : match.end() + 24].split())
                if match[0] not in seen:
                    seen.add(match[0])
                    yield _finding(rule.code, rule.level, f"{where}中“{quote}”{rule.say}", form.cite)


def mixed_findings(form: ReportFormat, report: Report, rules: ClaimRules, text: str = "") -> Iterator[Finding]:
    """Two editions in one report: an older outline under later headings, or labels of two editions' tables."""
    inside = [loose(part.heading or part.text[:20]) for section in report.sections for part in parts(section)]
    for outline in rules.outlines:
        if form.first_year <= outline.until:
            continue
        old = [word for word in outline.words if any(heading.startswith(loose(word)) for heading in inside)]
        if len(old) >= _ENOUGH:
            yield _finding(
                "mixed-formats",
                "warning",
                f"“{'”“'.join(old)}”是 {outline.until} 年及以前报告的提纲，与本报告所用的{form.title}混用。",
                form.cite,
                "请按格式规定的部分编写，旧提纲的内容并入相应部分。",
            )
    if text:
        yield from _two_tables(form, text)


def _two_tables(form: ReportFormat, text: str) -> Iterator[Finding]:
    known = tuple(formats().values())
    own = set(labels_seen(text, known)[known.index(form)]) if form in known else set()
    for other, seen in zip(known, labels_seen(text, known), strict=True):
        if own.isdisjoint(seen) and other.family != form.family and len(seen) >= _ENOUGH:
            yield _finding(
                "mixed-formats",
                "warning",
                f"文中另有{other.title}的栏目：{'、'.join(seen[:4])}。",
                form.cite,
                "请只用一种格式填报。",
            )


def unit_findings(form: ReportFormat, document: Document) -> Iterator[Finding]:
    """Amount columns printed without their unit: nobody can tell 元 from 万元."""
    text = squeezed(document.text)
    for table in form.tables:
        for block in table.blocks:
            for column in block.columns:
                if column.kind != "amount" or not column.unit:
                    continue
                bare = squeezed(column.label).split("（")[0]
                found = [match.end() for match in re.finditer(re.escape(bare), text)]
                if found and not any("元" in text[end : end + 8] for end in found):
                    cells = tuple(f"{table.id}.{row.code}.{column.code}" for row in block.rows)
                    yield _finding(
                        "unit-missing",
                        "warning",
                        f"“{bare}”一栏没有印单位，暂按{column.unit}读取。",
                        form.cite,
                        f"请在栏目中注明单位（{column.unit}）。",
                        cells,
                    )


def fee_findings(report: Report, mentions: Iterable[Mention], rules: ClaimRules) -> Iterator[Finding]:
    """Where the edition wants fees reported, a report without a word about them."""
    expected = rules.expectations.get(report.form.id) if report.form else None
    if expected is None or not expected.fee_section or not report.sections:
        return
    section = next((section for section in report.sections if section.id == expected.fee_section), None)
    if section is None or any(mention.claim.kind == "fee" for mention in mentions):
        return
    yield _finding(
        "fee-not-reported",
        "warning",
        f"“{section.heading}”没有写信息处理费的收取情况。{expected.fee_say}",
        expected.fee_cite,
        "请补写一句收取情况。",
    )
