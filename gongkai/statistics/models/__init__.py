"""Rows of statistics: published reports, counted things, filings, and the year's report in the making."""

from gongkai.statistics.models.compiling import Compilation, CompilationReview, CompilationVersion
from gongkai.statistics.models.filing import CellMark, Erratum, Explanation, FiledCell, Filing
from gongkai.statistics.models.holding import HeldCell, HeldReport
from gongkai.statistics.models.period_in_use import PeriodInUse
from gongkai.statistics.models.published_report import AnnualReport
from gongkai.statistics.models.tally import Tally

__all__ = [
    "AnnualReport",
    "CellMark",
    "Compilation",
    "CompilationReview",
    "CompilationVersion",
    "Erratum",
    "Explanation",
    "FiledCell",
    "Filing",
    "HeldCell",
    "HeldReport",
    "PeriodInUse",
    "Tally",
]
