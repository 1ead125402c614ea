"""The queries on agencies. Which agencies there are is public; `asker` is taken so that it can cease to be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from gongkai.kit.who import Actor
from gongkai.units.models import Agency, AgencyLink, AgencyName

Kind = AgencyLink.Kind


@dataclass(frozen=True, slots=True)
class Branch:
    """An agency in the tree of one day: its name of that day, how deep it stands, and whether the asker manages it."""

    agency: Agency
    name: str
    depth: int


@dataclass(frozen=True, slots=True)
class Named:
    """A name and the days from and to which it was borne; `ends` None for the present one."""

    name: str
    short: str
    begins: date | None
    ends: date | None


def agency(asker: Actor, code: str) -> Agency | None:
    """One agency by code, or None."""
    return Agency.objects.filter(code=code).first()


def agencies(asker: Actor) -> QuerySet[Agency]:
    """All agencies that are or were, by code."""
    return Agency.objects.order_by("code")


def agencies_on(asker: Actor, on: date) -> QuerySet[Agency]:
    """The agencies that exist on that day, by code."""
    return Agency.objects.filter(_holds(on)).order_by("code")


def below(asker: Actor, upper: Agency, on: date) -> QuerySet[Agency]:
    """The agencies that `upper` supervises or administers on that day."""
    links = AgencyLink.objects.filter(_holds(on), upper=upper).exclude(kind=Kind.SUCCEEDS)
    return Agency.objects.filter(pk__in=links.values("lower")).order_by("code")


def tree(asker: Actor, on: date) -> list[Branch]:
    """All agencies of that day in the order of the tree: each under its superior, first of 隶属, else of 指导监督."""
    rows = {one.pk: one for one in agencies_on(asker, on)}
    above: dict[int, int] = {}
    for kind in (Kind.ADMINISTERS, Kind.SUPERVISES):
        for upper, lower in _links(kind, on):
            if upper in rows and lower in rows:
                above.setdefault(lower, upper)
    under: dict[int | None, list[Agency]] = {}
    for one in rows.values():
        under.setdefault(above.get(one.pk), []).append(one)
    names = names_on(rows.values(), on)
    found: list[Branch] = []
    waiting = [(one, 0) for one in reversed(under.get(None, []))]
    while waiting:
        one, depth = waiting.pop()
        found.append(Branch(one, names[one.pk], depth))
        waiting += [(lower, depth + 1) for lower in reversed(under.get(one.pk, []))]
    return found


def superior(asker: Actor, of: Agency, on: date) -> Agency | None:
    """Horizontally: the agency it belongs to (隶属) that day, or None."""
    return Agency.objects.filter(pk__in=_links_of(Kind.ADMINISTERS, on).filter(lower=of).values("upper")).first()


def supervisors(asker: Actor, of: Agency, on: date) -> QuerySet[Agency]:
    """Vertically: the agencies that guide and supervise it (指导监督) that day."""
    links = _links_of(Kind.SUPERVISES, on).filter(lower=of)
    return Agency.objects.filter(pk__in=links.values("upper")).order_by("code")


def ancestors(asker: Actor, of: Agency, on: date) -> list[Agency]:
    """Everything above it that day, both ways, the nearest first."""
    return _walk(of, on, upward=True)


def descendants(asker: Actor, of: Agency, on: date) -> list[Agency]:
    """Everything below it that day, both ways, the nearest first."""
    return _walk(of, on, upward=False)


def successors(asker: Actor, of: Agency) -> list[AgencyLink]:
    """The agencies that succeeded it, each with the day."""
    return list(AgencyLink.objects.filter(lower=of, kind=Kind.SUCCEEDS).select_related("upper").order_by("begins"))


def successions(asker: Actor) -> list[AgencyLink]:
    """Every succession there was: `upper` succeeded `lower`."""
    return list(AgencyLink.objects.filter(kind=Kind.SUCCEEDS).select_related("upper").order_by("begins", "upper__code"))


def predecessors(asker: Actor, of: Agency) -> list[AgencyLink]:
    """The agencies that it succeeded, each with the day."""
    return list(AgencyLink.objects.filter(upper=of, kind=Kind.SUCCEEDS).select_related("lower").order_by("begins"))


def links_of(asker: Actor, of: Agency) -> list[AgencyLink]:
    """Every link in which it stands, holding or ended, except succession."""
    both = AgencyLink.objects.filter(Q(upper=of) | Q(lower=of)).exclude(kind=Kind.SUCCEEDS)
    return list(both.select_related("upper", "lower").order_by("ends", "kind", "upper__code", "lower__code"))


def names_of(asker: Actor, of: Agency) -> list[Named]:
    """All its names, the first one first, the present one last."""
    former = list(AgencyName.objects.filter(agency=of).order_by("ends"))
    found = [Named(one.name, one.short, one.begins, one.ends) for one in former]
    return [*found, Named(of.name, of.short, former[-1].ends if former else of.begins, None)]


def name_on(of: Agency, on: date) -> str:
    """The name it bore that day."""
    return names_on([of], on)[of.pk]


def names_on(some: Iterable[Agency], on: date) -> dict[int, str]:
    """The names that several bore that day, by primary key, in one query."""
    found = {one.pk: one.name for one in some}
    former = AgencyName.objects.filter(agency_id__in=found, ends__gt=on).order_by("-ends")
    for one in former:
        if one.begins is None or one.begins <= on:
            found[one.agency_id] = one.name
    return found


def _walk(start: Agency, on: date, *, upward: bool) -> list[Agency]:
    steps: dict[int, list[int]] = {}
    for kind in (Kind.ADMINISTERS, Kind.SUPERVISES):
        for upper, lower in _links(kind, on):
            one, other = (lower, upper) if upward else (upper, lower)
            steps.setdefault(one, []).append(other)
    order: dict[int, None] = {}
    waiting = [start.pk]
    while waiting:
        following = [
            other for one in waiting for other in steps.get(one, []) if other != start.pk and other not in order
        ]
        order |= dict.fromkeys(following)
        waiting = list(dict.fromkeys(following))
    rows = Agency.objects.in_bulk(list(order))
    return [rows[pk] for pk in order]


def _links_of(kind: str, on: date) -> QuerySet[AgencyLink]:
    return AgencyLink.objects.filter(_holds(on), kind=kind)


def _links(kind: str, on: date) -> list[tuple[int, int]]:
    return list(_links_of(kind, on).order_by("upper__code", "lower__code").values_list("upper_id", "lower_id"))


def _holds(on: date) -> Q:
    return (Q(begins=None) | Q(begins__lte=on)) & (Q(ends=None) | Q(ends__gt=on))
