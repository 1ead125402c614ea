"""Why a place in a released file may be covered, each reason with its article (条例第三十七条, data/redaction)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from gongkai.law.editions import Edition, editions, named, on_day
from gongkai.law.instruments import cite_of, cited
from gongkai.law.loading import DATA, Row

NAME = "遮盖的理由"


@dataclass(frozen=True, slots=True)
class CoverGround:
    """One reason. `ground` is the ground of a refusal it belongs to; `kinds` of findings suggest it; `personal`: always
    covered in what is given to the public."""

    code: str
    label: str
    ground: str
    cite: str
    personal: bool
    kinds: tuple[str, ...]

    @property
    def words(self) -> str:
        """The article as it is cited in Chinese."""
        return cited(self.cite).words


@cache
def _all(root: Path = DATA) -> tuple[Edition[CoverGround], ...]:
    return editions(root / "redaction" / "grounds.toml", "ground", _ground)


def cover_grounds(on: date, root: Path = DATA) -> tuple[CoverGround, ...]:
    """The reasons of that day in the order of the Regulation. Raises UnknownLaw before the first edition."""
    return on_day(_all(root), NAME, on)


def cover_ground(code: str, on: date, root: Path = DATA) -> CoverGround:
    """One reason. Raises UnknownLaw for a code that day does not know."""
    return named(cover_grounds(on, root), code, NAME, on)


def ground_of_kind(kind: str, on: date, root: Path = DATA) -> CoverGround | None:
    """The reason a finding of that kind suggests; None where it suggests none."""
    return next((one for one in cover_grounds(on, root) if kind in one.kinds), None)


def _ground(row: Row) -> CoverGround:
    return CoverGround(
        code=row.text("code"), label=row.text("label"), ground=row.text("ground"), cite=cite_of(row),
        personal=row.flag("personal"), kinds=row.texts("kinds"),
    )  # fmt: skip
