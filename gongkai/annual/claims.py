"""Figures the text states, each with the cells it should equal; somebody else's or another time's have none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from gongkai.annual.compact import squeezed
from gongkai.annual.documents import Place
from gongkai.annual.report import Claim, SectionText
from gongkai.annual.scope import Whose, whose
from gongkai.annual.sections import parts
from gongkai.law.claim_rules import ClaimRule, ClaimRules, claim_rules
from gongkai.law.formats import ReportFormat

_SKIPPED = ("problems",)
_HEADING = 12
# No real sentence is longer; without the bound a page without a full stop is read over and over.
_SENTENCE = re.compile(r"[^。！!]{1,2000}")
_CONTEXT = 400


@dataclass(frozen=True, slots=True)
class Mention:
    """A claim as it stands in the text: `alternatives` of cells it may equal, `whose` it is, `unit`, and where.

    `figure` is the count itself, which for a share or a change stands in front of the percentage `claim.value`.
    """

    claim: Claim
    rule: str
    alternatives: tuple[tuple[str, ...], ...]
    whose: Whose
    unit: str
    section: str
    chunk: int = 0
    figure: Decimal = Decimal(0)
    rises: bool = True
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class Chunk:
    """Text between full stops or semicolons, with the sentence and the sub-heading it belongs to."""

    text: str
    before: str
    sentence: str
    heading: str
    section: str
    place: Place
    number: int


def find(
    sections: Iterable[SectionText], form: ReportFormat, *, year: int | None = None, agency: str = ""
) -> tuple[Claim, ...]:
    """The claims of a report's text in reading order; `year` and `agency` tell last year's and others' apart."""
    return tuple(mention.claim for mention in mentions(sections, form, year=year, agency=agency))


def mentions(
    sections: Iterable[SectionText], form: ReportFormat, *, year: int | None = None, agency: str = ""
) -> tuple[Mention, ...]:
    """Every claim with what is needed to judge it."""
    rules = claim_rules()
    out: list[Mention] = []
    for chunk in chunks(sections):
        out.extend(_in_chunk(chunk, form, rules, year, agency))
    return tuple(out)


def chunks(sections: Iterable[SectionText]) -> Iterator[Chunk]:
    """The text in pieces small enough to have one subject, without the section on problems and plans."""
    number = 0
    for section in sections:
        if section.id in _SKIPPED:
            continue
        inside = parts(section)
        opening = section.text[: section.text.find(f"（{inside[0].numeral}）")] if inside else section.text
        for heading, text in [("", opening), *((part.heading or part.text[:_HEADING], part.text) for part in inside)]:
            for paragraph in text.splitlines():
                for sentence in _SENTENCE.findall(squeezed(paragraph)):
                    before = ""
                    for piece in re.findall(r"[^；;]+", sentence):
                        yield Chunk(piece, before, sentence, squeezed(heading), section.id, section.place, number)
                        number += 1
                        before = (before + piece + "；")[-_CONTEXT:]


def _in_chunk(chunk: Chunk, form: ReportFormat, rules: ClaimRules, year: int | None, agency: str) -> Iterator[Mention]:
    taken: set[int | str] = set()
    found: list[tuple[int, Mention]] = []
    opened: list[tuple[int, str]] = []
    for rule in sorted(rules.rules, key=lambda rule: bool(rule.after)):
        if not _on_topic(rule, chunk):
            continue
        for match in _matches(rule, chunk.text):
            position = match.start() if rule.none else match.start("n")
            key: int | str = rule.id if rule.none else position
            if key in taken or (rule.after and _subject(opened, position) != rule.after):
                continue
            taken.add(key)
            if rule.opens:
                opened.append((position, rule.opens))
            mention = _mention(rule, match, chunk, form, rules, year, agency)
            found.append((position, mention))
            if not rule.none:
                found.extend((position, extra) for extra in _beside(mention, match, chunk, rules))
    yield from (mention for _, mention in sorted(found, key=lambda one: one[0]))


def _on_topic(rule: ClaimRule, chunk: Chunk) -> bool:
    topic = rule.topic
    if any(word in chunk.sentence for word in (*topic.never, *rule.unless)):
        return False
    inside = chunk.section in topic.sections
    if topic.context and not inside and not any(word in chunk.sentence + chunk.heading for word in topic.context):
        return False
    under = inside or any(word in chunk.heading for word in topic.parts)
    return under or any(word in chunk.sentence for word in topic.words)


def _matches(rule: ClaimRule, text: str) -> Iterator[re.Match[str]]:
    for pattern in rule.patterns:
        for match in pattern.finditer(text):
            clause = text[match.start() : (text.find("，", match.end()) + 1 or len(text) + 1) - 1]
            if not any(word in clause for word in rule.never):
                yield match


def _subject(opened: list[tuple[int, str]], position: int) -> str:
    """What the nearest earlier figure of the sentence was about."""
    before = [entry for entry in opened if entry[0] < position]
    return max(before)[1] if before else ""


def _mention(
    rule: ClaimRule,
    match: re.Match[str],
    chunk: Chunk,
    form: ReportFormat,
    rules: ClaimRules,
    year: int | None,
    agency: str,
) -> Mention:
    owner = whose(chunk.before, chunk.text[: match.start()], rules.scope, year=year, agency=agency)
    alternatives = rule.cells(form) if owner == "whole" else ()
    value = Decimal(0) if rule.none else Decimal(match["n"].replace(",", ""))
    first = alternatives[0] if alternatives else ()
    claim = Claim(rule.what, rule.kind, value, _quote(chunk.text, match.start(), match.end()), first, chunk.place)
    return Mention(claim, rule.id, alternatives, owner, rule.unit, chunk.section, chunk.number, value)


def _quote(text: str, start: int, end: int) -> str:
    """The clause around a figure, for people to find it again."""
    left = max(text.rfind(mark, 0, start) for mark in "，,；;。") + 1
    rights = [position for mark in "，；。" if (position := text.find(mark, end)) >= 0]
    return text[left : min(rights, default=len(text))]


def _beside(mention: Mention, match: re.Match[str], chunk: Chunk, rules: ClaimRules) -> Iterator[Mention]:
    """A share or a year-on-year change that directly follows a figure."""
    rest = chunk.text[match.end() :]
    for kind, found in (("share", rules.scope.share.match(rest)), ("change", rules.scope.change.match(rest))):
        if found:
            rises = kind == "share" or found["up"] in rules.scope.rises
            words = _quote(chunk.text, match.start(), match.end() + found.end())
            claim = replace(mention.claim, kind=kind, value=Decimal(found["p"]), text=words)  # type: ignore[arg-type]
            yield replace(mention, claim=claim, rises=rises, decimals=_decimals(found["p"]))


def _decimals(text: str) -> int:
    return len(text.partition(".")[2])
