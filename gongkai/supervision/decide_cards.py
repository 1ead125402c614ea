"""Whether a card may be issued, appealed, judged or lifted: from facts to a sentence, without rows and without a clock.

Each function gives "" where nothing stands against it, else (code, sentence) as a refusal says them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gongkai.law.cards import CardColour
from gongkai.law.supervision import WatchRules

Against = tuple[str, str] | None
ISSUED, APPEALED, UPHELD = "issued", "appealed", "upheld"
STANDING = (ISSUED, APPEALED, UPHELD)


@dataclass(frozen=True, slots=True)
class CardRule:
    """What the rules say of one colour: working days late from which it may be issued (None: the rules do not use it),
    and working days for an appeal."""

    colour: CardColour
    late: int | None
    answer: int


def card_rule(rules: WatchRules, colour: CardColour) -> CardRule:
    """A card may be issued from the first alarm of its colour on."""
    late = min((step.days for step in rules.steps if step.colour == colour.code and step.days > 0), default=None)
    return CardRule(colour, late, rules.card_days)


@dataclass(frozen=True, slots=True)
class Lateness:
    """How late a step is: `past` its last day, by so many working days; `dropped`: ended with nothing to be done;
    `ours`: it binds the unit, not somebody the unit waits for."""

    past: bool
    days: int
    dropped: bool
    ours: bool


def against_issuing(rule: CardRule, lateness: Lateness, issued: Iterable[str]) -> Against:
    """`issued`: the colours already issued on this lateness."""
    past, late = lateness.past, lateness.days
    if not lateness.ours:
        return "not-late", "这一期限由申请人或者其他机关承担，届满不算该单位逾期，不能发牌。"
    if lateness.dropped:
        return "not-late", "这一环节已经终止，不再计期限，不能发牌。"
    if not past:
        return "not-late", "这一环节没有逾期，不能发牌。可以先催办。"
    if rule.late is None:
        return "too-early", f"现行监察规则没有使用{rule.colour.label}，不能发。可以由有权人员在监察规则中为告警设颜色。"
    if late < rule.late:
        return "too-early", (
            f"已逾期 {late} 个工作日，不满 {rule.late} 个工作日，不能发{rule.colour.label}。"
            "可以先催办，或者由有权人员改动监察规则。"
        )
    if rule.colour.code in issued:
        return "issued-already", f"这一次逾期已经发过{rule.colour.label}，不能重复发。请打开原牌查看。"
    return None


def against_appeal(state: str, answer_by: date, on: date) -> Against:
    """Only once, and only until the last day for it."""
    if state != ISSUED:
        return "not-now", "这张牌已经申诉过，或者已经撤销、解除，不能再申诉。请刷新后查看。"
    if on > answer_by:
        return "too-late", f"申诉期限到 {answer_by.isoformat()} 为止，已经过了，不能申诉。改正后可以请发牌单位解除。"
    return None


def against_judging(state: str, by: str, issued_by: str, appealed_by: str) -> Against:
    """Neither who issued it nor who appealed judges."""
    if state != APPEALED:
        return "not-now", "这张牌没有待裁定的申诉，未裁定。请刷新后查看。"
    if by == issued_by:
        return (
            "own-card",
            "发牌的人不能裁定对这张牌的申诉，未裁定。请由发牌单位其他监察人员，或者其上级单位的监察人员裁定。",
        )
    if by == appealed_by:
        return "own-appeal", "提出申诉的人不能裁定自己的申诉，未裁定。请由其他有监察职责的人员裁定。"
    return None


def against_lifting(state: str, *, ended: bool) -> Against:
    """A card is lifted once what was late is done; an appeal is judged first."""
    if state == APPEALED:
        return "not-now", "这张牌正在申诉，先裁定申诉，再看是否解除。"
    if state not in STANDING:
        return "not-now", "这张牌已经撤销或者解除，不能再解除。"
    if not ended:
        return "not-done", "逾期的环节还没有办结，不能解除。办结之后再解除；发错的牌由单位申诉后撤销。"
    return None
