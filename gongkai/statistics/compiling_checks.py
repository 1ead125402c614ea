"""What is to be said of a report in the making: text against tables, parts, copies, words that must not go out.

Findings on the tables alone are the filing's business; they are shown here and hold nothing up.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gongkai.annual.judging import judge
from gongkai.annual.likeness import Likeness, likeness
from gongkai.annual.narrating import LEAD, PART
from gongkai.annual.report import Report
from gongkai.annual.text_findings import relation_of
from gongkai.law.claim_rules import claim_rules
from gongkai.law.narrative import CALL
from gongkai.screening.findings import KINDS, Context
from gongkai.screening.text import screen_text
from gongkai.statistics.compiling import Composed, Written

# The office's own address and telephone belong into the opening.
OFFICE = frozenset({"fixed_phone", "email", "home_address"})
SECRETS = frozenset(KINDS) - OFFICE - {"wrong_word", "placeholder", "person_name"}
ERROR, WARNING, HINT = "error", "warning", "hint"
BRACES = "{}｛｝"
WORDS = {"error": "错误", "warning": "提醒", "hint": "提示"}


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to mend or to know. `place` is the id of the place it speaks of, empty for the whole; `stops` means
    that the report cannot be submitted with it."""

    code: str
    level: str
    place: str
    sentence: str
    stops: bool = False

    @property
    def level_words(self) -> str:
        """The level in Chinese."""
        return WORDS[self.level]


@dataclass(frozen=True, slots=True)
class Copied:
    """How much stood in last year's report already; `passages` are (start, end) in the printed text of each place."""

    share: int
    threshold: int
    passages: dict[str, tuple[tuple[int, int], ...]]

    @property
    def too_much(self) -> bool:
        """Whether it counts as a copy."""
        return self.share >= self.threshold


@dataclass(frozen=True, slots=True)
class Checked:
    """All of it, worst first; `report` is the judged one that would be published; `copied` None without a last year."""

    remarks: tuple[Remark, ...]
    tables: tuple[Remark, ...]
    report: Report
    copied: Copied | None

    @property
    def blocking(self) -> str:
        """The first sentence that holds the submission up, or nothing."""
        return next((one.sentence for one in self.remarks if one.stops), "")


def check_text(composed: Composed, on: date) -> Checked:
    """Everything there is to say of the text and tables as they would be printed. `on` is the day of the law asked."""
    report = judge(composed.report, composed.ground.last)
    remarks, tables = _judged(report, composed)
    copied = copied_from(composed, on)
    found = [*_placeholders(composed), *_empty(composed), *remarks, *_screened(composed, on)]
    if copied is not None and copied.too_much:
        found.append(Remark(
            "copied", WARNING, "",
            f"正文有 {copied.share}% 与上年报告雷同（判定比例 {copied.threshold}%），请按本年实际改写标出的文字。",
        ))  # fmt: skip
    rank = (ERROR, WARNING, HINT)
    found.sort(key=lambda one: (not one.stops, rank.index(one.level)))
    return Checked(tuple(found), tuple(tables), report, copied)


def copied_from(composed: Composed, on: date) -> Copied | None:
    """How much of the text is last year's, with the places; None where last year's text is not known."""
    last = composed.ground.last
    if last is None or not last.sections:
        return None
    before = "\n".join(part.text for part in last.sections)
    texts, starts, length = [], {}, 0
    for place in composed.places:
        if place.slot.id == LEAD or not place.filled.text:
            continue
        starts[place.slot.id] = length
        texts.append(place.filled.text)
        length += len(place.filled.text) + 1
    found = likeness(before, "\n".join(texts))
    threshold = claim_rules().likeness.threshold(on).percent
    return Copied(int(found.share * 100), threshold, _by_place(found, starts, composed))


