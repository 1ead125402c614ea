"""The published report held against what the facts give, cell by cell: equal, explained by a finding, or different."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fnmatch import fnmatchcase
from functools import cache

from gongkai.annual.report import Report
from gongkai.law.checks import Finding, plain
from gongkai.law.loading import load
from gongkai.replay.courses import DATA

EQUAL, EXPLAINED, DIFFERENT = "equal", "explained", "different"
MISREAD, MENDED, SUMMED, UNREAD = "misread", "mended", "summed", "unread"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a difference may stand: a reading of the report's own that a finding of the library names."""

    how: str
    finding: str
    relation: str
    cells: tuple[str, ...]
    words: str

    def fits(self, finding: Finding, cell: str) -> bool:
        """Whether that finding is the reason's, about that cell."""
        named = cell in finding.cells and finding.code == self.finding
        return (
            named and finding.relation.startswith(self.relation) and any(fnmatchcase(cell, one) for one in self.cells)
        )


@dataclass(frozen=True, slots=True)
class Compared:
    """One cell. `published` is None where the paper has lost it."""

    cell: str
    published: Decimal | None
    computed: Decimal
    verdict: str
    reason: str = ""


@cache
def reasons() -> tuple[Reason, ...]:
    """Every reason there is."""
    return tuple(
        Reason(
            row.text("how"), row.text("finding", required=False), row.text("relation", required=False),
            row.texts("cells"), row.text("words"),
        )
        for row in load(DATA / "reasons.toml").rows("reason", required=True)
    )  # fmt: skip


def misread(report: Report) -> Collection[str]:
    """Cells whose published figure is not what the cell asks for: nothing can be worked back from them."""
    rows = [one for one in reasons() if one.how == MISREAD]
    return {
        cell for finding in report.findings for cell in finding.cells if any(row.fits(finding, cell) for row in rows)
    }


def compare(report: Report, computed: Mapping[str, Decimal]) -> Iterator[Compared]:
    """Every cell of the report's format in printed order; a cell that the facts do not give counts as 0."""
    assert report.form is not None
    values = report.values
    for cell in report.form.cells:
        ours, theirs = computed.get(cell, Decimal(0)), values.get(cell)
        if theirs is not None and theirs == ours:
            yield Compared(cell, theirs, ours, EQUAL)
            continue
        said = _said(report, cell, theirs, ours)
        yield Compared(cell, theirs, ours, EXPLAINED if said else DIFFERENT, said)


def _said(report: Report, cell: str, theirs: Decimal | None, ours: Decimal) -> str:
    """The reason in words; empty where there is none."""
    for row in reasons():
        found = _based(row, report, cell, theirs, ours)
        if found:
            shown = plain(theirs) if theirs is not None else ""
            return row.words.format(published=shown, computed=plain(ours), finding=found)
    return ""


def _based(row: Reason, report: Report, cell: str, theirs: Decimal | None, ours: Decimal) -> str:
    """The code of the finding the reason rests on; empty where it does not hold here."""
    if row.how == UNREAD:
        return UNREAD if theirs is None and cell in report.unread else ""
    if theirs is None:
        return ""
    if row.how == MENDED:
        mends = [one for one in report.mends if one.cell == cell and one.proposed == ours]
        return "、".join(mends[0].relations) if mends else ""
    if row.how == SUMMED:
        said = (cell, theirs, ours)
        rests = (one for one in report.findings if row.fits(one, cell))
        return next((one.code for one in rests if (one.cells[0], one.reported, one.computed) == said), "")
    # What was never registered is 0; any other figure of ours would be one that the report does not bear out.
    return next((one.code for one in report.findings if row.fits(one, cell) and not ours), "")
