"""What a report's text must and must not hold, and when it is a copy: the other rows of `data/claims`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from gongkai.law.errors import UnknownLaw
from gongkai.law.instruments import cite_of
from gongkai.law.loading import Row

# Bounded, so that a page of digits costs no more than a page of words.
_FIGURE = r"(?P<n>\d[\d,]{0,14}(?:\.\d{1,8})?)"
_PERCENT = r"(?P<p>\d{1,8}(?:\.\d{1,8})?)"


@dataclass(frozen=True, slots=True)
class Expectation:
    """What the text of one edition must hold: fixed headings, and where fees are reported."""

    form: str
    fixed_headings: bool
    fee_section: str
    fee_say: str
    fee_cite: str


@dataclass(frozen=True, slots=True)
class Leftover:
    """Words that show an unfinished text."""

    code: str
    level: Literal["error", "warning", "hint"]
    pattern: re.Pattern[str]
    say: str


@dataclass(frozen=True, slots=True)
class Outline:
    """Sub-headings of an older edition, used until a report year, inclusive."""

    until: int
    words: tuple[str, ...]
    cite: str


@dataclass(frozen=True, slots=True)
class Threshold:
    """From which share on a text counts as a copy of the year before, as of a day."""

    since: date
    percent: int
    cite: str
    reading: str


@dataclass(frozen=True, slots=True)
class LikenessRules:
    """How copies are looked for: length of the runs compared, the shortest passage that counts, standing words."""

    gram: int
    shortest: int
    boilerplate: re.Pattern[str]
    thresholds: tuple[Threshold, ...]

    def threshold(self, on: date) -> Threshold:
        """The threshold on a day. Raises UnknownLaw before the first."""
        fitting = [row for row in self.thresholds if row.since <= on]
        if not fitting:
            raise UnknownLaw(f"{on.isoformat()} 没有登记年度报告内容雷同的判定比例。")
        return fitting[-1]


def pattern_of(row: Row, key: str, text: str) -> re.Pattern[str]:
    """A regular expression of a data row; {n} is a figure and {p} a percentage."""
    try:
        return re.compile(text.replace("{n}", _FIGURE).replace("{p}", _PERCENT))
    except re.error as error:
        raise row.fail(key, f"不是有效的正则表达式：{error}") from error


def needed(row: Row, key: str) -> Row:
    """A nested table that must be there."""
    table = row.table(key)
    if table is None:
        raise row.fail(key, "缺少此项")
    return table


def expectation_of(row: Row) -> Expectation:
    """One `[[form]]` row."""
    headings = row.text("headings")
    if headings not in ("fixed", "free"):
        raise row.fail("headings", "只能是 fixed、free")
    section = row.text("fee_section", required=False)
    made = Expectation(
        form=row.text("id"),
        fixed_headings=headings == "fixed",
        fee_section=section,
        fee_say=row.text("fee_say") if section else "",
        fee_cite=cite_of(row, "fee_cite") if section else "",
    )
    row.done()
    return made


def leftover_of(row: Row) -> Leftover:
    """One `[[drafting]]` row."""
    level = row.text("level")
    if level not in ("error", "warning", "hint"):
        raise row.fail("level", "只能是 error、warning、hint")
    made = Leftover(
        row.text("code"),
        level,  # type: ignore[arg-type]  # checked just above
        pattern_of(row, "pattern", row.text("pattern")),
        row.text("say"),
    )
    row.done()
    return made


def outline_of(row: Row) -> Outline:
    """One `[[old_outline]]` row."""
    row.day("from")
    made = Outline(row.integer("until"), row.texts("words", required=True), cite_of(row))
    row.done()
    return made


def likeness_of(row: Row) -> LikenessRules:
    """The `[likeness]` table with its `[[threshold]]` rows, sorted by day."""
    entry = needed(row, "likeness")
    thresholds: list[Threshold] = []
    for value in row.rows("threshold", required=True):
        since = value.day("from")
        if thresholds and since <= thresholds[-1].since:
            raise value.fail("from", "各行须按日期先后排列，且不得重复")
        thresholds.append(
            Threshold(since, value.integer("percent"), cite_of(value), value.text("reading", required=False))
        )
        value.done()
    made = LikenessRules(
        entry.integer("gram"),
        entry.integer("shortest"),
        pattern_of(entry, "boilerplate", "|".join(entry.texts("boilerplate", required=True))),
        tuple(thresholds),
    )
    entry.done()
    return made
