"""Whether a document is in force (有效性) on a day, why, and what that makes of table two of the annual report.

The words and what counts are rows of `data/validity` (D-126); an end is the first day a document no longer applied.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from gongkai.law.calendar_rows import ONE_DAY
from gongkai.law.editions import Edition, editions, named, on_day, one_of
from gongkai.law.errors import LawDataError
from gongkai.law.loading import DATA, Row
from gongkai.law.record_classes import document_kind_of, document_kinds

EFFECTS = ("ends", "changes", "none")
NOT_YET, IN_FORCE, AMENDED, EXPIRED, REPEALED = "not_yet", "in_force", "amended", "expired", "repealed"
STATUSES = (NOT_YET, IN_FORCE, AMENDED, EXPIRED, REPEALED)


@dataclass(frozen=True, slots=True)
class Status:
    """One status with its word; `counts_in_force`: counted as in force in table two."""

    code: str
    label: str
    counts_in_force: bool
    words: str


@dataclass(frozen=True, slots=True)
class LinkKind:
    """What one document does to another; `passive` is said of the other. `effect`: ends, changes or none."""

    code: str
    label: str
    passive: str
    effect: str


@dataclass(frozen=True, slots=True)
class Link:
    """What another document (`by`: its number or title) does to this one from the day `on`."""

    kind: str
    on: date
    by: str = ""


@dataclass(frozen=True, slots=True)
class ValidityFacts:
    """What is known of a document. `effective_on` None: no day of its own, in force since it was issued.

    `expires_on` is the last day in force, None where no period was set.
    """

    effective_on: date | None
    expires_on: date | None = None
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Validity:
    """The answer: the status, since when (for not_yet: from when), the link that made it so, and a sentence."""

    status: str
    label: str
    since: date | None
    counts_in_force: bool
    link: Link | None
    sentence: str


@dataclass(frozen=True, slots=True)
class CountedDocument:
    """A document as table two sees it: `kind` is a code of `document_kinds`, `issued_on` the day it bears."""

    id: str
    kind: str
    issued_on: date
    facts: ValidityFacts


@dataclass(frozen=True, slots=True)
class RowCount:
    """One row of table two as lists of document ids; each figure is the length of its list."""

    issued: tuple[str, ...]
    abolished: tuple[str, ...]
    in_force: tuple[str, ...]


def statuses(on: date, root: Path = DATA) -> tuple[Status, ...]:
    """All statuses of that day. Raises UnknownLaw before the first edition."""
    return on_day(_statuses(root), "有效性", on)


def link_kinds(on: date, root: Path = DATA) -> tuple[LinkKind, ...]:
    """All kinds of links between documents. Raises UnknownLaw before the first edition."""
    return on_day(_links(root), "文件关系", on)


def link_kind(code: str, on: date, root: Path = DATA) -> LinkKind:
    """One kind of link. Raises UnknownLaw."""
    return named(link_kinds(on, root), code, "文件关系", on)


def ended_on(facts: ValidityFacts, root: Path = DATA) -> tuple[date, str, Link | None] | None:
    """When a document ends or ended: the first day it no longer applies, the status from then on, and the link.

    The earliest end counts; a repeal goes before an expiry on the same day. None while no end is known.
    """
    ends = [(one.on, REPEALED, one) for one in facts.links if _newest(one.kind, root).effect == "ends"]
    first = min(ends, key=lambda end: end[0], default=None)
    if facts.expires_on is not None:
        expired = facts.expires_on + ONE_DAY
        if first is None or expired < first[0]:
            return expired, EXPIRED, None
    return first


def validity_of(facts: ValidityFacts, on: date, root: Path = DATA) -> Validity:
    """The status on that day with its reason. Raises UnknownLaw for a link or a day nobody registered."""
    end = ended_on(facts, root)
    if end is not None and end[0] <= on:
        return _said(end[1], end[0], end[2], on, root)
    if facts.effective_on is not None and on < facts.effective_on:
        return _said(NOT_YET, facts.effective_on, None, on, root)
    changes = [one for one in facts.links if one.on <= on and _newest(one.kind, root).effect == "changes"]
    if changes:
        last = max(changes, key=lambda one: one.on)
        return _said(AMENDED, last.on, last, on, root)
    return _said(IN_FORCE, facts.effective_on, None, on, root)


def count_validity(documents: Iterable[CountedDocument], year: int, root: Path = DATA) -> dict[str, RowCount]:
    """Table two of that year: for each of its rows the documents issued, abolished, and in force at the year's end."""
    return count_between(documents, date(year, 1, 1), date(year, 12, 31), root)


