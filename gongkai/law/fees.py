"""The information processing fee (条例第四十二条, 国办函〔2020〕109号): quotes by item or by volume, never both.

Both bases charge progressively on the excess: each tier's rate applies only to what lies inside the tier. All amounts
are whole yuan. A quote is frozen with the case; quoting again is a new quote.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from gongkai.law.errors import LawError, UnknownLaw
from gongkai.law.history import add, in_force
from gongkai.law.instruments import cite_of, cited
from gongkai.law.loading import DATA, Row, files, load


class FeeError(LawError):
    """What was asked cannot be quoted: no count, a count below one, or both bases at once."""

    code = "fee"


@dataclass(frozen=True, slots=True)
class Tier:
    """Units `first` to `last` (None: no end) at `yuan` each; every further `every` units add `add` yuan each."""

    first: int
    last: int | None
    yuan: int
    every: int
    add: int
    cite: str
    reading: str


@dataclass(frozen=True, slots=True)
class Tariff:
    """One basis of charging as it stood from `since` on. `excluded` is said where the basis does not
    apply; `one_basis` is the article that forbids charging one request on two bases."""

    id: str
    title: str
    unit: str
    counts: str
    since: date
    cite: str
    one_basis: str
    reading: str
    tiers: tuple[Tier, ...]
    excluded: QuoteLine | None


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """One tier of a quote: how many units at how many yuan each. `words` is the line as printed on the notice."""

    words: str
    units: int
    yuan_each: int
    yuan: int
    cite: str


@dataclass(frozen=True, slots=True)
class Quote:
    """An itemised fee in whole yuan, by one tariff. `cite` is the article of the basis, `reading` its decision page."""

    lines: tuple[QuoteLine, ...]
    total_yuan: int
    tariff: str
    since: date
    cite: str
    reading: str

    @property
    def words(self) -> str:
        """The whole quote in Chinese, for the notice."""
        total = f"合计{self.total_yuan}元" if self.total_yuan else "不收费"
        return "；".join([*(line.words for line in self.lines), total]) + "。"


@cache
def tariffs(root: Path = DATA) -> dict[str, tuple[Tariff, ...]]:
    """All tariffs by id, each with its history in order of time. Raises LawDataError on gaps between tiers."""
    found: dict[str, tuple[Tariff, ...]] = {}
    for file in files("tariffs", root):
        row = load(file)
        id, title, unit, counts = row.text("id"), row.text("title"), row.text("unit"), row.text("counts")
        if row.text("currency") != "yuan":
            raise row.fail("currency", "只认识整数元（yuan）")
        history: list[Tariff] = []
        for entry in row.rows("tariff", required=True):
            tariff = Tariff(
                id=id,
                title=title,
                unit=unit,
                counts=counts,
                since=entry.day("from"),
                cite=cite_of(entry),
                one_basis=cite_of(entry, "one_basis"),
                reading=entry.text("reading", required=False),
                tiers=_tiers(entry),
                excluded=_excluded(entry),
            )
            add(history, tariff, entry)
            entry.done()
        if id in found:
            raise row.fail("id", f"{id} 已在别处登记")
        row.done()
        found[id] = tuple(history)
    return found


def _tiers(row: Row) -> tuple[Tier, ...]:
    tiers: list[Tier] = []
    expected: int | None = 1
    for entry in row.rows("tier", required=True):
        step = entry.table("step")
        tier = Tier(
            first=entry.integer("first"),
            last=entry.integer_or_none("last"),
            yuan=entry.integer("yuan"),
            every=step.integer("every") if step else 0,
            add=step.integer("add") if step else 0,
            cite=cite_of(entry),
            reading=entry.text("reading", required=False),
        )
        if tier.first != expected or (tier.last is not None and tier.last < tier.first):
            raise entry.fail("first", f"各档须首尾相接，此档应从 {expected} 起")
        if tier.yuan < 0 or tier.add < 0 or (step is not None and tier.every < 1):
            raise entry.fail("yuan", "标准不得为负，step.every 须为正整数")
        if step is not None:
            step.done()
        entry.done()
        tiers.append(tier)
        expected = None if tier.last is None else tier.last + 1
    if expected is not None:
        raise row.fail("tier", "最后一档不写 last，表示以上部分")
    return tuple(tiers)


def _excluded(row: Row) -> QuoteLine | None:
    entry = row.table("excluded")
    if entry is None:
        return None
    entry.text("when")
    entry.text("reading", required=False)
    line = QuoteLine(entry.text("words"), 0, 0, 0, cite_of(entry))
    entry.done()
    return line


def tariff(id: str, on: date, root: Path = DATA) -> Tariff:
    """The tariff in force on that day. Raises UnknownLaw for an unknown basis and for days before its first row."""
    history = tariffs(root).get(id)
    if history is None:
        raise UnknownLaw(f"没有登记收费标准“{id}”。")
    current = in_force(history, on)
    if current is None:
        first = history[0]
        raise UnknownLaw(
            f"{on.isoformat()} 还没有信息处理费的{first.title}标准（{first.since.isoformat()} 起施行），不能收费。"
        )
    return current


def tariffs_on(on: date, root: Path = DATA) -> tuple[Tariff, ...]:
    """Every tariff in force on that day; none before the measures."""
    current = (in_force(history, on) for history in tariffs(root).values())
    return tuple(one for one in current if one is not None)


def quote_by_item(first: int, last: int | None = None, *, on: date, root: Path = DATA) -> Quote:
    """The fee for the `first`-th to `last`-th item of one applicant in one calendar month (办法第四条).

    `first` alone quotes that one item; 1 to n gives the month's total. Raises FeeError unless 1 <= first <= last.
    """
    applied = tariff("by_item", on, root)
    return _quote(applied, first, first if last is None else last)


def quote_by_volume(pages: int, *, on: date, already_public: bool = False, root: Path = DATA) -> Quote:
    """The fee for the pages supplied on one request (办法第五条). No fee where the reply only points to what is public.

    Raises FeeError below one page.
    """
    applied = tariff("by_volume", on, root)
    if already_public:
        if applied.excluded is None:
            raise UnknownLaw(f"{on.isoformat()} 的{applied.title}标准没有登记不适用的情形，不能计算。")
        return Quote((applied.excluded,), 0, applied.id, applied.since, applied.cite, applied.reading)
    return _quote(applied, 1, pages)


def quote(
    *,
    on: date,
    items: tuple[int, int] | None = None,
    pages: int | None = None,
    already_public: bool = False,
    root: Path = DATA,
) -> Quote:
    """The fee for one request on exactly one basis (办法第三条): `items` (first, last in the month) or `pages`.

    Raises FeeError when both or neither are given.
    """
    if items is not None and pages is not None:
        rule = cited(tariff("by_item", on, root).one_basis, root).words
        raise FeeError(f"同一件申请不得同时按件、按量计收信息处理费（{rule}）；请只选一种标准。")
    if items is not None:
        return quote_by_item(*items, on=on, root=root)
    if pages is not None:
        return quote_by_volume(pages, on=on, already_public=already_public, root=root)
    raise FeeError("没有说明按件还是按量计收信息处理费；请只给出件数或者页数中的一种。")


def _quote(applied: Tariff, first: int, last: int) -> Quote:
    if first < 1 or last < first:
        asked = f"第 {first} 至 {last} {applied.unit}"
        raise FeeError(f"{applied.title}须从第 1 {applied.unit}算起，止数不小于起数，现为{asked}；请改正。")
    lines: list[QuoteLine] = []
    for tier in applied.tiers:
        start = max(first, tier.first)
        end = last if tier.last is None else min(last, tier.last)
        while start <= end:
            stop, each = end, tier.yuan
            if tier.every:
                steps = (start - tier.first) // tier.every
                each += steps * tier.add
                stop = min(end, tier.first + (steps + 1) * tier.every - 1)
            lines.append(_line(applied, tier, start, stop, each))
            start = stop + 1
    total = sum(line.yuan for line in lines)
    return Quote(tuple(lines), total, applied.id, applied.since, applied.cite, applied.reading)


def _line(applied: Tariff, tier: Tier, start: int, stop: int, each: int) -> QuoteLine:
    units = stop - start + 1
    which = f"第{start}{applied.unit}" if units == 1 else f"第{start}至{stop}{applied.unit}"
    charge = f"{units}{applied.unit}×{each}元={units * each}元" if each else f"{units}{applied.unit}，免收"
    return QuoteLine(f"{which}：{charge}", units, each, units * each, tier.cite)
