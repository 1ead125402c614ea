"""What is counted of the ledger: made, published, by year, class, mark and unit; and table two. One definition each.

Made: signed at least once, or booked from an older ledger. Published: public here now, or stated as published in an
older ledger and not taken into the path here since. Drafts and what was put away are never counted (D-153).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from gongkai.kit.who import EVERYWHERE, Actor
from gongkai.law.record_classes import document_kinds
from gongkai.law.validity import CountedDocument, RowCount, count_validity
from gongkai.records.linking import facts_of, holding, links_on
from gongkai.records.models import Publication, Record
from gongkai.units.models import Agency
from gongkai.units.powers import READ

State = Record.State
SIGNED = (State.APPROVED, State.REGISTERED, State.PUBLISHED, State.WITHDRAWN, State.HISTORIC)
MADE, PUBLISHED = "made", "published"


@dataclass(frozen=True, slots=True)
class Counted:
    """One line of a table: the code it stands for (empty: none was given), how many were made, how many are public."""

    code: str
    made: int
    published: int

    @property
    def share(self) -> int:
        """Published of made, in whole percent."""
        return round(100 * self.published / self.made) if self.made else 0


def readable(asker: Actor) -> list[str]:
    """The codes of the agencies whose ledgers the asker may read."""
    codes = {code for act, code in asker.grants if act == READ}
    if EVERYWHERE in codes:
        return list(Agency.objects.values_list("code", flat=True))
    return sorted(codes)


def ledger_of(asker: Actor, codes: Collection[str] = ()) -> QuerySet[Record]:
    """The records of those agencies that the asker may read; of all he may read where none are named."""
    may = readable(asker)
    return Record.objects.filter(agency__in=_ids(code for code in may if not codes or code in codes))


def _ids(codes: object) -> list[int]:
    return list(Agency.objects.filter(code__in=list(codes)).values_list("pk", flat=True))  # type: ignore[call-overload]


def made() -> Q:
    """Records that count as made."""
    return Q(state__in=SIGNED) | (Q(published_at__isnull=False) & ~Q(state=State.DISCARDED))


def published() -> Q:
    """Records that count as published."""
    own = Publication.objects.filter(record=OuterRef("pk"))
    elsewhere = ~Q(imported_from="") & ~Q(state=State.DISCARDED) & Q(~Exists(own))
    # What never had a moment of publication needs no look at its publications.
    return Q(published_at__isnull=False) & (Q(Exists(own.filter(state=Publication.State.PUBLISHED))) | elsewhere)


def measure(name: str) -> Q:
    """The condition of a measure by its name in addresses. Raises KeyError for another name."""
    return {MADE: made, PUBLISHED: published}[name]()


def of_year(year: int) -> Q:
    """Formed in that year."""
    return Q(formed_on__gte=date(year, 1, 1), formed_on__lte=date(year, 12, 31))


def by_year(asker: Actor, codes: Collection[str] = ()) -> list[Counted]:
    """Made and published by the year of forming, newest first; without a day last."""
    # Grouped by day and summed here: taking the year of every row apart costs SQLite more than all the rest.
    found: dict[str, Counted] = {}
    for row in _grouped(ledger_of(asker, codes), "formed_on"):
        code = str(row["formed_on"].year) if row["formed_on"] else ""
        one = found.get(code, Counted(code, 0, 0))
        found[code] = Counted(code, one.made + row["made"], one.published + row["published"])
    return sorted(found.values(), key=lambda one: one.code, reverse=True)


def by_column(asker: Actor, column: str, codes: Collection[str] = (), year: int | None = None) -> list[Counted]:
    """The same by `category`, `class_code`, `mark`, `document_kind` or `agency__code`."""
    return by_columns(asker, (column,), codes, year)[column]


def by_columns(
    asker: Actor, columns: Sequence[str], codes: Collection[str] = (), year: int | None = None
) -> dict[str, list[Counted]]:
    """The same by each of several columns, the ledger being gone through once."""
    rows = ledger_of(asker, codes)
    if year is not None:
        rows = rows.filter(of_year(year))
    found: dict[str, dict[str, Counted]] = {column: {} for column in columns}
    for row in _grouped(rows, *columns):
        for column, lines in found.items():
            code = row[column] or ""
            one = lines.get(code, Counted(code, 0, 0))
            lines[code] = Counted(code, one.made + row["made"], one.published + row["published"])
    return {column: list(lines.values()) for column, lines in found.items()}


def _grouped(rows: QuerySet[Record], *columns: str) -> list[dict[str, Any]]:
    made_rows = rows.filter(made()).order_by().values(*columns)
    return list(made_rows.annotate(made=Count("pk"), published=Count("pk", filter=published())))


def table_two(asker: Actor, codes: Collection[str], year: int) -> dict[str, RowCount]:
    """Table two of that year for those agencies: each figure is a list of record ids.

    Raises UnknownLaw where the kinds of documents are not registered for the year.
    """
    kinds = [kind.code for kind in document_kinds(date(year, 12, 31)) if kind.counts_as]
    rows = ledger_of(asker, codes).filter(made(), document_kind__in=kinds, formed_on__isnull=False)
    records = list(rows.exclude(state=State.WITHDRAWN).only(*_FACTS))
    links = links_on([record.pk for record in records], holding())
    documents = [
        CountedDocument(
            str(record.pk), record.document_kind, record.formed_on, facts_of(record, links.get(record.pk, ()))
        )
        for record in records
        if record.formed_on is not None
    ]
    return count_validity(documents, year)


_FACTS = ("title", "doc_number", "document_kind", "formed_on", "effective_on", "expires_on", "state", "published_at")


def cell_ids(rows: Mapping[str, RowCount], cell: str) -> list[int]:
    """The records behind one cell (`normative.in_force`); empty for a cell that table two does not have."""
    row, _, column = cell.partition(".")
    count = rows.get(row)
    lists = {"issued": count.issued, "abolished": count.abolished, "in_force": count.in_force} if count else {}
    return [int(one) for one in lists.get(column, ())]


def whole(counted: Collection[Counted], code: str = "") -> Counted:
    """The sum of several lines."""
    return Counted(code, sum(one.made for one in counted), sum(one.published for one in counted))
