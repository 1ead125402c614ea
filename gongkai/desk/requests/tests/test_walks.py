"""Requests of every kind walked through the screens, by the links and buttons that are there, as days pass."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from gongkai.desk.requests.tests.walking import Days, House
from gongkai.disputes.models import Dispute
from gongkai.kit import clock
from gongkai.requests.models import Request
from gongkai.requests.tests.papering import papers_of
from gongkai.units.models import Agency

pytestmark = pytest.mark.slow
PROOF = ("退信.txt", "查无此人，退回。".encode("utf-8-sig"))
BY_POST = {"f__how": "以纸质复制件邮寄的方式"}


@pytest.fixture
def days(monkeypatch: pytest.MonkeyPatch) -> Days:
    """From the second of March on."""
    made = Days(date(2026, 3, 2))
    monkeypatch.setattr(clock, "now", made.now)
    monkeypatch.setattr(clock, "today", lambda: made.today)
    return made


@pytest.fixture
def house(signed_in: Callable[..., Client], unit: Agency, days: Days) -> House:
    """The unit's people, with what their papers print."""
    papers_of(unit)
    return House(signed_in, days)


def state(request: Request) -> tuple[str, str]:
    """Where it stands and where it counts."""
    request.refresh_from_db()
    return request.state, request.leaf


def test_corrected_extended_and_handled_anew_after_a_reconsideration(house: House, days: Days) -> None:
    row = house.receive()
    house.paper(row, "补正告知书", f__defect="unclear", f__points="请写明年度。", f__length="10")
    house.wait(3)
    house.at(row, "收到补正").press("登记补正", on=days.iso(), way="in_person", text="2025年度")
    house.paper(row, "延期答复告知书", f__reason="需要检索的档案较多")
    house.decide(row, "release", **BY_POST)
    house.reply(row)
    assert state(row) == ("replied", "granted")
    clerk = house.at(row, "复议诉讼")
    clerk.press("登记", kind="reconsideration", body="泉州市泉港区人民政府", about="reply", filed_on=days.iso())
    case = Dispute.objects.get()
    house("clerk").open("dispute", case.pk).press("登记受理", case_number="5号")
    said = {"decision": "revoked", "number": "6号", "again": "on", "length": "20", "unit": "working_day"}
    clerk.press("登记决定", on=days.iso(), orders="重新答复", **said).press("登记收到决定", on=days.iso())
    house("disclosure_office").open("dispute", case.pk).press("重新办理这件申请")
    clerk = house.at(row)
    assert state(row)[0] == "redoing" and "发出答复" not in clerk.acts()
    assert "须重新作出" in clerk.text()
    house.decide(row, "release", **BY_POST)
    house.reply(row)
    house.at(row, "归档").press("归档")
    assert state(row) == ("archived", "granted")


def test_what_is_not_done_in_time_ends_or_goes_on(house: House, days: Days) -> None:
    corrected, paid, asked = house.receive(), house.receive(), house.receive("传真")
    assert "确认收到" in house.at(asked).acts()
    house.at(asked, "确认收到").press("确认", day_confirmed=days.iso())
    house.paper(corrected, "补正告知书", f__defect="unclear", f__points="请写明年度。", f__length="10")
    house.at(paid, "费用").press("计算应缴金额", tariff="by_volume", pages="120", reason="按页数")
    house("clerk").follow("拟写收费通知书").press("拟稿并看全文")
    house.out()
    house.paper(asked, "说明理由告知书", f__since="2026-01-05", f__length="5")
    house.wait(21)
    house.at(asked, "逾期未说明理由").press("继续办理")
    house.at(paid, "逾期视为放弃").press("终结办理")
    house.at(corrected, "收到补正").press("登记补正", on=days.iso(), way="in_person", text="2025年度")
    assert "逾期视为放弃，终结办理" not in house.at(corrected).acts()
    house.at(corrected, "审查逾期补正", "disclosure_office").press("作出认定", verdict="none", reason="没有证明")
    house.at(corrected, "逾期视为放弃").press("终结办理")
    assert [state(one) for one in (corrected, paid, asked)] == [
        ("ended", "other.correction_lapsed"), ("ended", "other.fee_lapsed"), ("handling", ""),
    ]  # fmt: skip
    house.at(asked, "申请人死亡", "disclosure_office").press(
        "终结办理", on=days.iso(), cause="lost_contact", text="电话停机", files=PROOF
    )
    assert state(asked) == ("ended", "other.other")


def test_a_third_party_is_heard_and_told(house: House, days: Days) -> None:
    row = house.receive()
    assert not {"第三方意见办结", "机关意见办结", "交办办结"} & set(house.at(row).acts())
    said = {"party": "某工程公司", "phone": "0595-00000000", "question": "合同总价是否同意公开。"}
    clerk = house.at(row, "会商与征求意见").follow("征求第三方意见").press("登记", **said)
    clerk.follow("拟写函件").press("拟稿并看全文")
    house.out(serve=False)
    house.at(row, "会商").follow("登记对方收到").press("登记", on=days.iso())
    assert "第三方意见办结" in house.at(row).acts()
    house.at(row, "会商").follow("拟写告知书").press("拟稿并看全文")
    house.out()
    house.at(row, "会商").follow("登记答复").press("登记", answer="object", text="涉及商业秘密")
    findings = {"reasonable": "no", "public_interest": "no", "words": "理由不充分"}
    house.at(row, "会商").follow("认定并办结").press("认定并办结", **findings)
    house.decide(row, "release", **BY_POST)
    reply = house.paper(row, "答复书", serve=False, f__electronic="no")
    assert "送达答复" not in house.at(row).acts() and "书面告知" in house("clerk").text()
    house.at(row, "会商").follow("拟写给第三方的告知书").press(
        "拟稿并看全文", f__content="合同总价", f__reason="涉及财政资金。"
    )
    assert "贵方不同意公开下列内容的理由不合理" in house("clerk").text()
    house.out()
    assert "送达答复" in house.at(row).acts()
    house("clerk").open("paper", reply.pk).press("登记送达", way="direct", day__signed=days.iso(), signer="王小川")
    assert state(row) == ("replied", "granted")


def test_too_many_requests_are_told_a_later_day_by_the_office(house: House, days: Days) -> None:
    row, other, spot = house.receive(), house.receive(), house.receive()
    house.paper(row, "说明理由告知书", f__since="2026-01-05", f__length="10")
    house.at(row, "收到理由说明").press("登记理由说明", on=days.iso(), way="in_person", text="研究需要")
    judged = house.at(row, "认定申请理由是否合理", "disclosure_office")
    judged.press("作出认定", verdict="late", reason="数量多，理由合理")
    paper = house.paper(row, "延迟答复告知书", f__reason="申请涉及46件信息。", f__until="2026-06-10")
    row.refresh_from_db()
    assert paper.state == "issued" and row.due_on == date(2026, 6, 10)
    house.at(other, "申请人撤回").press("登记撤回", on=days.iso(), way="in_person", files=PROOF)
    house.decide(spot, "release", **BY_POST)
    house.at(spot, "当场答复").press("登记并办结", place="窗口", unsigned="申请人不愿签字")
    assert (state(other), state(spot)) == (("ended", "other.other"), ("replied", "granted"))
