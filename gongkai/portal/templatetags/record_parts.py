"""Parts of a record's page that are reckoned from its facts; the desk's preview shows the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.template import Library
from django.urls import reverse
from django.utils.translation import gettext

from gongkai.kit import clock
from gongkai.law.topics import topic_code
from gongkai.portal import browsing
from gongkai.records.published import PublicRecord

register = Library()


@dataclass(frozen=True, slots=True)
class Turn:
    """One day in a document's life: what happened, by or to which document, and whether it is still to come."""

    on: date
    words: str
    about: str = ""
    address: str = ""
    to_come: bool = False


@register.simple_tag
def turns_of(record: PublicRecord) -> list[Turn]:
    """The history of a document's validity, oldest first; empty for one that can have none."""
    if record.validity is None:
        return []
    found = [Turn(record.formed_on, gettext("印发"), record.doc_number)] if record.formed_on else []
    if record.effective_on:
        found.append(Turn(record.effective_on, gettext("施行")))
    found += [Turn(one.on, one.words, "", _address(one.index_number)) for one in record.ended_or_changed_it]
    found += [Turn(one.on, one.words, one.title, _address(one.index_number)) for one in record.ended_or_changed_by_it]
    if record.expires_on:
        found.append(Turn(record.expires_on, gettext("有效期截止")))
    today = clock.today()
    found.sort(key=lambda turn: turn.on)
    return [Turn(one.on, one.words, one.about, one.address, one.on > today) for one in found]


@register.simple_tag
def browsed_by(record: PublicRecord, code: str) -> str:
    """Where the other records with the same fact are listed; empty for a fact without such a list."""
    if code == "topic_class":
        known = topic_code(settings.TOPICS, record.topic)
        return browsing.address("topic", known) if known else ""
    return browsing.address("agency", record.agency_code) if code == "issuer" else ""


def _address(number: str) -> str:
    return reverse("portal:record", args=(number,)) if number else ""
