"""Who sees which records: one's own units', and joint ones once their lead unit has sent them on their way."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from gongkai.kit.who import EVERYWHERE, Actor
from gongkai.records.models import JointAgency, Record
from gongkai.units.powers import READ

# A draft is its own unit's business: a co-maker sees it from submission on, and not while it is being rewritten.
UNSEEN_JOINTLY = (Record.State.DRAFT, Record.State.DISCARDED)


def readable_codes(asker: Actor) -> frozenset[str]:
    """The codes of the units whose records the asker may read; `*` means all."""
    return frozenset(code for act, code in asker.grants if act == READ)


def visible(asker: Actor) -> QuerySet[Record]:
    """Every record the asker may see, with its unit; co-makers' included. Nothing for a visitor."""
    rows = Record.objects.select_related("agency")
    codes = readable_codes(asker)
    if not asker.known or not codes:
        return rows.none()
    if EVERYWHERE in codes:
        return rows
    joint = JointAgency.objects.filter(record=OuterRef("pk"), told_at__isnull=False, agency__code__in=codes)
    return rows.filter(Q(agency__code__in=codes) | (Exists(joint) & ~Q(state__in=UNSEEN_JOINTLY)))


def own(asker: Actor) -> QuerySet[Record]:
    """The records of the asker's own units only, co-makers' left out."""
    codes = readable_codes(asker)
    rows = Record.objects.select_related("agency")
    if not asker.known or not codes:
        return rows.none()
    return rows if EVERYWHERE in codes else rows.filter(agency__code__in=codes)


def is_own(asker: Actor, record: Record) -> bool:
    """Whether the asker reads the record as one of the unit that makes it."""
    return asker.known and asker.may(READ, record.agency.code)


def sees_jointly(record: Record) -> bool:
    """Whether a co-maker that has been told may see the record as it stands."""
    return record.state not in UNSEEN_JOINTLY
