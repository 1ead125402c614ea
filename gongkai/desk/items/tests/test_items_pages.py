"""The desk's pages of catalogues: compile, review, publish, hold against what was published, tie a record."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from gongkai.columns.models import Item, ItemCatalogue, ItemRecord
from gongkai.columns.tests.items_making import a_catalogue, a_published_catalogue, an_item, over
from gongkai.records.tests import making
from gongkai.units.models import Agency

pytestmark = pytest.mark.django_db
Browsers = Callable[..., Client]


@pytest.fixture
def district(unit: Agency) -> Agency:
    return over(unit)


def page(browser: Client, name: str, *args: object, **query: str) -> str:
    answer = browser.get(reverse(f"desk:{name}", args=args), query)
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


def test_a_clerk_begins_a_catalogue_and_adds_an_item(signed_in: Browsers, unit: Agency) -> None:
    clerk = signed_in("clerk")
    assert "编制目录" in page(clerk, "items")
    answer = clerk.post(reverse("desk:items-new", args=(unit.code,)))
    row = ItemCatalogue.objects.get()
    assert answer["Location"] == reverse("desk:items-catalogue", args=(row.pk,))
    added = clerk.post(reverse("desk:items-add", args=(row.pk,)), {**an_item(unit, name="防火通知"), "edition": 1})
    assert added.status_code == 302
    assert "防火通知" in page(clerk, "items-catalogue", row.pk)
    item = Item.objects.get()
    form = page(clerk, "items-change", row.pk, item.key)
    assert 'name="edition" value="2"' in form
    assert "20个工作日内" in form


def test_a_stale_form_is_answered_on_the_form_with_what_was_typed(signed_in: Browsers, unit: Agency) -> None:
    row = a_catalogue(unit, an_item(unit))
    address = reverse("desk:items-add", args=(row.pk,))
    answer = signed_in("clerk").post(address, {**an_item(unit, name="迟到的事项"), "edition": row.edition - 1})
    assert answer.status_code == 422
    assert "刚被别人改动过" in answer.content.decode()
    assert "迟到的事项" in answer.content.decode()


def test_an_import_is_previewed_with_its_cells_and_then_confirmed(signed_in: Browsers, unit: Agency) -> None:
    row = a_catalogue(unit)
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["一级事项", "公开事项", "公开内容", "公开依据", "公开时限", "公开主体", "公开渠道"])
    sheet.append(["救灾", "款物分配", "数额", "《条例》第二十条", "及时", unit.name, "政府网站"])
    sheet.append(["", "", "孤零零", "", "", "", ""])
    clerk, address = signed_in("clerk"), reverse("desk:items-import", args=(row.pk,))
    bad = clerk.post(address, {"file": SimpleUploadedFile("目录.xlsx", saved(book))})
    preview = clerk.get(bad["Location"]).content.decode()
    assert "B3" in preview
    assert "改正后重新上传" in preview
    assert clerk.post(bad["Location"]).status_code == 422
    assert not Item.objects.exists()
    sheet.delete_rows(3)
    good = clerk.post(address, {"file": SimpleUploadedFile("目录.xlsx", saved(book))})
    assert clerk.post(good["Location"]).status_code == 302
    assert Item.objects.get().level1 == "救灾"


def saved(book: openpyxl.Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_an_upload_that_is_no_sheet_is_refused_in_words(signed_in: Browsers, unit: Agency) -> None:
    row = a_catalogue(unit)
    clerk, address = signed_in("clerk"), reverse("desk:items-import", args=(row.pk,))
    for data in ({}, {"file": SimpleUploadedFile("目录.xlsx", b"\x00\x01no")}):
        answer = clerk.post(address, data)
        assert answer.status_code == 422
        assert "未上传" in answer.content.decode() or "不是 .xlsx" in answer.content.decode()


def test_the_office_returns_with_a_mark_at_the_row_and_later_accepts(
    signed_in: Browsers, unit: Agency, district: Agency
) -> None:
    row = a_catalogue(unit, an_item(unit))
    item, clerk, office = Item.objects.get(), signed_in("clerk"), signed_in("disclosure_office", at=district)
    assert clerk.post(reverse("desk:items-submit", args=(row.pk,)), {"edition": row.edition}).status_code == 302
    row.refresh_from_db()
    shown = page(office, "items-catalogue", row.pk)
    assert f'name="mark-{item.key}"' in shown
    assert f'name="mark-{item.key}"' not in page(clerk, "items-catalogue", row.pk)
    back = reverse("desk:items-return", args=(row.pk,))
    empty = office.post(back, {"edition": row.edition, f"mark-{item.key}": "写明条款", "reason": ""})
    assert empty.status_code == 422
    assert "写明条款" in empty.content.decode()
    sent = office.post(back, {"edition": row.edition, f"mark-{item.key}": "写明条款", "reason": "依据不清"})
    assert sent.status_code == 302
    returned = page(clerk, "items-catalogue", row.pk)
    assert "依据不清" in returned and "写明条款" in returned
    row.refresh_from_db()
    clerk.post(reverse("desk:items-submit", args=(row.pk,)), {"edition": row.edition})
    row.refresh_from_db()
    accept = reverse("desk:items-accept", args=(row.pk,))
    assert office.post(accept, {"edition": row.edition, "words": ""}).status_code == 302
    row.refresh_from_db()
    publisher = signed_in("publisher")
    assert publisher.post(reverse("desk:items-publish", args=(row.pk,)), {"edition": row.edition}).status_code == 302
    row.refresh_from_db()
    assert row.state == "published"


def test_a_draft_of_another_unit_is_seen_by_nobody_else(signed_in: Browsers, unit: Agency, district: Agency) -> None:
    row = a_catalogue(unit, an_item(unit))
    address = reverse("desk:items-catalogue", args=(row.pk,))
    assert signed_in("clerk").get(address).status_code == 200
    assert signed_in("disclosure_office", at=district).get(address).status_code == 404
    assert signed_in("clerk", at=making.a_unit("next")).get(address).status_code == 404


def test_the_report_opens_each_figure_as_a_list(signed_in: Browsers, unit: Agency, district: Agency) -> None:
    a_published_catalogue(unit, an_item(unit, name="每季度的事", limit="每季度"))
    making.a_published(unit)
    clerk = signed_in("clerk")
    shown = page(clerk, "items-report", unit.code)
    assert "每季度的事" in shown
    assert "从未公开" in shown
    assert "森林防火" in page(clerk, "items-report", unit.code, show="outside")
    for show in ("late", "waiting", "unjudged", "nothing"):
        assert page(signed_in("disclosure_office", at=district), "items-report", unit.code, show=show)
    other = signed_in("clerk", at=making.a_unit("next"))
    assert other.get(reverse("desk:items-report", args=(unit.code,))).status_code == 404


def test_a_draft_is_tied_to_a_likely_item_and_untied(signed_in: Browsers, unit: Agency) -> None:
    over(unit)
    a_published_catalogue(unit, an_item(unit, name="森林防火工作部署"), an_item(unit, name="预算公开"))
    record, clerk = making.a_draft(unit), signed_in("clerk")
    shown = page(clerk, "record-items", record.pk)
    likely = shown.split('id="likely"')[1].split("</section>")[0]
    assert "森林防火工作部署" in likely
    assert "预算公开" not in likely
    key = Item.objects.get(name="森林防火工作部署").key
    address = reverse("desk:record-items", args=(record.pk,))
    assert clerk.post(address, {"tie": key}).status_code == 302
    assert ItemRecord.objects.get().record_id == record.pk
    assert clerk.post(address, {"tie": "no-such"}).status_code == 422
    assert clerk.post(address, {"untie": key}).status_code == 302
    assert not ItemRecord.objects.exists()
    assert signed_in("section_head").post(address, {"tie": key}).status_code == 403


def test_the_sheet_comes_down_under_the_unit_s_name(signed_in: Browsers, unit: Agency) -> None:
    row = a_catalogue(unit, an_item(unit, name="=1+1"))
    answer = signed_in("clerk").get(reverse("desk:items-file", args=(row.pk,)))
    book = openpyxl.load_workbook(BytesIO(answer.content))
    assert "=1+1" in [cell.value for line in book.active for cell in line if cell.data_type == "s"]  # type: ignore[union-attr]
    assert signed_in("clerk").get(reverse("desk:items-blank", args=(row.pk,))).status_code == 200
