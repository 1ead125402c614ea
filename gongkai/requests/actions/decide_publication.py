"""Accept a proposal of publication as a draft of the ledger, or decline it with a reason (条例第四十四条)."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit import files
from gongkai.kit.action import Refused, action
from gongkai.kit.private_files import take_private
from gongkai.kit.who import Actor
from gongkai.records.actions.create_record import create_record
from gongkai.records.said import Attached, Said
from gongkai.requests.conversions import lock_conversion, public_releases, tell_applicant, write_journal
from gongkai.requests.models import Conversion, Release
from gongkai.units.acting import person_of

ACCEPT, DECLINE = "accept_publication", "decline_publication"
LONGEST_TITLE = 200


@action
def accept_publication(conversion_id: int, *, actor: Actor, now: datetime) -> Conversion:
    """Make a draft record from the public version; marking, review and publication go the records' own way.

    Raises Refused "no-conversion", "not-allowed", "decided", "no-public-version", and those of creating a record.
    """
    row = lock_conversion(conversion_id, actor)
    request, person = row.request, person_of(actor)
    releases = public_releases(request)
    if not releases:
        raise Refused(
            "no-public-version", "还没有给公众的版本，不能转为主动公开。请先在文件栏为公众处理并验证，再来决定。"
        )
    told = f"由依申请公开（{request.number or request.receipt_number}）转为主动公开。"
    said = Said(
        title=request.subject[:LONGEST_TITLE], summary=told, files=tuple(_attached(one) for one in releases),
    )  # fmt: skip
    record = create_record(agency=request.agency, said=said, actor=actor, now=now)
    row.state, row.release, row.record = Conversion.State.ACCEPTED, releases[0], record
    row.decided_by, row.decided_at = person, now
    row.save()
    write_journal(row, ACCEPT, "转为主动公开，已建立草稿", actor, now)
    tell_applicant(row, person, now)
    return row


@action
def decline_publication(conversion_id: int, verdict: str, *, actor: Actor, now: datetime) -> Conversion:
    """Leave it unpublished. Raises Refused "no-conversion", "not-allowed", "decided", "no-reason"."""
    row = lock_conversion(conversion_id, actor)
    if not verdict.strip():
        raise Refused("no-reason", "不转为主动公开须写明理由，未执行。")
    row.state, row.verdict = Conversion.State.DECLINED, verdict.strip()[:400]
    row.decided_by, row.decided_at = person_of(actor), now
    row.save()
    write_journal(row, DECLINE, row.verdict, actor, now)
    tell_applicant(row, row.decided_by, now)
    return row


def _attached(release: Release) -> Attached:
    """The burned file as an attachment of a record: from here on it is kept as records keep theirs."""
    data = take_private(release.digest)
    return Attached(release.name, files.keep(data), len(data))
