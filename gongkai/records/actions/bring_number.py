"""Register for one record the index number it bore before it came here; it is kept and never made anew."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.law.index_numbers import recognise
from gongkai.records.bringing import bring, codes_of
from gongkai.records.locking import lock, subject_of
from gongkai.records.models import IndexNumber, Record
from gongkai.units.powers import IMPORT

ACT = "bring_number"


@action
def bring_number(record_id: int, edition: int, number: str, *, actor: Actor, now: datetime) -> IndexNumber:
    """Freeze a number that an older ledger gave the record.

    Raises Refused: "index-malformed", "index-agency-code", "index-given" where the record has one, "index-taken".
    """
    record = lock(record_id, edition)
    require(actor, IMPORT, record.agency.code, "登记原有索引号")
    have = IndexNumber.objects.filter(record=record).first()
    if have is not None:
        raise Refused("index-given", f"该信息已有索引号 {have.number}，索引号一经登记不再更改。")
    if record.state == Record.State.DISCARDED:
        raise Refused("wrong-state", "该信息已作废，不能登记索引号。")
    read = recognise(number)
    if read is None:
        raise Refused("index-malformed", f"“{number.strip()[:40]}”不合已登记的索引号编制规则，核对后重新填写。")
    codes = codes_of(record.agency)
    if codes and read.agency_code not in codes:
        raise Refused("index-agency-code", f"索引号里的机构代码不是本单位的 {codes[0]}，核对后重新填写。")
    bring([(record, read)], now)
    made = IndexNumber.objects.get(record=record)
    journal.write(
        record.agency.code,
        act=ACT,
        subject=subject_of(record.pk),
        before={},
        after={"index_number": made.number, "scope": made.scope, "serial": made.serial},
        reason="登记原有索引号",
        actor=actor,
        now=now,
    )
    return made
