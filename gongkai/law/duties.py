"""The duties people hold in a unit or for the whole platform, and which of them one person may not hold together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import combinations
from pathlib import Path

from gongkai.law.editions import Edition, editions, named, on_day, one_of
from gongkai.law.instruments import cite_of, cited
from gongkai.law.loading import DATA, Row
from gongkai.law.problems import Problem

GROUPS = ("business", "supervision", "administration")
SCOPES = ("agency", "site")
WITHIN = ("anywhere", "agency")
GROUP = "group."


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty. `group`: business, supervision or administration; `scope`: held in one agency, or for the site."""

    code: str
    label: str
    group: str
    scope: str
    cite: str
    reading: str


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A duty of `one` and a different duty of `other` may not be held by the same person; `within` says where."""

    code: str
    why: str
    one: frozenset[str]
    other: frozenset[str]
    within: str
    cite: str

    def hits(self, first: str, second: str) -> bool:
        """Whether the two duties exclude each other under this row."""
        pairs = ((first, second), (second, first))
        return first != second and any(a in self.one and b in self.other for a, b in pairs)


@dataclass(frozen=True, slots=True)
class Held:
    """A duty held in an agency (its code; empty for the whole site)."""

    duty: str
    agency: str = ""


def duties(on: date, root: Path = DATA) -> tuple[Duty, ...]:
    """All duties of that day. Raises UnknownLaw before the first edition."""
    return on_day(_duties(root), "岗位", on)


def duty_of(code: str, on: date, root: Path = DATA) -> Duty:
    """One duty. Raises UnknownLaw."""
    return named(duties(on, root), code, "岗位", on)


def duty_codes(root: Path = DATA) -> frozenset[str]:
    """Every duty that was ever registered, for other rows that name one."""
    return frozenset(duty.code for edition in _duties(root) for duty in edition.items)


def duty_labels(root: Path = DATA) -> dict[str, str]:
    """The words for every duty that was ever registered, as the newest edition has them."""
    return {duty.code: duty.label for edition in _duties(root) for duty in edition.items}


def excluded_by(code: str, on: date, root: Path = DATA) -> frozenset[str]:
    """The duties that whoever holds this one may not hold as well (some only in the same agency)."""
    rows = on_day(_exclusions(root), "岗位兼任", on)
    return frozenset(duty.code for duty in duties(on, root) for row in rows if row.hits(code, duty.code))


def duty_problems(held: Iterable[Held], on: date, root: Path = DATA) -> tuple[Problem, ...]:
    """Which of one person's duties exclude each other that day; empty when they may be held together.

    Raises UnknownLaw for a duty nobody registered.
    """
    rows = on_day(_exclusions(root), "岗位兼任", on)
    found = []
    for first, second in combinations(dict.fromkeys(held), 2):
        labels = (duty_of(first.duty, on, root).label, duty_of(second.duty, on, root).label)
        for row in rows:
            apart = row.within == "agency" and first.agency != second.agency
            if apart or not row.hits(first.duty, second.duty):
                continue
            both, basis = f"“{labels[0]}”和“{labels[1]}”", cited(row.cite, root).words
            said = f"{both}不能由同一人担任：{row.why}（{basis}）；请改由他人担任其一。"
            found.append(Problem("duties-excluded", "duty", said, row.cite))
            break
    return tuple(found)


@cache
def _duties(root: Path = DATA) -> tuple[Edition[Duty], ...]:
    return editions(root / "duties" / "duties.toml", "duty", _duty)


@cache
def _exclusions(root: Path = DATA) -> tuple[Edition[Exclusion], ...]:
    groups: dict[str, set[str]] = {}
    for edition in _duties(root):
        for duty in edition.items:
            groups.setdefault(GROUP + duty.group, set()).add(duty.code)
    known = duty_codes(root)

    def named_duties(row: Row, key: str) -> frozenset[str]:
        found: set[str] = set()
        for code in row.texts(key, required=True):
            if code not in known and code not in groups:
                raise row.fail(key, f"没有登记岗位 {code}")
            found |= groups.get(code, {code})
        return frozenset(found)

    def exclusion(row: Row) -> Exclusion:
        return Exclusion(
            code=row.text("code"),
            why=row.text("why"),
            one=named_duties(row, "one"),
            other=named_duties(row, "other"),
            within=one_of(row, "within", WITHIN),
            cite=cite_of(row),
        )

    return editions(root / "duties" / "exclusions.toml", "exclusion", exclusion)


def _duty(row: Row) -> Duty:
    return Duty(
        code=row.text("code"),
        label=row.text("label"),
        group=one_of(row, "group", GROUPS),
        scope=one_of(row, "scope", SCOPES),
        cite=cite_of(row),
        reading=row.text("reading", required=False),
    )
