"""Importing on the desk: upload, columns, faults, mapping, confirmation, result, and the file to mend."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from gongkai.desk.ledger.tests.test_ledger_pages import sheet_of, signed_in, text
from gongkai.kit import clock, importing
from gongkai.kit.models import ImportBatch
from gongkai.records.models import Record
from gongkai.records.tests.ledger_files import a_row, a_sheet

pytestmark = pytest.mark.django_db


def upload(client: Client, data: bytes, name: str = "台账.xlsx", way: str = "history") -> object:
    return client.post(reverse("desk:imports"), {"way": way, "file": SimpleUploadedFile(name, data)})


def columns() -> dict[str, str]:
    batch = ImportBatch.objects.get()
    return {f"column-{name}": str(at) for name, at in batch.options["columns"].items()}


def test_a_ledger_is_uploaded_checked_mapped_confirmed_and_imported() -> None:
    client = signed_in()
    upload(client, a_sheet([a_row(1), a_row(2, formed_on="2019-02-30"), a_row(3, category="便民")]))
    batch = ImportBatch.objects.get()
    address = reverse("desk:import", args=[batch.pk])
    assert "核对各列" in text(client.get(address))
    client.post(address, columns())
    page = text(client.get(address))
    assert "F4" in page and "不是有效日期" in page and "不认识的写法" in page and "导入 1 行" in page
    client.post(address, {"word-0": "other"})
    assert "导入 2 行" in text(client.get(address))
    client.post(reverse("desk:import-confirm", args=[batch.pk]))
    assert "正在导入" in text(client.get(address))
    while importing.work(clock.now()):
        pass
    done = client.get(reverse("desk:import-progress", args=[batch.pk]))
    assert done["HX-Refresh"] == "true"
    assert "已导入" in text(client.get(address))
    assert Record.objects.filter(state="historic").count() == 2
    rows = sheet_of(client.get(reverse("desk:import-bad", args=[batch.pk])))
    assert (rows[0][-1], len(rows)) == ("存在的问题", 2)
    assert str(rows[1][-1]).startswith("F4：")


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.xlsx", b"PK\x03\x04", "不是完整的 .xlsx"),
        ("a.xls", b"\xd0\xcf\x11\xe0" * 9, "旧版 .xls"),
        ("a.csv", b"a,b\n", "没有认出表头"),
    ],
)
def test_a_file_that_cannot_be_read_is_answered_on_the_same_page(name: str, data: bytes, said: str) -> None:
    response = upload(signed_in(), data, name)
    assert response.status_code == 422  # type: ignore[attr-defined]
    assert said in text(response)
    assert ImportBatch.objects.count() == 0


def test_nobody_else_sees_or_confirms_an_import() -> None:
    client = signed_in()
    upload(client, a_sheet([a_row(1)]))
    batch = ImportBatch.objects.get()
    client.post(reverse("desk:import", args=[batch.pk]), columns())
    for other in (signed_in("clerk", "other"), signed_in("publisher")):
        assert other.get(reverse("desk:import", args=[batch.pk])).status_code == 404
        assert other.post(reverse("desk:import-confirm", args=[batch.pk])).status_code == 404
        assert other.get(reverse("desk:import-bad", args=[batch.pk])).status_code == 404
    assert upload(signed_in("publisher"), a_sheet([a_row(2)])).status_code == 403  # type: ignore[attr-defined]


def test_an_import_is_cancelled_after_asking() -> None:
    client = signed_in()
    upload(client, a_sheet([a_row(1)]))
    batch = ImportBatch.objects.get()
    address = reverse("desk:import-cancel", args=[batch.pk])
    assert "取消导入《台账.xlsx》" in text(client.get(address))
    assert client.post(address).status_code == 302
    batch.refresh_from_db()
    assert batch.state == ImportBatch.State.CANCELLED
    assert "已取消" in text(client.get(reverse("desk:imports")))
