"""The sides by which the public goes through the records: names of values, and which pages a change touches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext

from gongkai.kit import clock
from gongkai.kit.models import PublicChange
from gongkai.kit.who import VISITOR
from gongkai.law.errors import LawError
from gongkai.law.record_classes import genre_of
from gongkai.law.topics import topic_code, topic_words
from gongkai.records import published

SIDES = ("topic", "agency", "genre", "year")
# Pages of one value that are kept as files; deeper ones are made when asked for, and nobody pages beyond the last.
KEPT_PAGES, LAST_PAGE = 5, 500
# What a change calls the values of a side.
TOLD = {"topic": "topic", "agency": "agency_code", "genre": "genre", "year": "year"}


@dataclass(frozen=True, slots=True)
class Branch:
    """One value of a side: its code in the address, its name, how many records, and what it divides into."""

    code: str
    label: str
    count: int
    parts: tuple[Branch, ...] = ()


def side_name(side: str) -> str:
    """What a side is called."""
    return {
        "topic": gettext("按主题分类"),
        "agency": gettext("按发布机构"),
        "genre": gettext("按公文种类"),
        "year": gettext("按发布年份"),
    }[side]


def branches(side: str, on: date) -> list[Branch]:
    """The values of a side under which anything is public, with counts. Subjects come in two levels."""
    counts = published.side_counts(VISITOR, side)
    if side == "topic":
        return _topics(counts)
    found = [Branch(code, label, count) for code, count in counts.items() if (label := _label(side, code, on))]
    if side == "agency":
        names = published.agency_names(VISITOR)
        return [Branch(one.code, names.get(one.code, one.code), one.count) for one in found]
    return sorted(found, key=lambda one: one.code, reverse=True) if side == "year" else found


def loose_topics() -> list[Branch]:
    """Subjects in words of nobody's table, which have no page of their own."""
    counts = published.side_counts(VISITOR, "topic")
    return [Branch("", words, count) for words, count in counts.items() if not topic_code(settings.TOPICS, words)]


def named(side: str, code: str, on: date) -> str:
    """What a value is called, or empty where there is no such value."""
    if side == "agency":
        return published.agency_names(VISITOR).get(code, "")
    return _label(side, code, on)


def values_of(side: str, code: str) -> tuple[str, ...]:
    """What the records under a value hold. Raises UnknownLaw for a subject nobody registered."""
    return topic_words(settings.TOPICS, code) if side == "topic" else (code,)


def address(side: str, code: str, page: int = 1) -> str:
    """The address of one page of a value."""
    if page == 1:
        return reverse("portal:browse-value", args=(side, code))
    return reverse("portal:browse-page", args=(side, code, page))


def touched_sides(change: PublicChange) -> Iterable[str]:
    """The pages of sides and their counts that a record's change makes stale."""
    if change.kind == "record":
        yield from all_sides()


def all_sides() -> Iterable[str]:
    """The page of all sides and that of each."""
    yield reverse("portal:browse")
    for side in SIDES:
        yield reverse("portal:browse-side", args=(side,))


def touched_values(change: PublicChange) -> Iterable[str]:
    """The first pages of every value the record stood or stands under."""
    if change.kind == "record":
        for side, code in _told(change.detail):
            yield address(side, code)


def touched_pages(change: PublicChange) -> Iterable[str]:
    """The further kept pages of the same values."""
    if change.kind == "record":
        for side, code in _told(change.detail):
            yield from (address(side, code, page) for page in range(2, KEPT_PAGES + 1))


def all_values() -> Iterable[str]:
    """The first page of every value under which anything is public."""
    for side, one in _every():
        yield address(side, one.code)


def all_pages() -> Iterable[str]:
    """The further kept pages that have something on them."""
    for side, one in _every():
        last = min(KEPT_PAGES, -(-one.count // published.A_PAGE))
        yield from (address(side, one.code, page) for page in range(2, last + 1))


def _every() -> Iterable[tuple[str, Branch]]:
    for side in SIDES:
        for one in branches(side, clock.today()):
            yield side, one
            yield from ((side, part) for part in one.parts)


def _told(detail: Mapping[str, list[object]]) -> Iterable[tuple[str, str]]:
    for side in SIDES:
        for value in detail.get(TOLD[side], ()):
            if side != "topic":
                yield side, str(value)
            elif code := topic_code(settings.TOPICS, str(value)):
                yield from ((side, one) for one in dict.fromkeys((code[:2], code)))


def _topics(counts: Mapping[str, int]) -> list[Branch]:
    found: dict[str, tuple[str, int, list[Branch]]] = {}
    for words, count in counts.items():
        code = topic_code(settings.TOPICS, words)
        if not code:
            continue
        top, _, part = words.partition("/")
        label, total, parts = found.get(code[:2], (top, 0, []))
        found[code[:2]] = (label, total + count, [*parts, Branch(code, part, count)] if part else parts)
    return [
        Branch(code, label, total, tuple(sorted(parts, key=lambda one: one.code)))
        for code, (label, total, parts) in sorted(found.items())
    ]


def _label(side: str, code: str, on: date) -> str:
    try:
        if side == "topic":
            return topic_words(settings.TOPICS, code)[0].replace("/", " / ")
        if side == "genre":
            return genre_of(code, on).label
    except LawError:
        return ""
    if side == "year":
        return gettext("%(year)s 年") % {"year": code} if len(code) == 4 and code.isascii() and code.isdecimal() else ""
    return code
