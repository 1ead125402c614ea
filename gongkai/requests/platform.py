"""The platform itself as an actor: it does for an applicant what he handed in from outside, and nothing else."""

from __future__ import annotations

from gongkai.kit.who import Actor
from gongkai.law.procedure import PLATFORM
from gongkai.units.powers import as_duty


def platform_for(agency: str) -> Actor:
    """The platform, acting in one unit's requests."""
    return Actor("platform:intake", "公开平台", frozenset({(as_duty(PLATFORM), agency)}))
