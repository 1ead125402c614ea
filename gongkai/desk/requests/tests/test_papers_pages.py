"""Decisions, papers, their review, issue and service on the screens; who may do what there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.kit import clock
from gongkai.requests.models import Paper, PaperChain, Request
from gongkai.requests.tests.making import a_request
from gongkai.requests.tests.papering import papers_of
from gongkai.units.models import Agency

NOW = datetime(2026, 3, 4, 10, 0, tzinfo=clock.BEIJING)
SignedIn = Callable[..., Client]


@pytest.fixture(autouse=True)
def on_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two days after the request came."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "today", lambda: NOW.date())


@pytest.fixture
def request_(unit: Agency) -> Request:
    papers_of(unit)
    return a_request(unit)


def test_a_request_is_decided_replied_to_and_closed_on_the_screens(signed_in: SignedIn, request_: Request) -> None:
    clerk = signed_in("clerk")
    decide = reverse("desk:request-decide", args=(request_.pk, 1))
    page = clerk.get(decide)
    assert "refuse.state_secret" in page.text and "《条例》第三十六条第（二）项" in page.text
    page = clerk.get(decide, {"choice": "release"})
    assert "予以公开" in page.text and "行政复议" in page.text
    lacking = clerk.post(decide, {"choice": "release", "f-document": "《养护资金表》"})
    assert lacking.status_code == 422 and "没有写明提供的方式" in lacking.text and "《养护资金表》" in lacking.text
    said = {"choice": "release", "f-document": "《养护资金表》", "f-how": "以纸质复制件邮寄的方式"}
    assert clerk.post(decide, said).status_code == 302
    section = clerk.get(reverse("desk:request-papers", args=(request_.pk,)))
    assert "予以公开" in section.text and "《养护资金表》" in section.text

    new = reverse("desk:request-paper-new", args=(request_.pk, "reply"))
    assert "是否电子送达" in clerk.get(new).text
    made = clerk.post(new, {"f-electronic": "no"})
    paper = Paper.objects.get()
    address = reverse("desk:paper", args=(paper.pk,))
    assert made.headers["Location"] == address
    page = clerk.get(address)
    assert "《养护资金表》" in page.text and "泉州市泉港区人民法院" in page.text
    act = reverse("desk:paper-act", args=(paper.pk,))
    seen = page.context["paper"].content_hash
    assert clerk.post(act, {"act": "submit", "hash": seen}).status_code == 302
    for duty, word in (("section_head", "通过"), ("deputy_leader", "签发")):
        reviewer = signed_in(duty)
        assert address in reviewer.get(reverse("desk:papers")).text
        assert word in reviewer.get(address).text
        assert reviewer.post(act, {"act": "pass", "hash": seen}).headers["Location"] == reverse("desk:papers")
    assert clerk.post(act, {"act": "issue", "on": "2026-03-04"}).headers["Location"] == address
    paper.refresh_from_db()
    pdf = clerk.get(reverse("desk:paper-file", args=(paper.pk, "pdf")))
    assert paper.number in clerk.get(address).text and pdf.content.startswith(b"%PDF")
    serve = reverse("desk:paper-serve", args=(paper.pk,))
    courier = clerk.post(serve, {"way": "post", "day-posted": "2026-03-04", "carrier": "courier"})
    assert courier.status_code == 422 and "邮政企业" in courier.text
    told = {"way": "post", "day-posted": "2026-03-04", "carrier": "postal_enterprise", "mail_number": "XA0001"}
    assert clerk.post(serve, told).status_code == 302
    request_.refresh_from_db()
    assert (request_.state, request_.leaf) == ("replied", "granted")
    assert "XA0001" in clerk.get(address).text


def test_returned_changed_compared_and_void(signed_in: SignedIn, request_: Request) -> None:
    clerk, head = signed_in("clerk"), signed_in("section_head")
    new = reverse("desk:request-paper-new", args=(request_.pk, "correction_notice"))
    said = {"f-defect": "unclear", "f-points": "请写明年度", "f-length": "10"}
    clerk.post(new, said)
    paper = Paper.objects.get()
    address, act = reverse("desk:paper", args=(paper.pk,)), reverse("desk:paper-act", args=(paper.pk,))
    for words in ("请写明年度", "请写明年度和项目名称"):
        if paper.round:
            clerk.post(reverse("desk:paper-edit", args=(paper.pk,)), said | {"f-points": words})
        seen = clerk.get(address).context["paper"].content_hash
        clerk.post(act, {"act": "submit", "hash": seen})
        paper.refresh_from_db()
        if paper.round == 1:
            assert head.post(act, {"act": "return", "hash": seen}).status_code == 422
            head.post(act, {"act": "return", "hash": seen, "reason": "写明项目名称"})
    compared = clerk.get(reverse("desk:paper-compare", args=(paper.pk,)))
    assert "和项目名称" in compared.text and "<ins>" in compared.text
    clerk.post(act, {"act": "recall"})
    clerk.post(act, {"act": "void", "reason": "申请人已来电说明"})
    assert "申请人已来电说明" in clerk.get(address).text


def test_a_reply_given_on_the_spot(signed_in: SignedIn, request_: Request) -> None:
    clerk = signed_in("clerk")
    spot = reverse("desk:request-act-reply_on_the_spot", args=(request_.pk,))
    assert "还没有处理决定" in clerk.get(spot).text
    decide = reverse("desk:request-decide", args=(request_.pk, 1))
    clerk.post(decide, {"choice": "release", "f-how": "当场提供复印件的方式"})
    page = clerk.get(spot)
    assert "当场提供复印件的方式" in page.context["words"] and "申请行政复议" in page.context["words"]
    said = {"told_on": "2026-03-04", "place": "公开工作机构窗口", "words": page.context["words"]}
    assert "笔录" in clerk.post(spot, said).text
    assert clerk.post(spot, said | {"unsigned": "申请人不愿签字"}).status_code == 302
    request_.refresh_from_db()
    assert (request_.state, request_.in_time) == ("replied", True)


def test_the_disclosure_office_arranges_the_chain(signed_in: SignedIn, unit: Agency) -> None:
    office, address = signed_in("disclosure_office"), reverse("desk:paper-chain")
    assert "法制审核" in office.get(address).text
    said = {"group": "notice", "place-section_review": "1", "place-leader_sign": "2", "reason": "试"}
    assert "不能省" in office.post(address, said).text
    said = {"group": "reply", "place-office_review": "2", "place-section_review": "1", "reason": "人少"}
    assert office.post(address, said).status_code == 302
    assert [one["step"] for one in PaperChain.objects.get(agency=unit).steps] == ["section_review", "office_review"]
    assert signed_in("clerk").post(address, said).status_code == 403
    assert office.post(address, {"group": "reply", "usual": "1", "reason": "改回"}).status_code == 302
    assert not PaperChain.objects.exists()
