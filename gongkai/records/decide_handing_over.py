"""What becomes of a document that an office system hands over once more, or calls back: facts in, verdict out."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.records.decide import Barrier

DRAFT, DISCARDED = "draft", "discarded"
SAME, REPLACE = "same", "replace"


@dataclass(frozen=True, slots=True)
class Standing:
    """A record handed over before: its state, what the system last sent, what stands there now (both as hashes), and
    whether it has an index number."""

    state: str
    label: str
    sent: str
    current: str
    numbered: bool


def decide_again(standing: Standing, key: str, given: str, *, replace: bool) -> str | Barrier:
    """SAME where nothing new is said, REPLACE where the draft may be put in its place, else why not.

    `given` is the hash of what is handed over now.
    """
    if standing.state == DISCARDED:
        return Barrier(
            "discarded",
            f"编号“{key}”的文件已经撤回移送或者作废，编号不重复使用，没有再建。确需移送的，请在办公系统中另编号。",
        )
    if given in (standing.sent, standing.current):
        return SAME
    if not replace:
        return Barrier(
            "handed-over-differently",
            f"编号“{key}”的文件已经移送过，这次的内容不同，没有接收。仍是草稿的，可以写明 replace 为 true 重新移送。",
        )
    if standing.state != DRAFT or standing.numbered:
        return Barrier(
            "wrong-state",
            f"编号“{key}”的文件在平台上现为“{standing.label}”状态，不能由办公系统替换。请由经办人在平台上修改。",
        )
    if standing.current != standing.sent:
        return Barrier(
            "changed-at-desk",
            f"编号“{key}”的文件移送后已有人在平台上修改，没有替换，以免覆盖。请由经办人在平台上改。",
        )
    return REPLACE


def decide_calling_back(standing: Standing, key: str) -> Barrier | None:
    """Whether a document may be called back: only while it is a draft that was never public."""
    if standing.state == DRAFT and not standing.numbered:
        return None
    return Barrier(
        "wrong-state",
        f"编号“{key}”的文件在平台上现为“{standing.label}”状态，不能撤回移送。请由经办人先在平台上收回。",
    )
