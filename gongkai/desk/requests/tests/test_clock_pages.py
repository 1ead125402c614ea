"""The pages of the clocks, of the acts on a request's way, of what moved, and of the procedure."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.law.procedure import procedures
from gongkai.records.tests.making import a_unit, people
from gongkai.requests.models import ClockEntry, Request
from gongkai.requests.tests.making import a_request
from gongkai.requests.tests.stepping_through import corrected_notice_out, paused
from gongkai.units.models import Agency

pytestmark = pytest.mark.django_db


def signed_in(unit: Agency, duty: str) -> Client:
    client = Client()
    client.force_login(people(unit)[duty])
    return client


def test_why_this_date_is_shown_day_by_day_with_what_was_left_out() -> None:
    request = paused(a_request(), date(2026, 3, 5), date(2026, 3, 11))
    page = signed_in(request.agency, "clerk").get(f"/desk/requests/{request.pk}/clock/")
    body = page.content.decode()
    assert page.status_code == 200
    assert "应于 2026-04-03（含当日）前完成" in body and body.count('<td class="hold') == 6
    assert '20<span class="sr">日' in body and "征求第三方意见期间不计" in body and "2026 年 3 月" in body
    assert "撤销或者改正" not in body
    assert (
        "撤销或者改正" in signed_in(request.agency, "disclosure_office").get(page.request["PATH_INFO"]).content.decode()
    )


def test_an_entry_is_voided_on_its_page_by_the_office_and_nobody_else() -> None:
    request = paused(a_request(), date(2026, 3, 5), date(2026, 3, 11))
    pause = ClockEntry.objects.get(kind="pause")
    address = f"/desk/requests/{request.pk}/clock/{pause.pk}/"
    assert signed_in(request.agency, "clerk").get(address).status_code == 422
    office = signed_in(request.agency, "disclosure_office")
    assert "正确的日期" in office.get(address).content.decode()
    bad = office.post(address, {"reason": "", "instead": ""})
    assert bad.status_code == 422 and "须写明原因" in bad.content.decode()
    assert office.post(address, {"reason": "函未发出", "instead": ""}).status_code == 302
    request.refresh_from_db()
    assert request.due_on == date(2026, 3, 30)
    assert "函未发出" in office.get(f"/desk/requests/{request.pk}/clock/").content.decode()


def test_a_correction_is_taken_in_on_its_page_and_a_mistake_keeps_what_was_typed() -> None:
    request = corrected_notice_out(a_request(), date(2026, 3, 5))
    client = signed_in(request.agency, "clerk")
    address = f"/desk/requests/{request.pk}/act/receive_correction/"
    said = {"on": "2026-03-01", "way": "in_person", "text": "指2025年度", "subject": "2025年度养护资金明细"}
    bad = client.post(address, said)
    assert bad.status_code == 422 and "2025年度养护资金明细" in bad.content.decode()
    assert client.post(address, said | {"on": "2026-03-09"}).status_code == 302
    request.refresh_from_db()
    assert (request.state, request.subject, request.due_on) == ("handling", "2025年度养护资金明细", date(2026, 4, 7))


def test_a_withdrawal_needs_its_proof_and_ends_the_request() -> None:
    request = a_request()
    client = signed_in(request.agency, "clerk")
    address = f"/desk/requests/{request.pk}/act/withdraw/"
    said = {"on": "2026-03-04", "way": "in_person", "text": "不再需要"}
    assert "须附申请人撤回的书面材料" in client.post(address, said).content.decode()
    done = client.post(address, said | {"files": SimpleUploadedFile("撤回.txt", "本人撤回申请".encode())})
    assert done.status_code == 302
    request.refresh_from_db()
    assert (request.state, request.leaf) == ("ended", "other.other")


@pytest.mark.parametrize("path", ["clock/", "act/withdraw/", "act/judge_reasons/"])
def test_another_units_request_is_not_there(path: str) -> None:
    request = a_request()
    other = a_unit("pages-elsewhere")
    assert signed_in(other, "clerk").get(f"/desk/requests/{request.pk}/{path}").status_code == 404
    assert Client().get(f"/desk/requests/{request.pk}/{path}").status_code == 302


def test_the_procedure_is_drawn_and_listed_for_those_who_work_with_requests() -> None:
    unit = a_unit()
    body = signed_in(unit, "clerk").get("/desk/requests/procedure/").content.decode()
    table = procedures()[-1]
    assert all(act.label in body for act in table.acts.values())
    assert body.count("<rect") == len(table.states) and "<svg" in body
    assert "一次性告知补正" in body
    older = signed_in(unit, "clerk").get("/desk/requests/procedure/?since=2008-05-01").content.decode()
    assert "《条例（2007）》第二十一条" in older and "补正告知书" not in older
    assert signed_in(unit, "publisher").get("/desk/requests/procedure/").status_code == 403


def test_a_page_of_clocks_costs_few_queries(django_assert_max_num_queries: object) -> None:
    request: Request = paused(a_request(), date(2026, 3, 5), date(2026, 3, 11))
    client = signed_in(request.agency, "clerk")
    client.get(f"/desk/requests/{request.pk}/clock/")
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        client.get(f"/desk/requests/{request.pk}/clock/")