def count_between(
    documents: Iterable[CountedDocument], first: date, last: date, root: Path = DATA
) -> dict[str, RowCount]:
    """The same for any period, with what is in force on its last day.

    Documents whose kind counts in no row, and those issued after the period, are left out. Raises UnknownLaw for a
    kind nobody registered and ValueError for a document given twice.
    """
    rows: dict[str, tuple[list[str], list[str], list[str]]] = {
        kind.counts_as: ([], [], []) for kind in document_kinds(last, root) if kind.counts_as
    }
    seen: set[str] = set()
    for document in documents:
        if document.id in seen:
            raise ValueError(f"{document.id} is given twice")
        seen.add(document.id)
        row = document_kind_of(document.kind, last, root).counts_as
        if not row or document.issued_on > last:
            continue
        issued, abolished, in_force = rows[row]
        if first <= document.issued_on:
            issued.append(document.id)
        end = ended_on(document.facts, root)
        if end is not None and first <= end[0] <= last:
            abolished.append(document.id)
        if validity_of(document.facts, last, root).counts_in_force:
            in_force.append(document.id)
    return {row: RowCount(*(tuple(ids) for ids in lists)) for row, lists in rows.items()}


def _said(code: str, since: date | None, link: Link | None, on: date, root: Path) -> Validity:
    status = named(statuses(on, root), code, "有效性", on)
    by = ""
    if link is not None:
        by = _newest(link.kind, root).passive.format(by=f"“{link.by}”" if link.by else "其他文件")
    begun = since.isoformat() if since is not None else "印发之日"
    words = status.words.format(since=begun, by=by)
    sentence = f"{status.label}：{words}。".replace(" 印发之日 ", "印发之日")
    return Validity(code, status.label, since, status.counts_in_force, link, sentence)


def _newest(code: str, root: Path) -> LinkKind:
    """A kind of link by today's vocabulary: what ended a document of the nineties is said in today's words."""
    edition = _links(root)[-1]
    return named(edition.items, code, "文件关系", edition.since)


@cache
def _statuses(root: Path = DATA) -> tuple[Edition[Status], ...]:
    file = root / "validity" / "statuses.toml"
    found = editions(file, "status", _status)
    for edition in found:
        if {status.code for status in edition.items} != set(STATUSES):
            raise LawDataError(file, "edition", f"须登记五种状态：{'、'.join(STATUSES)}")
    return found


def _status(row: Row) -> Status:
    made = Status(row.text("code"), row.text("label"), row.flag("counts_in_force"), row.text("words"))
    _filled(row, "words", made.words)
    return made


@cache
def _links(root: Path = DATA) -> tuple[Edition[LinkKind], ...]:
    return editions(root / "validity" / "links.toml", "link", _link)


def _link(row: Row) -> LinkKind:
    made = LinkKind(row.text("code"), row.text("label"), row.text("passive"), one_of(row, "effect", EFFECTS))
    _filled(row, "passive", made.passive)
    return made


def _filled(row: Row, key: str, words: str) -> None:
    try:
        words.format(since="", by="")
    except (KeyError, IndexError, ValueError) as error:
        raise row.fail(key, "只能有 {since} 和 {by} 两个空") from error
