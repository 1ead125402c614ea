"""Quick hashes, and one clerk who may sign in."""

from __future__ import annotations

import pytest
from django.conf import LazySettings

from gongkai.kit import clock
from gongkai.units.models import Agency, Person
from gongkai.units.tests import signing


@pytest.fixture(autouse=True)
def quick_hashes(settings: LazySettings) -> None:
    """What is proved here is not how slow a hash is."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def unit(db: None) -> Agency:
    """A town."""
    return signing.agency("town", name="某镇人民政府", short="某镇", level=Agency.Level.TOWN)


@pytest.fixture
def clerk(unit: Agency) -> Person:
    """A clerk of the town."""
    return signing.person("经办人（某镇）", unit, "clerk", login="clerk", since=clock.now())
