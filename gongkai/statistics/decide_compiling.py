"""What may be done to a report in the making: facts in, the barrier out. No rows, no clock.

Nobody passes what he wrote or submitted, every rank sees the same content, and what was signed is what is issued.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from gongkai.kit.action import Refused

WRITABLE = ("draft", "returned", "signed")
TAKEN_BACK = ("in_review", "signed")
LONGEST = 20000


@dataclass(frozen=True, slots=True)
class VerdictFacts:
    """All that a verdict rests on. `bound` is the hash that was submitted, `seen` what the person had before him,
    `now` that of the report put together from today's rows; `may` whether he holds the duty that is due."""

    state: str
    bound: str
    seen: str
    now: str
    may: bool
    step_label: str
    person: int
    authors: Collection[int]


def writing_barrier(state: str, seen: int, version: int, texts: Collection[str]) -> Refused | None:
    """Why the text may not be saved, or None. `seen` is the version the writer began with."""
    if state not in WRITABLE:
        return Refused("not-writable", "报告在审核中或者已经印发，不能修改，未保存。审核中的请先收回。")
    if seen != version:
        return Refused("changed-meanwhile", "你打开之后另有人保存过，未保存。请核对下面的现有文字后再保存一次。")
    if any(len(text) > LONGEST for text in texts):
        return Refused("text-too-long", f"单个部分最多 {LONGEST} 字，未保存。请精简。")
    return None


def submitting_barrier(state: str, settled: bool, blocking: str, seen: str, now: str) -> Refused | None:
    """Why it may not be sent for review, or None. `blocking` is the first finding that must be mended."""
    if state not in ("draft", "returned"):
        return Refused("not-a-draft", "报告不在编写中，未送审。请刷新后查看它现在的情况。")
    if not settled:
        return Refused("filing-open", "所依据的统计报表已退回修改，未送审。请待报表重新通过审核。")
    if blocking:
        return Refused("text-not-ready", f"{blocking.rstrip('。')}。改正后再送审。")
    if seen != now:
        return Refused("changed-meanwhile", "你打开之后文字或者数据有变动，未送审。请刷新，看过现在的内容再送。")
    return None


def judging_barrier(facts: VerdictFacts) -> Refused | None:
    """Why this person may not judge it now, or None."""
    if facts.state != "in_review":
        return Refused("not-in-review", "报告不在审核中，可能已被收回、退回或者签发，未执行。请刷新后查看。")
    if not facts.may:
        return Refused("not-allowed", f"“{facts.step_label}”须由担任该职责的人员办理，未执行。")
    if facts.person in facts.authors:
        return Refused("own-report", "本人编写或者送审的报告须由他人审核，未执行。请由担任同一职责的其他人员办理。")
    return None


def passing_barrier(facts: VerdictFacts) -> Refused | None:
    """Why he may not pass it, or None."""
    barrier = judging_barrier(facts)
    if barrier is not None:
        return barrier
    if facts.now != facts.bound:
        return voided("送审")
    if facts.seen != facts.bound:
        return Refused("changed-meanwhile", "你打开之后报告有变动，未执行。请刷新，看过现在的内容再签。")
    return None


def issuing_barrier(state: str, settled: bool, bound: str, now: str) -> Refused | None:
    """Why it may not be issued, or None."""
    if state != "signed":
        return Refused("not-signed", "报告还没有签发，不能印发。")
    if not settled:
        return Refused("filing-open", "所依据的统计报表已退回修改，不能印发。请待报表重新通过审核。")
    if bound != now:
        return voided("签发")
    return None


def voided(after: str) -> Refused:
    """What was said of another content holds no longer."""
    return Refused(
        "content-changed", f"{after}之后文字或者数据有变动，{after}已失效，未执行。请收回报告，核对后重新送审。"
    )


def steps_left(chain: list[dict[str, str]], position: int) -> dict[str, str]:
    """The step that is due, empty where none is."""
    return chain[position] if position < len(chain) else {}
