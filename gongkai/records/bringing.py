"""Index numbers brought along from an older ledger: kept as they are, frozen, and counted as given in their scope."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db.models import Max

from gongkai.kit.action import Refused
from gongkai.law.errors import LawError
from gongkai.law.index_numbers import IndexNumber as ReadNumber
from gongkai.law.index_numbers import scope_of
from gongkai.records.models import IndexNumber, IndexSerial, Record
from gongkai.records.numbering import ORGANIZATION
from gongkai.units.models import Agency


def codes_of(agency: Agency) -> tuple[str, ...]:
    """The codes under which a number of this agency may stand, its own first."""
    found = (agency.index_code, agency.credit_code, agency.credit_code[ORGANIZATION])
    return tuple(code for code in found if code)


def bring(pairs: Sequence[tuple[Record, ReadNumber]], now: datetime) -> None:
    """Freeze each number for its record and move the counters of their scopes past them.

    Raises Refused where a number or a serial of its scope is taken already.
    """
    made = [_row(record, number, now) for record, number in pairs]
    taken = set(IndexNumber.objects.filter(number__in=[row.number for row in made]).values_list("number", flat=True))
    for row in made:
        if row.number in taken:
            raise Refused("index-taken", f"索引号 {row.number} 已经给了别的信息，未登记。核对后改正。")
        taken.add(row.number)
    scopes = {row.scope for row in made}
    for scope in sorted(scopes):
        IndexSerial.objects.get_or_create(scope=scope)
    counters = {one.scope: one for one in IndexSerial.objects.select_for_update().filter(scope__in=scopes)}
    serials = {row.serial for row in made}
    used = IndexNumber.objects.filter(scope__in=scopes, serial__in=serials)
    given = set(used.values_list("scope", "serial"))
    for row in made:
        if (row.scope, row.serial) in given:
            raise Refused("index-taken", f"索引号 {row.number} 的流水号在同一年度内已经用过，未登记。核对后改正。")
        given.add((row.scope, row.serial))
    IndexNumber.objects.bulk_create(made, batch_size=200)
    highest = IndexNumber.objects.filter(scope__in=scopes).order_by().values("scope").annotate(last=Max("serial"))
    for found in highest:
        counter = counters[found["scope"]]
        if counter.last < found["last"]:
            counter.last = found["last"]
            counter.save(update_fields=["last"])


def _row(record: Record, read: ReadNumber, now: datetime) -> IndexNumber:
    rule = settings.INDEX_RULE
    restarts = settings.INDEX_RESTARTS if read.rule == rule else ()
    try:
        scope = scope_of(
            read.rule, agency_code=read.agency_code, class_code=read.class_code, year=read.year, month=read.month,
            restarts=restarts,
        )  # fmt: skip
        text = read.text()
    except LawError as error:
        raise Refused(getattr(error, "code", "index-number"), error.sentence) from error
    return IndexNumber(
        record=record,
        number=text,
        rule=read.rule,
        scope=scope,
        serial=read.serial,
        agency=record.agency,
        year=read.year,
        class_code=read.class_code,
        given_at=now,
        brought=True,
    )
