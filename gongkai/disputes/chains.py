"""A case through its instances: the first row, the appeals against it, the hearing anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from gongkai.disputes.decide import Stage, block_of
from gongkai.disputes.models import Dispute


def chains(rows: Iterable[Dispute]) -> list[list[Dispute]]:
    """The rows gathered into cases, each in order of its instances; `rows` must hold all of a case."""
    by_root: dict[int, list[Dispute]] = defaultdict(list)
    roots: dict[int, int] = {}
    for row in sorted(rows, key=lambda one: one.pk):
        root = roots.get(row.appeals_id, row.pk) if row.appeals_id else row.pk
        roots[row.pk] = root
        by_root[root].append(row)
    return list(by_root.values())


def block(case: list[Dispute]) -> str:
    """The row of table four for a case."""
    return block_of(case[0].kind, case[0].after_id is not None)


def stages(case: list[Dispute]) -> list[Stage]:
    """What counting needs of each instance."""
    return [Stage(row.filed_on, row.decided_on, row.outcome) for row in case]
