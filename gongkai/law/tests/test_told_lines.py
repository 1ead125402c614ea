"""What an applicant is told speaks of acts, states and clocks that the procedure and the deadlines know."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.law.deadline_rules import deadlines
from gongkai.law.errors import UnknownLaw
from gongkai.law.procedure import procedure_on
from gongkai.law.told_lines import AGENCY, APPLICANT, told_acts, turn_in

DAY = date(2026, 3, 10)


def test_every_line_belongs_to_the_procedure() -> None:
    table = procedure_on(DAY)
    assert set(told_acts(DAY)) <= set(table.acts) and "assign" not in told_acts(DAY)
    turns = {code: line for code in table.states if (line := turn_in(code, DAY)) is not None}
    assert {code for code, line in turns.items() if line.who == APPLICANT} == {"correcting", "explaining", "paying"}
    assert {code for code, line in turns.items() if line.who == AGENCY} == {"handling", "redoing", "signed"}
    assert {clock for line in turns.values() for clock in line.clocks} <= set(deadlines())


def test_before_the_regulation_of_2019_nothing_is_told() -> None:
    with pytest.raises(UnknownLaw):
        told_acts(date(2019, 5, 14))
