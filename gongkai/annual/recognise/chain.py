"""Which label stands where: the best ordered chain of label finds, tolerant of typing slips, cuts and lost rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from gongkai.annual.recognise.stream import Stream, label_form
from gongkai.law.formats import Label

# Below this share of equal characters a find is no longer called the same label.
ALIKE = 80.0
SHORTEST_ALIKE = 6


@dataclass(frozen=True, slots=True)
class Anchor:
    """A label to look for. `code` is the row's (empty for captions and heads); `forms` its spellings, best first."""

    code: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Find:
    """An anchor found at characters start..end, with a score of at most 1 for each of its characters."""

    anchor: int
    start: int
    end: int
    score: float


def anchor_of(label: Label) -> Anchor:
    """The spellings of a label: official words, aliases, and both without their own numeral where enough is left."""
    forms = [label_form(label.label), *(label_form(alias) for alias in label.aliases)]
    return Anchor(label.code, tuple(dict.fromkeys(form for form in (*forms, *map(_bare, forms)) if form)))


NUMERALS = "一二三四五六七八九十"


def _bare(form: str) -> str:
    bare = form.lstrip("0123456789") if form[:1].isdigit() else form.removeprefix("其中")
    if form[:1] in NUMERALS and len(form) > 4:
        bare = form[1:]
    return bare if len(bare) >= 4 else ""


def finds(stream: Stream, anchors: Sequence[Anchor], start: int, end: int) -> list[Find]:
    """All places in start..end where an anchor may stand, in order of place."""
    text = stream.text[start:end]
    out: list[Find] = []
    for index, anchor in enumerate(anchors):
        exact = _exact(stream, text, index, anchor, start)
        out.extend(exact or _alike(stream, text, index, anchor, start))
    return sorted(out, key=lambda find: (find.start, find.end))


def _exact(stream: Stream, text: str, index: int, anchor: Anchor, offset: int) -> list[Find]:
    found: dict[int, Find] = {}
    for rank, form in enumerate(anchor.forms):
        at = text.find(form)
        while at >= 0:
            start, end = offset + at, offset + at + len(form)
            if not any(other.start <= start and end <= other.end for other in found.values()):
                found[start] = Find(index, start, end, _score(stream, anchor, start, end, 1.0 - rank / 100))
            at = text.find(form, at + 1)
    return list(found.values())


def _alike(stream: Stream, text: str, index: int, anchor: Anchor, offset: int) -> list[Find]:
    out: list[Find] = []
    for form in anchor.forms[:3]:
        if len(form) < SHORTEST_ALIKE or len(text) < len(form):
            continue
        found = fuzz.partial_ratio_alignment(form, text, score_cutoff=ALIKE)
        if found is not None and found.dest_end > found.dest_start:
            start, end = _trimmed(stream, form, offset + found.dest_start, offset + found.dest_end)
            out.append(Find(index, start, end, _score(stream, anchor, start, end, found.score / 100 - 0.1)))
            break
    return out


def _trimmed(stream: Stream, form: str, start: int, end: int) -> tuple[int, int]:
    """The find without neighbours' characters at its edges: a label that lost one borrows from the row before."""
    steps = Levenshtein.opcodes(form, stream.text[start:end])
    first, last = steps[0], steps[-1]
    if first.tag == "insert":
        start += first.dest_end - first.dest_start
    elif first.tag == "replace" and stream.any_between(start, start + 1):
        start += 1
    if last.tag == "insert":
        end -= last.dest_end - last.dest_start
    return start, end


def _score(stream: Stream, anchor: Anchor, start: int, end: int, share: float) -> float:
    """Long labels weigh more; a row's label with figures at it weighs more than the same words in running text."""
    weight = share * min(end - start, 12)
    if anchor.code and stream.any_between(start, end + 3):
        weight += 4
    return weight


def best_chain(found: Sequence[Find]) -> list[Find]:
    """The heaviest chain in which anchors and places both go forward and no finds overlap."""
    best: list[float] = []
    before: list[int] = []
    for index, find in enumerate(found):
        weight, link = 0.0, -1
        for other in range(index):
            if found[other].anchor < find.anchor and found[other].end <= find.start and best[other] > weight:
                weight, link = best[other], other
        best.append(weight + find.score)
        before.append(link)
    if not best:
        return []
    at = max(range(len(best)), key=best.__getitem__)
    chain: list[Find] = []
    while at >= 0:
        chain.append(found[at])
        at = before[at]
    return chain[::-1]
