"""The separation of powers, read off the table of powers itself."""

from __future__ import annotations

from itertools import combinations

from gongkai.law.duties import duties
from gongkai.units import powers
from gongkai.units.models import ADMINISTRATORS
from gongkai.units.powers import POWERS
from gongkai.units.tests.signing import TODAY

RUNNING = {powers.MANAGE_UNITS, powers.MANAGE_PEOPLE, powers.MANAGE_SYSTEMS, powers.ASSIGN_DUTIES, powers.READ_JOURNAL}


def test_every_duty_of_the_law_has_its_powers_and_no_other_has_any() -> None:
    assert set(POWERS) == {duty.code for duty in duties(TODAY)}
    assert set(ADMINISTRATORS) == {duty.code for duty in duties(TODAY) if duty.group == "administration"}


def test_no_two_administrators_share_a_power_that_runs_the_site() -> None:
    for one, other in combinations(ADMINISTRATORS, 2):
        assert not POWERS[one] & POWERS[other] & RUNNING


def test_administrators_do_no_business_and_those_in_business_run_nothing() -> None:
    business = {duty.code for duty in duties(TODAY) if duty.group != "administration"}
    acts = {powers.DRAFT, powers.PUBLISH, powers.WITHDRAW, powers.IMPORT, powers.ADJUST, powers.READ}
    assert not [kind for kind in ADMINISTRATORS if POWERS[kind] & acts]
    assert not [kind for kind in business if POWERS[kind] & RUNNING]
