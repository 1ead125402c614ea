"""The review page: findings in place and on cards, the verdict with its reasons, and who may not give it."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from gongkai.desk.reviewing.tests.conftest import browser_of
from gongkai.kit.clock import day_of
from gongkai.kit.models import JournalEntry
from gongkai.records.actions.change_record import change_record
from gongkai.records.actions.submit_record import submit_record
from gongkai.records.models import Escalation, Finding, Record, Review
from gongkai.records.tests.making import NOW, a_person, a_said, a_submitted, a_unit, actor, actors, passed_on, people
from gongkai.units.models import Agency

SignedIn = Callable[..., Client]


def page(client: Client, record: Record, status: int = 200) -> str:
    answer = client.get(reverse("desk:review", args=(record.pk,)))
    assert answer.status_code == status
    return answer.content.decode()


def decide(client: Client, record: Record, act: str, **given: str) -> tuple[int, str]:
    sent = {"act": act, "edition": str(record.edition), "content": hash_of(record)} | given
    answer = client.post(reverse("desk:review-decide", args=(record.pk,)), sent)
    record.refresh_from_db()
    return answer.status_code, answer.content.decode()


def handle(client: Client, record: Record, number: int, state: str, reason: str = "") -> str:
    address = reverse("desk:review-finding", args=(record.pk, number))
    answer = client.post(address, {"state": state, "reason": reason, "content": hash_of(record)})
    return answer.headers.get("Location", "") or f"{answer.status_code}"


def hash_of(record: Record) -> str:
    assert record.content is not None
    return record.content.hash


def test_a_visitor_is_sent_to_sign_in(pointed: Record) -> None:
    answer = Client().get(reverse("desk:review", args=(pointed.pk,)))
    assert answer.status_code == 302 and answer.headers["Location"].startswith(reverse("account_login"))


def test_findings_stand_in_the_text_and_on_cards(pointed: Record, signed_in: SignedIn) -> None:
    shown = page(signed_in("secrecy_reviewer"), pointed)
    assert '<mark class="hit stop" id="m-1">13950012345</mark>' in shown
    assert 'href="#c-1"' in shown and 'id="c-2"' in shown
    assert "手机号码" in shown and "正文第 1 段" in shown
    assert "还有 2 处没有处理，不能通过" in shown
    assert "data-pass" in shown and "disabled" in shown.split("data-pass")[1].split(">")[0]


def test_findings_in_other_fields_are_marked_where_the_field_stands(unit: Agency, signed_in: SignedIn) -> None:
    record = a_submitted(unit, title="致电13950012345的通知", summary="联系人手机号码13950054321 <甲>。")
    shown = page(signed_in("secrecy_reviewer"), record)
    assert re.search(r'致电<mark class="hit \w+" id="m-1">13950012345</mark>', shown)
    assert re.search(r'id="m-2">13950054321</mark>.*?&lt;甲&gt;', shown)


def test_handling_one_leads_to_the_next_and_then_to_the_verdict(pointed: Record, signed_in: SignedIn) -> None:
    client = signed_in("secrecy_reviewer")
    assert handle(client, pointed, 2, "dismissed", "值班手机，已在公开指南公布。").endswith("#c-1")
    assert handle(client, pointed, 1, "accepted").endswith("#decision")
    assert "有 1 处已认定须修改，不能通过" in page(client, pointed)
    assert handle(client, pointed, 1, "open").endswith("#c-1")
    assert Finding.objects.get(content=pointed.content, number=1).person is None


def test_keeping_one_without_a_reason_is_refused_in_words(pointed: Record, signed_in: SignedIn) -> None:
    client = signed_in("secrecy_reviewer")
    address = reverse("desk:review-finding", args=(pointed.pk, 1))
    answer = client.post(address, {"state": "dismissed", "content": hash_of(pointed)})
    assert answer.status_code == 422
    assert "须写明理由" in answer.content.decode()
    assert Finding.objects.get(content=pointed.content, number=1).state == "open"


def test_a_page_of_an_earlier_content_judges_nothing_of_the_present_one(pointed: Record, signed_in: SignedIn) -> None:
    client = signed_in("secrecy_reviewer")
    address = reverse("desk:review-finding", args=(pointed.pk, 1))
    answer = client.post(address, {"state": "accepted", "content": "0" * 64})
    assert answer.status_code == 409 and "内容在审阅期间有改动" in answer.content.decode()
    assert set(Finding.objects.values_list("state", flat=True)) == {"open"}
    assert decide(client, pointed, "pass", edition="一")[0] == 409


def test_passing_when_all_is_handled_goes_on_to_the_next_step(pointed: Record, signed_in: SignedIn) -> None:
    client = signed_in("secrecy_reviewer")
    for number in (1, 2):
        handle(client, pointed, number, "dismissed", "值班手机，已在公开指南公布。")
    status, _ = decide(client, pointed, "pass")
    assert (status, pointed.state) == (302, "in_review")
    assert Review.objects.get(submission__record=pointed).verdict == "passed"
    assert page(client, pointed).count("这一步须由本单位担任相应职责的人员办理") >= 1


def test_a_return_joins_phrase_and_words_and_keeps_what_was_typed_when_refused(
    pointed: Record, signed_in: SignedIn
) -> None:
    client = signed_in("secrecy_reviewer")
    status, shown = decide(client, pointed, "return")
    assert status == 422 and "退回须写明原因" in shown
    status, shown = decide(client, pointed, "return", reason="第 1 处须改", edition="99")
    assert status == 409 and "第 1 处须改" in shown and "查看改动" in shown
    assert decide(client, pointed, "return", phrase="含个人手机号码，请改为值班电话；", reason="见第 1 处。")[0] == 302
    assert Review.objects.get().reason == "含个人手机号码，请改为值班电话；见第 1 处。"
    assert pointed.state == "returned"


def test_one_does_not_judge_what_he_submitted(unit: Agency, signed_in: SignedIn) -> None:
    both = a_person(unit, "clerk", "secrecy_reviewer", login="both")
    draft = a_submitted(unit)
    after = change_record(draft.pk, draft.edition, a_said(summary="改过的概述。"), actor=actor(both), now=NOW)
    record = submit_record(after.pk, after.edition, actor=actor(both), now=NOW)
    client = browser_of(both)
    shown = page(client, record)
    assert "本人送审的信息须由他人审核" in shown
    assert shown.count(" disabled") == 2 and "未执行" not in shown and 'name="reason"' not in shown
    assert decide(client, record, "pass")[0] == 422


def test_changed_since_my_last_review_is_told_and_compared(unit: Agency, signed_in: SignedIn) -> None:
    record = a_submitted(unit)
    client = signed_in("secrecy_reviewer")
    decide(client, record, "return", reason="请补写联系方式。")
    clerk = actors(unit)["clerk"]
    body = "<p>各村民委员会：</p><p>春季风干物燥，现就做好森林防火工作紧急通知如下。</p>"
    after = change_record(record.pk, record.edition, a_said(body=body), actor=clerk, now=NOW)
    record = submit_record(after.pk, after.edition, actor=clerk, now=NOW)
    assert "本人上次审阅后改动 1 处" in page(client, record)
    compared = client.get(reverse("desk:compare", args=(record.pk,))).content.decode()
    assert "第 1 稿到第 2 稿，改动 1 处" in compared and "<ins>紧急</ins>" in compared
    assert "上次审阅后有改动" in client.get(reverse("desk:reviews")).content.decode()


def test_versions_named_in_the_address_are_compared(unit: Agency, signed_in: SignedIn) -> None:
    record = a_submitted(unit)
    clerk = actors(unit)["clerk"]
    for summary in ("第二稿的概述。", "第三稿的概述。"):
        record = change_record(record.pk, record.edition, a_said(summary=summary), actor=clerk, now=NOW)
    client = signed_in("clerk")
    address = reverse("desk:compare", args=(record.pk,))
    for query, words in (
        ({}, "第 2 稿到第 3 稿"), ({"to": "2"}, "第 1 稿到第 2 稿"), ({"from": "1", "to": "3"}, "第 1 稿到第 3 稿"),
        ({"from": "3", "to": "3"}, "第 2 稿到第 3 稿"), ({"from": "x", "to": "99999999999"}, "第 2 稿到第 3 稿"),
        ({"from": "3", "to": "1"}, "第 3 稿到第 1 稿"),
    ):  # fmt: skip
        assert words in client.get(address, query).content.decode(), query
    assert "只有一稿" in client.get(address, {"to": "1"}).content.decode()


def test_taking_in_hand_is_shown_to_the_other_reviewer(unit: Agency, signed_in: SignedIn) -> None:
    other = a_person(unit, "secrecy_reviewer", login="second-reviewer")
    record = a_submitted(unit)
    assert decide(signed_in("secrecy_reviewer"), record, "take")[0] == 302
    client = browser_of(other)
    assert "已由secrecy_reviewer" in page(client, record)
    assert decide(signed_in("secrecy_reviewer"), record, "release")[0] == 302
    assert record.handler is None


def test_asking_halts_and_the_answer_goes_on_or_back(unit: Agency, signed_in: SignedIn) -> None:
    record = a_submitted(unit)
    client = signed_in("secrecy_reviewer")
    assert decide(client, record, "ask", asked_of="", question="")[0] == 422
    assert decide(client, record, "ask", asked_of="区保密行政管理部门", question="附件中的点位能否公开？")[0] == 302
    assert record.state == "escalated"
    assert "区保密行政管理部门" in client.get(reverse("desk:questions")).content.decode()
    assert "等待答复" in page(client, record)
    address = reverse("desk:answer", args=(record.pk,))
    given = {"answer": "may_not", "paper": "泉港保函〔2026〕1号", "text": "点位不得公开。"}
    refused = client.post(address, given | {"answered_on": "某日"})
    assert refused.status_code == 422 and "点位不得公开。" in refused.content.decode()
    day = day_of(Escalation.objects.get().at).isoformat()
    assert client.post(address, given | {"answered_on": day}).status_code == 302
    record.refresh_from_db()
    assert record.state == "returned"
    assert client.get(address).status_code == 404


def test_another_unit_finds_nothing_and_leaves_no_trace_in_the_record(pointed: Record, signed_in: SignedIn) -> None:
    other = a_unit("jieshan")
    client = signed_in("secrecy_reviewer", other)
    digest = "a" * 64
    for name, args in (("review", ()), ("compare", ()), ("answer", ()), ("review-file", (digest,))):
        assert client.get(reverse(f"desk:{name}", args=(pointed.pk, *args))).status_code == 404
    for name, args in (("review-decide", ()), ("review-finding", (1,))):
        assert client.post(reverse(f"desk:{name}", args=(pointed.pk, *args)), {"act": "pass"}).status_code == 404


def test_reading_what_is_not_for_publication_is_written_down(unit: Agency, signed_in: SignedIn) -> None:
    record = a_submitted(unit, mark="on_request", mark_reason="仅涉及特定对象", class_code="")
    before = JournalEntry.objects.count()
    page(signed_in("disclosure_office"), record)
    assert JournalEntry.objects.count() == before + 1


def test_every_step_has_its_own_word_on_the_button(unit: Agency, signed_in: SignedIn) -> None:
    record = passed_on(a_submitted(unit), until="leader_sign")
    client = signed_in("deputy_leader")
    shown = page(client, record)
    assert shown.split("data-pass")[1].split("</button>")[0].endswith(">签发")
    assert decide(client, record, "pass")[0] == 302
    assert people(unit)["deputy_leader"].name in page(signed_in("disclosure_office"), record)
