"""A district with its administrators and a clerk, each with a browser of his own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.conf import LazySettings
from django.test import Client

from gongkai.kit import clock
from gongkai.units.models import Agency, Person
from gongkai.units.tests import signing


@pytest.fixture(autouse=True)
def quick_hashes(settings: LazySettings) -> None:
    """What is proved here is not how slow a hash is."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def top(db: None) -> Agency:
    """The district."""
    return signing.agency("district", level=Agency.Level.COUNTY, name="某区人民政府", short="某区")


@pytest.fixture
def town(top: Agency) -> Agency:
    """A town of the district."""
    return signing.agency("town", top, level=Agency.Level.TOWN, name="某镇人民政府", short="某镇")


@pytest.fixture
def staff(top: Agency, town: Agency) -> dict[str, Person]:
    """One person of each kind that matters here."""
    now = clock.now()
    kinds = {
        "system": ("系统管理员", top, "system_administrator"),
        "security": ("安全保密管理员", top, "security_administrator"),
        "audit": ("安全审计员", top, "audit_administrator"),
        "clerk": ("经办人（某镇）", town, "clerk"),
    }
    return {
        name: signing.person(words, unit, duty, login=name, since=now) for name, (words, unit, duty) in kinds.items()
    }


@pytest.fixture
def seat(staff: dict[str, Person]) -> Callable[[str], Client]:
    """A browser in which that person has signed in."""

    def take(name: str) -> Client:
        client = Client()
        if name != "nobody":
            signing.with_second_factor(staff[name])
            client.force_login(staff[name])
        return client

    return take
