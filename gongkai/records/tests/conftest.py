"""Units and records for the tests of this room."""

from __future__ import annotations

import pytest

from gongkai.records.models import Record
from gongkai.records.tests import making
from gongkai.units.models import Agency


@pytest.fixture
def unit(db: None) -> Agency:
    """A town government with one person for each duty."""
    made = making.a_unit()
    making.people(made)
    return made


@pytest.fixture
def draft(unit: Agency) -> Record:
    """A complete draft of its clerk."""
    return making.a_draft(unit)


@pytest.fixture
def submitted(unit: Agency) -> Record:
    """The same, waiting at the first step."""
    return making.a_submitted(unit)


@pytest.fixture
def approved(unit: Agency) -> Record:
    """The same, signed and waiting for the publisher."""
    return making.an_approved(unit)
