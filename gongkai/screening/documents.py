"""Documents that are not public: their titles, numbers and words quoted in a text, and numbers of secret kinds.

A unit may have thousands of such documents, so a text is cut up once and each document only asks for its own pieces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from gongkai.screening.cited_numbers import CitedNumber, cited_numbers
from gongkai.screening.findings import KnownDocument, level_of
from gongkai.screening.folding import fold
from gongkai.screening.lists import number_kinds
from gongkai.screening.looking import Look

_KEEP = re.compile(r"[\u4e00-\u9fff0-9A-Za-z]+")
_SHORTEST_TITLE, _SHINGLE, _LIKELY, _CERTAIN = 8, 12, 24, 60
# Lines that papers share: whom they go to, dates, lists of enclosures, very short ones.
_SHARED = re.compile(r"^(?:.{0,80}[:：]|.{0,12}|附件.*|.{0,30}(?:[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日).{0,6})$")
# Bounds on repeated phrases, so that hostile texts cost no more than others.
_MOST_PLACES, _MOST_STEPS = 20, 200_000
_MEND = "删去所引的标题、文号和内容，或者取得制作机关同意公开的书面意见"
_TOPIC = "unpublished_document"


@dataclass(frozen=True, slots=True)
class _Known:
    """A document made ready: compact title and words, its number as (agency, year, serial)."""

    document: KnownDocument
    title: str
    words: str
    number: tuple[str, str, str] | None


@dataclass(frozen=True, slots=True)
class _Words:
    """The characters of a text that carry meaning, and where each stood."""

    text: str
    places: list[int]

    @classmethod
    def of(cls, text: str) -> _Words:
        runs = list(_KEEP.finditer(text))
        places = [place for run in runs for place in range(run.start(), run.end())]
        return cls("".join(run[0] for run in runs), places)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the text that some of its characters cover."""
        return self.places[start], self.places[end - 1] + 1


@lru_cache(maxsize=8192)
def _ready(document: KnownDocument) -> _Known:
    lines = [line for line in document.text.splitlines() if line.strip() and not _SHARED.match(line.strip())]
    cited = cited_numbers(fold(document.number).text) if document.number else []
    number = (cited[0].agency, cited[0].year, cited[0].serial) if cited else None
    title = _Words.of(fold(document.title).text).text
    return _Known(document, title, _Words.of(fold("\n".join(lines)).text).text, number)


@lru_cache(maxsize=4)
def _all_ready(known: tuple[KnownDocument, ...]) -> tuple[_Known, ...]:
    return tuple(_ready(one) for one in known)


def screen_documents(look: Look) -> None:
    """Numbers of known documents and of secret kinds, titles of known documents, runs of their words."""
    cited, words = cited_numbers(look.plain), _Words.of(look.plain)
    if not cited and len(words.text) < _SHORTEST_TITLE:
        return
    known = _all_ready(look.context.known)
    if cited:
        _look_at_numbers(look, cited, known)
    pieces: dict[str, list[int]] = {}
    if any(one.words for one in known):
        for at in range(len(words.text) - _SHINGLE + 1):
            pieces.setdefault(words.text[at : at + _SHINGLE], []).append(at)
    for one in known:
        for start in _titles(one, words.text):
            span = words.span(start, start + len(one.title))
            look.found("nonpublic_title", "sure", span, _whose(one.document, "标题") + "{}", _MEND, _TOPIC)
        for start, end in _runs(one.words, words.text, pieces):
            what = _whose(one.document, "内容") + f"，连续{end - start}字相同"
            sure = level_of(end - start >= _CERTAIN)
            look.found("nonpublic_content", sure, words.span(start, end), what, _MEND, _TOPIC)


def _look_at_numbers(look: Look, numbers: list[CitedNumber], known: tuple[_Known, ...]) -> None:
    by_serial: dict[tuple[str, str], list[_Known]] = {}
    for one in known:
        if one.number:
            by_serial.setdefault(one.number[1:], []).append(one)
    for cited in numbers:
        if not _known_number(look, cited, by_serial.get((cited.year, cited.serial), [])):
            _kind_of_number(look, cited)


def _known_number(look: Look, cited: CitedNumber, known: list[_Known]) -> bool:
    for one in known:
        agency = one.number[0] if one.number else ""
        if agency and cited.agency.endswith(agency):
            span = cited.start + len(cited.agency) - len(agency), cited.end
            what = _whose(one.document, "文号") + "{}"
            look.found("nonpublic_number", "sure", span, what, _MEND, _TOPIC, blot=False)
            return True
    return False


def _kind_of_number(look: Look, cited: CitedNumber) -> None:
    kind = next((one for one in number_kinds() if one.pattern.fullmatch(cited.agency)), None)
    if kind is not None:
        mend = "确认所引文件可以公开，不能确认的删去"
        look.found("secret_number", kind.level, (cited.start, cited.end), kind.what, mend, _TOPIC, blot=False)


def _whose(document: KnownDocument, part: str) -> str:
    return f"写有{document.holder}不公开文件的{part}" if document.holder else f"写有不公开文件的{part}"


def _titles(one: _Known, words: str) -> Iterator[int]:
    if len(one.title) < _SHORTEST_TITLE:
        return
    at = words.find(one.title)
    while at >= 0:
        yield at
        at = words.find(one.title, at + len(one.title))


def _runs(theirs: str, ours: str, pieces: dict[str, list[int]]) -> Iterator[tuple[int, int]]:
    """Stretches of our words, at least `_LIKELY` long, that stand in theirs too.

    A run of twice the length of a piece covers one of the pieces that begin at multiples of that length; from there it
    is followed both ways.
    """
    done = 0
    found: set[tuple[int, int]] = set()
    for at in range(0, len(theirs) - _SHINGLE + 1, _SHINGLE):
        for place in pieces.get(theirs[at : at + _SHINGLE], ())[:_MOST_PLACES]:
            back = forth = 0
            while at - back > 0 and place - back > 0 and theirs[at - back - 1] == ours[place - back - 1]:
                back += 1
            while at + forth < len(theirs) and place + forth < len(ours) and theirs[at + forth] == ours[place + forth]:
                forth += 1
            done += back + forth
            if back + forth >= _LIKELY:
                found.add((place - back, place + forth))
            if done > _MOST_STEPS:
                break
    widest = sorted(found, key=lambda run: (run[0], -run[1]))
    end = 0
    for start, stop in widest:
        if stop > end:
            yield max(start, 0), stop
            end = stop