def _by_place(found: Likeness, starts: dict[str, int], composed: Composed) -> dict[str, tuple[tuple[int, int], ...]]:
    """The passages cut at the places' edges."""
    out: dict[str, list[tuple[int, int]]] = {}
    lengths = {place.slot.id: len(place.filled.text) for place in composed.places}
    for _, _, start, end in found.passages:
        for id, begin in starts.items():
            low, high = max(start, begin) - begin, min(end, begin + lengths[id]) - begin
            if low < high:
                out.setdefault(id, []).append((low, high))
    return {id: tuple(spans) for id, spans in out.items()}


def _placeholders(composed: Composed) -> Iterator[Remark]:
    for place in composed.places:
        where = place.slot.heading or "引言"
        for label in dict.fromkeys(place.filled.unknown):
            said = f"“{where}”中的{{{label}}}不是登记的数，请从右侧的数中选用，或者删去花括号。"
            yield Remark("figure-unknown", ERROR, place.slot.id, said, True)
        for label in dict.fromkeys(place.filled.missing):
            said = f"“{where}”中的{{{label}}}没有数据可取，请改写这一句。"
            yield Remark("figure-missing", ERROR, place.slot.id, said, True)
        if any(sign in BRACES for sign in CALL.sub("", place.raw)):
            said = f"“{where}”中有多余的、没有成对的或者全角的花括号，会照原样印出来，请改正。"
            yield Remark("figure-braces", ERROR, place.slot.id, said, True)


def _empty(composed: Composed) -> Iterator[Remark]:
    """Statutory places that nobody wrote: they are printed with the word for nothing, and named here."""
    for place in composed.places:
        slot = place.slot
        if slot.id == LEAD:
            if not place.printed:
                yield Remark("empty-part", WARNING, LEAD, "引言没有内容，请写明编制依据和统计期限。")
        elif not slot.table and not slot.parted and not place.filled.text.strip():
            empty = composed.narrative.empty
            said = f"“{slot.heading}”是格式规定的内容，还没有写，印发时写作“{empty}”。"
            yield Remark("empty-part", WARNING, slot.id, said)


def _judged(report: Report, composed: Composed) -> tuple[list[Remark], list[Remark]]:
    """Findings of the text and findings of the tables. What concerns only the print or the day of issue is left out."""
    form = composed.ground.form
    stated = relation_of(form, "stated_in_text")
    relations = {relation.id for relation in form.relations} - ({stated.id} if stated else set())
    texts: list[Remark] = []
    tables: list[Remark] = []
    for finding in report.findings:
        if finding.code in ("empty-section", "late"):
            continue
        sentence = f"{finding.sentence}{finding.advice}"
        of_tables = finding.relation in relations or finding.code == "unread"
        stops = finding.level == ERROR and not of_tables
        made = Remark(finding.code, finding.level, _place_of(finding.sentence, composed), sentence, stops)
        (tables if of_tables else texts).append(made)
    return texts, tables


def _place_of(sentence: str, composed: Composed) -> str:
    """The place whose words a finding quotes, or nothing."""
    quoted = sentence.split("“", 1)[-1].split("”", 1)[0].rstrip("…")
    holding = (place.slot.id for place in composed.places if len(quoted) > 1 and quoted in place.printed)
    return next(holding, "")


def _screened(composed: Composed, on: date) -> Iterator[Remark]:
    context = Context(on=on, skip=OFFICE)
    for place in composed.places:
        for finding in screen_text(place.filled.text, context) if place.filled.text else ():
            if _is_figure(place, finding.start, finding.end):
                continue
            stops = finding.level == "sure" and finding.kind in SECRETS
            level = ERROR if stops else WARNING
            yield Remark(
                finding.kind, level, place.slot.id, f"{place.slot.heading or '引言'}：{finding.sentence}", stops
            )


def _is_figure(place: Written, start: int, end: int) -> bool:
    """Whether it was the platform that put it there."""
    return any(span.start <= start and end <= span.end for span in place.filled.spans)


def heading_of(composed: Composed, id: str) -> str:
    """The heading of a place with that of its section."""
    headings = {place.slot.id: place.slot.heading for place in composed.places}
    upper = headings.get(id.split(PART)[0], "") if PART in id else ""
    return f"{upper} {headings.get(id, '')}".strip() or "引言"
