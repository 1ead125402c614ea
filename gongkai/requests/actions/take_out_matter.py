"""Take out a file that came with a complaint or record correction, or the answer to it; written down each time."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action
from gongkai.kit.clock import day_of
from gongkai.kit.private_files import take_private
from gongkai.kit.who import Actor
from gongkai.requests import reads_matters
from gongkai.requests.matters import NOT_THERE, subject_of
from gongkai.requests.models import MatterPaper

ACT = "take_out_matter"
FILE = "file"


@action
def take_out_matter(
    matter_id: int, what: str, number: int, *, actor: Actor, now: datetime
) -> tuple[str, str, bytes]:  # fmt: skip
    """Name, media type and bytes. `what`: "file" or "answer". Raises Refused "no-matter", FileLost, Unreadable."""
    row = reads_matters.whole(actor, matter_id, day_of(now)).row
    if what == FILE:
        file = row.files.filter(pk=number).exclude(digest="").first()
        found = (file.name, file.media, file.digest) if file else None
    else:
        paper = row.papers.filter(pk=number, state=MatterPaper.State.ISSUED).first()
        found = (f"{paper.number}.pdf", "application/pdf", paper.pdf) if paper else None
    if found is None:
        raise Refused("no-matter", NOT_THERE)
    journal.write(
        row.agency.code, act=ACT, subject=subject_of(row), before={}, after={"what": what, "sha256": found[2]},
        reason="取出投诉、更正的材料", actor=actor, now=now,
    )  # fmt: skip
    return found[0], found[1], take_private(found[2])
