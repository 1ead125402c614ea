"""The column as a table: one row an agency, one column a year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gongkai.statistics.models import AnnualReport
from gongkai.units.models import Agency


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One agency and its report for each year of the matrix, None where there is none."""

    agency: Agency
    cells: tuple[tuple[int, AnnualReport | None], ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Years newest first; rows in the order the reports came in."""

    years: tuple[int, ...]
    rows: tuple[MatrixRow, ...]


def matrix_of(reports: Iterable[AnnualReport]) -> Matrix:
    """Every year between the first and the last has a column, so that a gap is seen as a gap."""
    by_agency: dict[int, dict[int, AnnualReport]] = {}
    agencies: dict[int, Agency] = {}
    for report in reports:
        agencies[report.agency_id] = report.agency
        by_agency.setdefault(report.agency_id, {})[report.year] = report
    found = {year for years in by_agency.values() for year in years}
    years = tuple(range(max(found), min(found) - 1, -1)) if found else ()
    rows = tuple(
        MatrixRow(agencies[key], tuple((year, own.get(year)) for year in years)) for key, own in by_agency.items()
    )
    return Matrix(years, rows)
