"""What becomes of a document handed over again or called back: the decision for every standing, and who may act."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.kit.action import Refused
from gongkai.kit.who import Actor
from gongkai.records.actions.call_back_record import call_back_record
from gongkai.records.actions.hand_over_record import Unmarked, hand_over_record
from gongkai.records.decide import Barrier
from gongkai.records.decide_handing_over import REPLACE, SAME, Standing, decide_again, decide_calling_back
from gongkai.records.models import Record
from gongkai.records.reads_handed_over import list_changed, look_up
from gongkai.records.tests import making
from gongkai.records.tests.making import NOW
from gongkai.units.models import Agency
from gongkai.units.powers import DRAFT, READ

STATES = st.sampled_from(Record.State.values)
HASHES = st.sampled_from(["a", "b", "c"])
STANDINGS = st.builds(Standing, STATES, st.just("某状态"), HASHES, HASHES, st.booleans())


def system(code: str = "tuling", prefix: str = "abcd2345") -> Actor:
    return Actor(f"system:{prefix}", "综合办公系统", frozenset({(DRAFT, code), (READ, code)}))


@given(standing=STANDINGS, sent=HASHES, replace=st.booleans())
def test_only_an_untouched_unnumbered_draft_is_ever_replaced(standing: Standing, sent: str, replace: bool) -> None:
    verdict = decide_again(standing, "OA-1", sent, replace=replace)
    if verdict == REPLACE:
        assert replace
        assert standing.state == "draft"
        assert not standing.numbered
        assert standing.current == standing.sent != sent
    elif verdict == SAME:
        assert sent in (standing.sent, standing.current)
        assert standing.state != "discarded"
    else:
        assert isinstance(verdict, Barrier)
        assert "OA-1" in verdict.sentence


@given(standing=STANDINGS, sent=HASHES)
def test_what_is_the_same_is_so_whether_or_not_replacing_is_asked(standing: Standing, sent: str) -> None:
    plain, replacing = (decide_again(standing, "OA-1", sent, replace=asked) for asked in (False, True))
    assert (plain == SAME) == (replacing == SAME)


@given(standing=STANDINGS)
def test_only_an_unnumbered_draft_is_called_back(standing: Standing) -> None:
    free = decide_calling_back(standing, "OA-1") is None
    assert free == (standing.state == "draft" and not standing.numbered)


@pytest.mark.django_db
def test_a_person_hands_nothing_over_and_a_system_only_for_its_unit(unit: Agency) -> None:
    clerk = making.actors(unit)["clerk"]
    for actor, code in ((clerk, "not-a-system"), (system("elsewhere"), "not-allowed")):
        with pytest.raises(Refused) as refused:
            hand_over_record(agency=unit, said=making.a_said(), key="OA-1", actor=actor, now=NOW)
        assert refused.value.code == code
    assert not Record.objects.exists()


@pytest.mark.django_db
def test_what_is_unmarked_leaves_nothing_behind(unit: Agency) -> None:
    with pytest.raises(Unmarked) as refused:
        hand_over_record(agency=unit, said=making.a_said(mark=""), key="OA-1", actor=system(), now=NOW)
    assert refused.value.problem.field == "mark"
    assert not Record.objects.exists()


@pytest.mark.django_db
def test_another_system_of_the_unit_neither_sees_nor_calls_back(unit: Agency) -> None:
    hand_over_record(agency=unit, said=making.a_said(), key="OA-1", actor=system(), now=NOW)
    other = system(prefix="wxyz6789")
    assert look_up(key="OA-1", actor=other, now=NOW) is None
    listed = list_changed(agency=unit.code, since=None, after=None, limit=10, actor=other, now=NOW)
    assert listed.fates == ()
    with pytest.raises(Refused) as refused:
        call_back_record(key="OA-1", reason="试", actor=other, now=NOW)
    assert refused.value.code == "no-record"
    found = look_up(key="OA-1", actor=system(), now=NOW)
    assert found is not None
    assert (found.record.state, found.steps, found.decided) == ("draft", (), False)
