"""Open a paper of a case; it may name the applicant, so each opening is written down."""

from __future__ import annotations

from datetime import datetime

from gongkai.disputes.locking import WORDS, subject_of
from gongkai.disputes.models import DisputePaper
from gongkai.kit import journal
from gongkai.kit.action import Refused, action, require
from gongkai.kit.private_files import take_private
from gongkai.kit.who import Actor
from gongkai.units.powers import HANDLE_DISPUTES

ACT = "read_dispute_paper"


@action
def read_paper(dispute_id: int, paper_id: int, *, actor: Actor, now: datetime) -> tuple[str, bytes]:
    """Name and bytes. Raises Refused "no-dispute", "not-allowed", FileLost."""
    rows = DisputePaper.objects.select_related("dispute__agency", "attachment")
    row = rows.filter(pk=paper_id, dispute=dispute_id).first()
    if row is None:
        raise Refused("no-dispute", "没有这份文书，未打开。请从案件页面重新打开。")
    require(actor, HANDLE_DISPUTES, row.dispute.agency.code, WORDS)
    journal.write(
        row.dispute.agency.code, act=ACT, subject=subject_of(row.dispute), before={},
        after={"sha256": row.attachment.plain_digest}, reason="查阅复议诉讼文书", actor=actor, now=now,
    )  # fmt: skip
    return row.attachment.name, take_private(row.attachment.digest)
