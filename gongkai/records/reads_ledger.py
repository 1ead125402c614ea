"""The ledger of a unit: every record, whatever its state, in six columns and more, asked as addresses ask."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import DateField, ExpressionWrapper, F, Q, QuerySet
from django.db.models.functions import TruncDate

from gongkai.kit.clock import BEIJING
from gongkai.kit.who import Actor
from gongkai.law.doc_numbers import DocNumberError, parse_doc_number
from gongkai.law.index_numbers import recognise
from gongkai.law.publicity import marks
from gongkai.law.validity import Validity, link_kinds
from gongkai.records import counts
from gongkai.records.linking import ACTING, holding, links_on, validity
from gongkai.records.models import IndexNumber, Record, RecordLink

State = Record.State
PAGE = 20
# So many are counted and can be paged through; a wider question is narrowed by its filters.
MOST = 10_000
NONE = "none"
SORTS: dict[str, tuple[str, ...]] = {
    "-formed": ("-formed_on", "-id"),
    "formed": ("formed_on", "id"),
    "-changed": ("-changed_at", "-id"),
    "due": ("publish_due_on", "id"),
    "-published": ("-published_at", "-id"),
    "number": ("doc_prefix", "-doc_year", "-doc_serial"),
}
# The beginning of an index number.
INDEX_PART = re.compile(r"[A-Za-z0-9][A-Za-z0-9/-]{3,}")
BRACKETS = str.maketrans("[](){}（）【】［］", "〔〕〔〕〔〕〔〕〔〕〔〕")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked; empty means no matter. `none` as a category, class or mark asks for those without one.

    `measure` is made or published, `cell` a cell of table two of `year`, `late` what is or was published late.
    """

    agencies: tuple[str, ...] = ()
    words: str = ""
    category: str = ""
    class_code: str = ""
    mark: str = ""
    state: str = ""
    kind: str = ""
    validity: str = ""
    year: int | None = None
    undated: bool = False
    formed_from: date | None = None
    formed_to: date | None = None
    measure: str = ""
    cell: str = ""
    late: bool = False
    sort: str = "-formed"


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One record with its number and its validity on the day asked (None where it has none yet)."""

    record: Record
    index_number: str
    validity: Validity | None
    late: bool


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """One page; `count` is at most MOST, with `more` set where there are more than that."""

    rows: Sequence[LedgerRow]
    number: int
    pages: int
    count: int
    more: bool
    first: int = field(default=0)


def page(asker: Actor, wanted: Wanted, on: date, number: int = 1) -> LedgerPage:
    """One page of what is asked, in three queries however long the ledger is; a page beyond the last is the last."""
    found = asked(asker, wanted, on)
    counted = found.order_by()[: MOST + 1].count()
    count = min(counted, MOST)
    pages = max(1, -(-count // PAGE))
    number = min(max(1, number), pages)
    start = (number - 1) * PAGE
    rows = list(_ordered(found, wanted.sort)[start : start + PAGE])
    return LedgerPage(dressed(rows, on), number, pages, count, counted > MOST, start + 1 if rows else 0)


def every(asker: Actor, wanted: Wanted, on: date) -> Iterator[LedgerRow]:
    """All that is asked, in order, a few thousand at a time; for the export."""
    waiting: list[Record] = []
    for record in _ordered(asked(asker, wanted, on), wanted.sort).iterator(chunk_size=2000):
        waiting.append(record)
        if len(waiting) == 2000:
            yield from dressed(waiting, on)
            waiting = []
    yield from dressed(waiting, on)


def dressed(records: Sequence[Record], on: date) -> list[LedgerRow]:
    """The records with their numbers and validity, by one query more."""
    links = links_on([record.pk for record in records], holding())
    return [
        LedgerRow(
            record,
            record.index_number.number if hasattr(record, "index_number") else "",
            validity(record, links.get(record.pk, ()), on),
            is_late(record, on),
        )
        for record in records
    ]


def is_late(record: Record, on: date) -> bool:
    """Whether it was published after its last day, or is not public and that day has passed."""
    if record.publish_due_on is None or record.state in NEVER_LATE:
        return False
    if record.published_at is not None:
        return record.published_at.astimezone(BEIJING).date() > record.publish_due_on
    return record.publish_due_on < on


NEVER_LATE = (State.DISCARDED, State.HISTORIC, State.REGISTERED)


def asked(asker: Actor, wanted: Wanted, on: date) -> QuerySet[Record]:
    """The records asked for, of the agencies whose ledgers the asker may read. Put away drafts only where asked for."""
    found = counts.ledger_of(asker, wanted.agencies)
    found = found.filter(state=wanted.state) if wanted.state else found.exclude(state=State.DISCARDED)
    for column, value in (
        ("category", wanted.category), ("class_code", wanted.class_code), ("mark", wanted.mark),
        ("document_kind", wanted.kind),
    ):  # fmt: skip
        if value:
            found = found.filter(**{column: "" if value == NONE else value})
    if wanted.measure:
        found = found.filter(counts.measure(wanted.measure))
    if wanted.cell:
        year = wanted.year or on.year
        found = found.filter(pk__in=counts.cell_ids(counts.table_two(asker, wanted.agencies, year), wanted.cell))
    elif wanted.year is not None:
        found = found.filter(counts.of_year(wanted.year))
    if wanted.undated:
        found = found.filter(formed_on=None)
    if wanted.formed_from:
        found = found.filter(formed_on__gte=wanted.formed_from)
    if wanted.formed_to:
        found = found.filter(formed_on__lte=wanted.formed_to)
    if wanted.late:
        found = found.filter(_late(on))
    if wanted.validity:
        found = found.filter(_validity(wanted.validity, on))
    return found.filter(about(wanted.words)) if wanted.words.strip() else found


def _ordered(found: QuerySet[Record], sort: str) -> QuerySet[Record]:
    rows = found.select_related("agency", "index_number", "handler", "drafter")
    return rows.order_by(*SORTS.get(sort, SORTS["-formed"]))


def _late(on: date) -> Q:
    open_ = Q(published_at=None, mark__in=[one.code for one in marks(on) if one.published])
    done = Q(published_at__isnull=False, publish_due_on__lt=TruncDate("published_at", tzinfo=BEIJING))
    return ~Q(state__in=NEVER_LATE) & Q(publish_due_on__lt=on) & (open_ | done)


def _validity(status: str, on: date) -> Q:
    """The same answer as law.validity gives, asked of the database."""
    effects = {kind.code: kind.effect for kind in link_kinds(on)}
    acting = RecordLink.objects.filter(holding(), other__isnull=False, on__lte=on)
    day_after = ExpressionWrapper(F("other__expires_on") + timedelta(days=1), output_field=DateField())
    ending = acting.filter(kind__in=[code for code, effect in effects.items() if effect == "ends"])
    first = ending.filter(Q(other__expires_on=None) | Q(on__lte=day_after))
    # Asked apart from the ledger's rows: there are few links, and a database looks each of them up once.
    repealed = Q(pk__in=first.values("other"))
    expired = Q(expires_on__isnull=False, expires_on__lt=on) & ~repealed
    not_yet = Q(effective_on__isnull=False, effective_on__gt=on) & ~repealed & ~expired
    changing = acting.filter(kind__in=[code for code, effect in effects.items() if effect == "changes"])
    amended = Q(pk__in=changing.values("other")) & ~repealed & ~expired & ~not_yet
    plain = ~repealed & ~expired & ~not_yet & ~amended
    which = {"repealed": repealed, "expired": expired, "not_yet": not_yet, "amended": amended, "in_force": plain}
    has_one = Q(state__in=(*ACTING, State.APPROVED)) | Q(published_at__isnull=False)
    return has_one & which.get(status, Q(pk__in=[]))


def about(words: str) -> Q:
    """A whole document number or index number finds its record whatever brackets were typed; else every word counts."""
    number = recognise(words)
    if number is not None:
        return Q(index_number__number=number.text())
    try:
        parts = parse_doc_number(words)
    except DocNumberError:
        pass
    else:
        return Q(doc_prefix__iexact=parts.prefix, doc_year=parts.year, doc_serial=parts.serial)
    found = Q()
    for word in words.replace("\x00", "").split()[:8]:
        one = Q(title__icontains=word) | Q(doc_number__icontains=word.translate(BRACKETS))
        if INDEX_PART.fullmatch(word):
            one |= Q(pk__in=IndexNumber.objects.filter(number__startswith=word.upper()).values("record"))
        found &= one
    return found


def handler_name(row: LedgerRow) -> str:
    """Who has it now: the person in whose hand it is, else who drafted it."""
    person = row.record.handler or row.record.drafter
    return person.name if person else ""


def years(asker: Actor, codes: Sequence[str]) -> list[int]:
    """From the newest year of forming to the oldest, for the choice of a year; two index look-ups a unit."""
    rows = counts.ledger_of(asker, codes).exclude(formed_on=None)
    newest = rows.order_by("-formed_on").values_list("formed_on", flat=True).first()
    oldest = rows.order_by("formed_on").values_list("formed_on", flat=True).first()
    return list(range(newest.year, oldest.year - 1, -1)) if newest and oldest else []
