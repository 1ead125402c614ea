"""What tests of signed-in people need: administrators, and a second factor where the site asks for one."""

from __future__ import annotations

from datetime import date, datetime
from itertools import count

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from gongkai.kit.clock import BEIJING
from gongkai.kit.who import Actor
from gongkai.units.acting import actor_of
from gongkai.units.models import Agency, AgencyLink, Duty, Person
from gongkai.units.passwords import set_password

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=BEIJING)
TODAY = NOW.date()
PASSWORD = "Qz-Gongkai-26"
numbers = count(1)


def agency(code: str, under: Agency | None = None, **more: object) -> Agency:
    """An agency, administered by another."""
    given = {"name": f"{code}局", "short": code, "level": Agency.Level.DEPARTMENT, **more}
    made = Agency.objects.create(code=code, **given)
    if under is not None:
        AgencyLink.objects.create(upper=under, lower=made, kind=AgencyLink.Kind.ADMINISTERS)
    return made


def person(name: str, unit: Agency | None, *duties: str, login: str = "", since: datetime = NOW) -> Person:
    """A person of the unit with duties there since 2025, and a password set at `since` that need not be changed."""
    made = Person.objects.create_user(login or f"p{next(numbers):05d}", None, name=name, agency=unit)
    set_password(made, PASSWORD, must_change=False, now=since)
    for kind in duties:
        assert unit is not None
        Duty.objects.create(person=made, agency=unit, kind=kind, begins=date(2025, 1, 1))
    return made


def actor(of: Person) -> Actor:
    """What the person may do on the day of the tests."""
    return actor_of(of, TODAY)


def with_second_factor(of: Person, secret: str = "") -> Person:
    """Give the person an authenticator, so that the gate lets him pass."""
    TOTP.activate(of, secret or generate_totp_secret())
    assert Authenticator.objects.filter(user=of).exists()
    return of
