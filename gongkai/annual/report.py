"""An annual report as read: every figure with its place and how it was won, and the text around the tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from gongkai.annual.documents import Place
from gongkai.law.checks import Finding
from gongkai.law.formats import ReportFormat
from gongkai.law.mends import Mend

How = Literal["read", "solved", "typed"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One cell's figure. `text` as printed; `how` read or solved; `because` the relations that settled it."""

    value: Decimal
    text: str
    place: Place
    how: How = "read"
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SectionText:
    """One section as found: the format's section id (empty for headings it does not know) and its text."""

    id: str
    heading: str
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure stated in the text. `cells` are what it should equal (their sum); `kind` says how to hold it."""

    what: str
    kind: Literal["count", "share", "change", "fee"]
    value: Decimal
    text: str
    cells: tuple[str, ...]
    place: Place
    of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """One report. `figures` by cell id; `unread` are the cells of the format without a figure, in printed order."""

    file: str
    title: str
    agency: str
    year: int | None
    form: ReportFormat | None
    figures: dict[str, Figure]
    unread: tuple[str, ...]
    lead: str = ""
    sections: tuple[SectionText, ...] = ()
    claims: tuple[Claim, ...] = ()
    findings: tuple[Finding, ...] = ()
    mends: tuple[Mend, ...] = ()
    notes: tuple[str, ...] = field(default=())
    number: str = ""
    issued: str = ""

    @property
    def values(self) -> dict[str, Decimal]:
        """The figures alone, as the checks take them."""
        return {cell: figure.value for cell, figure in self.figures.items()}
