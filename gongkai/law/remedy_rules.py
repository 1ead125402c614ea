"""The remedy rules as data: regimes, the rule of every leaf and act over time, and who reviews (read by `remedies`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from gongkai.law.errors import LawError, UnknownLaw
from gongkai.law.history import add, in_force
from gongkai.law.instruments import cite_of
from gongkai.law.loading import Row, files, load
from gongkai.law.outcomes import taxonomies


class RemedyError(LawError):
    """The question lacks what the answer turns on: the ground of a partial refusal, the decision behind a catch-all."""

    code = "remedy"


@dataclass(frozen=True, slots=True)
class Regime:
    """One way of remedy with the words for the reply; `words` holds the blanks that `Remedy.sentence` fills."""

    code: str
    title: str
    words: str
    reading: str


@dataclass(frozen=True, slots=True)
class Remedy:
    """The remedy against one reply or act. `reconsider` and `sue` are deadline ids, empty where there is none.

    `rest` is the remedy against the released part of a partial reply, where it differs; `note` is said to the clerk.
    """

    regime: Regime
    rule: str
    matter: str
    counted_from: str
    since: date
    cite: str
    reading: str
    reconsider: str
    sue: str
    note: str
    rest: Remedy | None = None

    def sentence(self, *, reviewer: str, court: str, periods: Mapping[str, str]) -> str:
        """The remedy paragraph of the reply, empty where none is due. `periods` gives words (六十日) by deadline id.

        Raises RemedyError when a period is missing.
        """
        parts = [one for one in (self, self.rest) if one is not None and one.regime.words]
        missing = [id for one in parts for id in (one.reconsider, one.sue) if id not in periods]
        if missing:
            raise RemedyError(f"救济告知缺少期限“{missing[0]}”的用语，请从期限规则取得后填入。")
        return "".join(
            one.regime.words.format(
                matter=one.matter,
                counted_from=one.counted_from,
                reconsider=periods[one.reconsider],
                sue=periods[one.sue],
                reviewer=reviewer,
                court=court,
            )
            for one in parts
        )


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Who reviews the replies of one kind of agency (行政复议法第二十四条、第二十七条、第二十八条)."""

    kind: str
    title: str
    words: str
    since: date
    cite: str
    reading: str


@dataclass(frozen=True, slots=True)
class Rule:
    """The remedies of one kind of reply or act over time."""

    id: str
    title: str
    history: tuple[Remedy, ...]

    def at(self, on: date) -> Remedy:
        """The remedy on that day. Raises UnknownLaw before the first row."""
        current = in_force(self.history, on)
        if current is None:
            raise UnknownLaw(f"{on.isoformat()} 没有登记“{self.title}”的救济途径，不能告知。")
        return current


@dataclass(frozen=True, slots=True)
class Severed:
    """How a partial release is read: its withheld part by its ground, the rest as released."""

    outcome: str
    withheld_group: str
    released: str
    withheld_matter: str
    released_matter: str


@dataclass(frozen=True, slots=True)
class Remedies:
    """Everything in `data/remedies`: rules by (leaf, decision), by act, and the reviewers by kind of agency."""

    by_outcome: dict[tuple[str, str], Rule]
    by_act: dict[str, Rule]
    severed: Severed
    reviewers: dict[str, tuple[Reviewer, ...]]


@cache
def remedies_of(root: Path) -> Remedies:
    """All remedy rules. Raises LawDataError on doubled rules, unknown regimes, or a leaf without a remedy."""
    rows = [load(file) for file in files("remedies", root)]
    regimes: dict[str, Regime] = {}
    for row in rows:
        for entry in row.rows("regime"):
            regime = Regime(entry.text("code"), entry.text("title"), entry.text("words"), entry.text("reading"))
            regimes[regime.code] = regime
            entry.done()
    by_outcome: dict[tuple[str, str], Rule] = {}
    by_act: dict[str, Rule] = {}
    reviewers: dict[str, tuple[Reviewer, ...]] = {}
    severed: Severed | None = None
    for row in rows:
        for entry in row.rows("rule"):
            _add_rule(entry, regimes, by_outcome, by_act)
        for entry in row.rows("reviewer"):
            kind = entry.text("code")
            if kind in reviewers:
                raise entry.fail("code", f"{kind} 已在别处登记")
            reviewers[kind] = _reviewers(entry, kind)
        severed = _severed(row.table("severed")) or severed
        row.done()
    if severed is None:
        raise rows[0].fail("severed", "缺少部分公开的规定")
    _check_leaves(by_outcome, severed, rows[0], root)
    return Remedies(by_outcome, by_act, severed, reviewers)


def _add_rule(
    row: Row, regimes: dict[str, Regime], by_outcome: dict[tuple[str, str], Rule], by_act: dict[str, Rule]
) -> None:
    id, title, matter, counted_from = (row.text(key) for key in ("id", "title", "matter", "counted_from"))
    history: list[Remedy] = []
    for entry in row.rows("value", required=True):
        regime = regimes.get(entry.text("regime"))
        if regime is None:
            raise entry.fail("regime", "没有这种救济路径")
        limits = entry.table("limits")
        if (limits is None) == bool(regime.words):
            raise entry.fail("limits", "告知救济途径的须写期限，不告知的不写")
        remedy = Remedy(
            regime=regime,
            rule=id,
            matter=matter,
            counted_from=counted_from,
            since=entry.day("from"),
            cite=cite_of(entry),
            reading=entry.text("reading", required=False),
            reconsider=limits.text("reconsider") if limits else "",
            sue=limits.text("sue") if limits else "",
            note=entry.text("note", required=False),
        )
        add(history, remedy, entry)
        if limits is not None:
            limits.done()
        entry.done()
    rule = Rule(id, title, tuple(history))
    for entry in row.rows("applies"):
        key = (entry.text("outcome"), entry.text("decision", required=False))
        if key in by_outcome:
            raise entry.fail("outcome", f"{key[0]} 已由 {by_outcome[key].id} 规定")
        by_outcome[key] = rule
        entry.done()
    for act in row.texts("acts"):
        if act in by_act:
            raise row.fail("acts", f"{act} 已由 {by_act[act].id} 规定")
        by_act[act] = rule
    row.done()


def _reviewers(row: Row, kind: str) -> tuple[Reviewer, ...]:
    title = row.text("title")
    history: list[Reviewer] = []
    for entry in row.rows("value", required=True):
        reviewer = Reviewer(
            kind=kind,
            title=title,
            words=entry.text("words"),
            since=entry.day("from"),
            cite=cite_of(entry),
            reading=entry.text("reading", required=False),
        )
        add(history, reviewer, entry)
        entry.done()
    row.done()
    return tuple(history)


def _severed(row: Row | None) -> Severed | None:
    if row is None:
        return None
    made = Severed(
        *(row.text(key) for key in ("outcome", "withheld_group", "released", "withheld_matter", "released_matter"))
    )
    row.text("reading")
    row.done()
    return made


def _check_leaves(by_outcome: dict[tuple[str, str], Rule], severed: Severed, row: Row, root: Path) -> None:
    """Every leaf of every edition has its remedy, and no remedy names a leaf that does not exist."""
    leaves = {outcome.code for tree in taxonomies(root).values() for outcome in tree.leaves}
    ruled = {code for code, _ in by_outcome} | {severed.outcome}
    for code in sorted(leaves - ruled):
        raise row.fail("rule.applies", f"办理结果 {code} 没有救济途径")
    for code in sorted(ruled - leaves):
        raise row.fail("rule.applies", f"{code} 不是任何一版的办理结果")
