"""The same made-up records for every program: plain facts from a number, no randomness, no personal data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

UNITS = 50
MARKS = ("proactive", "on_request", "not_disclosed")
CLASSES = ("art20_01_rules_and_normative_docs", "art20_03_plans", "art20_07_budget", "art20_11_welfare")
SUBJECTS = ("义务教育招生", "城乡居民医疗保险", "河道清淤整治", "农村公路养护", "食品安全监督抽检", "预算执行情况")
PARAGRAPH = "各有关单位应当按照职责分工抓好落实，并于每季度末报送进展情况，遇有重大事项及时报告。"


@dataclass(frozen=True, slots=True)
class Fact:
    """One record. `state`: of a hundred, five are drafts, five await review, ninety are finished."""

    number: int
    unit: int
    title: str
    doc_number: str
    formed_on: date
    class_code: str
    mark: str
    state: str
    body: str


def fact(number: int) -> Fact:
    """The record of that number, from 0."""
    unit, year = number % UNITS, 2021 + number % 5
    part = (number // UNITS) % 100
    state = "draft" if part < 5 else "in_review" if part < 10 else "finished"
    subject = SUBJECTS[number % len(SUBJECTS)]
    return Fact(
        number, unit, f"关于做好{year}年{subject}工作的通知（{number}）", f"试办〔{year}〕{number // UNITS + 1}号",
        date(year, 1, 1) + timedelta(days=number * 7 % 364), CLASSES[number % len(CLASSES)],
        MARKS[0 if number % 8 < 3 else 1 if number % 8 < 4 else 2], state,
        "".join(f"<p>{PARAGRAPH}</p>" for _ in range(12)),
    )  # fmt: skip
