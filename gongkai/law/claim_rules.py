"""How figures stated in a report's text are recognised and which cells they should equal: rows of `data/claims`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from gongkai.law.formats import ReportFormat, formats
from gongkai.law.instruments import cite_of
from gongkai.law.loading import DATA, Row, files, load
from gongkai.law.text_rules import (
    Expectation,
    Leftover,
    LikenessRules,
    Outline,
    expectation_of,
    leftover_of,
    likeness_of,
    needed,
    outline_of,
    pattern_of,
)

ClaimKind = Literal["count", "fee"]
KINDS = ("count", "fee")


@dataclass(frozen=True, slots=True)
class Topic:
    """What a sentence speaks of: sections and sub-headings it stands under, words it holds and must not hold.

    Where a `context` is given, the sentence or its sub-heading must hold one of its words too.
    """

    id: str
    sections: tuple[str, ...]
    parts: tuple[str, ...]
    words: tuple[str, ...]
    never: tuple[str, ...]
    context: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClaimRule:
    """One kind of statement. `equals` are alternatives, each a set of cell patterns to add; `none`: it states nought.

    `opens` a subject that later figures of the same sentence belong to, `after` the subject a figure needs.
    It is not read in a sentence that holds one of `unless`.
    """

    id: str
    what: str
    kind: ClaimKind
    topic: Topic
    unit: str
    patterns: tuple[re.Pattern[str], ...]
    never: tuple[str, ...]
    unless: tuple[str, ...]
    equals: tuple[tuple[str, ...], ...]
    opens: str
    after: str
    none: bool

    def cells(self, form: ReportFormat) -> tuple[tuple[str, ...], ...]:
        """The alternatives this format has, with `*` expanded; an alternative with an absent cell is left out."""
        out = []
        for alternative in self.equals:
            found = [_expanded(cell, form) for cell in alternative]
            if all(found):
                out.append(tuple(cell for cells in found for cell in cells))
        return tuple(out)


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose figure a clause gives, and when: see `scope.toml` for each."""

    whole: re.Pattern[str]
    filler: re.Pattern[str]
    somebody: re.Pattern[str]
    other_time: re.Pattern[str]
    government: re.Pattern[str]
    office: re.Pattern[str]
    own_office: re.Pattern[str]
    share: re.Pattern[str]
    change: re.Pattern[str]
    rises: tuple[str, ...]
    bases: tuple[tuple[str, ...], ...]
    item: re.Pattern[str]
    rest: re.Pattern[str]
    least: int


@dataclass(frozen=True, slots=True)
class ClaimRules:
    """Everything in `data/claims`."""

    rules: tuple[ClaimRule, ...]
    scope: Scope
    expectations: dict[str, Expectation]
    leftovers: tuple[Leftover, ...]
    outlines: tuple[Outline, ...]
    likeness: LikenessRules


def _expanded(cell: str, form: ReportFormat) -> tuple[str, ...]:
    if "*" not in cell:
        return (cell,) if cell in form.cells else ()
    head, _, tail = cell.partition("*")
    return tuple(id for id in form.cells if id.startswith(head) and id.endswith(tail) and len(id) > len(head + tail))


def _added(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("+"))


def _topic(row: Row) -> Topic:
    made = Topic(
        row.text("id"),
        row.texts("sections"),
        row.texts("parts"),
        row.texts("words", required=True),
        row.texts("not"),
        row.texts("context"),
    )
    row.done()
    return made


def _rule(row: Row, topics: dict[str, Topic], known: tuple[ReportFormat, ...], *, none: bool) -> ClaimRule:
    topic, kind = row.text("topic"), row.text("kind", "count")
    if topic not in topics:
        raise row.fail("topic", f"没有名为 {topic} 的主题")
    if kind not in KINDS:
        raise row.fail("kind", f"只能是 {'、'.join(KINDS)}")
    equals = tuple(_added(text) for text in row.texts("equals"))
    made = ClaimRule(
        id=row.text("id"),
        what=row.text("what"),
        kind=kind,  # type: ignore[arg-type]  # checked against KINDS above
        topic=topics[topic],
        unit=row.text("unit", "件"),
        patterns=tuple(pattern_of(row, "patterns", text) for text in row.texts("patterns", required=True)),
        never=row.texts("not"),
        unless=row.texts("unless"),
        equals=equals,
        opens=row.text("opens", required=False),
        after=row.text("after", required=False),
        none=none,
    )
    for alternative in equals:
        if not any(all(_expanded(cell, form) for cell in alternative) for form in known):
            raise row.fail("equals", f"没有一种格式有这些单元格：{' + '.join(alternative)}")
    row.done()
    return made


def _scope(row: Row) -> Scope:
    scope, shares, lists = needed(row, "scope"), needed(row, "shares"), needed(row, "lists")
    made = Scope(
        whole=pattern_of(scope, "whole", "|".join(scope.texts("whole", required=True))),
        filler=pattern_of(scope, "filler", "|".join(scope.texts("filler", required=True))),
        somebody=pattern_of(scope, "somebody", scope.text("somebody")),
        other_time=pattern_of(scope, "other_time", "|".join(scope.texts("other_time", required=True))),
        government=pattern_of(scope, "government", scope.text("government")),
        office=pattern_of(scope, "office", scope.text("office")),
        own_office=pattern_of(scope, "own_office", scope.text("own_office")),
        share=pattern_of(shares, "share", shares.text("share")),
        change=pattern_of(shares, "change", shares.text("change")),
        rises=shares.texts("rises", required=True),
        bases=tuple(_added(text) for text in shares.texts("bases", required=True)),
        item=pattern_of(lists, "item", lists.text("item")),
        rest=pattern_of(lists, "rest", lists.text("rest")),
        least=lists.integer("least"),
    )
    for part in (scope, shares, lists):
        part.done()
    return made


@cache
def claim_rules(root: Path = DATA) -> ClaimRules:
    """Read `data/claims`. Raises LawDataError naming file and key for whatever is unknown, doubled or unresolved."""
    known = tuple(formats(root).values())
    rules: list[ClaimRule] = []
    scopes: list[Scope] = []
    expectations: dict[str, Expectation] = {}
    leftovers: list[Leftover] = []
    outlines: list[Outline] = []
    likeness: list[LikenessRules] = []
    for file in files("claims", root):
        row = load(file)
        row.day("from")
        cite_of(row)
        row.text("reading", required=False)
        topics = {topic.id: topic for topic in map(_topic, row.rows("topic"))}
        rules.extend(_rule(entry, topics, known, none=False) for entry in row.rows("claim"))
        rules.extend(_rule(entry, topics, known, none=True) for entry in row.rows("none"))
        if row.has("scope"):
            scopes.append(_scope(row))
        expectations.update((made.form, made) for made in map(expectation_of, row.rows("form")))
        leftovers.extend(map(leftover_of, row.rows("drafting")))
        outlines.extend(map(outline_of, row.rows("old_outline")))
        if row.has("likeness"):
            likeness.append(likeness_of(row))
        row.done()
    ids = [rule.id for rule in rules]
    doubled = sorted({id for id in ids if ids.count(id) > 1})
    last = load(files("claims", root)[-1])
    if doubled:
        raise last.fail("id", f"{doubled[0]} 写了两次")
    for key, found in (("scope", scopes), ("likeness", likeness)):
        if len(found) != 1:
            raise last.fail(key, "应当恰有一处")
    return ClaimRules(tuple(rules), scopes[0], expectations, tuple(leftovers), tuple(outlines), likeness[0])
