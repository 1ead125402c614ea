"""The screens of disputes and of the fee, walked through by the people who use them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from gongkai.desk.conftest import browser_of
from gongkai.disputes.models import Dispute, DisputePaper
from gongkai.disputes.tests.making import FILED, PAPERS, a_replied, accepted, filed, ruled
from gongkai.kit import clock
from gongkai.kit.models import JournalEntry
from gongkai.records.tests.making import BUSINESS, a_person, a_unit, people
from gongkai.requests.models import Quote, Request
from gongkai.requests.tests.making import RECEIVED, a_request
from gongkai.requests.tests.papering import decided, issued, served
from gongkai.units.models import Agency

SignedIn = Callable[..., Client]
SECRETS = ("王小川", "35058219900101123X", "13800000001", "wang@example.test")
DAY = date(2026, 5, 25)


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    """The day on which the screens are seen."""

    def on(day: date) -> None:
        moment = datetime(day.year, day.month, day.day, 17, 30, tzinfo=clock.BEIJING)
        monkeypatch.setattr(clock, "now", lambda: moment)
        monkeypatch.setattr(clock, "today", lambda: day)

    on(DAY)
    return on


def page(browser: Client, name: str, *args: object, status: int = 200, **query: object) -> str:
    answer = browser.get(reverse(f"desk:{name}", args=args), query)
    assert answer.status_code == status, answer.content.decode()
    return str(answer.content.decode())


def post(browser: Client, name: str, *args: object, status: int = 302, **said: object) -> str:
    answer = browser.post(reverse(f"desk:{name}", args=args), said)
    assert answer.status_code == status, answer.content.decode()
    return str(answer.content.decode())


def test_a_case_from_the_request_to_the_order_done(
    unit: Agency, signed_in: SignedIn, today: Callable[[date], None]
) -> None:
    request = a_replied(unit=unit)
    today(PAPERS)
    clerk = signed_in("clerk")
    assert "没有复议诉讼" in page(clerk, "request-disputes", request.pk)
    filing = {"kind": "reconsideration", "about": "reply", "filed_on": "2026-04-01", "claim": "请求撤销答复"}
    assert "没有填写复议机关" in post(clerk, "request-disputes", request.pk, status=422, **filing)
    post(clerk, "request-disputes", request.pk, body="泉州市泉港区人民政府", **filing)
    dispute = Dispute.objects.get()
    act = {"seen": 1, "on": "2026-04-08"}
    post(clerk, "dispute", dispute.pk, do="receive", **act)
    stale = post(clerk, "dispute", dispute.pk, do="accept", status=409, case_number="泉港政行复〔2026〕7号", **act)
    assert "另有人办理过" in stale
    post(clerk, "dispute", dispute.pk, do="accept", case_number="泉港政行复〔2026〕7号", seen=2, on="2026-04-03")
    shown = page(clerk, "dispute", dispute.pk)
    assert "提交复议答复和证据" in shown and "2026-04-22" in shown and "登记决定、裁判" in shown
    file = SimpleUploadedFile("答复书.txt", "答复内容".encode(), "text/plain")
    post(clerk, "dispute-attach", dispute.pk, what="defence", on="2026-04-08", file=file)
    answer = clerk.get(reverse("desk:dispute-paper", args=(dispute.pk, DisputePaper.objects.get().pk)))
    assert answer.content == "答复内容".encode() and answer["X-Content-Type-Options"] == "nosniff"
    post(clerk, "dispute", dispute.pk, do="defend", seen=4, on="2026-04-08")
    post(clerk, "dispute-change", dispute.pk, seen=5, body="泉州市泉港区人民政府", about="reply", filed_on="2026-04-01",
         case_number="泉港政行复〔2026〕8号", claim="请求撤销答复", reason="案号写错")  # fmt: skip
    today(DAY)
    clerk, office = signed_in("clerk"), signed_in("disclosure_office")
    ruling = {"on": "2026-05-20", "decision": "revoked", "number": "决〔2026〕7号", "orders": "责令重新答复"}
    ruling["again"] = "on"
    said = post(clerk, "dispute", dispute.pk, do="decide", status=409, seen=6, length=15, **ruling)
    assert "责令的期限须同时写明数字和单位" in said and "责令重新答复" in said
    post(clerk, "dispute", dispute.pk, do="decide", seen=6, length=15, unit="working_day", **ruling)
    post(clerk, "dispute", dispute.pk, do="arrive", seen=7, on="2026-05-22")
    assert "最迟 2026-06-12" in page(clerk, "dispute", dispute.pk) and "重新办理这件申请" not in page(
        clerk, "dispute", dispute.pk
    )
    assert "重新办理这件申请" in page(office, "dispute", dispute.pk)
    post(office, "dispute", dispute.pk, do="redo", seen=8)
    request.refresh_from_db()
    assert (request.state, request.due_on) == ("redoing", date(2026, 6, 12))
    again = date(2026, 6, 10)
    today(again)
    clerk, office = signed_in("clerk"), signed_in("disclosure_office")
    early = post(office, "dispute", dispute.pk, do="finish", status=409, seen=9, on="2026-06-10", how="重新答复")
    assert "还没有重新办结" in early
    served(issued(decided(request, again), "reply", None, again), again)
    post(clerk, "dispute", dispute.pk, do="finish", seen=9, on="2026-06-10", how="重新答复并送达")
    shown = page(clerk, "dispute", dispute.pk)
    assert "没有可以办理的事项" in shown and "结果纠正" in shown and "逾期履行" not in shown
    assert not any(secret in shown for secret in SECRETS)
    assert "结果纠正" in page(clerk, "disputes-table") and "?unit=" in page(clerk, "disputes-table")
    cell = page(clerk, "disputes", unit=unit.code, year=2026, row="reconsideration", column="corrected")
    assert "泉港政行复〔2026〕8号" in cell and "只列出" in cell


def test_the_list_narrows_and_is_handed_out(unit: Agency, signed_in: SignedIn, today: Callable[[date], None]) -> None:
    request = a_replied(unit=unit)
    filed(request, about="extension_notice")
    waiting = accepted(request)
    clerk = signed_in("clerk")
    today(DAY)
    assert "共 2 件" in page(clerk, "disputes") and "2026-04-22" in page(clerk, "disputes")
    assert "共 1 件" in page(clerk, "disputes", late=1, state="accepted", kind="reconsideration")
    assert "没有符合条件的案件" in page(clerk, "disputes", kind="litigation")
    assert "程序性行为" in page(clerk, "dispute", waiting.pk - 1)
    answer = clerk.post(reverse("desk:disputes-export") + "?state=accepted")
    rows = list(load_workbook(BytesIO(answer.content)).worksheets[0].values)
    assert len(rows) == 2 and rows[1][3] == "泉港政行复〔2026〕7号"
    assert JournalEntry.objects.get(act="export_disputes").after == {"year": "", "lines": 1}


def test_the_pages_ask_few_questions(unit: Agency, signed_in: SignedIn, today: Callable[[date], None]) -> None:
    request = a_replied(unit=unit)
    dispute = ruled(accepted(request), "maintained")
    filed(request, "litigation", on=date(2026, 5, 24), after=dispute.pk)
    today(DAY)
    clerk = signed_in("clerk")
    page(clerk, "disputes")
    asked = {}
    for name, args in (("disputes", ()), ("dispute", (dispute.pk,)), ("request-disputes", (request.pk,))):
        with CaptureQueriesContext(connection) as queries:
            page(clerk, name, *args)
        asked[name] = len(queries)
    # The desk's own frame asks about ten of them.
    assert asked["disputes"] <= 14 and asked["dispute"] <= 18 and asked["request-disputes"] <= 18, asked


def test_a_fee_is_worked_out_noticed_and_paid(unit: Agency, signed_in: SignedIn, today: Callable[[date], None]) -> None:
    request = a_request(unit)
    today(RECEIVED)
    clerk, office = signed_in("clerk"), signed_in("disclosure_office")
    shown = page(clerk, "request-fee", request.pk)
    assert "2026-03 同一申请人第 1 件" in shown and "按件计收" in shown
    seen = Request.objects.get(pk=request.pk).version
    post(clerk, "request-fee", request.pk, do="quote", tariff="by_volume", status=422, seen=seen, pages=0)
    refused = post(clerk, "request-fee", request.pk, do="quote", tariff="by_volume", status=409, seen=seen, pages=68)
    assert "须写明理由" in refused
    post(clerk, "request-fee", request.pk, do="quote", tariff="by_volume", seen=seen, pages=68, reason="纸质复制件")
    shown = page(clerk, "request-fee", request.pk)
    assert "380" in shown and "拟写收费通知书" in shown and "如按件计收为 0 元" in shown
    issued(request, "fee_notice")
    pay = {"on": "2026-03-02", "seen": Request.objects.get(pk=request.pk).version, "receipt": "闽财0001"}
    post(clerk, "request-fee", request.pk, do="object", on="2026-03-02", way="phone", words="不认可", seen=pay["seen"])
    assert "不单独申请复议" in page(clerk, "request-fee", request.pk)
    assert "全额缴清" in post(clerk, "request-fee", request.pk, do="pay", yuan=100, status=409, **pay)
    post(clerk, "request-fee", request.pk, do="pay", yuan=380, **pay)
    assert Quote.objects.get().state == "paid" and "闽财0001" in page(clerk, "request-fee", request.pk)
    seen = Request.objects.get(pk=request.pk).version
    back = {"on": "2026-03-02", "yuan": 380, "reason": "计件有误", "seen": seen}
    assert "登记退还" not in page(clerk, "request-fee", request.pk)
    post(clerk, "request-fee", request.pk, do="refund", status=403, **back)
    post(office, "request-fee", request.pk, do="refund", **back)
    assert Quote.objects.get().state == "refunded"
    assert "没有说明要办理什么" in post(clerk, "request-fee", request.pk, do="", status=422)


def test_every_duty_at_every_door(unit: Agency, today: Callable[[date], None], settings: object) -> None:
    settings.SECOND_FACTOR_DUTIES = ()  # type: ignore[attr-defined]
    dispute = filed(a_replied(unit=unit))
    own = people(unit) | {duty: a_person(unit, duty) for duty in ("hall_receiver", "supervisor", "audit_administrator")}
    own["stranger"] = people(a_unit("neighbour"))["disclosure_office"]
    handles = {"clerk", "disclosure_office"}
    reads = {*BUSINESS} - {"publisher", "statistics_clerk"}
    doors = {
        "disputes": ((), handles | {"stranger"}), "disputes-table": ((), handles | {"stranger"}),
        "dispute": ((dispute.pk,), reads), "dispute-change": ((dispute.pk,), handles),
        "request-disputes": ((dispute.request_id,), reads), "request-fee": ((dispute.request_id,), reads),
        "dispute-paper": ((dispute.pk, 0), set()),
    }  # fmt: skip
    wrong = []
    for duty, person in own.items():
        browser = browser_of(person)
        for name, (args, let_in) in doors.items():
            status = browser.get(reverse(f"desk:{name}", args=args)).status_code
            if (status == 200) != (duty in let_in):
                wrong.append((duty, name, status))
        said = {"do": "receive", "seen": dispute.version, "on": FILED.isoformat(), "kind": "reconsideration"}
        if duty not in handles:
            for name in ("dispute", "dispute-attach", "request-disputes", "request-fee", "disputes-export"):
                args = () if name == "disputes-export" else (doors.get(name, ((dispute.pk,), 0))[0])
                status = browser.post(reverse(f"desk:{name}", args=args), said).status_code
                if status not in (403, 404, 422) and (duty, name) != ("stranger", "disputes-export"):
                    wrong.append((duty, name, status))
    assert wrong == []
    dispute.refresh_from_db()
    assert (dispute.version, Dispute.objects.count(), DisputePaper.objects.count()) == (1, 1, 0)
