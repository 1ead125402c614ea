"""How a record is classed: statutory items, columns, index classes, kinds of official documents, rows of table two.

The rows are `data/classes` and `data/index_classes` (one file a site: index classes differ by district).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from gongkai.law.editions import Edition, editions, named, on_day
from gongkai.law.errors import UnknownLaw
from gongkai.law.instruments import cite_of
from gongkai.law.loading import DATA, Row, files, load

LEVELS = ("province", "city", "county", "department", "town", "service")


@dataclass(frozen=True, slots=True)
class RecordClass:
    """A matter to be disclosed proactively. `section` is its article; `levels` empty means every agency."""

    code: str
    label: str
    section: str
    levels: tuple[str, ...]
    cite: str
    reading: str


@dataclass(frozen=True, slots=True)
class Category:
    """A column of the disclosure page, with the statutory items it gathers."""

    code: str
    label: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndexClass:
    """A class code as it stands inside an index number of one site."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Genre:
    """A kind of official document (公文种类)."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """What a document is by nature. `counts_as` is its row of table two in the annual report, empty for none."""

    code: str
    label: str
    counts_as: str
    cite: str


def classes_for(level: str, on: date, root: Path = DATA) -> tuple[RecordClass, ...]:
    """What an agency of that level (province, city, county, department, town, service) has to disclose that day.

    Raises UnknownLaw for a level nobody registered and before the first edition.
    """
    if level not in LEVELS:
        raise UnknownLaw(f"没有登记单位层级“{level}”，不能列出应当主动公开的事项。")
    return tuple(one for one in on_day(_statutory(root), "主动公开事项", on) if not one.levels or level in one.levels)


def class_of(code: str, on: date, root: Path = DATA) -> RecordClass:
    """One statutory item of that day. Raises UnknownLaw."""
    return named(on_day(_statutory(root), "主动公开事项", on), code, "主动公开事项", on)


def categories(on: date, root: Path = DATA) -> tuple[Category, ...]:
    """The columns of the disclosure page that day. Raises UnknownLaw before the first list."""
    return on_day(_categories(root), "主动公开栏目", on)


def category_of(code: str, on: date, root: Path = DATA) -> Category:
    """One column. Raises UnknownLaw."""
    return named(categories(on, root), code, "主动公开栏目", on)


def index_classes(site: str, on: date, root: Path = DATA) -> tuple[IndexClass, ...]:
    """The class table of one site that day. Raises UnknownLaw for a site nobody registered."""
    tables = _index_classes(root)
    if site not in tables:
        raise UnknownLaw(f"没有登记“{site}”的信息类别表；请先在 index_classes 中登记本地的表。")
    return on_day(tables[site], "信息类别", on)


def index_class_of(site: str, code: str, on: date, root: Path = DATA) -> IndexClass:
    """One class of a site. Raises UnknownLaw."""
    return named(index_classes(site, on, root), code, "信息类别", on)


def genres(on: date, root: Path = DATA) -> tuple[Genre, ...]:
    """The kinds of official documents that day. Raises UnknownLaw before the first list."""
    return on_day(_genres(root), "公文种类", on)


def genre_of(code: str, on: date, root: Path = DATA) -> Genre:
    """One kind of official document. Raises UnknownLaw."""
    return named(genres(on, root), code, "公文种类", on)


def document_kinds(on: date, root: Path = DATA) -> tuple[DocumentKind, ...]:
    """What documents are by nature, for table two. Raises UnknownLaw before the first list."""
    return on_day(_kinds(root), "文件性质", on)


def document_kind_of(code: str, on: date, root: Path = DATA) -> DocumentKind:
    """One nature of documents. Raises UnknownLaw."""
    return named(document_kinds(on, root), code, "文件性质", on)


@cache
def _statutory(root: Path = DATA) -> tuple[Edition[RecordClass], ...]:
    return editions(root / "classes" / "statutory.toml", "class", _record_class)


@cache
def _categories(root: Path = DATA) -> tuple[Edition[Category], ...]:
    known = {item.code for edition in _statutory(root) for item in edition.items}

    def category(row: Row) -> Category:
        made = Category(row.text("code"), row.text("label"), row.texts("items"))
        if stranger := [item for item in made.items if item not in known]:
            raise row.fail("items", f"没有登记主动公开事项 {stranger[0]}")
        return made

    return editions(root / "classes" / "categories.toml", "category", category)


@cache
def _genres(root: Path = DATA) -> tuple[Edition[Genre], ...]:
    return editions(root / "classes" / "genres.toml", "genre", lambda row: Genre(row.text("code"), row.text("label")))


@cache
def _kinds(root: Path = DATA) -> tuple[Edition[DocumentKind], ...]:
    return editions(root / "classes" / "kinds.toml", "kind", _document_kind)


@cache
def _index_classes(root: Path = DATA) -> dict[str, tuple[Edition[IndexClass], ...]]:
    found: dict[str, tuple[Edition[IndexClass], ...]] = {}
    for file in files("index_classes", root):
        head = load(file)
        site, width = head.text("site"), head.integer("width")
        if site in found:
            raise head.fail("site", f"{site} 已在别处登记")

        def index_class(row: Row, width: int = width) -> IndexClass:
            made = IndexClass(row.text("code"), row.text("label"))
            if len(made.code) != width or not made.code.isdecimal():
                raise row.fail("code", f"应为 {width} 位数字")
            return made

        found[site] = editions(file, "class", index_class, ("site", "width"))
    return found


def _record_class(row: Row) -> RecordClass:
    made = RecordClass(
        code=row.text("code"),
        label=row.text("label"),
        section=row.text("section"),
        levels=row.texts("levels"),
        cite=cite_of(row),
        reading=row.text("reading", required=False),
    )
    if stranger := [level for level in made.levels if level not in LEVELS]:
        raise row.fail("levels", f"没有登记单位层级 {stranger[0]}")
    return made


def _document_kind(row: Row) -> DocumentKind:
    return DocumentKind(row.text("code"), row.text("label"), row.text("counts_as"), cite_of(row))
