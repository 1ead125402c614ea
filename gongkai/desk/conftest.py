"""For the tests of all areas of the desk: a unit with its people, and browsers in which they are signed in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from gongkai.kit import clock
from gongkai.records.tests import making
from gongkai.units.models import Agency, Person


def browser_of(person: Person) -> Client:
    """A signed-in browser of somebody whose password need not be changed now."""
    Person.objects.filter(pk=person.pk).update(password_set_at=clock.now())
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def unit(db: None) -> Agency:
    """A town with one person for each duty."""
    made = making.a_unit()
    making.people(made)
    return made


@pytest.fixture
def signed_in(unit: Agency) -> Callable[..., Client]:
    """A browser of the person with that duty, in the unit of the tests or in another."""
    return lambda duty, at=None: browser_of(making.people(at or unit)[duty])
