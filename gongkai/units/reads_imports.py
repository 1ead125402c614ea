"""The queries on imports of units and people: everybody sees his own."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from gongkai.kit.models import ImportBatch, ImportRow
from gongkai.kit.who import Actor
from gongkai.units.importing_rows import KIND
from gongkai.units.models import Person
from gongkai.units.reads_people import people


def imports(asker: Actor) -> QuerySet[ImportBatch]:
    """The asker's own imports, the newest first."""
    return ImportBatch.objects.filter(kind=KIND, made_by=asker.id).order_by("-made_at")


def import_rows(asker: Actor, batch: ImportBatch, *, bad: bool) -> QuerySet[ImportRow]:
    """The rows of an import, in the order of the file; `bad`: only those with faults."""
    found = ImportRow.objects.filter(batch=batch).order_by("number")
    return found.filter(state__in=(ImportRow.State.BAD, ImportRow.State.FAILED)) if bad else found


def without_password(asker: Actor, batch: ImportBatch, on: date) -> list[Person]:
    """The people an import has made who have no password yet, by login."""
    made = ImportRow.objects.filter(batch=batch, state=ImportRow.State.DONE, made__startswith="person ")
    logins = [text.removeprefix("person ") for text in made.values_list("made", flat=True)]
    found = people(asker, on=on).filter(login__in=logins, password_set_at=None)
    return [one for one in found if not one.has_usable_password()]
