"""Where a record came from, in words: the office system that handed it over and its number there."""

from __future__ import annotations

from django.utils.translation import gettext

from gongkai.kit.who import Actor
from gongkai.records import reads
from gongkai.records.models import Record
from gongkai.units.systems import name_of_prefix


def source_words(asker: Actor, record: Record) -> str:
    """One line for the own unit; empty for what was drafted here, and for a co-maker."""
    if not record.source_system or not reads.is_own(asker, record):
        return ""
    facts = {"name": name_of_prefix(record.source_system), "key": record.source_key}
    return gettext("由办公系统“%(name)s”移送（编号 %(key)s）") % facts
