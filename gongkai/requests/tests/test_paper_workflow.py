"""A paper's way: drafted, looked at, submitted, passed by ranks, signed, issued, served; and what voids it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import DatabaseError, transaction

from gongkai.kit.action import Refused
from gongkai.kit.models import JournalEntry
from gongkai.kit.private_files import take_private
from gongkai.kit.who import Actor
from gongkai.requests.actions.change_paper import change_paper
from gongkai.requests.actions.decide_item import decide_item
from gongkai.requests.actions.draft_paper import draft_paper
from gongkai.requests.actions.issue_paper import issue_paper
from gongkai.requests.actions.pass_paper import pass_paper
from gongkai.requests.actions.recall_paper import recall_paper
from gongkai.requests.actions.return_paper import return_paper
from gongkai.requests.actions.set_paper_chain import set_paper_chain
from gongkai.requests.actions.submit_paper import submit_paper
from gongkai.requests.actions.void_paper import void_paper
from gongkai.requests.models import Attachment, Paper, PaperChain, PaperSettings, PaperTemplate, Release, Request
from gongkai.requests.papers import content_of
from gongkai.requests.tests.making import RECEIVED, a_request, at, by
from gongkai.requests.tests.papering import decided, drafted, issued, papers_of, sent, served, signed, submitted

pytestmark = pytest.mark.django_db
LATER = date(2026, 3, 4)


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused, transaction.atomic():
        act()
    return refused.value.code


def test_a_reply_goes_from_draft_to_service() -> None:
    request = decided(a_request())
    paper = issued(request, "reply")
    assert (paper.state, paper.number, bool(paper.pages)) == (Paper.State.ISSUED, "tuling镇公复〔2026〕1号", True)
    assert take_private(paper.pdf).startswith(b"%PDF") and take_private(paper.word).startswith(b"PK")
    assert [one.duty for one in paper.reviews.order_by("position")] == ["section_head", "deputy_leader"]
    assert content_of(paper)["addressee"] == "王小川" and "王小川" not in str(paper.content)
    request.refresh_from_db()
    assert request.state == "signed"
    done = served(paper)
    request.refresh_from_db()
    assert (request.state, request.leaf, request.in_time, done.in_time) == ("replied", "granted", True, True)
    told = " ".join(str(row.before) + str(row.after) for row in JournalEntry.objects.all())
    assert "王小川" not in told
    # Issued once: again it is refused, by the action and by the database itself.
    assert refusal(lambda: sent(paper, LATER)) == "not-signed"
    paper.fields = {"findings": "另写"}
    with pytest.raises(DatabaseError), transaction.atomic():
        paper.save(update_fields=["fields"])
    with pytest.raises(DatabaseError), transaction.atomic():
        Paper.objects.filter(pk=paper.pk).delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        paper.versions.update(content_hash="x")


def test_refusals_pass_the_legal_reviewer_and_nobody_judges_his_own() -> None:
    request = decided(a_request(), decision="refuse", ground="internal_affairs", reason="只涉及机关内部管理。",
                      facts={"kind": "后勤管理"})  # fmt: skip
    paper = submitted(drafted(request, "reply"))
    assert [one["duty"] for one in paper.chain] == ["section_head", "legal_reviewer", "deputy_leader"]
    assert refusal(lambda: pass_paper(paper.pk, paper.content_hash, actor=by(paper.agency, "clerk"), now=at(RECEIVED)))
    office = by(paper.agency, "disclosure_office")
    notice = drafted(request, "correction_notice")
    void_paper(notice.pk, "重拟", actor=office, now=at(RECEIVED))
    own = draft_paper(request.pk, "correction_notice", notice.fields, actor=office, now=at(RECEIVED))
    submit_paper(own.pk, own.content_hash, actor=office, now=at(RECEIVED))
    head = by(paper.agency, "section_head")
    pass_paper(own.pk, own.content_hash, actor=head, now=at(RECEIVED))
    assert refusal(lambda: pass_paper(own.pk, own.content_hash, actor=office, now=at(RECEIVED))) == "own-paper"
    assert refusal(lambda: return_paper(paper.pk, " ", actor=head, now=at(RECEIVED))) == "no-reason"
    back = return_paper(paper.pk, "写明哪一类", actor=head, now=at(RECEIVED))
    assert back.state == Paper.State.DRAFT
    again = submitted(back)
    assert (again.round, again.position) == (2, 0) and signed(again).state == Paper.State.SIGNED


def _fields(paper: Paper) -> None:
    Paper.objects.filter(pk=paper.pk).update(fields=paper.fields | {"findings": "另行检索了财务系统。"})


def _decision(paper: Paper) -> None:
    item = paper.request.items.get()
    clerk = by(paper.agency, "clerk", LATER)
    decide_item(item.pk, "release", facts={"how": "以电子邮件发送的方式"}, actor=clerk, now=at(LATER))


def _facts(paper: Paper) -> None:
    Request.objects.filter(pk=paper.request_id).update(received_on=LATER)


def _template(paper: Paper) -> None:
    body = "{you}好。\n{received_on}{request_number}{asked}\n{course}\n{findings}\n{decisions}\n{remedy}"
    PaperTemplate.objects.create(
        agency=paper.agency, kind="reply", version=1, body=body, made_by=paper.made_by, made_at=at(LATER)
    )


def _release(paper: Paper) -> None:
    source = Attachment.objects.create(
        request=paper.request, role="source", name="资金表.pdf", media="application/pdf", size=9, digest="0" * 64,
        plain_digest="1" * 64, at=at(LATER),
    )  # fmt: skip
    Release.objects.create(
        request=paper.request, source=source, audience="applicant", state="proven", name="资金表.pdf", digest="2" * 64,
        plain_digest="3" * 64, certificate="4" * 64, pages=2, made_by=paper.made_by, made_at=at(LATER),
    )  # fmt: skip


def _settings(paper: Paper) -> None:
    PaperSettings.objects.filter(agency=paper.agency).update(court="泉州市中级人民法院")


@pytest.mark.parametrize("change", (_fields, _decision, _facts, _template, _release, _settings))
def test_anything_changed_after_submission_or_signature_voids_it(change: Callable[[Paper], None]) -> None:
    request = decided(a_request())
    paper = submitted(drafted(request, "reply"))
    with transaction.atomic():
        mark = transaction.savepoint()
        change(paper)
        head = by(paper.agency, "section_head", LATER)
        seen = paper.content_hash
        assert refusal(lambda: pass_paper(paper.pk, seen, actor=head, now=at(LATER, 16))) == "content-changed"
        transaction.savepoint_rollback(mark)
    paper = signed(Paper.objects.get(pk=paper.pk))
    change(paper)
    assert refusal(lambda: sent(paper, LATER, at(LATER, 17))) == "content-changed"
    clerk = by(paper.agency, "clerk", LATER)
    free = recall_paper(paper.pk, actor=clerk, now=at(LATER, 17))
    assert (free.state, free.signed_hash, free.signed_by) == (Paper.State.DRAFT, "", None)


def test_a_day_that_cannot_be_and_an_unseen_paper_are_refused() -> None:
    request = decided(a_request())
    paper = drafted(request, "reply")
    clerk = by(paper.agency, "clerk")
    assert refusal(lambda: submit_paper(paper.pk, "other", actor=clerk, now=at(RECEIVED))) == "changed-meanwhile"
    assert refusal(lambda: drafted(request, "reply")) == "paper-under-way"
    assert refusal(lambda: change_paper(paper.pk, {}, seen_hash="x", actor=clerk, now=at(RECEIVED)))
    submit_paper(paper.pk, paper.content_hash, actor=clerk, now=at(RECEIVED))
    paper = signed(Paper.objects.get(pk=paper.pk))
    assert refusal(lambda: sent(paper)) == "not-previewed"
    for on, code in ((date(2026, 3, 1), "issued-before-signed"), (LATER, "day-ahead")):
        assert refusal(lambda on=on: issue_paper(paper.pk, on, actor=clerk, now=at(RECEIVED, 15))) == code
    assert refusal(lambda: issue_paper(paper.pk, RECEIVED, actor=by(paper.agency, "section_head"), now=at(RECEIVED)))
    void_paper(paper.pk, "申请人撤回", actor=clerk, now=at(RECEIVED))
    assert not Paper.objects.exclude(number="").exists()


def test_an_incomplete_paper_is_not_sent_for_review() -> None:
    request = a_request()
    papers_of(request.agency)
    paper = draft_paper(request.pk, "reply", {}, actor=by(request.agency, "clerk"), now=at(RECEIVED))
    clerk = by(paper.agency, "clerk")
    sending = refusal(lambda: submit_paper(paper.pk, paper.content_hash, actor=clerk, now=at(RECEIVED)))
    assert sending == "paper-incomplete"


def test_notices_move_the_clocks_and_are_signed_by_the_office() -> None:
    request = a_request()
    extension = issued(request, "extension_notice", {"length": "10"})
    assert extension.signed_by.login == "tuling-disclosure-office"
    request.refresh_from_db()
    assert request.due_on == date(2026, 4, 14)
    entry = request.clocks.get(rule="reply").entries.get(kind="extend")
    assert (entry.approved_by, entry.paper) == ("disclosure_office_head", extension.number)
    notice = issued(request, "correction_notice", {"length": "10"}, LATER)
    request.refresh_from_db()
    assert (request.state, request.due_on) == ("correcting", None)
    posted = {"way": "post", "event": "posted", "carrier": "postal_enterprise"}
    assert served(notice, LATER, **posted).arrived_on is None
    assert not request.clocks.filter(rule="correction_response").exists()
    served(notice, date(2026, 3, 6))
    assert request.clocks.get(rule="correction_response").due_on == date(2026, 3, 20)


def test_a_slip_in_a_letter_is_corrected_by_another_letter() -> None:
    request = decided(a_request())
    reply = issued(request, "reply")
    served(reply)
    mending = issued(request, "mending_letter", {"wrong": "“2024年度”", "right": "“2025年度”"}, LATER, mends=reply.pk)
    assert mending.mending.of == reply and mending.number == "tuling镇公正〔2026〕1号"
    text = "".join(content_of(mending)["body"])
    assert reply.number in text and "2025年度" in text
    request.refresh_from_db()
    assert request.state == "replied"
    assert refusal(lambda: drafted(request, "mending_letter", mends=None)) == "no-paper"


def test_a_unit_arranges_its_ranks_within_the_law() -> None:
    request = a_request()
    unit, office = request.agency, by(request.agency, "disclosure_office")

    def setting(group: str, steps: list[str], actor: Actor = office) -> PaperChain | None:
        return set_paper_chain(unit, group, steps, "试", actor=actor, now=at(RECEIVED))

    assert refusal(lambda: setting("notice", ["leader_sign"])) == "paper-step-missing"
    assert refusal(lambda: setting("reply", ["section_review"])) == "paper-unsigned"
    assert refusal(lambda: setting("reply", ["leader_sign"], by(unit, "clerk"))) == "not-allowed"
    assert refusal(lambda: setting("inner", ["leader_sign"])) == "no-such-group"
    setting("reply", ["office_review"])
    assert [one["duty"] for one in submitted(drafted(decided(request), "reply")).chain] == ["disclosure_office"]
    assert setting("reply", []) is None and not PaperChain.objects.exists()
    receipt = submitted(drafted(request, "receipt"))
    assert (receipt.state, receipt.chain, receipt.signed_by) == (Paper.State.SIGNED, [], None)
    assert sent(receipt).number == "tuling镇公登〔2026〕1号"
