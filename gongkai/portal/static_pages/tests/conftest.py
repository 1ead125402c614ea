"""A town with published records, and the pages of its site as files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from gongkai.portal.static_pages.renewing import Renewal, renew
from gongkai.records.actions.publish_record import publish_record
from gongkai.records.models import Publication, Record
from gongkai.records.tests import making
from gongkai.units.models import Agency

NOW = making.NOW


@pytest.fixture
def unit(db: None) -> Agency:
    """A town government with its people."""
    made = making.a_unit()
    making.people(made)
    return made


@pytest.fixture
def publish(unit: Agency) -> Callable[..., Publication]:
    """Publish a record of the town; words given as for a draft."""

    def one(record: Record | None = None, note: str = "", **said: Any) -> Publication:
        record = record or making.an_approved(unit, **said)
        return publish_record(record.pk, change_note=note, actor=making.actors(unit)["publisher"], now=NOW)

    return one


@pytest.fixture
def made_anew() -> Callable[[], None]:
    """Do what the worker does until nothing is left to do."""
    renewal = Renewal()

    def work() -> None:
        while renew(NOW, renewal):
            pass

    return work
