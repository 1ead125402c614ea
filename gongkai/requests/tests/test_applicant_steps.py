"""What comes from the applicant: corrections in time and late, reasons and their finding, withdrawal, lapse."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.kit.action import Refused
from gongkai.kit.models import JournalEntry
from gongkai.kit.who import Actor
from gongkai.requests.actions.end_lapsed import end_lapsed
from gongkai.requests.actions.end_unreachable import end_unreachable
from gongkai.requests.actions.go_on_without_reasons import go_on_without_reasons
from gongkai.requests.actions.judge_correction import judge_correction
from gongkai.requests.actions.judge_reasons import judge_reasons
from gongkai.requests.actions.receive_correction import receive_correction
from gongkai.requests.actions.receive_reasons import receive_reasons
from gongkai.requests.actions.withdraw_request import withdraw_request
from gongkai.requests.handing_in import Handed
from gongkai.requests.models import Attachment, Ending, Request
from gongkai.requests.reasons import found_unreasonable
from gongkai.requests.statements import Corrected, text_of
from gongkai.requests.tests.making import RECEIVED, a_request, an_arrived, at, by
from gongkai.requests.tests.stepping_through import a_paper, corrected_notice_out, go, reasons_asked
from gongkai.units.models import Agency

pytestmark = pytest.mark.django_db
SAID = Handed("in_person", "指2025年1月至12月的养护资金")
PROOF = Handed("in_person", "本人签字撤回", files=[("撤回申请.txt", "本人撤回申请".encode())])


def platform(unit: Agency) -> Actor:
    return Actor("platform:card", "申请人（进度页）", frozenset({("duty:platform", unit.code)}))


def test_a_correction_begins_the_period_anew_and_what_it_replaced_is_kept() -> None:
    request = corrected_notice_out(a_request(), date(2026, 3, 5))
    assert (request.state, request.due_on, request.clock_state) == ("correcting", None, "awaiting_correction")
    made = Corrected("2025年养护资金支出明细", items=("支出明细", "合同"))
    row = receive_correction(
        request.pk, date(2026, 3, 10), SAID, made, actor=by(request.agency, "clerk"), now=at(date(2026, 3, 12))
    )
    request.refresh_from_db()
    assert (request.state, request.due_on) == ("handling", date(2026, 4, 8))
    assert request.subject == "2025年养护资金支出明细" and "补正（2026-03-10）：指2025年1月" in request.features
    assert row.before["items"] == ["涂岭镇2025年度农村公路养护资金使用情况"] and "指2025" in text_of(row)
    assert [one.text for one in request.items.all()] == ["支出明细", "合同"]
    assert "指2025" not in str(JournalEntry.objects.get(act="receive_correction").after)


def test_a_late_correction_waits_until_the_office_has_found_good_reason_or_none() -> None:
    request = corrected_notice_out(a_request(), date(2026, 3, 5), length=5)
    unit, late = request.agency, date(2026, 3, 16)
    row = receive_correction(request.pk, late, SAID, actor=platform(unit), now=at(late))
    more = receive_correction(request.pk, late, Handed("card", "再补充一句"), actor=platform(unit), now=at(late))
    assert (row.pk, row.accepted, row.late) == (more.pk, None, True) and "再补充一句" in text_of(more)
    assert Request.objects.get(pk=request.pk).state == "correcting"
    with pytest.raises(Refused, match="须先审查有无正当理由"):
        end_lapsed(request.pk, actor=by(unit), now=at(late))
    with pytest.raises(Refused) as refused:
        judge_correction(request.pk, True, " ", actor=by(unit), now=at(late))
    assert refused.value.code == "no-reason"
    judge_correction(request.pk, True, "住院期间无法补正，有出院记录", actor=by(unit), now=at(date(2026, 3, 17)))
    assert Request.objects.get(pk=request.pk).due_on == date(2026, 4, 14)


def test_a_late_correction_without_good_reason_lets_the_request_lapse_into_its_leaf() -> None:
    request = corrected_notice_out(a_request(), date(2026, 3, 5), length=5)
    unit, late = request.agency, date(2026, 3, 16)
    with pytest.raises(Refused, match="补正期限到 2026-03-12 为止，还没有过"):
        end_lapsed(request.pk, actor=by(unit), now=at(date(2026, 3, 12)))
    receive_correction(request.pk, late, SAID, actor=by(unit, "clerk"), now=at(late))
    judge_correction(request.pk, False, "没有说明原因", actor=by(unit), now=at(late))
    end_lapsed(request.pk, actor=by(unit), now=at(late))
    ended = Request.objects.get(pk=request.pk)
    assert (ended.state, ended.leaf, ended.decision, ended.closed_on) == (
        "ended", "other.correction_lapsed", "correction_lapsed", late
    )  # fmt: skip
    assert Ending.objects.get().cause == "correction_lapsed" and not ended.clocks.filter(closed_on=None).exists()


def test_a_notice_that_sets_no_period_cannot_be_served_and_nothing_lapses_without_one() -> None:
    request = go(
        a_request(), "issue_correction_notice", RECEIVED, paper=a_paper(an := a_request(), "correction_notice")
    )
    assert an.pk != request.pk
    with pytest.raises(Refused) as refused:
        go(request, "serve_correction_notice", RECEIVED)
    assert refused.value.code == "no-length"
    with pytest.raises(Refused, match="补正期限还没有起算"):
        go(request, "end_lapsed", date(2026, 6, 1))


def test_reasonable_reasons_allow_a_delayed_day_and_unreasonable_ones_a_refusal_to_process() -> None:
    request = reasons_asked(a_request(), date(2026, 3, 4))
    unit = request.agency
    assert request.due_on == date(2026, 3, 30)
    receive_reasons(request.pk, date(2026, 3, 9), SAID, actor=by(unit, "clerk"), now=at(date(2026, 3, 9)))
    paper = a_paper(request, "delay_notice")
    told = date(2026, 3, 11)
    with pytest.raises(Refused, match="须先认定申请数量"):
        go(request, "issue_delay_notice", told, paper=paper, length=40)
    with pytest.raises(Refused) as refused:
        judge_reasons(request.pk, True, False, "量大", actor=by(unit, "clerk"), now=at(told))
    assert refused.value.code == "not-allowed"
    found = judge_reasons(request.pk, True, False, "涉及十年档案，理由合理", actor=by(unit), now=at(told))
    assert found.counts == {"day": 1, "month": 1, "year": 1, "open": 1} and not found_unreasonable(request)
    delayed = go(request, "issue_delay_notice", told, paper=paper, until=date(2026, 6, 30))
    assert (delayed.due_on, delayed.state) == (date(2026, 6, 30), "handling")
    with pytest.raises(Refused, match="不能再次延迟"):
        go(request, "issue_delay_notice", told, paper=paper, until=date(2026, 9, 30))
    asked = go(request, "consult_third_party", date(2026, 4, 20), paper=a_paper(request, "third_party_consultation"))
    assert asked.due_on == date(2026, 6, 30)
    assert go(request, "receive_third_party_opinion", date(2026, 5, 9)).due_on == date(2026, 6, 30)
    with pytest.raises(Refused) as refused:
        go(request, "issue_extension_notice", date(2026, 5, 9), paper=paper, approved_by="主任")
    assert refused.value.code == "delayed"


def test_who_gives_no_reasons_in_time_is_handled_on_and_may_be_found_unreasonable() -> None:
    request = reasons_asked(a_request(), date(2026, 3, 4))
    office = by(request.agency)
    with pytest.raises(Refused, match="说明理由期限到 2026-03-11 为止"):
        go_on_without_reasons(request.pk, actor=office, now=at(date(2026, 3, 11)))
    go_on_without_reasons(request.pk, actor=office, now=at(date(2026, 3, 12)))
    judge_reasons(request.pk, False, False, "一日三十件，逾期未说明理由", actor=office, now=at(date(2026, 3, 12)))
    assert found_unreasonable(request)


@pytest.mark.parametrize("registered", [True, False])
def test_a_withdrawal_ends_it_even_before_it_was_registered(registered: bool) -> None:
    request = a_request() if registered else an_arrived()
    on = date(2026, 3, 4)
    with pytest.raises(Refused) as refused:
        withdraw_request(request.pk, on, SAID, actor=by(request.agency, "clerk"), now=at(on))
    assert refused.value.code == "no-proof"
    ended = withdraw_request(request.pk, on, PROOF, actor=by(request.agency, "clerk"), now=at(on))
    assert (ended.state, ended.leaf, ended.decision) == ("ended", "other.other", "withdrawn")
    assert ended.number == "2026-0001" and ended.in_time is (True if registered else None)
    assert Ending.objects.get().proof == Attachment.objects.get(role="other")
    with pytest.raises(Refused) as refused:
        withdraw_request(request.pk, on, Handed("card"), actor=platform(request.agency), now=at(on))
    assert refused.value.code == "not-now"


def test_loss_of_contact_needs_facts_and_proof_and_the_office() -> None:
    request, on = a_request(), date(2026, 3, 20)
    for said, code in ((Handed("phone"), "no-facts"), (SAID, "no-proof")):
        with pytest.raises(Refused) as refused:
            end_unreachable(request.pk, "lost_contact", on, said, actor=by(request.agency), now=at(on))
        assert refused.value.code == code
    with pytest.raises(Refused) as refused:
        end_unreachable(request.pk, "moved", on, PROOF, actor=by(request.agency), now=at(on))
    assert refused.value.code == "unknown-cause"
    with pytest.raises(Refused) as refused:
        end_unreachable(request.pk, "death", on, PROOF, actor=by(request.agency, "clerk"), now=at(on))
    assert refused.value.code == "not-allowed"
    ended = end_unreachable(request.pk, "death", on, PROOF, actor=by(request.agency), now=at(on))
    assert (ended.leaf, ended.decision) == ("other.other", "unreachable")
    assert "撤回" not in str(JournalEntry.objects.get(act="end_unreachable").after)
