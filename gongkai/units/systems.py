"""Office systems: which there are, whose key is presented, and what actor a system is."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from gongkai.kit.action import Refused
from gongkai.kit.who import EVERYWHERE, Actor
from gongkai.units.acting import actor_of, holds
from gongkai.units.models import Agency, OfficeSystem, Person
from gongkai.units.powers import DRAFT, MANAGE_SYSTEMS, READ
from gongkai.units.systems_keys import NOBODY, fits, prefix_of

SYSTEM = "system:"
# The moment of last use is written no more often than this.
NOTED_EVERY = timedelta(minutes=1)


def systems(asker: Actor) -> QuerySet[OfficeSystem]:
    """The systems of the agencies whose systems the asker manages, those in use first."""
    rows = OfficeSystem.objects.select_related("agency").order_by("ends", "agency__code", "name", "pk")
    codes = _managed(asker)
    return rows if EVERYWHERE in codes else rows.filter(agency__code__in=codes)


def system(asker: Actor, system_id: int) -> OfficeSystem | None:
    """One of them, or None."""
    return systems(asker).filter(pk=system_id).first()


def may_manage(asker: Actor) -> bool:
    """Whether the asker manages the systems of any agency."""
    return bool(_managed(asker))


def agencies_for(asker: Actor, on: date) -> QuerySet[Agency]:
    """The agencies of that day for which the asker may link a system."""
    rows = Agency.objects.filter(Q(ends=None) | Q(ends__gt=on)).order_by("code")
    codes = _managed(asker)
    return rows if EVERYWHERE in codes else rows.filter(code__in=codes)


def system_of_key(key: str, on: date) -> OfficeSystem | None:
    """The system whose key this is and which is linked that day, or None."""
    prefix = prefix_of(key)
    found = OfficeSystem.objects.filter(holds(on), prefix=prefix).select_related("agency").first() if prefix else None
    right = fits(key, found.key_hash if found else NOBODY)
    return found if right else None


def actor_of_system(of: OfficeSystem) -> Actor:
    """The actor a system is: it drafts for its agency and reads there, and can do nothing that asks for a person."""
    code = of.agency.code
    return Actor(SYSTEM + of.prefix, of.name, frozenset({(DRAFT, code), (READ, code)}))


def prefix_of_actor(actor: Actor) -> str:
    """The prefix of the system that acts. Raises Refused "not-a-system" for a person or a process."""
    if not actor.id.startswith(SYSTEM):
        raise Refused("not-a-system", "此事只由接入的办公系统办理，未执行。请在工作台上起草或者修改。")
    return actor.id.removeprefix(SYSTEM)


def name_of_prefix(prefix: str) -> str:
    """What the system is called, for showing where a record came from; empty for none."""
    return OfficeSystem.objects.filter(prefix=prefix).values_list("name", flat=True).first() or "" if prefix else ""


def note_use(of: OfficeSystem, now: datetime) -> None:
    """Write down when the system was last heard of."""
    if of.last_used_at is None or now - of.last_used_at >= NOTED_EVERY:
        OfficeSystem.objects.filter(pk=of.pk).update(last_used_at=now)


def drafter_named(of: OfficeSystem, login: str, on: date) -> Person | None:
    """The person of that login, if he drafts for the system's agency that day; None for anyone else."""
    found = Person.objects.filter(login=login, is_active=True).first() if login else None
    return found if found is not None and actor_of(found, on).may(DRAFT, of.agency.code) else None


def locked_system(system_id: int) -> OfficeSystem:
    """The row, held until the transaction ends. Raises Refused "system-unknown"."""
    rows = OfficeSystem.objects.select_for_update(of=("self",)).select_related("agency")
    found = rows.filter(pk=system_id).first()
    if found is None:
        raise Refused("system-unknown", "没有这个办公系统，未执行。请从办公系统名单中选择。")
    return found


def subject_of(of: OfficeSystem) -> str:
    """How the journal names a system."""
    return f"system {of.prefix}"


def system_facts(of: OfficeSystem) -> dict[str, str]:
    """A system as the journal tells it; nothing of the key but its prefix."""
    return {
        "name": of.name,
        "prefix": of.prefix,
        "agency": of.agency.code,
        "begins": of.begins.isoformat(),
        "ends": of.ends.isoformat() if of.ends else "",
    }


def _managed(asker: Actor) -> frozenset[str]:
    return frozenset(code for act, code in asker.grants if act == MANAGE_SYSTEMS)
