"""The publicity attribute (公开属性): the three marks, the grounds for withholding, and what a mark still lacks.

The rows are `data/publicity`; an edition holds the whole set until the next one begins (条例第十三条至第十六条).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from gongkai.law.editions import Edition, editions, named, on_day, one_of
from gongkai.law.instruments import cite_of, cited
from gongkai.law.loading import DATA, Row
from gongkai.law.problems import Problem

DEMANDS = ("required", "optional", "none")
FORCES = ("must", "may")


@dataclass(frozen=True, slots=True)
class Mark:
    """One of the three marks. `footer` is printed below the date; `seen` are wordings read as the same mark.

    `ground` and `reason` say whether they are required, optional or none; `published`: goes onto the portal.
    """

    code: str
    label: str
    footer: str
    seen: tuple[str, ...]
    published: bool
    ground: str
    reason: str
    reason_cite: str
    cite: str
    reading: str


@dataclass(frozen=True, slots=True)
class Kind:
    """One choice of a detail."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Detail:
    """What has to be recorded with a ground; with `choices`, one of their codes."""

    code: str
    label: str
    required: bool
    choices: tuple[Kind, ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """A ground for withholding. `force`: must not be disclosed, or may be withheld; `marks` it goes with.

    `no_content_cite` is why this platform may not hold the text and files of such information; empty: it may.
    """

    code: str
    label: str
    force: str
    marks: tuple[str, ...]
    details: tuple[Detail, ...]
    no_content_cite: str
    cite: str
    reading: str

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The sub-kinds (three of internal affairs, four of process information), empty where there are none."""
        return next((detail.choices for detail in self.details if detail.code == "kind"), ())


def marks(on: date, root: Path = DATA) -> tuple[Mark, ...]:
    """The marks of that day in order. Raises UnknownLaw before the first edition."""
    return on_day(_marks(root), "公开属性", on)


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
    return on_day(_grounds(root), "不公开的理由", on)


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


@cache
def _marks(root: Path = DATA) -> tuple[Edition[Mark], ...]:
    return editions(root / "publicity" / "marks.toml", "mark", _mark)


@cache
def _grounds(root: Path = DATA) -> tuple[Edition[Ground], ...]:
    known = {mark.code for edition in _marks(root) for mark in edition.items}

    def ground(row: Row) -> Ground:
        made = _ground(row)
        if stranger := [mark for mark in made.marks if mark not in known]:
            raise row.fail("marks", f"没有登记公开属性 {stranger[0]}")
        return made

    return editions(root / "publicity" / "grounds.toml", "ground", ground)


def _mark(row: Row) -> Mark:
    reason = one_of(row, "reason", DEMANDS)
    return Mark(
        code=row.text("code"),
        label=row.text("label"),
        footer=row.text("footer"),
        seen=row.texts("seen"),
        published=row.flag("published"),
        ground=one_of(row, "ground", DEMANDS),
        reason=reason,
        reason_cite=cite_of(row, "reason_cite") if reason == "required" else "",
        cite=cite_of(row),
        reading=row.text("reading", required=False),
    )


def _ground(row: Row) -> Ground:
    return Ground(
        code=row.text("code"),
        label=row.text("label"),
        force=one_of(row, "force", FORCES),
        marks=row.texts("marks", required=True),
        details=tuple(_detail(one) for one in row.rows("detail")),
        no_content_cite=cite_of(row, "no_content_cite") if row.has("no_content_cite") else "",
        cite=cite_of(row),
        reading=row.text("reading", required=False),
    )


def _detail(row: Row) -> Detail:
    choices = []
    for one in row.rows("choices"):
        choices.append(Kind(one.text("code"), one.text("label")))
        one.done()
    made = Detail(row.text("code"), row.text("label"), not row.flag("optional"), tuple(choices))
    row.done()
    return made
