"""Whether a decision on one thing asked for may stand: the law's closed list, its ground, its facts and reasons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gongkai.kit.action import Refused
from gongkai.law.decision_rules import DecisionRule, decision_rule
from gongkai.law.errors import LawError
from gongkai.law.instruments import cited
from gongkai.law.outcomes import edition_on, leaf_for
from gongkai.law.paper_forms import name_of, paper_form
from gongkai.law.reply_sentences import DecisionSentence, ground_for, sentence_for
from gongkai.requests.models import Paper, Request, RequestItem
from gongkai.requests.reasons import found_unreasonable
from gongkai.requests.stepping import table_of

REPLYING = "issue_reply"
# The name of the information: where nobody gives one, the applicant's own words stand for it.
NAMED = "document"


@dataclass(frozen=True, slots=True)
class Deciding:
    """What is to be decided on one matter; an empty decision takes the earlier one back."""

    decision: str
    ground: str = ""
    severed: bool = False
    reason: str = ""
    facts: dict[str, Any] = field(default_factory=dict)


def decision_barrier(request: Request, item: RequestItem, said: Deciding, on: date) -> Refused | None:
    """The first thing that keeps the decision from standing, or None."""
    if not table_of(request).steps_for(request.state, REPLYING):
        label = table_of(request).states[request.state].label
        return Refused("not-open", f"申请现为“{label}”，不能作处理决定，未保存。请刷新后按现在的情况办理。")
    if not said.decision:
        return None
    try:
        leaf_for(said.decision, edition_on(on), ground=said.ground, severed=said.severed)
        sentence = sentence_for(said.decision, request.law_day, ground=said.ground, severed=said.severed)
        if said.severed:
            ground_for(said.ground, request.law_day)
        rule = decision_rule(said.decision, "" if said.severed else said.ground, request.law_day)
    except LawError as error:
        return Refused(error.code, f"{error.sentence.rstrip('。')}。未保存。")
    early = _before(request, rule) if rule else None
    if early is not None:
        return early
    lack = next(lacking(sentence, said), "")
    return Refused("decision-incomplete", f"第 {item.position} 项：{lack}未保存。") if lack else None


def not_by_reply(request: Request, decision: str, ground: str) -> bool:
    """Whether that decision comes of another act of the procedure only."""
    rule = decision_rule(decision, ground, request.law_day)
    return rule is not None and bool(rule.act)


def missing_before(request: Request, decision: str, ground: str) -> str:
    """What must have happened before such a decision and has not; empty where nothing stands in the way."""
    rule = decision_rule(decision, ground, request.law_day)
    refused = _before(request, rule) if rule else None
    return refused.sentence.removesuffix("，未保存。") + "。" if refused else ""


def lacking(sentence: DecisionSentence, said: Deciding) -> Iterator[str]:
    """A sentence for everything the reply must say about this decision and nobody wrote."""
    for blank in sentence.blanks:
        if blank.required and blank.code != NAMED and not str(said.facts.get(blank.code, "")).strip():
            yield f"没有写明{blank.label}，答复书必须写明。请补填。"
    if sentence.needs_reason and not said.reason.strip():
        basis = cited(sentence.cites[0]).words
        yield f"没有写明理由；依据{basis}，作这种决定须说明理由。请补填。"


def _before(request: Request, rule: DecisionRule) -> Refused | None:
    """What must have happened before such a decision."""
    basis = cited(rule.cite).words
    if rule.act:
        label = table_of(request).acts[rule.act].label
        return Refused("decided-otherwise", f"这种结果不由答复作出，只随“{label}”产生（{basis}），未保存。")
    if rule.after and not _issued(request, rule.after):
        names = "、".join(name_of(paper_form(kind, request.law_day)) for kind in rule.after)
        return Refused("decision-too-early", f"作这种决定之前须先发出{names}（{basis}），未保存。")
    if rule.unreasonable and not found_unreasonable(request):
        return Refused("decision-too-early", f"作这种决定之前须先认定申请人说明的理由不合理（{basis}），未保存。")
    return None


def _issued(request: Request, kinds: tuple[str, ...]) -> bool:
    return Paper.objects.filter(request=request, kind__in=kinds, state=Paper.State.ISSUED).exists()
