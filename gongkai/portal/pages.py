"""Every kind of public page: whether it is kept as a file, which of them a change touches, and how all are listed.

An area of the portal registers its kinds here from its `urls_*` module. An address pattern without a kind is an
unexamined door: `gongkai/portal/tests` fails on it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module

from gongkai.kit.models import PublicChange

Touched = Callable[[PublicChange], Iterable[str]]
Everything = Callable[[], Iterable[str]]
# As an answer of `touched`: every page of the site. An address that ends with ** means all below it.
EVERYTHING = "/**"
# Reading the addresses registers their kinds. Not imported above: those modules import this one.
ADDRESSES = "gongkai.portal.urls"


@dataclass(frozen=True, slots=True)
class PageKind:
    """One kind of page, under the name of its address (without `portal:`).

    `kept` pages have an address without a query and look the same to everybody: they are written into files.
    `touched(change)` gives the addresses that the change makes stale, `everything()` all that exist. For a kind that
    is not kept both stay empty. `why` says of a page that is not kept what it depends on.
    """

    name: str
    kept: bool
    touched: Touched | None = None
    everything: Everything | None = None
    why: str = ""


_KINDS: dict[str, PageKind] = {}


def register(*kinds: PageKind) -> None:
    """Make kinds of pages known; a name registered again is replaced."""
    for kind in kinds:
        _KINDS[kind.name] = kind


def kinds() -> tuple[PageKind, ...]:
    """All known kinds; the addresses are read first, also in a process that answers nobody (the worker's)."""
    import_module(ADDRESSES)
    return tuple(_KINDS.values())


def touched_by(change: PublicChange) -> list[str]:
    """Every kept address that a change makes stale, each once."""
    found = (address for kind in kinds() if kind.kept and kind.touched for address in kind.touched(change))
    return list(dict.fromkeys(found))


def all_addresses() -> Iterable[str]:
    """Every kept address that exists, kind by kind."""
    for kind in kinds():
        if kind.kept and kind.everything:
            yield from kind.everything()
