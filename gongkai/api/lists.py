"""The lists that an office system's form offers, as the law's rows of the day have them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from django.conf import settings

from gongkai.api.schemas import ClassesOut, CodeOut, DetailOut, GroundOut, MarkChoiceOut, MarksOut
from gongkai.law.publicity import grounds_for, marks
from gongkai.law.record_classes import categories, classes_for, document_kinds, genres, index_classes
from gongkai.records.models import Record
from gongkai.units.models import Agency


class Named(Protocol):
    """A row with a code and what it is called."""

    @property
    def code(self) -> str: ...
    @property
    def label(self) -> str: ...


def marks_on(on: date) -> MarksOut:
    """The marks of the day, each with the grounds that may stand beside it and what these ask for."""
    return MarksOut(
        on=on,
        marks=[
            MarkChoiceOut(
                code=one.code, label=one.label, footer=one.footer, ground=one.ground, reason=one.reason,
                published=one.published,
                grounds=[
                    GroundOut(
                        code=ground.code, label=ground.label,
                        details=[
                            DetailOut(
                                code=detail.code, label=detail.label, required=detail.required,
                                choices=_codes(detail.choices),
                            )
                            for detail in ground.details
                        ],
                    )
                    for ground in (grounds_for(one.code, on) if one.ground != "none" else ())
                ],
            )
            for one in marks(on)
        ],
    )  # fmt: skip


def classes_on(agency: Agency, on: date) -> ClassesOut:
    """The codes of the day that concern an agency of this level."""
    return ClassesOut(
        on=on,
        classes=_codes(classes_for(agency.level, on)),
        categories=_codes(categories(on)),
        index_classes=_codes(index_classes(settings.INDEX_CLASSES, on)),
        genres=_codes(genres(on)),
        document_kinds=_codes(document_kinds(on)),
        origins=[CodeOut(code=code, label=str(label)) for code, label in Record.Origin.choices],
    )


def _codes(rows: Iterable[Named]) -> list[CodeOut]:
    return [CodeOut(code=one.code, label=one.label) for one in rows]
