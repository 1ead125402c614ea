"""Which column of an older ledger is which, and which word stands for which code: rows of data, nothing guessed."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gongkai.law.loading import load

FILE = Path(__file__).parent / "data" / "import_headers.toml"
# A head stands in the first lines of a sheet, below its title at most.
HEAD_WITHIN = 20


@dataclass(frozen=True, slots=True)
class ImportField:
    """One field that can be imported; `words` are heads read as it, `required` the ways of importing that need it."""

    code: str
    label: str
    words: tuple[str, ...]
    required: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """All that is recognised: fields, words of coded fields, lines to pass over, and ways of writing nothing."""

    fields: tuple[ImportField, ...]
    values: Mapping[tuple[str, str], str]
    skip_rows: tuple[str, ...]
    nothing: frozenset[str]


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a table: its line counted from 1, its words, and which column (from 0) is which field."""

    line: int
    words: tuple[str, ...]
    columns: Mapping[str, int]


def folded(text: str) -> str:
    """A word as it is compared: letters and digits of one width, without blanks and punctuation."""
    return "".join(char for char in unicodedata.normalize("NFKC", text) if char.isalnum()).upper()


def labelled(columns: Sequence[str]) -> dict[str, int]:
    """Which of these heads is which field: the word that stands earliest in the data wins, each column used once."""
    heads = [folded(word) for word in columns]
    ranked = sorted(
        (rank, at, field.code)
        for field in words().fields
        for rank, word in enumerate(field.words)
        for at, head in enumerate(heads)
        if head and head == folded(word)
    )
    found: dict[str, int] = {}
    for _, at, code in ranked:
        if code not in found and at not in found.values():
            found[code] = at
    return found


def head_of(lines: Sequence[Sequence[str]]) -> Head | None:
    """The line that names most fields among the first ones; None where no line names a title."""
    best: Head | None = None
    for number, cells in enumerate(lines[:HEAD_WITHIN], start=1):
        columns = labelled(cells)
        if "title" in columns and (best is None or len(columns) > len(best.columns)):
            best = Head(number, tuple(cells), columns)
    return best


def passed_over(cells: Sequence[str], title: str) -> bool:
    """Whether a line is no record: all empty, or a sum or signature line without a title."""
    filled = [cell for cell in cells if cell.strip()]
    if not filled:
        return True
    first = filled[0].strip().replace(" ", "")
    return first.startswith(words().skip_rows) and (not title.strip() or title == filled[0])


@cache
def words() -> Words:
    """The recognised words. Raises LawDataError on a misspelt key."""
    row = load(FILE)
    fields = []
    for one in row.rows("field", required=True):
        fields.append(
            ImportField(one.text("code"), one.text("label"), one.texts("words", required=True), one.texts("required"))
        )
        one.done()
    values: dict[tuple[str, str], str] = {}
    for one in row.rows("value"):
        field, code = one.text("field"), one.text("code")
        for word in one.texts("words", required=True):
            values.setdefault((field, folded(word)), code)
        one.done()
    made = Words(tuple(fields), values, row.texts("skip_rows"), frozenset(row.texts("nothing")))
    row.done()
    return made
