"""What can be done with a request now, by whom, and why the rest cannot: the table asked for a screen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from gongkai.kit.action import Refused
from gongkai.kit.who import Actor
from gongkai.law.duties import duty_labels
from gongkai.law.procedure import PLATFORM, Act
from gongkai.requests.decide import GOOD_REASON, Facts
from gongkai.requests.models import Request, SubCase
from gongkai.requests.releasing import may_be_served
from gongkai.requests.stepping import choose, may_act, table_of

# Papers are drafted first and signed before the act; what a person vouches for is asked on the page of the act.
# Confirming is what fixes the day of receipt that its step needs.
CONFIRMING = "confirm_receipt"
SERVING = "serve_reply"
# What is ended with these acts must have been begun; the table knows states, not how many letters are out.
KINDS = SubCase.Kind
ENDING = {
    "receive_third_party_opinion": ((KINDS.THIRD_PARTY,), "没有还未办结的第三方意见征求。"),
    "receive_agency_opinion": ((KINDS.CO_AGENCY, KINDS.OTHER_AGENCY), "没有还未办结的机关意见征求。"),
    "close_subcase": (
        (KINDS.LEGAL_REVIEW, KINDS.COLLECTION, KINDS.SECRECY, KINDS.DETERMINATION), "没有还未办结的交办。"
    ),
}  # fmt: skip
DRAFTED, VOUCHED = "signed", frozenset({GOOD_REASON})


@dataclass(frozen=True, slots=True)
class Possible:
    """One act of the table in the present state. `barrier` says why not now, empty where it can be done."""

    act: Act
    barrier: str


def possible(asker: Actor, request: Request, facts: Facts) -> list[Possible]:
    """Every act the present state knows, in the table's order, without those only the platform does."""
    held = replace(facts, paper=DRAFTED, held=facts.held | VOUCHED)
    acts = [act for act in table_of(request).acts_in(request.state) if set(act.by) - {PLATFORM}]
    return [Possible(act, _barrier(asker, request, act, held)) for act in acts]


def _barrier(asker: Actor, request: Request, act: Act, facts: Facts) -> str:
    if not may_act(asker, act, request.agency.code):
        labels = duty_labels()
        return f"由{'、'.join(labels.get(code, code) for code in act.by if code != PLATFORM)}办理。"
    if act.code == CONFIRMING:
        facts = replace(facts, received_on=facts.received_on or facts.on)
    try:
        choose(request, act.code, facts)
    except Refused as refusal:
        return refusal.sentence.removesuffix("未执行。")
    if act.code == SERVING:
        return _hindered(request, facts.on)
    kinds, words = ENDING.get(act.code, ((), ""))
    if kinds and not any(one.kind in kinds and _goes_on(one) for one in request.subcases.all()):
        return words
    return ""


def _goes_on(subcase: SubCase) -> bool:
    """Whether it is still to be ended; what came after its day and was not judged yet is, too."""
    late = subcase.state == SubCase.State.LAPSED and subcase.answered_on is not None and not subcase.finding
    return late or subcase.state == SubCase.State.OPEN


def _hindered(request: Request, on: date) -> str:
    try:
        may_be_served(request, on)
    except Refused as refusal:
        return refusal.sentence.removesuffix("未执行。")
    return ""
