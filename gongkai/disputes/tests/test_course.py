"""A case from its filing to what it orders being done, on the days the law counts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from gongkai.disputes import reads
from gongkai.disputes.actions.accept_dispute import accept_dispute
from gongkai.disputes.actions.appeal_dispute import appeal_dispute
from gongkai.disputes.actions.attach_paper import attach_paper
from gongkai.disputes.actions.change_dispute import change_dispute
from gongkai.disputes.actions.decide_dispute import Ruling, decide_dispute
from gongkai.disputes.actions.extend_dispute import extend_dispute
from gongkai.disputes.actions.file_defence import file_defence
from gongkai.disputes.actions.finish_orders import finish_orders
from gongkai.disputes.actions.make_ordinary import make_ordinary
from gongkai.disputes.actions.open_dispute import Filing, open_dispute
from gongkai.disputes.actions.read_paper import read_paper
from gongkai.disputes.actions.receive_decision import receive_decision
from gongkai.disputes.actions.receive_papers import receive_papers
from gongkai.disputes.actions.redo_request import redo_request
from gongkai.disputes.actions.resume_dispute import resume_dispute
from gongkai.disputes.actions.suspend_dispute import suspend_dispute
from gongkai.disputes.actions.take_effect import take_effect
from gongkai.disputes.models import Dispute, DisputeEvent
from gongkai.disputes.tests.making import (
    ACCEPTED,
    ARRIVED,
    DECIDED,
    FILED,
    PAPERS,
    a_replied,
    accepted,
    filed,
    ruled,
    who,
)  # fmt: skip
from gongkai.kit.action import Refused
from gongkai.kit.models import JournalEntry
from gongkai.requests.tests.making import a_request, a_unit, by
from gongkai.requests.tests.papering import decided, issued, served

pytestmark = pytest.mark.django_db
JULY = date(2026, 7, 10)


def refused(code: str, act: Callable[..., object], *args: Any, **more: Any) -> str:
    """The sentence of that refusal."""
    with pytest.raises(Refused) as found:
        act(*args, **more)
    assert found.value.code == code, found.value.sentence
    return found.value.sentence


def days(dispute: Dispute) -> dict[str, date | None]:
    """Its open limits."""
    own = dispute.request.clocks.filter(ref=f"d{dispute.pk}", closed_on=None)
    return {clock.rule: clock.due_on for clock in own}


def test_reconsideration_corrected_with_an_order_to_redo_is_redone_and_done() -> None:
    request = a_replied()
    dispute = filed(request)
    refused("no-papers", file_defence, dispute.pk, PAPERS, **who(dispute, PAPERS))
    receive_papers(dispute.pk, PAPERS, **who(dispute, PAPERS))
    assert days(dispute) == {"reconsideration_defence": date(2026, 4, 22)}
    refused("received-already", receive_papers, dispute.pk, PAPERS, **who(dispute, PAPERS))
    not_yet = Ruling("revoked", "1号")
    refused("not-accepted-yet", decide_dispute, dispute.pk, PAPERS, not_yet, **who(dispute, PAPERS))
    refused("no-case-number", accept_dispute, dispute.pk, ACCEPTED, " ", **who(dispute, PAPERS))
    accept_dispute(dispute.pk, ACCEPTED, "泉港政行复〔2026〕7号", **who(dispute, PAPERS))
    assert days(dispute)["reconsideration_decision"] == date(2026, 6, 2)
    late = date(2026, 4, 23)
    file_defence(dispute.pk, late, **who(dispute, late))
    assert DisputeEvent.objects.get(dispute=dispute, act="file_defence").facts == {"late": True}
    orders = {"orders": "撤销答复，责令重新答复", "again": True, "length": 15, "unit": "working_day"}
    dispute = ruled(dispute, "revoked", **orders)
    assert (dispute.state, dispute.outcome, dispute.effective_on) == ("decided", "corrected", ARRIVED)
    assert days(dispute) == {"suit_after_reconsideration": date(2026, 6, 8), "ordered_working_days": date(2026, 6, 12)}
    assert dispute.orders_due_on == date(2026, 6, 12)
    refused("not-redone", finish_orders, dispute.pk, ARRIVED, "已重新答复", **who(dispute, ARRIVED))
    refused("not-allowed", redo_request, dispute.pk, **who(dispute, ARRIVED))
    redo_request(dispute.pk, **who(dispute, ARRIVED, "disclosure_office"))
    request.refresh_from_db()
    assert (request.state, request.due_on) == ("redoing", date(2026, 6, 12))
    assert {clock.due_on for clock in request.clocks.filter(rule="reply", closed_on=None)} == {date(2026, 6, 22)}
    again = date(2026, 6, 10)
    served(issued(decided(request, again), "reply", None, again), again)
    request.refresh_from_db()
    assert request.state == "replied" and "ordered_working_days" in days(dispute)
    done = finish_orders(dispute.pk, again, "重新答复并送达", **who(dispute, again, hour=18))
    assert (done.orders_done_on, days(dispute)) == (again, {"suit_after_reconsideration": date(2026, 6, 8)})
    refused("done-already", finish_orders, dispute.pk, again, "重新答复", **who(dispute, again, hour=18))
    told = list(
        JournalEntry.objects.filter(subject=f"dispute {dispute.pk}").order_by("id").values_list("act", flat=True)
    )
    course = list(dispute.events.values_list("act", flat=True))
    assert told == course == [
        "open_dispute", "receive_papers", "accept_dispute", "file_defence", "decide_dispute", "receive_decision",
        "redo_request", "finish_orders",
    ]  # fmt: skip
    assert not any("王" in str(entry.after) for entry in JournalEntry.objects.filter(act__in=told))


def test_summary_turns_ordinary_stands_still_goes_on_and_is_extended() -> None:
    dispute = accepted(a_replied(), summary=True)
    assert days(dispute) == {
        "reconsideration_defence_summary": date(2026, 4, 15), "reconsideration_decision_summary": date(2026, 5, 6),
    }  # fmt: skip
    on = date(2026, 4, 10)
    make_ordinary(dispute.pk, on, **who(dispute, on))
    assert days(dispute) == {
        "reconsideration_defence": date(2026, 4, 22), "reconsideration_decision": date(2026, 6, 2),
    }  # fmt: skip
    refused("ordinary-already", make_ordinary, dispute.pk, on, **who(dispute, on))
    refused("no-reason", suspend_dispute, dispute.pk, on, "", **who(dispute, on))
    suspend_dispute(dispute.pk, on, "等待另案结果", **who(dispute, on))
    assert days(dispute)["reconsideration_decision"] is None
    refused("not-now", suspend_dispute, dispute.pk, on, "等待另案结果", **who(dispute, on))
    back = date(2026, 4, 20)
    resume_dispute(dispute.pk, back, **who(dispute, back))
    assert days(dispute)["reconsideration_decision"] == date(2026, 6, 12)
    refused("ledger-unapproved", extend_dispute, dispute.pk, back, 30, "", **who(dispute, back))
    refused("ledger-extension-length", extend_dispute, dispute.pk, back, 31, "局长", **who(dispute, back))
    extend_dispute(dispute.pk, back, 30, "局长", **who(dispute, back))
    assert days(dispute)["reconsideration_decision"] == date(2026, 7, 13)


def test_a_suit_is_appealed_sent_back_and_takes_effect() -> None:
    suit = accepted(a_replied(), "litigation", body="泉州市泉港区人民法院")
    assert days(suit) == {"suit_defence": date(2026, 4, 23), "first_instance": date(2026, 10, 8)}
    suit = ruled(suit, "revoked", orders="撤销答复，责令重新答复", again=True, length=20, unit="day")
    assert days(suit) == {"appeal": date(2026, 6, 8)} and suit.effective_on is None
    on = date(2026, 6, 8)
    office = who(suit, on, "disclosure_office")
    refused("not-effective", redo_request, suit.pk, **office)
    assert "2026-06-08" in refused("may-be-appealed", take_effect, suit.pk, **office)
    late = date(2026, 6, 9)
    refused("appeal-late", appeal_dispute, suit.pk, late, "泉州市中级人民法院", ours=True, **who(suit, late))
    second = appeal_dispute(suit.pk, on, "泉州市中级人民法院", ours=True, **who(suit, on))
    assert (second.instance, second.appeals_id, second.kind) == (2, suit.pk, "litigation")
    refused("appealed", take_effect, suit.pk, **who(suit, late))
    accept_dispute(second.pk, on, "（2026）闽05行终1号", **who(second, on))
    assert days(second) == {"second_instance": date(2026, 9, 8)}
    refused("no-decision", decide_dispute, second.pk, late, Ruling("revoked", "1号"), **who(second, late))
    back = ruled(second, "remanded", date(2026, 7, 1))
    assert back.outcome == "pending"
    third = appeal_dispute(second.pk, JULY, "泉州市泉港区人民法院", ours=False, **who(suit, JULY))
    assert (third.instance, third.appeals_id) == (1, second.pk)
    accept_dispute(third.pk, JULY, "（2026）闽0505行初9号", **who(third, JULY))
    third = ruled(third, "performance", date(2026, 8, 3), orders="十五日内重新答复", again=True, length=15, unit="day")
    assert days(third) == {"appeal": date(2026, 8, 20)}
    after = date(2026, 8, 24)
    third = take_effect(third.pk, **who(third, after))
    assert (third.effective_on, third.orders_due_on) == (date(2026, 8, 21), date(2026, 9, 7))
    redo_request(third.pk, **who(third, after, "disclosure_office"))
    assert third.request.state != "redoing"
    third.request.refresh_from_db()
    assert (third.request.state, third.request.due_on) == ("redoing", date(2026, 9, 7))


def test_upheld_on_appeal_counts_as_what_was_appealed() -> None:
    suit = ruled(accepted(a_replied(), "litigation"), "unlawful", orders="")
    on = date(2026, 6, 1)
    second = appeal_dispute(suit.pk, on, "泉州市中级人民法院", ours=False, **who(suit, on))
    accept_dispute(second.pk, on, "（2026）闽05行终2号", **who(second, on))
    second = ruled(second, "appeal_dismissed", date(2026, 7, 1))
    assert (suit.outcome, second.outcome, second.effective_on) == ("corrected", "corrected", date(2026, 7, 3))
    refused("no-appeal", appeal_dispute, second.pk, on, "高院", ours=False, **who(second, date(2026, 7, 3)))


def test_what_a_decision_must_say() -> None:
    dispute = accepted(a_replied())
    clerk = who(dispute, DECIDED)
    for code, ruling in (
        ("no-decision", Ruling("won", "1号")),
        ("no-number", Ruling("maintained", " ")),
        ("orders-nothing", Ruling("maintained", "1号", orders="重新答复")),
        ("no-orders", Ruling("performance", "1号")),
        ("not-again", Ruling("revoked", "1号", again=True)),
        ("bad-period", Ruling("revoked", "1号", orders="重新答复", length=15)),
        ("bad-period", Ruling("revoked", "1号", orders="重新答复", length=0, unit="day")),
    ):
        refused(code, decide_dispute, dispute.pk, DECIDED, ruling, **clerk)
    refused("day-wrong", decide_dispute, dispute.pk, date(2026, 6, 1), Ruling("maintained", "1号"), **clerk)
    refused("changed-meanwhile", decide_dispute, dispute.pk, DECIDED, Ruling("maintained", "1号"), seen=1, **clerk)
    refused("not-now", receive_decision, dispute.pk, DECIDED, **clerk)
    decide_dispute(dispute.pk, DECIDED, Ruling("maintained", "1号"), **clerk)
    refused("orders-nothing", finish_orders, dispute.pk, DECIDED, "无", **clerk)
    refused("not-now", file_defence, dispute.pk, DECIDED, **clerk)


def test_who_may_and_what_a_filing_must_say() -> None:
    unit = a_unit()
    request = a_request(unit)
    said = {"kind": "reconsideration", "body": "区政府", "about": "no_reply_in_time", "filed_on": FILED}
    for code, changes in (
        ("no-kind", {"kind": "arbitration"}), ("no-body", {"body": " "}), ("no-subject", {"about": "weather"}),
        ("day-wrong", {"filed_on": date(2026, 2, 1)}), ("not-after", {"after": 99}),
    ):  # fmt: skip
        refused(code, open_dispute, request.pk, Filing(**said | changes), **who(request, FILED))
    for duty in ("section_head", "deputy_leader", "legal_reviewer"):
        refused("not-allowed", open_dispute, request.pk, Filing(**said), **who(request, FILED, duty))
    neighbour = by(a_unit("neighbour"), "disclosure_office", FILED)
    refused("not-allowed", open_dispute, request.pk, Filing(**said), actor=neighbour, now=who(request, FILED)["now"])
    dispute = open_dispute(request.pk, Filing(**said), **who(request, FILED))
    refused("no-dispute", reads.seen, neighbour, dispute.pk)
    changed = Filing(**said | {"case_number": "泉港政行复〔2026〕8号"})
    refused("no-reason", change_dispute, dispute.pk, changed, "", **who(dispute, FILED))
    refused("no-handler", change_dispute, dispute.pk, changed, "改案号", handler="nobody", **who(dispute, FILED))
    found = change_dispute(dispute.pk, changed, "改案号", seen=1, **who(dispute, FILED))
    assert (found.case_number, found.version) == ("泉港政行复〔2026〕8号", 2)


def test_papers_are_kept_sealed_and_each_opening_is_written_down() -> None:
    dispute = filed(a_replied())
    clerk = who(dispute, PAPERS)
    text = "行政复议答复书：申请人王小川……".encode()
    refused("no-file", attach_paper, dispute.pk, "defence", PAPERS, "答复书.txt", b"", **clerk)
    refused("no-paper-kind", attach_paper, dispute.pk, "letter", PAPERS, "答复书.txt", text, **clerk)
    paper = attach_paper(dispute.pk, "defence", PAPERS, "答复书.txt", text, **clerk)
    assert read_paper(dispute.pk, paper.pk, **clerk) == ("答复书.txt", text)
    refused("not-allowed", read_paper, dispute.pk, paper.pk, **who(dispute, PAPERS, "legal_reviewer"))
    refused("no-dispute", read_paper, dispute.pk + 1, paper.pk, **clerk)
    assert JournalEntry.objects.filter(act="read_dispute_paper").count() == 1


def test_the_course_is_never_rewritten() -> None:
    event = filed(a_replied()).events.get()
    for change in (lambda: event.delete(), lambda: DisputeEvent.objects.update(reason="另一个")):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
