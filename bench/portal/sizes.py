"""How much is asked of each program: the same for all."""

from __future__ import annotations

A_THOUSAND = 1000
# Pages of many megabytes are asked for only a few times.
FEW = 5
SAMPLE = 20
# The unit whose pages are asked, and how many of its records wait to be published while the site is served.
UNIT, SIGNED = 7, 6


def sample(count: int) -> range:
    """The numbers of some publications from all over."""
    return range(0, count, max(1, count // SAMPLE))
