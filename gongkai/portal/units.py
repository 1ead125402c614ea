"""The units as the public pages group them: by level, those of today first, then those that ended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from gongkai.kit.who import VISITOR
from gongkai.units import reads
from gongkai.units.models import Agency

Level = Agency.Level
GOVERNMENTS = (Level.PROVINCE, Level.CITY, Level.COUNTY)


@dataclass(frozen=True, slots=True)
class Group:
    """Units of one kind under their heading."""

    label: str
    units: tuple[Agency, ...]


@dataclass(frozen=True, slots=True)
class Successor:
    """A unit that took over, and from which day."""

    unit: Agency
    since: date | None


@dataclass(frozen=True, slots=True)
class Ended:
    """A unit that exists no more, with those that succeeded it."""

    unit: Agency
    successors: tuple[Successor, ...]


def groups_of(units: Iterable[Agency]) -> tuple[Group, ...]:
    """The units by kind: governments from the highest down, departments, towns, public institutions."""
    found: dict[str, list[Agency]] = {level: [] for level in Level.values}
    for unit in units:
        found[unit.level].append(unit)
    parts = (
        (gettext("人民政府"), [unit for level in GOVERNMENTS for unit in found[level]]),
        (gettext("部门"), found[Level.DEPARTMENT]),
        (gettext("镇、街道"), found[Level.TOWN]),
        (gettext("事业单位"), found[Level.SERVICE]),
    )
    return tuple(Group(label, tuple(some)) for label, some in parts if some)


def groups_on(on: date, units: Iterable[Agency]) -> tuple[Group, ...]:
    """Those of the units that exist on that day, in their groups."""
    return groups_of(unit for unit in units if exists(unit, on))


def exists(unit: Agency, on: date) -> bool:
    """Whether it is a unit on that day."""
    return (unit.begins is None or unit.begins <= on) and (unit.ends is None or unit.ends > on)


def ended_by(on: date, units: Iterable[Agency]) -> tuple[Ended, ...]:
    """Those of the units that had ended by that day."""
    gone = [unit for unit in units if unit.ends is not None and unit.ends <= on]
    if not gone:
        return ()
    taken: dict[int, list[Successor]] = {unit.pk: [] for unit in gone}
    for link in reads.successions(VISITOR):
        if link.lower_id in taken:
            taken[link.lower_id].append(Successor(link.upper, link.begins))
    return tuple(Ended(unit, tuple(taken[unit.pk])) for unit in gone)
