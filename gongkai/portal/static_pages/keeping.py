"""What the commands ask of the portal's files."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.kit import public_root
from gongkai.kit.page_keeper import Found
from gongkai.portal import pages
from gongkai.portal.static_pages.comparing import differences
from gongkai.portal.static_pages.following import Following
from gongkai.portal.static_pages.making import make
from gongkai.portal.static_pages.remaking import Remake, is_made_since, marked_since

EQUAL = Found("", "", False)


class Keeper:
    """The keeper of the files below the public root (`gongkai.kit.page_keeper.PageKeeper`)."""

    def __init__(self) -> None:
        self._remake = Remake()
        self._following = Following()
        self._emptied = False

    def begin(self, everything: bool) -> bool:
        """Files of another version of the program go in any case."""
        self._emptied = self._remake.begin_if_other()
        return self._remake.begin() if everything else False

    def wanted(self, everything: bool) -> Iterator[str]:
        """All that were not made since the run began, or all that are missing."""
        since = marked_since()
        for address in pages.all_addresses():
            if not (is_made_since(address, since) if everything else public_root.holds(address)):
                yield address

    def total(self) -> int:
        """How many pages there are."""
        return sum(1 for _ in pages.all_addresses())

    def make(self, addresses: list[str]) -> list[str]:
        """Make these; how each came out."""
        return [make(address, durable=False).value for address in addresses]

    def end(self, everything: bool) -> int:
        """How many files of no page went. Where everything had been removed first, making what is missing made all."""
        return self._remake.end() if everything or self._emptied else 0

    def compared(self) -> Iterator[Found]:
        """Every file against its page, then every page without one."""
        for one in differences():
            yield Found(f"page-{one.how}", one.sentence, one.is_wrong) if one else EQUAL

    def go_round(self) -> int:
        """One round of following the changes."""
        return self._following.go_round()
