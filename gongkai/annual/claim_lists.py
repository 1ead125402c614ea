"""Sums inside the text: a list of kinds that ends in 其他 leaves nothing out, so it must add up to its total."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gongkai.annual.claims import Chunk, Mention
from gongkai.law.claim_rules import ClaimRules

_BRACKET = re.compile(r"[（(][^（）()]*[）)]")


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of kinds with its figures: `totals` are the figures it may be a breakdown of."""

    text: str
    items: tuple[tuple[str, Decimal], ...]
    unit: str
    totals: tuple[Decimal, ...]
    section: str

    @property
    def total(self) -> Decimal:
        """The items added up."""
        return sum((value for _, value in self.items), Decimal(0))

    @property
    def holds(self) -> bool:
        """Whether it adds up to one of the totals; a list without any total holds."""
        return not self.totals or self.total in self.totals


def lists(pieces: Iterable[Chunk], mentions: Sequence[Mention], rules: ClaimRules) -> Iterator[Listed]:
    """Lists of at least three kinds whose last is the rest (其他), with the totals stated in front of them.

    The total is a figure in the same sentence ahead of the list, else what the section stated before as a total.
    """
    stated: dict[int, list[Decimal]] = {}
    for mention in mentions:
        if mention.claim.kind == "count" and mention.whose in ("whole", "own"):
            stated.setdefault(mention.chunk, []).append(mention.figure)
    # A dictionary keeps the order and each figure once.
    seen: dict[Decimal, None] = {}
    section = ""
    for chunk in pieces:
        if chunk.section != section:
            seen, section = {}, chunk.section
        seen.update(dict.fromkeys(stated.get(chunk.number, ())))
        found = _list(chunk, rules, tuple(seen))
        if found:
            yield found


def _list(chunk: Chunk, rules: ClaimRules, earlier: tuple[Decimal, ...]) -> Listed | None:
    if not rules.scope.rest.search(chunk.text):
        return None
    text = _without_asides(chunk.text, rules)
    items = [
        (match["name"], Decimal(match["n"].replace(",", "")), match["unit"], match.start())
        for match in rules.scope.item.finditer(text)
    ]
    rest = next((index for index in range(len(items) - 1, -1, -1) if rules.scope.rest.search(items[index][0])), None)
    if rest is None or rest + 1 < rules.scope.least:
        return None
    unit = items[rest][2]
    listed = [item for item in items[: rest + 1] if item[2] == unit]
    total: tuple[Decimal, ...] = ()
    if len(listed) > rules.scope.least and listed[0][1] > max(item[1] for item in listed[1:]):
        total = (listed[0][1],)
    if total and not _splits(text, listed[0][3], listed[1][3]) and sum(item[1] for item in listed) in earlier:
        total = ()
    parts = listed[1:] if total else listed
    if len(parts) < rules.scope.least:
        return None
    return Listed(
        chunk.text,
        tuple((name, value) for name, value, _, _ in parts),
        unit,
        total or earlier,
        chunk.section,
    )


def _without_asides(text: str, rules: ClaimRules) -> str:
    """Bracketed remarks out, unless the bracket holds the list itself."""
    return _BRACKET.sub(lambda match: match[0] if rules.scope.rest.search(match[0]) else "", text)


def _splits(text: str, first: int, second: int) -> bool:
    """Whether the first figure is announced as the whole of what follows."""
    return "其中" in text[first : second + 4] or "：" in text[first : second + 4] or "(" in text[first : second + 4]
