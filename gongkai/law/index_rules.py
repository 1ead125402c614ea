"""The rules by which index numbers (索引号) are made: ordered segments, read from `data/index_rules`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from gongkai.law.editions import one_of
from gongkai.law.errors import UnknownLaw
from gongkai.law.instruments import cite_of
from gongkai.law.loading import DATA, Row, files, load

CODES = ("agency", "class")
NUMBERS = ("year", "month", "serial")


@dataclass(frozen=True, slots=True)
class CheckDigit:
    """How the last character of an agency code follows from those before it."""

    id: str
    title: str
    alphabet: str
    weights: tuple[int, ...]
    checks: str
    cite: str

    def fits(self, code: str) -> bool:
        """Whether the code has the right length, known characters and the right last one."""
        body, last = code[:-1], code[-1:]
        if len(body) != len(self.weights) or any(char not in self.alphabet for char in body):
            return False
        total = sum(self.alphabet.index(char) * weight for char, weight in zip(body, self.weights, strict=True))
        return last == self.checks[-total % len(self.checks)]


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of the number: a code written like `pattern`, or digits of a `width`; `before` separates it."""

    kind: str
    width: int
    pattern: str
    before: str
    check: CheckDigit | None


@dataclass(frozen=True, slots=True)
class IndexRule:
    """One rule. `restarts` names the segments with which the serial begins again at one."""

    id: str
    title: str
    since: date
    segments: tuple[Segment, ...]
    restarts: tuple[str, ...]
    examples: tuple[str, ...]
    pattern: re.Pattern[str]
    cite: str
    reading: str

    def segment(self, kind: str) -> Segment | None:
        """The segment of that kind, if the number has one."""
        return next((one for one in self.segments if one.kind == kind), None)


@cache
def index_rules(root: Path = DATA) -> dict[str, IndexRule]:
    """All rules by id. Raises LawDataError naming file and key."""
    checks = {check.id: check for file in files("index_rules", root) for check in _checks(load(file))}
    found: dict[str, IndexRule] = {}
    for file in files("index_rules", root):
        row = load(file)
        row.raw("check") if row.has("check") else None
        for entry in row.rows("rule"):
            made = _rule(entry, checks)
            if made.id in found:
                raise entry.fail("id", f"{made.id} 已在别处登记")
            found[made.id] = made
        row.done()
    return found


def index_rule(id: str, root: Path = DATA) -> IndexRule:
    """One rule. Raises UnknownLaw for an id nobody registered."""
    try:
        return index_rules(root)[id]
    except KeyError:
        raise UnknownLaw(f"没有登记索引号规则“{id}”。") from None


def _checks(row: Row) -> list[CheckDigit]:
    found = []
    for entry in row.rows("check"):
        alphabet, checks = entry.text("alphabet"), entry.text("checks")
        weights = entry.text("weights").split()
        if not all(weight.isdecimal() for weight in weights):
            raise entry.fail("weights", "应为空格隔开的整数")
        if len(set(alphabet)) != len(alphabet) or len(set(checks)) != len(checks):
            raise entry.fail("alphabet", "字符不得重复")
        entry.text("reading", required=False)
        found.append(
            CheckDigit(
                entry.text("id"), entry.text("title"), alphabet, tuple(map(int, weights)), checks, cite_of(entry)
            )
        )
        entry.done()
    return found


def _rule(row: Row, checks: dict[str, CheckDigit]) -> IndexRule:
    segments = tuple(_segment(one, checks) for one in row.rows("segments", required=True))
    kinds = [one.kind for one in segments]
    if len(set(kinds)) != len(kinds) or not {"agency", "year", "serial"} <= set(kinds):
        raise row.fail("segments", "各段不得重复，且须有机构代码、年度和流水号")
    restarts = row.texts("restarts", required=True)
    if not set(restarts) <= set(kinds) - {"serial"}:
        raise row.fail("restarts", "流水号只能随号内已有的段重新起编，否则会重号")
    written = "".join(f"{re.escape(one.before)}(?P<{one.kind}>{one.pattern})" for one in segments)
    made = IndexRule(
        id=row.text("id"),
        title=row.text("title"),
        since=row.day("from"),
        segments=segments,
        restarts=restarts,
        examples=row.texts("examples", required=True),
        pattern=re.compile(written, re.ASCII),
        cite=cite_of(row),
        reading=row.text("reading", required=False),
    )
    row.done()
    if strange := [one for one in made.examples if not made.pattern.fullmatch(one)]:
        raise row.fail("examples", f"{strange[0]} 不合本规则")
    return made


def _segment(row: Row, checks: dict[str, CheckDigit]) -> Segment:
    kind = one_of(row, "kind", (*CODES, *NUMBERS))
    width = row.integer("width") if kind in NUMBERS else 0
    pattern = row.text("pattern") if kind in CODES else f"[0-9]{{{width}}}"
    try:
        re.compile(pattern)
    except re.error as error:
        raise row.fail("pattern", f"不是有效的正则表达式：{error}") from error
    named = row.text("check", required=False)
    if named and named not in checks:
        raise row.fail("check", f"没有登记校验方法 {named}")
    made = Segment(kind, width, pattern, row.text("before", required=False), checks.get(named))
    row.done()
    return made
