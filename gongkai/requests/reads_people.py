"""Who handles requests where: for choosing a handler or the unit to which a request is sent on."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from gongkai.kit.who import Actor
from gongkai.requests.sight import codes
from gongkai.units.acting import holds
from gongkai.units.models import Agency, Duty, Person
from gongkai.units.powers import HANDLE_REQUESTS, POWERS

DUTIES = tuple(sorted(duty for duty, powers in POWERS.items() if HANDLE_REQUESTS in powers))


def handlers(asker: Actor, code: str, on: date) -> QuerySet[Person]:
    """The people who handle requests of that unit on that day; for those who see its requests."""
    if code not in codes(asker):
        return Person.objects.none()
    there = Duty.objects.filter(holds(on), agency__code=code, kind__in=DUTIES)
    return Person.objects.filter(is_active=True, pk__in=there.values("person")).order_by("name", "login")


def units_that_handle(asker: Actor, on: date) -> QuerySet[Agency]:
    """The units in which somebody handles requests that day; for those who handle requests themselves."""
    if not codes(asker, HANDLE_REQUESTS):
        return Agency.objects.none()
    there = Duty.objects.filter(holds(on), kind__in=DUTIES, person__is_active=True)
    return Agency.objects.filter(pk__in=there.values("agency")).order_by("code")
