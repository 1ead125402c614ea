"""The publicity attribute (公开属性): the three marks, the grounds for withholding, and what a mark still lacks.

An edition of the rows holds the whole set until the next one begins (条例第十三条至第十六条).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from gongkai.law.editions import named, on_day
from gongkai.law.instruments import cited
from gongkai.law.loading import DATA
from gongkai.law.problems import Problem
from gongkai.law.publicity_rows import Detail, Ground, Kind, Mark, ground_editions, mark_editions

__all__ = [
    "Detail",
    "Ground",
    "Kind",
    "Mark",
    "content_problems",
    "ground_of",
    "grounds",
    "grounds_for",
    "mark_of",
    "mark_of_footer",
    "mark_problems",
    "marks",
]


def marks(on: date, root: Path = DATA) -> tuple[Mark, ...]:
    """The marks of that day in order. Raises UnknownLaw before the first edition."""
    return on_day(mark_editions(root), "公开属性", on)


def mark_of(code: str, on: date, root: Path = DATA) -> Mark:
    """One mark. Raises UnknownLaw for a code that day does not know."""
    return named(marks(on, root), code, "公开属性", on)


def mark_of_footer(text: str, on: date, root: Path = DATA) -> Mark | None:
    """The mark a footer (附注) states, in any brackets and however spaced; None where it states none.

    Raises UnknownLaw before the first edition.
    """
    said = _bare(text)
    for mark in marks(on, root):
        if said in {_bare(words) for words in (mark.footer, *mark.seen)}:
            return mark
    return None


def grounds(on: date, root: Path = DATA) -> tuple[Ground, ...]:
    """The grounds of that day in the order of the Regulation. Raises UnknownLaw before the first edition."""
    return on_day(ground_editions(root), "不公开的理由", on)


def grounds_for(mark: str, on: date, root: Path = DATA) -> tuple[Ground, ...]:
    """The grounds that may stand beside this mark."""
    return tuple(ground for ground in grounds(on, root) if mark in ground.marks)


def ground_of(code: str, on: date, root: Path = DATA) -> Ground:
    """One ground. Raises UnknownLaw for a code that day does not know."""
    return named(grounds(on, root), code, "不公开的理由", on)


def mark_problems(
    mark: str, ground: str, details: Mapping[str, str], reason: str, on: date, root: Path = DATA
) -> tuple[Problem, ...]:
    """What this mark still lacks under the rules of that day; empty when it may stand.

    `ground` is a code or empty, `details` values by code of detail, `reason` free text. Raises UnknownLaw only
    where no rule is registered for the day.
    """
    known = {one.code: one for one in marks(on, root)}
    names = "、".join(one.label for one in known.values())
    if not mark:
        cite = next(iter(known.values())).cite
        return (Problem("mark-missing", "mark", f"没有标定公开属性：请从{names}中选定一种。", cite),)
    if mark not in known:
        return (Problem("mark-unknown", "mark", f"公开属性“{mark}”没有登记：只能是{names}。"),)
    chosen = known[mark]
    found = list(_ground_problems(chosen, ground, details, on, root))
    if chosen.reason == "required" and not reason.strip():
        words = cited(chosen.reason_cite, root).words
        said = f"没有写明理由：依据{words}，定为“{chosen.label}”的应当说明理由，请补写。"
        found.append(Problem("mark-reason-missing", "reason", said, chosen.reason_cite))
    return tuple(found)


def content_problems(ground: str, has_content: bool, on: date, root: Path = DATA) -> tuple[Problem, ...]:
    """Why text or files may not be held here under this ground (保密法第三十一条: no secrets on open systems).

    `ground` is a code or empty; an unknown one is left to `mark_problems`.
    """
    found = next((one for one in grounds(on, root) if one.code == ground), None)
    if not has_content or found is None or not found.no_content_cite:
        return ()
    basis = cited(found.no_content_cite, root).words
    said = f"“{found.label}”的内容不得录入本系统：依据{basis}，请删去正文和附件，只登记不涉密的台账项目。"
    return (Problem("mark-content-not-here", "body", said, found.no_content_cite),)


def _ground_problems(mark: Mark, code: str, details: Mapping[str, str], on: date, root: Path) -> tuple[Problem, ...]:
    if not code:
        if mark.ground != "required":
            return ()
        said = f"没有选定不公开的依据：定为“{mark.label}”的，须选定法定情形之一；没有法定情形的，请改定属性。"
        return (Problem("mark-ground-missing", "ground", said, mark.cite),)
    if mark.ground == "none":
        said = f"定为“{mark.label}”的信息没有不公开的理由：请去掉所选情形，或者改定属性。"
        return (Problem("mark-ground-not-needed", "ground", said, mark.cite),)
    ground = next((one for one in grounds(on, root) if one.code == code), None)
    if ground is None:
        return (Problem("mark-ground-unknown", "ground", f"{on.isoformat()} 没有“{code}”这一法定情形，请另选。"),)
    if mark.code not in ground.marks:
        fits = "、".join(f"“{mark_of(one, on, root).label}”" for one in ground.marks)
        words = cited(ground.cite, root).words
        said = f"“{ground.label}”不能定为“{mark.label}”：依据{words}，只能定为{fits}，请改定属性或者另选情形。"
        return (Problem("mark-ground-not-here", "ground", said, ground.cite),)
    return _detail_problems(ground, details, root)


def _detail_problems(ground: Ground, details: Mapping[str, str], root: Path) -> tuple[Problem, ...]:
    found = []
    for detail in ground.details:
        value = details.get(detail.code, "").strip()
        field = f"details.{detail.code}"
        if not value:
            if detail.required:
                said = f"“{ground.label}”没有登记{detail.label}：依据{cited(ground.cite, root).words}，请补填。"
                found.append(Problem("mark-detail-missing", field, said, ground.cite))
        elif detail.choices and value not in {choice.code for choice in detail.choices}:
            names = "、".join(choice.label for choice in detail.choices)
            said = f"{detail.label}“{value}”没有登记：只能是{names}。"
            found.append(Problem("mark-detail-choice", field, said, ground.cite))
    for code in sorted(set(details) - {detail.code for detail in ground.details}):
        if details[code].strip():
            said = f"“{ground.label}”不登记“{code}”这一项，请去掉。"
            found.append(Problem("mark-detail-unknown", f"details.{code}", said, ground.cite))
    return tuple(found)


def _bare(text: str) -> str:
    return re.sub(r"[\s()\[\]〔〕【】]", "", unicodedata.normalize("NFKC", text))
