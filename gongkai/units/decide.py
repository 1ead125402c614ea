"""What may become of agencies and their links, from facts alone: None, or the barrier with its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gongkai.law.index_numbers import index_rule, index_rules
from gongkai.law.index_rules import Segment

CREDIT = "national_credit"


@dataclass(frozen=True, slots=True)
class Barrier:
    """Why something may not be: a stable code and one sentence."""

    code: str
    sentence: str


@dataclass(frozen=True, slots=True)
class LinkFact:
    """A link as it stands: codes of the upper and the lower agency, the kind, and the days from and to (excluded)."""

    upper: str
    lower: str
    kind: str
    begins: date | None
    ends: date | None


def link_barrier(new: LinkFact, others: Iterable[LinkFact], names: dict[str, str]) -> Barrier | None:
    """Why the new link may not stand beside the others. `names` turns codes into words."""
    upper, lower = names.get(new.upper, new.upper), names.get(new.lower, new.lower)
    if new.upper == new.lower:
        return Barrier("link-to-itself", f"“{upper}”不能成为自己的上级，未登记。请另选一个单位。")
    succession = new.kind == "succeeds"
    beside = [one for one in others if (one.kind == "succeeds") == succession and (succession or _shared(one, new))]
    for one in beside:
        if (one.upper, one.lower, one.kind) == (new.upper, new.lower, new.kind):
            return Barrier("link-stands", f"“{lower}”与“{upper}”之间已有这一关系，未重复登记。")
        if new.kind == "administers" == one.kind and one.lower == new.lower:
            above = names.get(one.upper, one.upper)
            return Barrier(
                "link-second-superior",
                f"“{lower}”在这段时间已隶属于“{above}”，一个单位同时只能隶属于一个单位，未登记。请先结束原来的隶属关系。",
            )
    if _reaches(new.lower, new.upper, beside, new.begins, new.ends, frozenset(), dated=not succession):
        said = f"“{lower}”已直接或间接是“{upper}”的上级，再登记会互为上级，未登记。请先结束相反的关系。"
        if succession:
            said = f"“{lower}”已承继“{upper}”，不能又由“{upper}”承继，未登记。请核对方向。"
        return Barrier("link-circle", said)
    return None


def _reaches(
    start: str,
    goal: str,
    links: list[LinkFact],
    begins: date | None,
    ends: date | None,
    seen: frozenset[str],
    *,
    dated: bool,
) -> bool:
    """Whether links lead down from `start` to `goal` on one and the same day of the span."""
    if start == goal:
        return True
    for link in links:
        if link.upper != start or link.lower in seen:
            continue
        low, high = _later(begins, link.begins), _earlier(ends, link.ends)
        if dated and low is not None and high is not None and low >= high:
            continue
        if _reaches(link.lower, goal, links, low, high, seen | {start}, dated=dated):
            return True
    return False


def _shared(one: LinkFact, two: LinkFact) -> bool:
    low, high = _later(one.begins, two.begins), _earlier(one.ends, two.ends)
    return low is None or high is None or low < high


def _later(one: date | None, two: date | None) -> date | None:
    known = [day for day in (one, two) if day is not None]
    return max(known) if known else None


def _earlier(one: date | None, two: date | None) -> date | None:
    known = [day for day in (one, two) if day is not None]
    return min(known) if known else None


def index_code_barrier(code: str) -> Barrier | None:
    """Why a code cannot stand at the front of an index number; the shapes are those of the rules in force."""
    segments = [(rule, rule.segment("agency")) for rule in index_rules().values()]
    if not code or any(segment is not None and _fits(segment, code) for _, segment in segments):
        return None
    shown = index_rule("fujian").examples[0].partition("-")[0]
    return Barrier(
        "index-code-shape",
        f"索引号代码“{code}”不合任何一种索引号规则（例如 {shown}，或统一社会信用代码），请按编码部门给的代码填写。",
    )


def credit_code_barrier(code: str) -> Barrier | None:
    """Why a code is not a unified social credit code: length, characters or check character (the rule names it)."""
    segment = index_rule(CREDIT).segment("agency")
    if not code or (segment is not None and _fits(segment, code)):
        return None
    shape = segment is not None and re.fullmatch(segment.pattern, code) is not None
    said = "末位校验码不对" if shape else "位数或字符不对（18 位数字和大写字母，不含 I、O、S、V、Z）"
    return Barrier("credit-code", f"统一社会信用代码“{code}”{said}，请对照法人证书核对。")


def _fits(segment: Segment, code: str) -> bool:
    return re.fullmatch(segment.pattern, code) is not None and (segment.check is None or segment.check.fits(code))
