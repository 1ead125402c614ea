"""The periods a paper sets: working days or a last day, read from what people filled in on it."""

from __future__ import annotations

from datetime import date

from gongkai.kit.action import Refused
from gongkai.requests.models import Paper


def length_in(paper: Paper) -> int | None:
    """The number of working days the paper gives, None where it gives none. Raises Refused "bad-length"."""
    said = str(paper.fields.get("length", "") or "").strip()
    if not said:
        return None
    if not (said.isascii() and said.isdigit() and len(said) < 4):
        raise Refused("bad-length", f"文书上的期限“{said[:20]}”不是工作日数，未执行。请收回文书改正。")
    return int(said)


def until_in(paper: Paper) -> date | None:
    """The last day the paper names, None where it names none. Raises Refused "bad-day"."""
    said = str(paper.fields.get("until", "") or "").strip()
    if not said:
        return None
    try:
        return date.fromisoformat(said)
    except ValueError as error:
        raise Refused("bad-day", f"文书上的日期“{said[:20]}”不能读作年月日，未执行。请收回文书改正。") from error
