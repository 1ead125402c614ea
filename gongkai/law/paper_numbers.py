"""Numbers of papers (发文字号): 机关代字 and the word of the series, year in 〔〕, serial without leading noughts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gongkai.law.errors import UnknownLaw
from gongkai.law.instruments import cite_of
from gongkai.law.loading import DATA, load


@dataclass(frozen=True, slots=True)
class Series:
    """One own series of numbers with the word that is used unless a unit sets its own."""

    code: str
    label: str
    word: str


@dataclass(frozen=True, slots=True)
class Numbers:
    """All series, how a number is written, how it stands on a draft, and the marks over the two layouts."""

    series: Mapping[str, Series]
    form: str
    draft: str
    marks: Mapping[str, str]
    cite: str
    reading: str

    def number(self, series: str, prefix: str, year: int, serial: int, *, word: str = "") -> str:
        """泉港教公复〔2026〕12号. Raises UnknownLaw for an unknown series."""
        return self.form.format(prefix=prefix, word=word or self._of(series).word, year=year, serial=serial)

    def drafted(self, series: str, prefix: str, *, word: str = "") -> str:
        """The number of a paper that has none yet. Raises UnknownLaw for an unknown series."""
        return self.draft.format(prefix=prefix, word=word or self._of(series).word)

    def _of(self, series: str) -> Series:
        if series not in self.series:
            raise UnknownLaw(f"没有登记文书编号序列“{series}”，不能编号。")
        return self.series[series]


@cache
def paper_numbers(root: Path = DATA) -> Numbers:
    """The series and forms. Raises LawDataError on a doubled code."""
    row = load(root / "documents" / "request_numbers.toml")
    row.day("from")
    series: dict[str, Series] = {}
    for entry in row.rows("series", required=True):
        made = Series(entry.text("code"), entry.text("label"), entry.text("word"))
        if made.code in series or made.word in {one.word for one in series.values()}:
            raise entry.fail("code", f"{made.code}（{made.word}）写了两次")
        series[made.code] = made
        entry.done()
    numbers = Numbers(
        series, row.text("form"), row.text("draft"),
        {"document": row.text("document_mark"), "letter": row.text("letter_mark")}, cite_of(row), row.text("reading"),
    )  # fmt: skip
    row.done()
    return numbers
