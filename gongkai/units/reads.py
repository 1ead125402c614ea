"""The queries on agencies. Which agencies there are is public; `asker` is taken so that it can cease to be."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from gongkai.kit.who import Actor
from gongkai.units.models import Agency, AgencyLink


def agency(asker: Actor, code: str) -> Agency | None:
    """One agency by code, or None."""
    return Agency.objects.filter(code=code).first()


def agencies(asker: Actor) -> QuerySet[Agency]:
    """All agencies that are or were, by code."""
    return Agency.objects.order_by("code")


def below(asker: Actor, upper: Agency, on: date) -> QuerySet[Agency]:
    """The agencies that `upper` supervises or administers on that day."""
    holds = (Q(begins=None) | Q(begins__lte=on)) & (Q(ends=None) | Q(ends__gt=on))
    links = AgencyLink.objects.filter(holds, upper=upper).exclude(kind=AgencyLink.Kind.SUCCEEDS)
    return Agency.objects.filter(pk__in=links.values("lower")).order_by("code")
