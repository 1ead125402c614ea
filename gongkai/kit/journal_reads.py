"""The queries on the journal. Only who audits may ask, and asking is written down too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet

from gongkai.kit import journal
from gongkai.kit.action import Refused, action
from gongkai.kit.clock import BEIJING
from gongkai.kit.models import JournalChain, JournalEntry
from gongkai.kit.who import Actor

READ_JOURNAL = "read_journal"
AUDIT = "audit"
# Chains that belong to no agency; every auditor of the site reads them.
SITE_CHAINS = (AUDIT, "site", "sign-in", "people")
EXPORT_LIMIT = 100_000


@dataclass(frozen=True, slots=True)
class Asked:
    """What the auditor looks for; empty means no matter. `since` and `until` are days, both counted in."""

    chain: str = ""
    act: str = ""
    actor: str = ""
    subject: str = ""
    since: date | None = None
    until: date | None = None

    def as_text(self) -> dict[str, str]:
        """The same for the journal row about the asking."""
        return {
            "chain": self.chain, "act": self.act, "actor": self.actor, "subject": self.subject,
            "since": self.since.isoformat() if self.since else "",
            "until": self.until.isoformat() if self.until else "",
        }  # fmt: skip


def may_read(asker: Actor) -> bool:
    """Whether the asker audits any agency at all."""
    return any(act == READ_JOURNAL for act, _ in asker.grants)


def chains(asker: Actor) -> list[str]:
    """The chains the asker may read: those of his agencies, and those that belong to no agency, by name."""
    names = JournalChain.objects.order_by("name").values_list("name", flat=True)
    return [name for name in names if _may(asker, name)]


def entries(asker: Actor, asked: Asked) -> QuerySet[JournalEntry]:
    """The rows asked for, newest first. Raises Refused "not-allowed" for anyone who does not audit."""
    _require(asker)
    wanted = [name for name in chains(asker) if asked.chain in ("", name)]
    found = JournalEntry.objects.filter(chain__in=wanted)
    if asked.act:
        found = found.filter(act=asked.act)
    if asked.actor:
        found = found.filter(actor__icontains=asked.actor)
    if asked.subject:
        found = found.filter(subject__icontains=asked.subject)
    return found.filter(_between(asked)).order_by("-at", "-id")


def acts(asker: Actor) -> list[str]:
    """The acts that occur, for the filter."""
    _require(asker)
    rows = JournalEntry.objects.filter(chain__in=chains(asker)).order_by("act").values_list("act", flat=True)
    return list(rows.distinct())


def entry(asker: Actor, chain: str, number: int) -> JournalEntry | None:
    """One row, or None where there is none the asker may read."""
    _require(asker)
    return JournalEntry.objects.filter(chain=chain, number=number).first() if _may(asker, chain) else None


@action
def note_reading(asked: Asked, *, what: str, actor: Actor, now: datetime) -> None:
    """Write down that the journal was looked at or exported (`what`: read-journal, export-journal), and for what."""
    _require(actor)
    journal.write(AUDIT, act=what, subject="journal", before={}, after=asked.as_text(), reason="", actor=actor, now=now)


def exported(asker: Actor, asked: Asked) -> Iterator[JournalEntry]:
    """The same rows oldest first, as a stream. Raises Refused "too-many" above the limit, before the first row."""
    found = entries(asker, asked)
    if found.count() > EXPORT_LIMIT:
        raise Refused("too-many", f"要导出的日志超过 {EXPORT_LIMIT} 条，未导出。请缩小单位或日期范围。")
    return found.order_by("chain", "number").iterator(chunk_size=1000)


def _require(asker: Actor) -> None:
    if not may_read(asker):
        raise Refused("not-allowed", "日志只供安全审计员查阅，未显示。请与本单位的安全审计员联系。")


def _may(asker: Actor, chain: str) -> bool:
    if asker.may(READ_JOURNAL, chain):
        return True
    return may_read(asker) and chain in SITE_CHAINS


def _between(asked: Asked) -> Q:
    found = Q()
    if asked.since is not None:
        found &= Q(at__gte=datetime.combine(asked.since, time.min, tzinfo=BEIJING))
    if asked.until is not None:
        found &= Q(at__lt=datetime.combine(asked.until + timedelta(days=1), time.min, tzinfo=BEIJING))
    return found
