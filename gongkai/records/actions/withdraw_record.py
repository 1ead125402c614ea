"""Withdraw a published record: page, text and files go; number, date and reason stay."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.db import transaction

from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.records.indexing import index_record
from gongkai.records.linking import release_links
from gongkai.records.locking import lock
from gongkai.records.models import Publication, Record, WithdrawalCheck
from gongkai.records.published import forget_choices
from gongkai.records.snapshot import digests_of
from gongkai.records.telling import tell_of
from gongkai.records.withdrawals import addresses_of, confirm_inside
from gongkai.records.writing import facts_of, save, tell_joint, void_orders, wait_for, write_journal
from gongkai.units.powers import WITHDRAW

ACT = "withdraw_record"
State = Publication.State


@action
def withdraw_record(
    record_id: int, reason: str, *, edition: int | None = None, keep_title: bool = True, actor: Actor, now: datetime
) -> Publication:
    """Turn the public version into a stub and empty every earlier one; what is under way on a revision goes on.

    `keep_title=False` where the title itself must not stand. After the commit the files nobody needs are removed and
    the page is fetched; the result is kept and journalled. Raises Refused "no-reason", "not-published", "not-allowed".
    """
    record = lock(record_id, edition)
    require(actor, WITHDRAW, record.agency.code, "撤回已发布的信息")
    if not reason.strip():
        raise Refused("no-reason", "撤回须写明原因，未撤回。原因会显示在原网址上。")
    versions = Publication.objects.select_for_update().filter(record=record)
    made = versions.filter(state=State.PUBLISHED).first()
    if made is None:
        raise Refused("not-published", "该信息没有公开的版本，无可撤回。请刷新后查看。")
    before = facts_of(record) | {"public_version": made.version, "snapshot": made.snapshot_hash}
    stood = Publication.objects.get(pk=made.pk)
    digests = {digest for row in versions for digest in digests_of(row.snapshot)}
    addresses = addresses_of(made.index_number, made.snapshot)
    emptied = {"snapshot": {}, "snapshot_hash": ""} | ({} if keep_title else {"title": ""})
    versions.update(**emptied)
    versions.filter(pk=made.pk).update(
        state=State.WITHDRAWN, withdrawn_at=now, withdrawn_reason=reason.strip(), validity_links=[], acting_links=[]
    )
    _stand(record, now)
    made.refresh_from_db()
    tell_of(made, now, before=stood)
    index_record(made)
    release_links(record, now)
    write_journal(
        record, ACT, before, reason.strip(), actor, now,
        index_number=made.index_number, public_version=made.version, title_kept=keep_title, files=sorted(digests),
    )  # fmt: skip
    check = WithdrawalCheck.objects.create(publication=made, addresses=addresses, digests=sorted(digests), made_at=now)
    transaction.on_commit(forget_choices)
    transaction.on_commit(partial(confirm_inside, check.pk, now))
    return made


def _stand(record: Record, now: datetime) -> None:
    """A revision on its way stays where it is; else the record stands withdrawn, and is no longer signed."""
    void_orders(record, now)
    if record.state == Record.State.PUBLISHED:
        record.state, record.approved = Record.State.WITHDRAWN, None
        wait_for(record, "", "", now)
    save(record, now)
    tell_joint(record, Record.State.WITHDRAWN, now)
