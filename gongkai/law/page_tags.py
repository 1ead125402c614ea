"""The tags a public page carries for inspection (网页标签), by the page's level: `data/metadata/page_tags.toml`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from gongkai.law.editions import Edition, editions, on_day, one_of
from gongkai.law.loading import DATA, Row

SITE, COLUMN, ARTICLE = "site", "column", "article"
LEVELS = (SITE, COLUMN, ARTICLE)
YES = "yes"


@dataclass(frozen=True, slots=True)
class PageTag:
    """One tag: `code` is its name as written in the page, case and all. `must`: yes, advised, optional."""

    code: str
    label: str
    level: str
    must: str


def page_tags(level: str, on: date, root: Path = DATA) -> tuple[PageTag, ...]:
    """The tags that belong to this level alone, in order. Raises UnknownLaw before the first edition."""
    return tuple(one for one in on_day(_tags(root), "网页标签", on) if one.level == level)


def required_tags(level: str, on: date, root: Path = DATA) -> tuple[str, ...]:
    """The names a page of this level must carry, those of the levels above it first. Raises UnknownLaw."""
    above = LEVELS[: LEVELS.index(level) + 1]
    return tuple(one.code for each in above for one in page_tags(each, on, root) if one.must == YES)


@cache
def _tags(root: Path = DATA) -> tuple[Edition[PageTag], ...]:
    return editions(root / "metadata" / "page_tags.toml", "tag", _tag)


def _tag(row: Row) -> PageTag:
    return PageTag(
        row.text("code"),
        row.text("label"),
        one_of(row, "level", LEVELS),
        one_of(row, "must", (YES, "advised", "optional")),
    )
