"""From the address of a ledger page to what is asked, and back: every filter stands in the address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext

from gongkai.law.publicity import marks
from gongkai.law.record_classes import categories, classes_for, document_kinds
from gongkai.law.validity import statuses
from gongkai.records.counts import MADE, PUBLISHED
from gongkai.records.models import Record
from gongkai.records.naming import label
from gongkai.records.reads_ledger import NONE, SORTS, Wanted
from gongkai.units.models import Agency

WORDS_LIMIT = 100
ALL = "all"
ALWAYS = ("category", "mark", "state", "year")


@dataclass(frozen=True, slots=True)
class Filter:
    """One choice of the filter bar: its name in the address, its label, its options, and the one chosen."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    chosen: str

    @property
    def first(self) -> bool:
        """Whether it always shows; the others are folded away."""
        return self.name in ALWAYS


@dataclass(frozen=True, slots=True)
class Tag:
    """A filter that is set: what it says, and the address without it."""

    words: str
    address: str


def wanted_from(query: QueryDict, readable: Sequence[str], unit: str) -> Wanted:
    """What the address asks, of one unit or of all that may be read; what makes no sense in it is passed over."""
    given = {name: query.get(name, "").strip() for name in query}
    agency = given.get("unit", unit)
    agencies = tuple(readable) if agency == ALL else (agency if agency in readable else unit,)
    sort = given.get("sort", "")
    year = given.get("year", "")
    cell = given.get("cell", "")
    return Wanted(
        agencies=agencies,
        words=given.get("q", "")[:WORDS_LIMIT],
        category=given.get("category", "")[:40],
        class_code=given.get("class", "")[:40],
        mark=given.get("mark", "")[:16],
        state=given.get("state", "") if given.get("state", "") in Record.State.values else "",
        kind=given.get("kind", "")[:24],
        validity=given.get("validity", "")[:16],
        year=int(year) if year.isascii() and year.isdigit() and len(year) == 4 and 1900 <= int(year) <= 2999 else None,
        undated=year == NONE,
        formed_from=_day(given.get("from", "")),
        formed_to=_day(given.get("to", "")),
        measure=given.get("measure", "") if given.get("measure", "") in (MADE, PUBLISHED) else "",
        cell=cell if cell.replace(".", "").replace("_", "").isalpha() else "",
        late=given.get("late", "") == "1",
        sort=sort if sort in SORTS else "-formed",
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def filters(wanted: Wanted, agency: Agency, years: Sequence[int], on: date) -> list[Filter]:
    """The choices of the filter bar in order."""
    none = (NONE, gettext("未填写"))
    year = NONE if wanted.undated else str(wanted.year or "")
    return [
        _filter("category", gettext("分类"), wanted.category, [(one.code, one.label) for one in categories(on)], none),
        _filter("mark", gettext("公开属性"), wanted.mark, [(one.code, one.label) for one in marks(on)], none),
        _filter(
            "state", gettext("状态"), wanted.state, [(str(code), str(words)) for code, words in Record.State.choices]
        ),
        _filter("year", gettext("成文年份"), year, [(str(one), str(one)) for one in years], none),
        _filter("kind", gettext("文件性质"), wanted.kind, [(one.code, one.label) for one in document_kinds(on)], none),
        _filter("validity", gettext("有效性"), wanted.validity, [(one.code, one.label) for one in statuses(on)]),
        _filter(
            "class",
            gettext("法定公开事项"),
            wanted.class_code,
            [(one.code, one.label) for one in classes_for(agency.level, on)],
            none,
        ),
    ]


def _filter(name: str, words: str, chosen: str, options: Sequence[tuple[str, str]], *more: tuple[str, str]) -> Filter:
    return Filter(name, words, tuple([*options, *more]), chosen)


def tags(wanted: Wanted, query: QueryDict, base: str, on: date) -> list[Tag]:
    """What is set, each with the address that takes it off."""
    said = {
        "q": wanted.words and gettext("检索：%(words)s") % {"words": wanted.words},
        "category": _named(gettext("分类"), "category", wanted.category, on),
        "class": _named(gettext("法定公开事项"), "class_code", wanted.class_code, on),
        "mark": _named(gettext("公开属性"), "mark", wanted.mark, on),
        "kind": _named(gettext("文件性质"), "document_kind", wanted.kind, on),
        "state": wanted.state and str(Record.State(wanted.state).label),
        "validity": next((one.label for one in statuses(on) if one.code == wanted.validity), wanted.validity),
        "year": _year(wanted),
        "from": wanted.formed_from and gettext("成文于 %(day)s 起") % {"day": wanted.formed_from},
        "to": wanted.formed_to and gettext("成文至 %(day)s") % {"day": wanted.formed_to},
        "measure": {MADE: gettext("计入制作数"), PUBLISHED: gettext("计入公开数")}.get(wanted.measure, ""),
        "cell": wanted.cell and gettext("计入年报表二"),
        "late": gettext("超过公开期限") if wanted.late else "",
    }
    return [Tag(str(words), without(query, name, base)) for name, words in said.items() if words]


def _year(wanted: Wanted) -> str:
    if wanted.undated:
        return gettext("未写成文日期")
    return gettext("%(year)s 年") % {"year": wanted.year} if wanted.year else ""


def _named(words: str, name: str, code: str, on: date) -> str:
    return f"{words}：{gettext('未填写') if code == NONE else label(name, code, on)}" if code else ""


def without(query: QueryDict, name: str, base: str) -> str:
    """The address without one filter, from its first page."""
    left = query.copy()
    left.pop(name, None)
    left.pop("page", None)
    return f"{base}?{left.urlencode()}" if left else base


def address(base: str, asked: Mapping[str, object]) -> str:
    """An address with those filters; empty ones are left out."""
    kept = {name: value for name, value in asked.items() if value not in ("", None)}
    return f"{base}?{urlencode(kept)}" if kept else base
