"""Published reports that can be played again: the sample reports by year and unit, or any file in a format we know."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from gongkai import annual
from gongkai.annual.judging import judge
from gongkai.annual.reading import read_report
from gongkai.annual.report import Report
from gongkai.annual.sources.opening import open_document
from gongkai.law.agency_kinds import kind_of
from gongkai.law.loading import load
from gongkai.replay.cast_named import core, named
from gongkai.replay.cast_units import Ensemble, governments, known, units
from gongkai.replay.derive import refuse_unplayable
from gongkai.replay.facts import CannotReplay

FOLDER = Path(annual.__file__).parent / "samples"


@dataclass(frozen=True, slots=True)
class Published:
    """One published report: the agency whose year it tells (`agency` its code, where rows name it), and its file."""

    agency: str
    name: str
    year: int
    file: Path


def find(year: int, unit: str) -> Published:
    """The sample of that year whose agency has that code, short name or name, or a name that holds it.

    Raises CannotReplay where none or several fit.
    """
    known = [
        (row.text("agency"), row.text("short"), row.text("name"), row.text("file"))
        for row in load(FOLDER / "index.toml").rows("sample", required=True)
        if row.integer("year") == year
    ]
    exact = [one for one in known if unit in one[:3]]
    fitting = exact or [one for one in known if unit and unit in one[2]]
    if len(fitting) != 1:
        listed = "、".join(f"{short}（{code}）" for code, short, *_ in known) or "没有"
        raise CannotReplay(
            f"{year} 年度没有唯一对应“{unit}”的年度报告，可选：{listed}。也可以用 --report 给出报告文件。"
        )
    return Published(fitting[0][0], fitting[0][2], year, FOLDER / fitting[0][3])


def at(year: int, unit: str, file: Path) -> Published:
    """A file of one's own, for any unit; one that rows of data name is found by code, short name or name."""
    named_by = [(one.code, one.short, one.name) for one in governments().values()]
    named_by += [(one.code, one.short, one.name) for one in units()]
    found = next((one for one in named_by if unit in one), None)
    return Published(found[0], found[2], year, file) if found else Published("", unit, year, file)


def read(published: Published) -> Report:
    """Read and judged by the library. Raises CannotRead, or CannotReplay for a report on another year or unit, and one
    whose format cannot be played."""
    name = published.file.name
    document = open_document(published.file, name)
    report = judge(read_report(document), None, document=document)
    refuse_unplayable(report)
    if report.year != published.year:
        raise CannotReplay(f"“{name}”是 {report.year} 年度的报告，不是 {published.year} 年度的，未演练。")
    if report.agency and not _same(published.name, report.agency):
        raise CannotReplay(f"“{name}”是“{report.agency}”的报告，不是“{published.name}”的，未演练。请核对单位名称。")
    return report


def playing(published: Published, report: Report) -> Ensemble:
    """Who plays it in a home of its own: the rows of data, else units made up from the name that the report bears.

    Raises CannotReplay where the name does not tell what the agency is.
    """
    return known(published.agency) or named(report.agency or published.name)


def _same(asked: str, printed: str) -> bool:
    """Whether the name asked for can be that on the paper: one holds the other, and both are of a kind."""
    one, other = core(asked), core(printed)
    kinds = {kind.id for kind in (kind_of(asked), kind_of(printed)) if kind is not None}
    return (one in other or other in one) and len(kinds) <= 1
