"""Column pages for tests, made through the real actions by a clerk and published by another."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from gongkai.columns.actions.publish_page import publish_page
from gongkai.columns.actions.start_page import start_page
from gongkai.columns.actions.submit_page import submit_page
from gongkai.columns.models import Page, PagePublication
from gongkai.law.unit_columns import page_fields
from gongkai.records.tests.making import NOW, TODAY, a_unit, actors
from gongkai.units.models import Agency

SAMPLES = {
    "phone": "0595-87654321", "email": "bgs@example.gov.cn", "day": "2025-03-21", "flag": "yes", "line": "一行示例",
    "text": "第一段示例\n第二段示例",
}  # fmt: skip


def some_values(kind: str, **changes: str) -> dict[str, str]:
    """Complete values of a page of that kind."""
    found = {}
    for field in page_fields(kind, TODAY):
        if field.kind == "choice":
            found[field.code] = field.choices[0][0]
        elif field.kind != "record":
            found[field.code] = SAMPLES[field.kind]
    return found | changes


def a_page(
    kind: str = "guide", unit: Agency | None = None, *, now: datetime = NOW, values: Mapping[str, str] | None = None
) -> Page:
    """A draft by the unit's clerk."""
    unit = unit or a_unit()
    return start_page(unit, kind, values or some_values(kind), actor=actors(unit)["clerk"], now=now)


def a_waiting(kind: str = "guide", unit: Agency | None = None, *, now: datetime = NOW) -> Page:
    """A page handed over for publication."""
    page = a_page(kind, unit, now=now)
    return submit_page(page.pk, page.edition, actor=actors(page.agency)["clerk"], now=now)


def made_public(page: Page, note: str = "", *, now: datetime = NOW) -> PagePublication:
    """What was handed over, published by the unit's publisher."""
    page.refresh_from_db()
    assert page.text is not None
    who = actors(page.agency)["publisher"]
    return publish_page(page.pk, page.edition, page.text.hash, note, actor=who, now=now)


def a_public(kind: str = "guide", unit: Agency | None = None, *, now: datetime = NOW) -> PagePublication:
    """A public page."""
    return made_public(a_waiting(kind, unit, now=now), now=now)
