"""Published reports that can be played again: the sample reports by year and unit, or any file in a format we know."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from gongkai import annual
from gongkai.annual.judging import judge
from gongkai.annual.reading import read_report
from gongkai.annual.report import Report
from gongkai.annual.sources.opening import open_document
from gongkai.law.loading import load
from gongkai.replay.cast_units import governments, units
from gongkai.replay.facts import CannotReplay

FOLDER = Path(annual.__file__).parent / "samples"


@dataclass(frozen=True, slots=True)
class Published:
    """One published report: the agency whose year it tells, and the file it stands in."""

    agency: str
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
    return Published(fitting[0][0], year, FOLDER / fitting[0][3])


def at(year: int, unit: str, file: Path) -> Published:
    """A file of one's own, for one of the units that can be played. Raises CannotReplay."""
    named = [(one.code, one.short, one.name) for one in governments().values()]
    named += [(one.code, one.short, one.name) for one in units()]
    fitting = [one[0] for one in named if unit in one]
    if not fitting:
        listed = "、".join(f"{short}（{code}）" for code, short, _ in named)
        raise CannotReplay(f"演练数据没有单位“{unit}”，可选：{listed}。")
    return Published(fitting[0], year, file)


def read(published: Published) -> Report:
    """Read and judged by the library. Raises CannotRead, or CannotReplay for a report on another year."""
    document = open_document(published.file, published.file.name)
    report = judge(read_report(document), None, document=document)
    if report.year != published.year:
        raise CannotReplay(
            f"“{published.file.name}”是 {report.year} 年度的报告，不是 {published.year} 年度的，未演练。"
        )
    return report
