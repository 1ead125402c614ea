"""Everything the rule core knows for one day, as rows that can be printed or written as JSON."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from gongkai.cli.as_json import printed
from gongkai.law.applicants import applicant_columns
from gongkai.law.calendar import Calendars
from gongkai.law.errors import UnknownLaw
from gongkai.law.fees import tariffs_on
from gongkai.law.formats import format_for
from gongkai.law.instruments import instruments
from gongkai.law.on import law_on
from gongkai.law.outcomes import edition_on, taxonomy

Row = dict[str, str | int]
Value = TypeVar("Value")


def in_force(on: date) -> dict[str, list[Row] | str]:
    """By subject; a subject for which nothing is registered that day has no rows."""
    time = law_on(on)
    return {
        "day": on.isoformat(),
        "instruments": _texts(on),
        "parameters": [
            {"id": one.id, "title": one.title, "value": one.value, "unit": one.unit, "since": one.since.isoformat(),
             "cite": one.basis, "reading": one.reading}
            for one in time.parameters
        ],
        "deadlines": [
            {"id": one.id, "number": one.number, "title": one.title, "length": one.said, "starts": one.starts_on,
             "since": one.since.isoformat(), "cite": one.basis, "reading": one.reading}
            for one in time.deadlines
        ],
        "outcomes": _outcomes(on),
        "applicants": _applicants(on),
        "tariffs": _tariffs(on),
        "formats": _formats(on),
        "calendar": _calendar(on),
    }  # fmt: skip


def _known(ask: Callable[[], Value]) -> Value | None:
    """None where nothing is registered for that day: the subject is then left empty, as it is."""
    try:
        return ask()
    except UnknownLaw:
        return None


def _texts(on: date) -> list[Row]:
    return [
        {"id": text.id, "title": text.title, "number": text.number, "since": text.effective.isoformat()}
        for text in sorted(instruments().values(), key=lambda text: (text.effective, text.id))
        if text.in_force(on)
    ]


def _outcomes(on: date) -> list[Row]:
    edition = _known(lambda: edition_on(on))
    return [] if edition is None else [
        {"edition": edition, "id": leaf.code, "title": leaf.label, "cite": "、".join(map(printed, leaf.cites))}
        for leaf in taxonomy(edition).leaves
    ]  # fmt: skip


def _applicants(on: date) -> list[Row]:
    found = _known(lambda: applicant_columns(on.year))
    return [] if found is None else [
        {"id": column.code, "title": column.label, "cite": printed(found.cite)} for column in found.columns
    ]  # fmt: skip


def _tariffs(on: date) -> list[Row]:
    return [
        {
            "id": one.id,
            "title": one.title,
            "since": one.since.isoformat(),
            "cite": printed(one.cite),
            "reading": one.reading,
        }
        for one in _known(lambda: tariffs_on(on)) or ()
    ]


def _formats(on: date) -> list[Row]:
    """What a report on that day's year is due in."""
    return [
        {"id": form.id, "title": form.title, "first_year": form.first_year, "last_year": form.last_year or "",
         "cells": len(form.cells), "relations": len(form.relations), "cite": printed(form.cite)}
        for form in _known(lambda: format_for(on.year)) or ()
    ]  # fmt: skip


def _calendar(on: date) -> list[Row]:
    """The day itself, as the notices entered so far have it."""
    day = _known(lambda: Calendars.published().kind_of(on))
    if day is None:
        return []
    return [{"day": on.isoformat(), "working": int(day.working), "reason": day.reason, "cite": printed(day.cite)}]
