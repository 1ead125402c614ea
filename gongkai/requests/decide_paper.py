"""Whether a verdict on a paper may be given: facts in, the barrier out. No rows, no clock.

Nobody judges what he wrote or submitted, every rank judges the same content, and the last one signs it.
"""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.kit.action import Refused


@dataclass(frozen=True, slots=True)
class VerdictFacts:
    """All that a verdict rests on. `seen` is the hash the person had before him, `now` that of the paper composed anew
    from today's rows; `may` whether he holds the duty that is due; `authors` those who wrote or submitted it."""

    state: str
    submitted: str
    now: str
    seen: str
    may: bool
    duty_label: str
    person: int
    authors: frozenset[int]


def judging_barrier(facts: VerdictFacts) -> Refused | None:
    """Why this person may not judge this paper now, or None."""
    if facts.state != "in_review":
        return Refused("not-in-review", "这份文书不在审签中，可能已被收回、退回或者签发，未执行。请刷新后查看。")
    if not facts.may:
        return Refused("not-allowed", f"这一步须由“{facts.duty_label}”办理，未执行。请由担任该职责的人员办理。")
    if facts.person in facts.authors:
        return Refused("own-paper", "本人拟稿或者送审的文书须由他人审签，未执行。请由担任同一职责的其他人员办理。")
    return None


def passing_barrier(facts: VerdictFacts) -> Refused | None:
    """Why he may not pass it, or None: he must have had before him what was submitted, and it must still be so."""
    barrier = judging_barrier(facts)
    if barrier is not None:
        return barrier
    if facts.seen != facts.submitted:
        return Refused("changed-meanwhile", "你打开之后文书有改动，未执行。请刷新，看过现在的内容再签。")
    if facts.now != facts.submitted:
        return Refused("content-changed", changed_words("送审"))
    return None


def changed_words(after: str) -> str:
    """The sentence for a paper whose facts, template or decisions changed after it was sent or signed."""
    what = "文书所依据的内容（填写项、处理决定、所附文件、模板或者办理情况）"
    return f"{after}之后，{what}有改动，{after}已失效，未执行。请收回文书，核对后重新送审。"
