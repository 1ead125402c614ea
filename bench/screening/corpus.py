"""The labelled samples: texts with what must be found and what only looks like it, and variations of them."""

from __future__ import annotations

import random
import re
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from gongkai.screening.findings import Context, KnownDocument

SAMPLES = Path(__file__).parent / "samples"
REPORTS = Path(__file__).parents[2] / "gongkai" / "annual" / "samples"
DAY = date(2026, 11, 21)
SEED = 20261121
_MARK = re.compile(r"⟦(\w+|~)\|(.*?)⟧", re.DOTALL)
_WIDE = {code: code + 0xFEE0 for code in range(0x30, 0x3A)}


@dataclass(frozen=True, slots=True)
class Span:
    """A marked stretch: `kind` is that of a finding, or "~" for a near miss."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sample:
    """One text with its marked stretches."""

    id: str
    text: str
    spans: tuple[Span, ...]


def unmark(id: str, marked: str) -> Sample:
    """A sample from its marked text."""
    parts: list[str] = []
    spans: list[Span] = []
    length = last = 0
    for match in _MARK.finditer(marked):
        parts += [marked[last : match.start()], match[2]]
        start = length + match.start() - last
        length = start + len(match[2])
        spans.append(Span(match[1], start, length))
        last = match.end()
    return Sample(id, "".join([*parts, marked[last:]]), tuple(spans))


def samples(part: str) -> list[Sample]:
    """The samples of one part: "developed" (seen while building) or "held_out" (never tuned on)."""
    rows = tomllib.loads((SAMPLES / f"{part}.toml").read_text("utf-8"))["sample"]
    return [unmark(row["id"], row["text"].strip("\n")) for row in rows]


def context() -> Context:
    """The day, and the three made-up documents that are not public."""
    rows = tomllib.loads((SAMPLES / "known.toml").read_text("utf-8"))["document"]
    known = tuple(
        KnownDocument(row["title"], row["number"], row.get("text", ""), row.get("holder", "")) for row in rows
    )
    return Context(on=DAY, known=known)


def varied(base: list[Sample], seed: int = SEED) -> list[Sample]:
    """Each sample written anew: figures of numbers full-width, apart, in bold or with an unseen sign between.

    Only numbers of persons are rewritten, and by chance; the seed makes it the same in every run.
    """
    chance = random.Random(seed)
    made = []
    for sample in base:
        marked, last = [], 0
        for span in sample.spans:
            words = sample.text[span.start : span.end]
            if span.kind in {"id_number", "mobile_phone", "bank_card"} and words.isascii() and words.isalnum():
                words = chance.choice(_WAYS)(words)
            marked += [sample.text[last : span.start], f"⟦{span.kind}|{words}⟧"]
            last = span.end
        made.append(unmark(sample.id + "~", "".join([*marked, sample.text[last:]])))
    return made


def _grouped(number: str) -> str:
    cuts = {11: (3, 7), 18: (6, 14), 16: (4, 8, 12), 19: (4, 8, 12, 16)}.get(len(number), (4,))
    return " ".join(number[a:b] for a, b in zip((0, *cuts), (*cuts, len(number)), strict=True))


_WAYS = (
    lambda number: number.translate(_WIDE),
    _grouped,
    lambda number: number[:7] + "\u200b" + number[7:],
    lambda number: number[:6] + "<b>" + number[6:9] + "</b>" + number[9:],
    lambda number: number[:5] + "\n" + number[5:],
)


def reports() -> list[Sample]:
    """The five real annual reports: nothing in them is marked, every finding in them is judged by hand."""
    return [Sample(file.stem, file.read_text("utf-8"), ()) for file in sorted(REPORTS.glob("*.txt"))]
