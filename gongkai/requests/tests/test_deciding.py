"""Decisions: each of the closed list leads to exactly one cell, none without what the law wants said about it."""

from __future__ import annotations

import pytest

from gongkai.kit.action import Refused
from gongkai.law.outcomes import taxonomy
from gongkai.law.reply_sentences import sentence_for
from gongkai.requests import reads_deciding
from gongkai.requests.actions.decide_item import decide_item
from gongkai.requests.deciding import Deciding
from gongkai.requests.models import Paper, ReasonJudgement, Request, RequestItem, SubCase
from gongkai.requests.releasing import third_party_gap
from gongkai.requests.tests.making import RECEIVED, a_request, at, by

pytestmark = pytest.mark.django_db
WORDS = {"reason": "经审查，公开会暴露尚未公布的办理步骤。"}


def decide(request: Request, choice: reads_deciding.Choice, **said: object) -> RequestItem:
    ground = choice.ground or ("third_party_rights" if choice.severed else "")
    blanks = sentence_for(choice.decision, request.law_day, ground=ground, severed=choice.severed).blanks
    given = {"facts": {one.code: one.sample for one in blanks}, **WORDS, **said}
    item = request.items.order_by("position").first()
    assert item is not None
    clerk = by(request.agency, "clerk")
    return decide_item(
        item.pk, choice.decision, ground=ground, severed=choice.severed, actor=clerk, now=at(RECEIVED), **given
    )


def code(request: Request, choice: reads_deciding.Choice, **said: object) -> str:
    with pytest.raises(Refused) as refused:
        decide(request, choice, **said)
    return refused.value.code


def test_every_decision_leads_to_exactly_one_cell_and_names_its_remedy() -> None:
    request = a_request()
    listed = {one.key: one for one in reads_deciding.choices(request, RECEIVED)}
    tree = taxonomy("2021")
    elsewhere = {"correction_lapsed", "fee_lapsed", "withdrawn", "unreachable"}
    known = {
        reads_deciding.key_of(one.code, one.ground, one.severed)
        for one in tree.decisions.values()
        if one.code not in elsewhere
    }
    assert set(listed) == known
    early = {"unclear_after_correction", "abusive", "refuse.third_party_rights"}
    assert {key for key in early if code(request, listed[key]) == "decision-too-early"} == early
    for kind in ("correction_notice", "reason_request", "third_party_consultation"):
        Paper.objects.create(
            request=request, agency=request.agency, kind=kind, title=kind, state="issued", issued_on=RECEIVED,
            made_by=request.handler, made_at=at(RECEIVED), pdf="1" * 64, word="2" * 64, signed_hash="3" * 64,
            content_hash="3" * 64,
        )  # fmt: skip
    assert code(request, listed["abusive"]) == "decision-too-early"
    ReasonJudgement.objects.create(
        request=request, reasonable=False, feasible_in_time=False, reason="内容相近，集中提出。", judged_on=RECEIVED,
        judged_by=request.handler, at=at(RECEIVED),
    )  # fmt: skip
    leaves = {}
    for key, choice in listed.items():
        decide(request, choice)
        led = reads_deciding.leading(list(request.items.all()), RECEIVED)
        assert led.closing is not None and led.remedy, key
        assert led.cell.endswith(choice.leaf)
        leaves[key] = led.closing.leaf
    assert {tree.leaf(leaf).code for leaf in leaves.values()} == set(leaves.values())
    assert (leaves["release.severed"], leaves["release"]) == ("partially_granted", "granted")
    assert leaves["refuse.third_party_rights"] == "refused.third_party_rights"


def test_what_the_letter_must_say_is_asked_for() -> None:
    request = a_request()
    listed = {one.key: one for one in reads_deciding.choices(request, RECEIVED)}
    assert code(request, listed["refuse.prohibited_by_law"], facts={}) == "decision-incomplete"
    assert code(request, listed["refuse.internal_affairs"], reason=" ") == "decision-incomplete"
    assert code(request, listed["release.severed"], facts={"how": "邮寄"}) == "decision-incomplete"
    clerk, item = by(request.agency, "clerk"), request.items.get()
    for said, expected in (
        ({"decision": "withdrawn"}, "decided-otherwise"), ({"decision": "guess"}, "unknown-outcome"),
        ({"decision": "refuse", "ground": "shyness"}, "unknown-outcome"),
    ):  # fmt: skip
        with pytest.raises(Refused) as refused:
            decide_item(item.pk, **said, reason="因", actor=clerk, now=at(RECEIVED))
        assert refused.value.code == expected
    with pytest.raises(Refused) as refused:
        decide_item(item.pk, "release", seen=1, actor=clerk, now=at(RECEIVED))
    assert refused.value.code == "changed-meanwhile"
    with pytest.raises(Refused) as refused:
        decide_item(item.pk, "", actor=by(request.agency, "section_head"), now=at(RECEIVED))
    assert refused.value.code == "not-allowed"
    decide(request, listed["release"])
    assert decide_item(item.pk, "", actor=clerk, now=at(RECEIVED)).decided_by is None


def test_several_matters_share_one_cell_and_a_third_party_binds() -> None:
    request = a_request(items=("资金表", "施工合同", "会议记录"))
    listed = {one.key: one for one in reads_deciding.choices(request, RECEIVED)}
    items = list(request.items.order_by("position"))
    assert "第 1、2、3 项" in reads_deciding.leading(items, RECEIVED).missing
    clerk = by(request.agency, "clerk")
    for item in items[:2]:
        decide_item(item.pk, "release", facts={"how": "邮寄的方式"}, actor=clerk, now=at(RECEIVED))
    said = Deciding("refuse", "internal_affairs")
    led = reads_deciding.leading_with(request, items[2], said, RECEIVED)
    assert led.closing is not None and led.closing.leaf == "partially_granted" and "先申请行政复议" in led.remedy
    assert listed["release"].group.startswith("（一）")
    SubCase.objects.create(
        request=request, key="s1", kind="third_party", party="某建设公司", question="合同", state="answered",
        answer="object", answered_on=RECEIVED, reasonable=True, public_interest=False, made_by=request.handler,
        made_at=at(RECEIVED),
    )  # fmt: skip
    request.refresh_from_db()
    assert "某建设公司" in third_party_gap(request, request.items.all())
    RequestItem.objects.filter(pk=items[1].pk).update(decision="refuse", ground="third_party_rights")
    assert third_party_gap(request, request.items.all()) == ""
