"""The marks and grounds of the publicity attribute as rows, read from `data/publicity` (asked by `publicity`)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gongkai.law.editions import Edition, editions, one_of
from gongkai.law.instruments import cite_of
from gongkai.law.loading import DATA, Row

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


@cache
def mark_editions(root: Path = DATA) -> tuple[Edition[Mark], ...]:
    """All editions of the marks. Raises LawDataError naming file and key."""
    return editions(root / "publicity" / "marks.toml", "mark", _mark)


@cache
def ground_editions(root: Path = DATA) -> tuple[Edition[Ground], ...]:
    """All editions of the grounds. Raises LawDataError naming file and key."""
    known = {mark.code for edition in mark_editions(root) for mark in edition.items}

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
