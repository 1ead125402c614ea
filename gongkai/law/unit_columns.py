"""The columns of the disclosure page, and what the pages that a unit writes for them have to say (`data/columns`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from gongkai.law.editions import Edition, editions, named, on_day, one_of
from gongkai.law.errors import UnknownLaw
from gongkai.law.instruments import cite_of
from gongkai.law.loading import DATA, Row

PAGE_KINDS = ("guide", "institution", "system", "reading_point")
FIELD_KINDS = ("line", "text", "phone", "email", "day", "choice", "flag", "record")
FLAGS = {"yes": "有", "no": "无"}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `required` ones every unit must have; `kind` is the page a unit writes for it, empty for none."""

    code: str
    label: str
    required: bool
    kind: str
    cite: str
    reading: str


@dataclass(frozen=True, slots=True)
class PageField:
    """One fact of a page. `section` groups it on the page; `choices` are pairs of code and words, for a choice."""

    code: str
    label: str
    section: str
    kind: str
    required: bool
    hint: str
    cite: str
    reading: str
    choices: tuple[tuple[str, str], ...]

    def words(self, value: str) -> str:
        """The value as people read it: the words of a choice or a flag, else the value itself."""
        return dict(self.choices).get(value, value)


def columns(on: date, root: Path = DATA) -> tuple[Column, ...]:
    """The columns of that day in their order. Raises UnknownLaw before the first list."""
    return on_day(_columns(root), "政府信息公开专栏的栏目", on)


def column_of(code: str, on: date, root: Path = DATA) -> Column:
    """One column. Raises UnknownLaw."""
    return named(columns(on, root), code, "政府信息公开专栏的栏目", on)


def page_fields(kind: str, on: date, root: Path = DATA) -> tuple[PageField, ...]:
    """What a page of that kind has to say that day, in order. Raises UnknownLaw for a kind nobody registered."""
    if kind not in PAGE_KINDS:
        raise UnknownLaw(f"没有登记专栏页面种类“{kind}”，不能列出它的项目。")
    return on_day(_fields(root)[kind], "专栏页面的项目", on)


@cache
def _columns(root: Path = DATA) -> tuple[Edition[Column], ...]:
    return editions(root / "columns" / "columns.toml", "column", _column)


@cache
def _fields(root: Path = DATA) -> dict[str, tuple[Edition[PageField], ...]]:
    return {kind: editions(root / "columns" / f"{kind}.toml", "field", _field) for kind in PAGE_KINDS}


def _column(row: Row) -> Column:
    kind = row.text("kind", required=False)
    if kind and kind not in PAGE_KINDS:
        raise row.fail("kind", f"只能是 {'、'.join(PAGE_KINDS)}，现为 {kind}")
    return Column(
        code=row.text("code"),
        label=row.text("label"),
        required=row.flag("required"),
        kind=kind,
        cite=cite_of(row),
        reading=row.text("reading", required=False),
    )


def _field(row: Row) -> PageField:
    kind = one_of(row, "kind", FIELD_KINDS)
    choices = tuple(FLAGS.items()) if kind == "flag" else _choices(row)
    if (kind == "choice") != row.has("choices"):
        raise row.fail("choices", "选择项须列出可选的各项，其他项目不列")
    return PageField(
        code=row.text("code"),
        label=row.text("label"),
        section=row.text("section"),
        kind=kind,
        required=row.flag("required"),
        hint=row.text("hint"),
        cite=cite_of(row),
        reading=row.text("reading", required=False),
        choices=choices,
    )


def _choices(row: Row) -> tuple[tuple[str, str], ...]:
    found = {}
    for one in row.rows("choices"):
        code, label = one.text("code"), one.text("label")
        one.done()
        if code in found:
            raise one.fail("code", f"{code} 写了两次")
        found[code] = label
    return tuple(found.items())
