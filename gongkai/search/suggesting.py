"""What to offer while somebody types: titles, numbers and agencies of what is public, never what others typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.core.cache import cache

from gongkai.search.asked import Asked, sought
from gongkai.search.engines.terms import NUMBERS, TITLE
from gongkai.search.folding import fold
from gongkai.search.looking import Look
from gongkai.search.models import IndexedDocument
from gongkai.search.question import Question, read, word
from gongkai.search.text import canonical, is_han

MOST = 8
LOOKED_AT = 40
AGENCIES_OFFERED, NUMBERS_OFFERED = 2, 3
# A slip is looked for in one run of at least so many characters; in fewer, any other word would be near.
SHORTEST_FORGIVEN, LONGEST_FORGIVEN = 3, 12
KEPT, KEPT_SECONDS = "search.agencies", 300


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One line to offer: its text, what it is (title, number, agency), and the kind and key it leads to.

    Of an agency `key` is its code and `of` is empty.
    """

    text: str
    kind: str
    key: str
    of: str = ""


def suggest(typed: str, *, on: date, kinds: tuple[str, ...] = ()) -> list[Suggestion]:
    """At most MOST lines for what has been typed so far; one wrong character is forgiven where nothing else fits."""
    question = read(typed)
    if not question.wanted:
        return []
    look, asked = Look(), Asked(on=on, kinds=kinds)
    found = [
        *_agencies(question),
        *_numbers(look, asked, question),
        *_titles(look, asked, question),
    ]
    return _once(found)[:MOST] or _once(_forgiven(look, asked, question))[:MOST]


def _agencies(question: Question) -> list[Suggestion]:
    known: list[tuple[str, str, str]] = cache.get_or_set(KEPT, _all_agencies, KEPT_SECONDS) or []
    needles = [one.needle for one in question.wanted]
    found = [Suggestion(name, "agency", code) for code, name, laid in known if all(one in laid for one in needles)]
    return found[:AGENCIES_OFFERED]


def _all_agencies() -> list[tuple[str, str, str]]:
    rows = IndexedDocument.objects.exclude(agency_name="").values_list("agency", "agency_name").distinct()
    return [(code, name, canonical(name)) for code, name in sorted(rows)]


def _numbers(look: Look, asked: Asked, question: Question) -> list[Suggestion]:
    if not re.search(r"\d", "".join(one.whole for one in question.wanted)):
        return []
    ids = look.newest(replace(sought(asked, question), where=NUMBERS), NUMBERS_OFFERED)
    rows = IndexedDocument.objects.filter(id__in=ids).exclude(doc_number="").order_by("-id")
    return [Suggestion(row.doc_number, "number", row.key, row.kind) for row in rows]


def _titles(look: Look, asked: Asked, question: Question) -> list[Suggestion]:
    ids = look.newest(replace(sought(asked, question), where=TITLE), LOOKED_AT)
    rows = IndexedDocument.objects.filter(id__in=ids).order_by("-id")
    needles = [fold(one.whole).replace(" ", "") for one in question.wanted]
    found = [Suggestion(row.title, "title", row.key, row.kind) for row in rows]
    # What begins with the words typed goes first; sorting keeps the newest before the older.
    return sorted(found, key=lambda one: not any(fold(one.text).startswith(needle) for needle in needles))


def _forgiven(look: Look, asked: Asked, question: Question) -> Iterator[Suggestion]:
    """Titles in which the run stands with one character changed, left out or put in."""
    if len(question.wanted) != 1:
        return
    run = question.wanted[0].whole
    if not is_han(run) or " " in run or not SHORTEST_FORGIVEN <= len(run) <= LONGEST_FORGIVEN:
        return
    for place in range(len(run) + 1):
        for left, right, between in (
            (run[:place], run[place + 1 :], ".?"),
            (run[:place], run[place:], "."),
        ):
            words = tuple(one for one in (word(left), word(right)) if one is not None)
            if sum(len(part) for part in (left, right)) < SHORTEST_FORGIVEN - 1 or not words:
                continue
            near = re.compile(re.escape(left) + between + re.escape(right))
            for one in _titles(look, asked, Question(wanted=words, typed=True)):
                if near.search(fold(one.text)):
                    yield one


def _once(found: Iterator[Suggestion] | list[Suggestion]) -> list[Suggestion]:
    """Each text once, the first of them; no more than needed are looked for."""
    kept: dict[str, Suggestion] = {}
    for one in found:
        kept.setdefault(one.text, one)
        if len(kept) == MOST:
            break
    return list(kept.values())
