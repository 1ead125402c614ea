"""The ranks by which an annual report is reviewed and signed before it is issued (《条例》第四十九条)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from gongkai.law.duties import duty_codes
from gongkai.law.editions import Edition, editions, on_day
from gongkai.law.errors import LawDataError
from gongkai.law.instruments import cite_of
from gongkai.law.loading import DATA, Row


@dataclass(frozen=True, slots=True)
class ReportStep:
    """One rank: who passes it by duty, and whether passing it signs the report."""

    code: str
    label: str
    duty: str
    signs: bool
    cite: str
    reading: str


def report_chain(on: date, root: Path = DATA) -> tuple[ReportStep, ...]:
    """The steps in order; the last one signs. Raises UnknownLaw before the first edition."""
    return on_day(_steps(root), "年度报告审签步骤", on)


@cache
def _steps(root: Path = DATA) -> tuple[Edition[ReportStep], ...]:
    duties = duty_codes(root)

    def step(row: Row) -> ReportStep:
        made = ReportStep(
            row.text("code"), row.text("label"), row.text("duty"), row.flag("signs"), cite_of(row),
            row.text("reading", required=False),
        )  # fmt: skip
        if made.duty not in duties:
            raise row.fail("duty", f"没有登记岗位 {made.duty}")
        return made

    found = editions(root / "review" / "reports.toml", "step", step)
    for edition in found:
        if [one.signs for one in edition.items] != [False] * (len(edition.items) - 1) + [True]:
            raise LawDataError(root / "review" / "reports.toml", "signs", "签发须是最后一步，且只有一步")
    return found
