"""The numbers under a list: first, neighbours, last, and the gaps between them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

NEAR = 2


@dataclass(frozen=True, slots=True)
class Step:
    """One place of the pager; a gap has no address and number 0."""

    number: int
    address: str = ""
    here: bool = False


@dataclass(frozen=True, slots=True)
class Steps:
    """The whole pager; `before` and `after` are addresses, empty at the ends."""

    steps: tuple[Step, ...]
    before: str
    after: str


def window(page: int, last: int, address: Callable[[int], str]) -> Steps | None:
    """The pager of page `page` out of `last`; None where one page is all."""
    if last <= 1:
        return None
    shown = sorted({1, last, *(number for number in range(page - NEAR, page + NEAR + 1) if 1 <= number <= last)})
    steps: list[Step] = []
    for number in shown:
        if steps and number > steps[-1].number + 1:
            steps.append(Step(0))
        steps.append(Step(number, address(number), number == page))
    return Steps(tuple(steps), address(page - 1) if page > 1 else "", address(page + 1) if page < last else "")
