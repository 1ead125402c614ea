"""The pages of delivery: who sees what, sends, signs, sends back, writes and judges letters; files that come out."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from gongkai.delivery.models import Batch, Replacement
from gongkai.delivery.preparing import prepare_due
from gongkai.delivery.replacing import find_changes
from gongkai.delivery.tests.making import District, a_district, at, published, received, receiver_of, revised, sent
from gongkai.desk.conftest import browser_of
from gongkai.kit import clock
from gongkai.kit.models import JournalEntry
from gongkai.records.actions.withdraw_record import withdraw_record
from gongkai.records.tests import making
from gongkai.units.models import Agency

pytestmark = pytest.mark.django_db
DAY = at("2026-03-20", 16)
GIVEN = {"do": "send", "paper": 1, "electronic": 1, "contact": "联系人", "phone": "0595-0"}


@pytest.fixture
def district(db: None, monkeypatch: pytest.MonkeyPatch) -> District:
    made = a_district()
    published(made.town, at("2026-03-10"), 1)
    while prepare_due(DAY):
        pass
    monkeypatch.setattr(clock, "now", lambda: DAY)
    monkeypatch.setattr(clock, "today", DAY.date)
    return made


@pytest.fixture
def visit(district: District) -> Callable[..., Client]:
    def browser(duty: str, at: Agency | None = None) -> Client:
        if duty == "hall_receiver":
            return browser_of(receiver_of(district.archives))
        return browser_of(making.people(at or district.town)[duty])

    return browser


def the_batch(district: District) -> Batch:
    return Batch.objects.get(agency=district.town, hall=district.archives, items__isnull=False)


def page_of(batch: Batch) -> str:
    return reverse("desk:hall-batch", args=(batch.pk,))


def test_the_unit_sends_and_the_hall_signs(district: District, visit: Callable[..., Client]) -> None:
    batch = the_batch(district)
    publisher, receiver = visit("publisher"), visit("hall_receiver")
    shown = publisher.get(reverse("desk:halls")).content.decode()
    assert page_of(batch) in shown and "某区图书馆" in shown
    assert receiver.get(page_of(batch)).status_code == 404
    assert publisher.post(page_of(batch), GIVEN).status_code == 302
    assert page_of(batch) in receiver.get(reverse("desk:halls")).content.decode()
    given = {"do": "receive", "paper": 1, "electronic": 1, "receiver": "馆员", "received_on": "2026-03-20"}
    answer = receiver.post(page_of(batch), given | {"paper": 2})
    assert answer.status_code == 409 and "三者须相同" in answer.content.decode()
    assert receiver.post(page_of(batch), given).status_code == 302
    batch.refresh_from_db()
    assert batch.state == Batch.State.RECEIVED
    assert "馆员签收" in publisher.get(page_of(batch)).content.decode()


def test_a_form_with_faults_says_them_and_does_nothing(district: District, visit: Callable[..., Client]) -> None:
    batch, publisher = the_batch(district), visit("publisher")
    answer = publisher.post(page_of(batch), GIVEN | {"contact": "", "paper": "x"})
    assert answer.status_code == 422
    assert "目录表须写明联系人" in answer.content.decode() and "件数须为数字" in answer.content.decode()
    for do in ("", "nothing", "receive"):
        assert publisher.post(page_of(batch), {"do": do}).status_code in (409, 422)
    batch.refresh_from_db()
    assert batch.state == Batch.State.PREPARED


def test_the_hall_sends_back_with_its_reason(district: District, visit: Callable[..., Client]) -> None:
    batch = sent(the_batch(district), district.publisher(), DAY)
    receiver = visit("hall_receiver")
    assert receiver.post(page_of(batch), {"do": "refuse", "reason": " "}).status_code == 422
    assert receiver.post(page_of(batch), {"do": "refuse", "reason": "没有盖章"}).status_code == 302
    assert "没有盖章" in visit("publisher").get(page_of(batch)).content.decode()


def test_what_changed_is_said_and_made_anew_by_a_button(district: District, visit: Callable[..., Client]) -> None:
    batch, publisher = the_batch(district), visit("publisher")
    withdraw_record(batch.items.get().record_id, "有误", actor=district.publisher(), now=DAY)
    assert "重新生成" in publisher.get(page_of(batch)).content.decode()
    item = publisher.get(reverse("desk:hall-item", args=(batch.pk, 1)))
    assert item.status_code == 422 and "已经撤回" in item.content.decode()
    assert publisher.post(page_of(batch), {"do": "rebuild"}).status_code == 302
    assert not batch.items.exists()


def test_the_papers_come_out_and_read_back(district: District, visit: Callable[..., Client]) -> None:
    batch, publisher = the_batch(district), visit("publisher")
    got = {code: publisher.get(reverse("desk:hall-paper", args=(batch.pk, code))) for code in
           ("list", "label", "sheet", "package")}  # fmt: skip
    assert all(one.status_code == 200 for one in got.values())
    assert got["list"].content.startswith(b"%PDF-") and got["label"].content.startswith(b"%PDF-")
    sheet = openpyxl.load_workbook(BytesIO(got["sheet"].content)).active
    assert [cell.value for cell in sheet[2]][1] == batch.items.get().index_number
    with ZipFile(BytesIO(got["package"].content)) as package:
        assert len([name for name in package.namelist() if name.startswith("001-")]) == 1
    assert publisher.get(reverse("desk:hall-item", args=(batch.pk, 1))).content.startswith(b"%PDF-")
    assert publisher.get(reverse("desk:hall-item", args=(batch.pk, 2))).status_code == 404
    assert publisher.get(reverse("desk:hall-paper", args=(batch.pk, "other"))).status_code == 404


def test_the_office_sees_who_has_not_delivered_and_takes_it_as_a_sheet(
    district: District, visit: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    for batch in Batch.objects.filter(agency=district.town, ends="2026-03-20"):
        sent(batch, district.publisher(), DAY)
    later = at("2026-03-24")
    monkeypatch.setattr(clock, "now", lambda: later)
    monkeypatch.setattr(clock, "today", later.date)
    office = visit("disclosure_office", district.office)
    shown = office.get(reverse("desk:halls"), {"late": "1"}).content.decode()
    assert "2 个单位逾期未送交" in shown and "neighbour镇人民政府" in shown
    assert "2026-03-19（4 份逾期）" in shown and "2026-03-04（6 份逾期）" in shown
    assert "town镇人民政府" not in shown.partition('id="table"')[2].partition("</table>")[0]
    address = reverse("desk:halls-export") + "?ends=2026-03-20"
    answer = office.post(address)
    rows = list(openpyxl.load_workbook(BytesIO(answer.content)).active.values)
    assert len(rows) == 1 + 3 * 2
    assert {row[-1] for row in rows[1:] if row[0] == "town镇人民政府"} == {"按期送交"}
    assert JournalEntry.objects.filter(chain="office", act="export_deliveries").count() == 1
    assert visit("disclosure_office").post(address).status_code == 403


def test_a_letter_goes_from_the_unit_by_the_office_to_the_hall(
    district: District, visit: Callable[..., Client]
) -> None:
    batch = received(sent(the_batch(district), district.publisher(), DAY), district.receiver(), DAY)
    revised(batch.items.get().record, DAY)
    assert find_changes(DAY) == 1
    found = Replacement.objects.get()
    address = reverse("desk:hall-replacement", args=(found.pk,))
    publisher, office, receiver = (
        visit("publisher"), visit("disclosure_office", district.office), visit("hall_receiver")
    )  # fmt: skip
    assert receiver.get(address).status_code == 404
    letter = {"do": "ask", "reason": "附表有误", "letter_number": "涂政函〔2026〕1号", "paper": 2, "electronic": 2}
    assert publisher.post(address, letter | {"paper": 1, "electronic": 1}).status_code == 409
    assert publisher.post(address, letter | {"reason": ""}).status_code == 422
    assert publisher.post(address, letter).status_code == 302
    assert publisher.post(address, {"do": "approve"}).status_code == 403
    assert office.post(address, {"do": "return", "reason": "函未盖章"}).status_code == 302
    assert "函未盖章" in publisher.get(address).content.decode()
    assert publisher.post(address, letter).status_code == 302
    assert office.post(address, {"do": "approve"}).status_code == 302
    assert receiver.get(reverse("desk:hall-enclosed", args=(found.pk,))).content.startswith(b"%PDF-")
    assert receiver.post(address, {"do": "act", "remarks": "已换"}).status_code == 302
    assert publisher.get(reverse("desk:hall-letter", args=(found.pk,))).content.startswith(b"%PDF-")
    found.refresh_from_db()
    assert (found.state, found.remarks) == (Replacement.State.ACTED, "已换")


def test_the_office_sets_up_a_hall_and_others_do_not(district: District, visit: Callable[..., Client]) -> None:
    making.a_unit("center", level=Agency.Level.SERVICE, name="某区行政服务中心", short="服务中心", index_code="")
    given = {"name": "某区行政服务中心", "kind": "service", "agency": "center", "rule": "county_monthly",
             "begins": "2026-04-01"}  # fmt: skip
    office = visit("disclosure_office", district.office)
    assert office.post(reverse("desk:halls-set"), given | {"begins": "2026-13-01"}).status_code == 422
    assert office.post(reverse("desk:halls-set"), given).status_code == 302
    again = office.post(reverse("desk:halls-set"), given)
    assert again.status_code == 409 and "已经登记为接收馆" in again.content.decode()
    for other in (visit("publisher"), visit("clerk")):
        assert other.post(reverse("desk:halls-set"), given).status_code == 403
    change = reverse("desk:hall-change", args=(district.archives.pk,))
    assert office.get(change).status_code == 200
    assert visit("disclosure_office").get(change).status_code == 404
    facts = {"name": "新名", "kind": "archives", "rule": "fujian", "begins": "2026-03-01", "phone": "0595-9"}
    assert office.post(change, facts | {"rule": "county_monthly"}).status_code == 409
    assert office.post(change, facts).status_code == 302
    district.archives.refresh_from_db()
    assert (district.archives.name, district.archives.phone) == ("新名", "0595-9")


@pytest.mark.parametrize("duty", ["clerk", "section_head", "secrecy_reviewer", "statistics_clerk"])
def test_other_duties_have_no_deliveries(district: District, visit: Callable[..., Client], duty: str) -> None:
    browser = visit(duty)
    assert browser.get(reverse("desk:halls")).status_code == 403
    assert browser.get(page_of(the_batch(district))).status_code == 404
    assert reverse("desk:halls") not in browser.get(reverse("desk:home")).content.decode()


def test_another_unit_and_the_other_hall_see_nothing(district: District, visit: Callable[..., Client]) -> None:
    batch = sent(the_batch(district), district.publisher(), DAY)
    library = browser_of(receiver_of(district.library))
    for browser in (visit("publisher", district.neighbour), library):
        assert browser.get(page_of(batch)).status_code == 404
        assert browser.get(reverse("desk:hall-paper", args=(batch.pk, "package"))).status_code == 404
        assert browser.post(page_of(batch), {"do": "refuse", "reason": "试"}).status_code == 404
