"""Who applied: the columns of table three of the annual report, in printed order (条例第五十条)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gongkai.law.errors import UnknownLaw
from gongkai.law.instruments import cite_of
from gongkai.law.loading import DATA, files, load


@dataclass(frozen=True, slots=True)
class ApplicantColumn:
    """One column. `group` is the head above it, empty for none; the `sum` column adds up the others."""

    code: str
    label: str
    group: str
    sum: bool


@dataclass(frozen=True, slots=True)
class ApplicantColumns:
    """The columns of one edition, for report years from `first_year` to `last_year` (None: until replaced)."""

    edition: str
    first_year: int
    last_year: int | None
    cite: str
    reading: str
    columns: tuple[ApplicantColumn, ...]

    @property
    def kinds(self) -> tuple[ApplicantColumn, ...]:
        """What an applicant may be: the columns without the sum."""
        return tuple(column for column in self.columns if not column.sum)


@cache
def _editions(root: Path) -> tuple[ApplicantColumns, ...]:
    found: list[ApplicantColumns] = []
    for file in files("applicants", root):
        row = load(file)
        row.text("title")
        row.day("from")
        columns: list[ApplicantColumn] = []
        for entry in row.rows("column", required=True):
            column = ApplicantColumn(
                entry.text("code"), entry.text("label"), entry.text("group", required=False), entry.flag("sum")
            )
            if any(column.code == other.code for other in columns):
                raise entry.fail("code", f"{column.code} 写了两次")
            columns.append(column)
            entry.done()
        made = ApplicantColumns(
            edition=row.text("edition"),
            first_year=row.integer("first_year"),
            last_year=row.integer_or_none("last_year"),
            cite=cite_of(row),
            reading=row.text("reading", required=False),
            columns=tuple(columns),
        )
        if found and (found[-1].last_year is None or found[-1].last_year >= made.first_year):
            raise row.fail("first_year", f"{made.first_year} 年已由前一版覆盖，前一版应写 last_year")
        row.done()
        found.append(made)
    return tuple(found)


def applicant_columns(report_year: int, root: Path = DATA) -> ApplicantColumns:
    """The columns of the report on that year. Raises UnknownLaw for years without a registered form."""
    for edition in _editions(root):
        if edition.first_year <= report_year and (edition.last_year is None or report_year <= edition.last_year):
            return edition
    raise UnknownLaw(f"{report_year} 年度没有登记申请人情况的分类；请在 data/applicants 中补登该年度的格式。")
