"""Which kept pages stand in the map of the site besides the records."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.portal import pages

# Records have maps of their own; further pages of lists, feeds, data and the maps are no places to arrive at.
OUT = ("record", "feed", "sitemap", "open-", "site-", "robots", "download", "terminal")
FURTHER = "-page"


def addresses() -> Iterator[str]:
    """The addresses, each once, kind by kind."""
    seen: set[str] = set()
    for kind in pages.kinds():
        if not kind.kept or kind.everything is None or kind.name.startswith(OUT) or kind.name.endswith(FURTHER):
            continue
        for address in kind.everything():
            if address not in seen:
                seen.add(address)
                yield address
