"""Whose filing it is to the person who looks: his own unit's, or one that came to him."""

from __future__ import annotations

from gongkai.kit.who import Actor
from gongkai.statistics.models import Filing
from gongkai.units.powers import ACCEPT_FILINGS, FILE_STATISTICS


def receives(actor: Actor, row: Filing) -> bool:
    """Whether the filing came to the person from another unit, so that he goes back to what he receives."""
    return actor.may(ACCEPT_FILINGS, row.receiver.code) and not actor.may(FILE_STATISTICS, row.agency.code)
