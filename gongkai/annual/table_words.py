"""Telling table rows from sentences in running text, by the labels the formats print."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gongkai.annual.compact import loose, squeezed
from gongkai.law.formats import FormTable, ReportFormat

_FIGURES = re.compile(r"[\d\s+＋.,，、%:：()（）/／|—\-－]+")
_SHORT = 4
_LONG = 60
_LONGEST = 20
_DISTINCT = 5
# An edition that shares more of its labels than this only amends another: the two are told from the rest together.
_SUCCESSOR = 0.85


@dataclass(frozen=True, slots=True)
class TableWords:
    """Every label of the given formats; `distinctive` those no other kind of format prints, by format."""

    labels: tuple[str, ...]
    titles: tuple[str, ...]
    joined: str
    distinctive: tuple[tuple[str, ...], ...]

    def is_table(self, piece: str) -> bool:
        """Whether nothing is left of a line once labels and figures are taken out, or only a broken label."""
        plain = _FIGURES.sub("", loose(piece))
        if plain in self.joined or any(plain.endswith(title) for title in self.titles):
            return True
        if (
            "。" in squeezed(piece)
            and len(plain) > _LONG
            and not any(label in plain for label in self.labels[:_LONGEST])
        ):
            return False
        for label in (label for label in self.labels if len(label) > 1):
            plain = plain.replace(label, "")
        return len(plain) <= _SHORT or plain in self.joined


def _words_of(table: FormTable) -> set[str]:
    words = {table.title, *table.aliases, table.corner}
    for block in table.blocks:
        words |= {block.caption, block.stub}
        for label in (*block.rows, *block.columns):
            words |= {label.label, *label.aliases, *label.under, label.unit}
    return {squeezed(word) for word in words if word}


# By identity: a format holds dictionaries. Keeping the formats beside the answer keeps their identity theirs.
_CACHE: dict[tuple[int, ...], tuple[tuple[ReportFormat, ...], TableWords]] = {}


def table_words(forms: tuple[ReportFormat, ...]) -> TableWords:
    """The labels of these formats, longest first."""
    key = tuple(id(form) for form in forms)
    if key not in _CACHE:
        _CACHE[key] = (forms, _build(forms))
    return _CACHE[key][1]


def _build(forms: tuple[ReportFormat, ...]) -> TableWords:
    per = [set().union(*(_words_of(table) for table in form.tables)) for form in forms]
    plain = {_FIGURES.sub("", loose(word)) for words in per for word in words}
    every = sorted(plain - {""}, key=len, reverse=True)
    titles = tuple(sorted({squeezed(t.title) for form in forms for t in form.tables if t.layout == "list"}))
    distinctive = []
    for own in per:
        others = set().union(*(words for words in per if len(own & words) < _SUCCESSOR * len(own | words)))
        mine = [word for word in own if len(word) >= _DISTINCT and not any(word in label for label in others)]
        distinctive.append(tuple(sorted(mine)))
    return TableWords(tuple(every), titles, "\n".join(every), tuple(distinctive))
