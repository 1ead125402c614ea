"""Dynamic adjustment on the desk: a round is opened, many are decided at once, each is told for itself."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from gongkai.desk.ledger.chart import drawn
from gongkai.desk.ledger.tests.test_ledger_pages import signed_in, text
from gongkai.kit import clock
from gongkai.records.actions.change_record import change_record
from gongkai.records.models import AdjustmentItem, AdjustmentRound, Record
from gongkai.records.tests.making import a_said, a_unit, actors, an_approved

pytestmark = pytest.mark.django_db
WITHHELD: dict[str, Any] = {
    "mark": "not_disclosed", "ground": "internal_affairs",
    "ground_details": {"kind": "personnel"}, "mark_reason": "人事",
}  # fmt: skip


def a_round(count: int = 2) -> AdjustmentRound:
    for number in range(1, count + 1):
        an_approved(a_unit(), **WITHHELD, title=f"第{number}号名册", doc_number=f"涂政〔2026〕{number}号")
    days = {"until": clock.today() + timedelta(days=800), "due_on": clock.today() + timedelta(days=30)}
    response = signed_in().post(reverse("desk:adjustment"), {"name": "第一轮", **days})
    assert response.status_code == 302
    return AdjustmentRound.objects.get()


def ticked() -> list[str]:
    return [f"{item.pk}:{item.content_hash}" for item in AdjustmentItem.objects.order_by("pk")]


def test_many_are_decided_at_once_and_the_round_is_closed() -> None:
    of = a_round()
    client = signed_in()
    address = reverse("desk:adjustment-round", args=[of.pk])
    assert "第1号名册" in text(client.get(address))
    assert client.post(reverse("desk:adjustment-close", args=[of.pk])).status_code == 422
    response = client.post(address, {"item": ticked(), "outcome": "keep", "reason": "情势没有变化"})
    assert response.status_code == 302
    assert "本轮信息已全部决定" in text(client.get(address))
    client.post(reverse("desk:adjustment-close", args=[of.pk]))
    assert "已办结" in text(client.get(reverse("desk:adjustment")))


def test_each_record_that_cannot_be_decided_is_told_and_the_words_are_kept() -> None:
    of = a_round()
    first = Record.objects.order_by("pk")[0]
    clerk = actors(a_unit())["clerk"]
    change_record(first.pk, first.edition, a_said(**WITHHELD, title="改过"), actor=clerk, now=clock.now())
    address = reverse("desk:adjustment-round", args=[of.pk])
    response = signed_in().post(address, {"item": ticked(), "outcome": "keep", "reason": "情势没有变化"})
    page = text(response)
    assert response.status_code == 422
    assert "已决定 1 件" in page and "已退回办理流程" in page
    assert AdjustmentItem.objects.exclude(outcome="").count() == 1


def test_a_round_without_a_day_or_name_is_answered_on_the_same_page() -> None:
    an_approved(a_unit(), **WITHHELD)
    response = signed_in().post(reverse("desk:adjustment"), {"name": "第一轮", "until": "", "due_on": ""})
    assert response.status_code == 422
    assert "评估截止日期" in text(response) and 'value="第一轮"' in text(response)


def test_another_unit_and_those_without_the_power_decide_nothing() -> None:
    of = a_round(1)
    address = reverse("desk:adjustment-round", args=[of.pk])
    assert signed_in("clerk", "other").get(address).status_code == 404
    page = signed_in("legal_reviewer").get(address)
    assert page.status_code == 200 and "记录决定" not in text(page)
    answer = signed_in("legal_reviewer").post(address, {"item": ticked(), "outcome": "keep", "reason": "x"})
    assert "权限" in text(answer)
    assert AdjustmentItem.objects.exclude(outcome="").count() == 0


def test_bars_begin_at_nought_and_carry_their_figures() -> None:
    chart = drawn([("2024", 10, 5), ("2025", 0, 0)])
    assert [bar.figure for bar in chart.bars] == [10, 5, 0, 0]
    assert chart.bars[1].height == pytest.approx(chart.bars[0].height / 2, abs=0.1)
    assert all(bar.y + bar.height == pytest.approx(chart.ground, abs=0.1) for bar in chart.bars)
    with pytest.raises(ValueError, match="nought"):
        drawn([("2024", -1, 0)])
