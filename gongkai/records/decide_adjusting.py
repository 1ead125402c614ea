"""What a round of dynamic adjustment may decide on one record, and when the round may be closed. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from gongkai.law.errors import UnknownLaw
from gongkai.law.publicity import ground_of, mark_of
from gongkai.records.decide import Barrier
from gongkai.records.said import Said

KEEP, PROACTIVE, ON_REQUEST = "keep", "proactive", "on_request"
OUTCOMES = (KEEP, PROACTIVE, ON_REQUEST)
# Records that wait for a round; one taken back into the path is settled by that.
WAITING = ("registered", "historic")


def decide_outcome(outcome: str, reason: str, mark: str, state: str, seen: str, now_hash: str) -> Barrier | None:
    """Whether this outcome can be recorded of a record with that mark and state, whose content the person saw."""
    if outcome not in OUTCOMES:
        return Barrier("adjust-outcome", "没有选定维持还是转换，未记录。选定后再提交。")
    if not reason.strip():
        return Barrier("no-reason", "没有写明理由，未记录。《条例》第十八条要求定期评估审查，结论须有理由。")
    if state not in WAITING:
        return Barrier("wrong-state", "该信息已退回办理流程，不用在本轮审查中决定。刷新后查看它现在的状态。")
    if seen != now_hash:
        return Barrier("changed-meanwhile", "该信息的内容已有改动，本次未记录。刷新后核对新内容再决定。")
    if outcome == mark:
        return Barrier("adjust-outcome", "所选属性与现在的属性相同，未记录。不改变的，选“维持”。")
    return None


def remarked(said: Said, outcome: str, reason: str, on: date) -> Said:
    """The content with its new mark: the ground stays where it may stand beside the new mark, else it goes."""
    ground = said.ground
    if ground:
        try:
            fits = outcome in ground_of(ground, on).marks and mark_of(outcome, on).ground != "none"
        except UnknownLaw:
            fits = False
        ground = ground if fits else ""
    return replace(
        said,
        mark=outcome,
        ground=ground,
        ground_details=said.ground_details if ground else {},
        mark_reason=reason.strip(),
    )


def decide_closing(open_items: int) -> Barrier | None:
    """Whether a round may be closed: every record in it decided, or taken back into the path."""
    if open_items:
        return Barrier("adjust-open", f"还有 {open_items} 件没有决定，不能办结。逐件或者成批决定后再办结。")
    return None
