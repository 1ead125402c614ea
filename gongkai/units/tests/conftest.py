"""A district with its three administrators."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.conf import LazySettings

from gongkai.kit.who import Actor
from gongkai.units.models import Agency, Person
from gongkai.units.tests import signing


@dataclass(frozen=True, slots=True)
class District:
    """The agency on top and those who administer it."""

    top: Agency
    system: Person
    security: Person
    audit: Person

    @property
    def keeper(self) -> Actor:
        """The system administrator as actor."""
        return signing.actor(self.system)

    @property
    def giver(self) -> Actor:
        """The security administrator as actor."""
        return signing.actor(self.security)


@pytest.fixture(autouse=True)
def quick_hashes(settings: LazySettings) -> None:
    """What is proved here is not how slow a hash is."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def district(db: None) -> District:
    """A district with the three administrators."""
    top = signing.agency("district", level=Agency.Level.COUNTY, name="某区人民政府", short="某区")
    return District(
        top,
        signing.person("系统管理员", top, "system_administrator", login="sys"),
        signing.person("安全保密管理员", top, "security_administrator", login="sec"),
        signing.person("安全审计员", top, "audit_administrator", login="aud"),
    )
