"""Who keeps the files of the public pages: the portal registers itself, so that commands need not know a face."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, Protocol


class Found(NamedTuple):
    """One address looked at. `code` is empty where file and page agree; `is_wrong` where a reader is misled."""

    code: str
    sentence: str
    is_wrong: bool


class PageKeeper(Protocol):
    """What can be asked of whoever keeps the files."""

    def begin(self, everything: bool) -> bool:
        """Begin a run; True when one that was interrupted goes on."""

    def wanted(self, everything: bool) -> Iterator[str]:
        """The addresses of the run that are still to be made."""

    def total(self) -> int:
        """How many pages there are."""

    def make(self, addresses: list[str]) -> list[str]:
        """Make these; how each came out: written, absent, unfit, failed, overtaken."""

    def end(self, everything: bool) -> int:
        """End the run; how many files of no page went."""

    def compared(self) -> Iterator[Found]:
        """Every file against its page, then every page without one."""

    def go_round(self) -> int:
        """One round of following the changes; how much was done."""


_KEEPERS: list[PageKeeper] = []


def register(keeper: PageKeeper) -> None:
    """Make the keeper known, in the place of any before."""
    _KEEPERS[:] = [keeper]


def keeper() -> PageKeeper:
    """The one that is registered. Raises LookupError in a program without public pages."""
    if not _KEEPERS:
        raise LookupError("nobody keeps public pages here")
    return _KEEPERS[0]
