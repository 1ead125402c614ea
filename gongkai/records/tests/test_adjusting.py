"""Dynamic adjustment: what is due, what a decision does, and that nothing becomes public by it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from gongkai.kit.action import Refused
from gongkai.records.actions.close_adjustment_round import close_adjustment_round
from gongkai.records.actions.decide_adjustment import decide_adjustment
from gongkai.records.actions.open_adjustment_round import open_adjustment_round
from gongkai.records.adjusting import next_review_on, secrecy_ends_on
from gongkai.records.models import AdjustmentItem, AdjustmentRound, Publication, Record
from gongkai.records.reads_adjustment import by_ground, items, overdue_secrets, round_of, rounds, seen
from gongkai.records.tests.making import NOW, TODAY, a_said, a_unit, actors, an_approved
from gongkai.records.writing import current, said_of

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=500)
UNTIL = LATER.date()
WITHHELD: dict[str, Any] = {
    "mark": "not_disclosed", "ground": "internal_affairs",
    "ground_details": {"kind": "personnel"}, "mark_reason": "人事材料",
}  # fmt: skip


def withheld(serial: int, **changes: Any) -> Record:
    given = WITHHELD | {"title": f"第{serial}号名册", "doc_number": f"涂政〔2026〕{serial}号"} | changes
    return an_approved(a_unit(), **given)


def opened(name: str = "第一轮", until: date = UNTIL) -> AdjustmentRound:
    unit = a_unit()
    due = (LATER + timedelta(days=30)).date()
    clerk = actors(unit)["clerk"]
    return open_adjustment_round(unit, name=name, until=until, due_on=due, actor=clerk, now=LATER)


def decided(item: AdjustmentItem, outcome: str, reason: str = "情况没有变化") -> AdjustmentItem:
    shown = current(Record.objects.get(pk=item.record_id)).hash
    return decide_adjustment(item.pk, outcome, reason, shown, actor=actors(a_unit())["clerk"], now=LATER)


def test_a_registered_record_has_its_next_day_and_is_taken_in_when_that_comes() -> None:
    record = withheld(1)
    record.refresh_from_db()
    assert record.next_review_on == next_review_on(said_of(current(record)), TODAY)
    with pytest.raises(Refused) as refusal:
        opened("太早", until=TODAY)
    assert refusal.value.code == "adjust-nothing"
    assert AdjustmentRound.objects.count() == 0
    assert [item.record_id for item in items(actors(a_unit())["clerk"], opened())] == [record.pk]
    with pytest.raises(Refused):
        opened("第二轮")


def test_keeping_sets_the_next_day_and_turning_starts_the_path_anew() -> None:
    kept, turned = withheld(1), withheld(2)
    of = opened()
    clerk = actors(a_unit())["clerk"]
    by_record = {item.record_id: item for item in items(clerk, of)}
    decided(by_record[kept.pk], "keep")
    decided(by_record[turned.pk], "proactive", "人员已经公示，不再需要不公开")
    kept.refresh_from_db()
    turned.refresh_from_db()
    assert kept.state == Record.State.REGISTERED
    assert kept.next_review_on is not None and kept.next_review_on > LATER.date()
    assert (turned.state, turned.mark, turned.ground, turned.approved) == (Record.State.DRAFT, "proactive", "", None)
    assert Publication.objects.count() == 0
    found = round_of(clerk, of.pk, LATER.date())
    assert found is not None and (found.total, found.settled, found.left) == (2, 2, 0)


def test_a_decision_needs_a_reason_and_the_content_that_stands_now() -> None:
    withheld(1)
    item = items(actors(a_unit())["clerk"], opened()).get()
    for outcome, reason, seen_hash, code in (
        ("keep", " ", "", "no-reason"), ("burn", "x", "", "adjust-outcome"),
        ("keep", "照旧", "0" * 64, "changed-meanwhile"),
    ):  # fmt: skip
        shown = seen_hash or current(item.record).hash
        with pytest.raises(Refused) as refusal:
            decide_adjustment(item.pk, outcome, reason, shown, actor=actors(a_unit())["clerk"], now=LATER)
        assert refusal.value.code == code
    decided(item, "keep")
    with pytest.raises(Refused) as refusal:
        decided(item, "keep")
    assert refusal.value.code == "adjust-decided"
    with pytest.raises(Refused) as refusal:
        decide_adjustment(item.pk, "keep", "照旧", "", actor=actors(a_unit("other"))["clerk"], now=LATER)
    assert refusal.value.code == "not-allowed"


def test_a_round_closes_only_when_all_is_decided() -> None:
    withheld(1)
    of = opened()
    clerk = actors(a_unit())["clerk"]
    with pytest.raises(Refused, match="还有 1 件"):
        close_adjustment_round(of.pk, actor=clerk, now=LATER)
    decided(items(clerk, of).get(), "on_request", "申请人可以依申请获取")
    close_adjustment_round(of.pk, actor=clerk, now=LATER)
    assert [one.round.closed_at for one in rounds(clerk, a_unit(), LATER.date())] == [LATER]
    assert rounds(actors(a_unit("other"))["clerk"], a_unit(), LATER.date()) == []


def test_a_secret_whose_period_ended_is_pointed_out_first() -> None:
    details = {"level": "secret", "period": "1年", "basis": "事项目录", "authority": "某局"}
    secret = withheld(1, ground="state_secret", ground_details=details, body="", summary="")
    withheld(2)
    of = opened()
    clerk = actors(a_unit())["clerk"]
    assert [one.record.pk for one in overdue_secrets(clerk, of, LATER.date())] == [secret.pk]
    assert [one.over for one in seen(items(clerk, of), LATER.date())] == [False, True]
    assert dict(by_ground(clerk, of)) == {"internal_affairs": 1, "state_secret": 1}


@pytest.mark.parametrize(
    ("period", "ends"),
    [
        ("10年", date(2036, 3, 2)), ("6个月", date(2026, 9, 2)), ("至2028年12月31日", date(2029, 1, 1)),
        ("2028-12-31", date(2029, 1, 1)), ("长期", None), ("2028-13-45", None),
    ],
)  # fmt: skip
def test_the_end_of_secrecy_is_read_from_its_period(period: str, ends: date | None) -> None:
    details = {"level": "secret", "period": period}
    assert secrecy_ends_on(a_said(mark="not_disclosed", ground="state_secret", ground_details=details)) == ends
    assert secrecy_ends_on(a_said()) is None and next_review_on(a_said(), TODAY) is None
