"""When a consultation ends and what it leads to: facts in, a day or the sentence in the way out. No rows, no clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongkai.law.subcases import SILENT, Effect, SubCaseKind, effect


@dataclass(frozen=True, slots=True)
class Standing:
    """A letter as it stands: the day its answer came (None: none), the last day of whom it went to (None: his limit
    has not begun), and today."""

    answered_on: date | None
    due_on: date | None
    today: date


def ends_on(said: Standing) -> date | None:
    """The day the pause ends: when the opinion came, at the latest the last day of the limit (D-275).

    None while the answer may still come.
    """
    if said.answered_on is not None:
        return said.answered_on if said.due_on is None else min(said.answered_on, said.due_on)
    if said.due_on is not None and said.due_on < said.today:
        return said.due_on
    return None


def still_waiting(said: Standing) -> str:
    """Why a silent letter cannot be ended yet; empty when it can."""
    if ends_on(said) is not None:
        return ""
    if said.due_on is None:
        return "还没有登记对方收到来函的日期，对方的期限没有起算，不能按逾期办结。请先登记收到日期，或者取消这项征求。"
    return (
        f"对方的期限到 {said.due_on.isoformat()} 为止，还没有过，不能按逾期办结。请等候答复，或者登记已经收到的意见。"
    )


def leads_to(kind: SubCaseKind, answer: str, reason: bool | None, interest: bool | None, on: date) -> Effect | None:
    """The effect of a third party's answer with the findings made; None for other kinds and missing findings."""
    if not kind.findings:
        return None
    return effect(answer or SILENT, on, reason=reason, public_interest=interest)


def findings_missing(
    kind: SubCaseKind, answer: str, reason: bool | None, interest: bool | None, words: str, on: date
) -> str:  # fmt: skip
    """What the agency still has to find before it can end the consultation; empty when it has found all."""
    found = leads_to(kind, answer, reason, interest, on)
    if found is None and kind.findings and reason is None:
        return "还没有认定公开是否会损害第三方的合法权益（第三方的理由是否合理），未办结。"
    if found is None and kind.findings:
        return "认定公开不会损害第三方合法权益的，不必再认定公共利益；两项认定不一致，未办结。请核对后重填。"
    if found is not None and found.reason and interest is None:
        return "第三方的理由合理，还须认定不公开是否会对公共利益造成重大影响（《条例》第三十二条），未办结。"
    if found is not None and found.reason is not None and not words.strip():
        return "没有写明认定的理由，未办结。请写明认定所依据的事实。"
    return ""
