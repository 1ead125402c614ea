"""A finding as people read it: numbered, at its cell, with its basis in Chinese words."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.law.checks import Finding
from gongkai.law.errors import UnknownLaw
from gongkai.law.formats import ReportFormat
from gongkai.law.instruments import cited

TITLE_LENGTH = 24


@dataclass(frozen=True, slots=True)
class Remark:
    """A numbered finding. `cell` is where its disc stands, empty for one on the text; `short` its line in the index."""

    number: int
    level: str
    short: str
    sentence: str
    advice: str
    basis: str
    gist: str
    official: bool
    cell: str
    touched: tuple[str, ...]


def basis_of(cite: str) -> tuple[str, str]:
    """The citation in Chinese words and what it says; what is no longer registered is given as it was recorded."""
    if not cite:
        return "", ""
    try:
        resolved = cited(cite)
    except UnknownLaw:
        return cite, ""
    return resolved.words, resolved.gist


def remark_of(number: int, finding: Finding, form: ReportFormat | None) -> Remark:
    """Number one finding and find its place; `form` is None when the report's format was not recognised."""
    known = tuple(cell for cell in finding.cells if form is not None and cell in form.cells)
    basis, gist = basis_of(finding.cite)
    return Remark(
        number=number,
        level=finding.level,
        short=_short(finding, known, form),
        sentence=finding.sentence,
        advice=finding.advice,
        basis=basis,
        gist=gist,
        official=finding.official,
        cell=known[0] if known else "",
        touched=known[1:],
    )


def _short(finding: Finding, known: tuple[str, ...], form: ReportFormat | None) -> str:
    if known and form is not None:
        return form.cells[known[0]].label
    words = finding.sentence.split("。")[0]
    return words if len(words) <= TITLE_LENGTH else words[:TITLE_LENGTH] + "……"
