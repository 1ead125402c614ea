"""Undoing an import on the desk: asked first, with a reason, and told afterwards what stayed and why."""

from __future__ import annotations

import pytest
from django.urls import reverse

from gongkai.desk.ledger.tests.test_ledger_pages import signed_in, text
from gongkai.kit import clock, importing
from gongkai.kit.models import ImportBatch
from gongkai.records.actions import undo_import as acting
from gongkai.records.actions.choose_columns import choose_columns
from gongkai.records.actions.confirm_import import confirm_import
from gongkai.records.actions.start_import import start_import
from gongkai.records.models import Record
from gongkai.records.tests.ledger_files import a_row, a_sheet
from gongkai.records.tests.making import a_unit, actors

pytestmark = pytest.mark.django_db


def imported() -> ImportBatch:
    unit, now = a_unit(), clock.now()
    who = actors(unit)["clerk"]
    rows = a_sheet([a_row(1, index_number="QZ04001-0105-2019-00137"), a_row(2), a_row(3)])
    batch = start_import(agency=unit, name="台账.xlsx", data=rows, way="history", actor=who, now=now)
    choose_columns(batch.pk, batch.options["columns"], actor=who, now=now)
    while importing.work(now):
        pass
    confirm_import(batch.pk, actor=who, now=now)
    while importing.work(now):
        pass
    return batch


def test_it_asks_and_tells_what_went_and_what_stayed() -> None:
    batch, client = imported(), signed_in()
    page, undo = reverse("desk:import", args=[batch.pk]), reverse("desk:import-undo", args=[batch.pk])
    assert "撤销导入" in text(client.get(page))
    assert "这次导入了 3 件" in text(client.get(undo))
    refused = client.post(undo, {"reason": " "})
    assert refused.status_code == 422 and "须写明原因" in text(refused)
    assert client.post(undo, {"reason": "传错了文件"}).status_code == 302
    told = text(client.get(page))
    assert "已撤销，作废 2 件" in told and "1 件带有原索引号" in told and "传错了文件" in told
    assert "已撤销" in text(client.get(reverse("desk:imports")))
    assert Record.objects.filter(state="discarded").count() == 2


def test_a_long_one_shows_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acting, "AT_ONCE", 0)
    batch, client = imported(), signed_in()
    client.post(reverse("desk:import-undo", args=[batch.pk]), {"reason": "传错了文件"})
    assert "正在撤销" in text(client.get(reverse("desk:import", args=[batch.pk])))
    assert "撤销中" in text(client.get(reverse("desk:imports")))
    assert client.get(reverse("desk:home")).status_code == 200


def test_others_cannot() -> None:
    batch = imported()
    undo = reverse("desk:import-undo", args=[batch.pk])
    for other in (signed_in("clerk", "other"), signed_in("publisher")):
        assert other.get(undo).status_code == other.post(undo, {"reason": "x"}).status_code == 404
    assert Record.objects.filter(state="discarded").count() == 0
