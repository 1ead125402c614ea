"""The screens of complaints and record corrections, from the letter to the order done."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.kit import clock
from gongkai.requests.models import Matter
from gongkai.requests.tests.papering import papers_of
from gongkai.units.models import Agency

pytestmark = pytest.mark.django_db


def test_a_complaint_goes_from_the_letter_to_the_order_done(unit: Agency, signed_in: Callable[..., Client]) -> None:
    papers_of(unit)
    clerk, leader, today = signed_in("clerk"), signed_in("deputy_leader"), clock.today().isoformat()
    assert "没有符合条件的事项" in clerk.get(reverse("desk:matters")).content.decode()
    said = {"kind": "complaint", "way": "letter", "on": today, "name": "王小川", "text": "逾期没有答复。"}
    page = clerk.post(reverse("desk:matter-new"), said)
    assert page.status_code == 422 and "投诉举报哪个单位" in page.content.decode()
    page = clerk.post(reverse("desk:matter-new"), said | {"against": unit.code})
    assert page.status_code == 200 and "查询码" in page.content.decode()
    row = Matter.objects.get()
    assert row.receipt_number in page.content.decode()
    clerk.post(reverse("desk:matter-take", args=(row.pk,)))
    page = clerk.post(reverse("desk:matter-reply", args=(row.pk,)), {"ending": "founded", "f-finding": "属实。"})
    assert page.status_code == 422 and "属实。" in page.content.decode()
    answer = {
        "ending": "founded", "f-finding": "属实。", "f-result": "责令限期答复。", "orders": "限期答复。",
        "orders_due_on": today,
    }  # fmt: skip
    assert clerk.post(reverse("desk:matter-reply", args=(row.pk,)), answer).status_code == 302
    assert "待我办理、签发的投诉与更正" in leader.get(reverse("desk:home")).content.decode()
    assert "待我办理、签发的投诉与更正" not in clerk.get(reverse("desk:home")).content.decode()
    page = leader.get(reverse("desk:matter", args=(row.pk,))).content.decode()
    assert "签发" in page and "责令限期答复。" in page and "王小川" not in page.replace("王小川：", "")
    paper = row.papers.get()
    seen = {"seen": paper.content_hash}
    assert clerk.post(reverse("desk:matter-sign", args=(row.pk, paper.pk)), seen).status_code == 403
    assert leader.post(reverse("desk:matter-sign", args=(row.pk, paper.pk)), seen).status_code == 302
    assert clerk.post(reverse("desk:matter-tell", args=(row.pk,)), {"on": today}).status_code == 302
    done = {"on": today, "how": "已答复。"}
    assert clerk.post(reverse("desk:matter-done", args=(row.pk,)), done).status_code == 302
    taken = clerk.post(reverse("desk:matter-take-out", args=(row.pk, "answer", paper.pk)))
    assert taken.content.startswith(b"%PDF")
    assert "已改正" in clerk.get(reverse("desk:matter", args=(row.pk,))).content.decode()


def test_who_has_nothing_to_do_with_it_finds_nothing(unit: Agency, signed_in: Callable[..., Client]) -> None:
    clerk, today = signed_in("clerk"), clock.today().isoformat()
    said = {"kind": "record_correction", "way": "phone", "on": today, "name": "王小川", "text": "出生年份有误。"}
    clerk.post(reverse("desk:matter-new"), said)
    row = Matter.objects.get()
    for duty in ("publisher", "statistics_clerk"):
        assert signed_in(duty).get(reverse("desk:matter", args=(row.pk,))).status_code == 404
