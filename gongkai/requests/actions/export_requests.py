"""Hand out the list of requests as a file: masked, and noted in the journal of every unit it holds rows of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import action
from gongkai.kit.who import Actor
from gongkai.requests.allowing import handles

ACT = "export_requests"


@action
def export_requests(counts: Mapping[str, int], asked: Mapping[str, str], *, actor: Actor, now: datetime) -> None:
    """Allow and note it: `counts` are the rows by unit code, `asked` the filters. Raises Refused "not-allowed"."""
    for code, count in sorted(counts.items()):
        handles(actor, code, "导出申请列表")
        journal.write(
            code, act=ACT, subject="requests", before={}, after={"rows": count, "filters": dict(asked)},
            reason="导出申请列表", actor=actor, now=now,
        )  # fmt: skip
