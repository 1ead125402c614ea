"""People who sign in, and records on their way."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from gongkai.kit import clock
from gongkai.records.models import Record
from gongkai.records.tests import making
from gongkai.units.models import Agency, Person

PHONES = "<p>一、经办人手机号码13950012345。</p><p>二、另一经办人手机号码13950054321。</p>"


@pytest.fixture
def unit(db: None) -> Agency:
    made = making.a_unit()
    making.people(made)
    return made


def browser_of(person: Person) -> Client:
    """A signed-in browser of somebody whose password need not be changed now."""
    Person.objects.filter(pk=person.pk).update(password_set_at=clock.now())
    client = Client()
    client.force_login(person)  # type: ignore[arg-type]
    return client


@pytest.fixture
def signed_in(unit: Agency) -> Callable[..., Client]:
    """A browser of the person with that duty, in the unit of the tests or in another."""
    return lambda duty, at=None: browser_of(making.people(at or unit)[duty])


@pytest.fixture
def pointed(unit: Agency) -> Record:
    """A submitted record in whose text two places were pointed at."""
    return making.a_submitted(unit, body=PHONES, doc_number="涂政〔2026〕9号")
