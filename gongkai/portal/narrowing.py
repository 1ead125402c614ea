"""The filters beside a list of what was found: every choice with its count."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.conf import settings
from django.utils.translation import gettext

from gongkai.kit.who import VISITOR
from gongkai.law.errors import LawError
from gongkai.law.record_classes import class_of, document_kinds, genres
from gongkai.law.topics import topic_code, topics
from gongkai.law.validity import STATUSES, statuses
from gongkai.portal.asking import Terms
from gongkai.records import published
from gongkai.records.published import Look
from gongkai.search.asked import Asked
from gongkai.units import reads as units

Row = TypeVar("Row")
# How many choices stand open; the others are folded.
OPEN = 6
# The fields that are filters of the library, and those of the search.
OF_LIBRARY, OF_SEARCH = ("validity", "document_kind", "agency", "genre", "year", "topic"), ("agency", "year")


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a filter. `count` None: more was found than is counted exactly, and no number is given."""

    code: str
    label: str
    count: int | None
    chosen: bool

    @property
    def dead(self) -> bool:
        """Choosing it would find nothing."""
        return self.count == 0 and not self.chosen


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter: its name in the address, what it is called, its choices, first those that stand open.

    Of most filters any number may be chosen, of `single` one.
    """

    name: str
    legend: str
    first: tuple[Option, ...]
    more: tuple[Option, ...] = ()
    single: bool = False

    @property
    def unfolded(self) -> bool:
        """Whether something that is chosen stands among the folded ones."""
        return any(one.chosen for one in self.more)


@dataclass(frozen=True, slots=True)
class TopicOption:
    """A subject of the first level with its parts, for the choice in two levels."""

    code: str
    label: str
    count: int | None
    parts: tuple[Option, ...]
    chosen: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """What was asked, and how many of those found have each value of each field that is a filter on the page.

    `fields` and `validity` are None where too many were found to be counted choice by choice.
    """

    terms: Terms
    fields: Mapping[str, Mapping[str, int]] | None
    validity: Mapping[str, int] | None = None

    def of(self, field: str) -> dict[str, int] | None:
        """How many of those found have each value of a field; None where they are too many to be counted."""
        return None if self.fields is None else dict(self.fields[field])


def counted(terms: Terms, asked: Asked, names: Iterable[str], look: Look, *, exact: bool) -> Counted:
    """Count what was found by these fields, "validity" among them or not; nothing where it is not `exact`."""
    if not exact:
        return Counted(terms, None)
    # All at once: fields that are not filtered by count the same list, and what is found is read once for all.
    found = published.facets(VISITOR, asked, names, look)
    by_status = published.standing_counts(VISITOR, asked, STATUSES, look) if "validity" in found else None
    return Counted(terms, {name: {str(value): n for value, n in counts} for name, counts in found.items()}, by_status)


def filters(found: Counted, on: date) -> list[Filter]:
    """The library's filters; a choice of the law that finds nothing stays, and cannot be chosen."""
    terms = found.terms
    validity = [(one.code, one.label) for one in by_law(statuses, on)]
    kinds = [(one.code, one.label) for one in by_law(document_kinds, on)]
    kinds_of_paper = [(one.code, one.label) for one in by_law(genres, on)]
    return [
        Filter("validity", gettext("有效性"), _fixed(validity, found.validity, (terms.validity,)), single=True),
        Filter("kind", gettext("文件性质"), _fixed(kinds, found.of("document_kind"), terms.kind)),
        agency_filter(found),
        _folded("genre", gettext("公文种类"), _fixed(kinds_of_paper, found.of("genre"), terms.genre)),
        year_filter(found),
    ]


def agency_filter(found: Counted) -> Filter:
    """Agencies, most records first."""
    counts = found.of("agency")
    known = counts if counts is not None else {one.code: 0 for one in published.agencies(VISITOR)}
    names = agency_names([*known, *found.terms.agency])
    return _open("agency", gettext("发文机关"), names, counts, known, found.terms.agency)


def year_filter(found: Counted) -> Filter:
    """Years of first publication, newest first."""
    counts = found.of("year")
    known = counts if counts is not None else {one.code: 0 for one in published.years(VISITOR)}
    names = {
        year: gettext("%(year)s 年") % {"year": year} for year in sorted({*known, *found.terms.year}, reverse=True)
    }
    return _open("year", gettext("发布年份"), names, counts, names, found.terms.year)


def topic_options(found: Counted, on: date) -> list[TopicOption]:
    """Subjects in two levels; where they are counted, only those with something and the one that is chosen."""
    terms, counts = found.terms, _by_code(found.of("topic"))
    shown = []
    for top in by_law(lambda day: topics(settings.TOPICS, day), on):
        parts = tuple(
            Option(
                part.code, part.label, None if counts is None else counts.get(part.code, 0), part.code == terms.topic
            )
            for part in top.parts
        )
        live = tuple(one for one in parts if not one.dead)
        count = None if counts is None else counts.get(top.code, 0)
        if live or count != 0 or top.code == terms.topic:
            shown.append(TopicOption(top.code, top.label, count, live, top.code == terms.topic))
    return shown


def agency_names(codes: Iterable[str]) -> dict[str, str]:
    """What agencies are called, by code, those that are gone included."""
    return dict(units.agencies(VISITOR).filter(code__in=set(codes)).values_list("code", "name"))


def class_label(code: str, on: date) -> str:
    """What a statutory matter is called; the code itself where the law of the day has no such one."""
    try:
        return class_of(code, on).label
    except LawError:
        return code


def _fixed(
    rows: Iterable[tuple[str, str]], counts: Mapping[str, int] | None, picked: tuple[str, ...]
) -> tuple[Option, ...]:
    return tuple(
        Option(code, label, None if counts is None else counts.get(code, 0), code in picked) for code, label in rows
    )


def _folded(name: str, legend: str, options: tuple[Option, ...]) -> Filter:
    """The choices that find most stand open; the others, and those that find nothing, are folded."""
    ordered = sorted(options, key=lambda one: (one.dead, -(one.count or 0)))
    first = tuple(one for one in ordered[:OPEN] if not one.dead)
    return Filter(name, legend, first, tuple(ordered[len(first) :]))


def _open(
    name: str,
    legend: str,
    names: Mapping[str, str],
    counts: Mapping[str, int] | None,
    known: Iterable[str],
    picked: tuple[str, ...],
) -> Filter:
    codes = dict.fromkeys([*known, *(code for code in picked if code in names)])
    options = _fixed(((code, names.get(code, code)) for code in codes), counts, picked)
    return Filter(name, legend, options[:OPEN], options[OPEN:])


def _by_code(counts: Mapping[str, int] | None) -> dict[str, int] | None:
    """Counts of subjects in words as counts of codes, those of parts in their first level too."""
    if counts is None:
        return None
    found: dict[str, int] = {}
    for words, count in counts.items():
        code = topic_code(settings.TOPICS, words)
        for one in dict.fromkeys((code[:2], code)) if code else ():
            found[one] = found.get(one, 0) + count
    return found


def by_law(ask: Callable[[date], Iterable[Row]], on: date) -> list[Row]:
    """The rows of that day; none where the law of the day is not registered."""
    try:
        return list(ask(on))
    except LawError:
        return []
