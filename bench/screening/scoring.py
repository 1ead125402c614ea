"""Counting: what was found, missed and pointed at wrongly, kind by kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from bench.screening.corpus import Sample, Span

NEAR_MISS = "~"


@dataclass(slots=True)
class Score:
    """Counts by kind. `lured` counts near misses pointed at; `wrong` and `missed` name the places."""

    found: Counter[str] = field(default_factory=Counter)
    marked: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    near: int = 0
    lured: int = 0
    notes: list[str] = field(default_factory=list)

    def precision(self, kind: str | None = None) -> float | None:
        """Right among what was pointed at; None where nothing was."""
        found, false = (self.found[kind], self.false[kind]) if kind else (self.found.total(), self.false.total())
        return found / (found + false) if found + false else None

    def recall(self, kind: str | None = None) -> float | None:
        """Found among what is marked; None where nothing is."""
        found, marked = (self.found[kind], self.marked[kind]) if kind else (self.found.total(), self.marked.total())
        return found / marked if marked else None


def score(samples: Iterable[Sample], find: Callable[[str], list[Span]]) -> Score:
    """A marked stretch is found when a finding of its kind covers at least half of it; any other finding is false.

    A number found as a card where an account is marked, or the other way round, counts as found.
    """
    made = Score()
    for sample in samples:
        given = find(sample.text)
        used: set[Span] = set()
        for span in sample.spans:
            if span.kind == NEAR_MISS:
                made.near += 1
                continue
            made.marked[span.kind] += 1
            hits = [one for one in given if _alike(one.kind, span.kind) and _covers(one, span)]
            used.update(hits)
            if hits:
                made.found[span.kind] += 1
            else:
                made.notes.append(f"missed {span.kind} {sample.id}: {sample.text[span.start : span.end]!r}")
        for one in given:
            if one in used:
                continue
            made.false[one.kind] += 1
            made.notes.append(f"false {one.kind} {sample.id}: {sample.text[one.start : one.end]!r}")
        made.lured += sum(
            span.kind == NEAR_MISS and any(one not in used and _touch(one, span) for one in given)
            for span in sample.spans
        )
    return made


def _alike(one: str, other: str) -> bool:
    return one == other or {one, other} == {"account", "bank_card"}


def _covers(one: Span, span: Span) -> bool:
    return 2 * (min(one.end, span.end) - max(one.start, span.start)) >= span.end - span.start


def _touch(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
