"""Whether a step of the procedure may be taken: facts in, the sentence in the way out. No rows, no clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

GOOD_REASON = "late_with_good_reason"


@dataclass(frozen=True, slots=True)
class ClockFact:
    """One clock as it stands: its last day (None while it stands still or is not started) and its state."""

    state: str
    due_on: date | None
    closed: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the conditions of the procedure rest on. `held` are conditions the caller vouches for by own rows.

    `correction_notices` and `extensions` count; `delayed`: a delayed day was told (条例第三十五条) and leads now;
    `open_letters` names the sub-cases that await an opinion; `undecided`
    is the sentence that says why the decisions do not lead to one leaf, empty when they do.
    """

    on: date
    received_on: date | None
    clocks: dict[str, ClockFact] = field(default_factory=dict)
    correction_notices: int = 0
    extensions: int = 0
    delayed: bool = False
    reasons_asked: bool = False
    statement_waits: bool = False
    issued_papers: int = 0
    open_letters: tuple[str, ...] = ()
    undecided: str = ""
    paper: str = "none"
    quoted: bool = False
    held: frozenset[str] = frozenset()


def barrier(code: str, facts: Facts) -> str:
    """The sentence saying why the condition does not hold, empty when it does. KeyError for an unknown condition."""
    return CONDITIONS[code](facts)


def _receipt_fixed(facts: Facts) -> str:
    return "" if facts.received_on else "收到申请之日还没有确定：须先与申请人双方确认（《条例》第三十一条）。"


def _receipt_open(facts: Facts) -> str:
    return "收到申请之日已经确定，不需要再确认。" if facts.received_on else ""


def _first_correction(facts: Facts) -> str:
    if facts.correction_notices:
        return "已经告知过补正；补正只能一次性告知（《条例》第三十条），请按现有内容办理或者答复无法提供。"
    return ""


def _correction_in_time(facts: Facts) -> str:
    clock = facts.clocks.get("correction_notice")
    if clock is None or clock.due_on is None or facts.on <= clock.due_on:
        return ""
    return f"告知补正的期限已于 {clock.due_on.isoformat()} 届满（《条例》第三十条），不能再发补正告知书。"


def _overdue(rule: str, words: str) -> Callable[[Facts], str]:
    def check(facts: Facts) -> str:
        clock = facts.clocks.get(rule)
        if clock is None:
            return f"{words}期限还没有起算：请先登记告知书的送达。"
        if clock.due_on is None:
            return f"{words}期限没有写明天数或者截止日，不能认定逾期。"
        if facts.on > clock.due_on:
            return ""
        return f"{words}期限到 {clock.due_on.isoformat()} 为止，还没有过。"

    return check


def _not_overdue(rule: str, words: str, excuse: str = "") -> Callable[[Facts], str]:
    def check(facts: Facts) -> str:
        clock = facts.clocks.get(rule)
        if clock is None or clock.due_on is None or facts.on <= clock.due_on or (excuse and excuse in facts.held):
            return ""
        return f"{words}期限已于 {clock.due_on.isoformat()} 届满。" + (
            "有正当理由的，由公开工作机构写明理由后接受。" if excuse else "逾期未缴费的视为放弃申请，请终结办理。"
        )

    return check


def _running(facts: Facts) -> str:
    clock = facts.clocks.get("reasonable_delay" if facts.delayed else "reply")
    if clock is None:
        return "答复期限还没有起算。"
    if clock.due_on is not None and facts.on > clock.due_on:
        return f"答复期限已于 {clock.due_on.isoformat()} 届满，届满后不能再停算、延长或者通知缴费。"
    return ""


def _first_extension(facts: Facts) -> str:
    return "已经延长过一次，不能再次延长（《条例》第三十三条第二款）。" if facts.extensions else ""


def _first_delay(facts: Facts) -> str:
    return "已经告知过延迟答复的日期，不能再次延迟（《条例》第三十五条）。" if facts.delayed else ""


def _reasons_asked(facts: Facts) -> str:
    return "" if facts.reasons_asked else "还没有要求申请人说明理由（《条例》第三十五条）。"


def _nothing_waits(facts: Facts) -> str:
    return "申请人逾期交来了补正，须先审查有无正当理由。" if facts.statement_waits else ""


def _no_open_letters(facts: Facts) -> str:
    return f"还有征求意见没有办结：{'、'.join(facts.open_letters)}。" if facts.open_letters else ""


def _decided(facts: Facts) -> str:
    return facts.undecided


def _nothing_issued(facts: Facts) -> str:
    return "已经对外发出文书，不能作废登记；请依法办理或者由申请人撤回。" if facts.issued_papers else ""


def _fee_quoted(facts: Facts) -> str:
    return "" if facts.quoted else "还没有按收费标准计算出应缴的信息处理费。"


def _paper_signed(facts: Facts) -> str:
    if facts.paper == "signed":
        return ""
    if facts.paper == "changed":
        return "文书在签发之后有改动，签发已失效。请重新送审。"
    return "文书还没有签发。请先拟稿、送审，签发后再发出。"


def _vouched(code: str, words: str) -> Callable[[Facts], str]:
    return lambda facts: "" if code in facts.held else words


CONDITIONS: dict[str, Callable[[Facts], str]] = {
    "receipt_fixed": _receipt_fixed,
    "receipt_open": _receipt_open,
    "first_correction": _first_correction,
    "correction_in_time": _correction_in_time,
    "correction_overdue": _overdue("correction_response", "补正"),
    "correction_acceptable": _not_overdue("correction_response", "补正", GOOD_REASON),
    "reasons_overdue": _overdue("reason_statement", "说明理由"),
    "payment_overdue": _overdue("fee_payment", "缴费"),
    "payment_in_time": _not_overdue("fee_payment", "缴费"),
    "running": _running,
    "first_extension": _first_extension,
    "first_delay": _first_delay,
    "reasons_asked": _reasons_asked,
    "nothing_waits": _nothing_waits,
    "no_open_letters": _no_open_letters,
    "decided": _decided,
    "too_many_in_time": _vouched(
        "too_many_in_time", "须先认定申请数量、频次明显超过合理范围而理由合理（《条例》第三十五条）。"
    ),
    "nothing_issued": _nothing_issued,
    "fee_quoted": _fee_quoted,
    "ordered_again": _vouched("ordered_again", "没有责令重新处理的复议决定或者裁判，不能重新办理。"),
    "paper_signed": _paper_signed,
}
