"""From what is public to what the open interface says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.urls import reverse

from gongkai.kit.clock import BEIJING
from gongkai.records.published import Entry, Gone
from gongkai.search.asking import Hit
from gongkai.search.excerpts import Segments
from gongkai.statistics.models import AnnualReport

# What can be found, and the page of each: the name of its address and the parts of its key.
PAGES: dict[str, Callable[[str], tuple[str, ...]]] = {
    "record": lambda key: ("record", key),
    "annual_report": lambda key: ("report", *key.rsplit("/", 1)),
    "guide": lambda key: ("unit-guide", key),
}


def address(name: str, *args: Any) -> str:
    """The whole address of a public page."""
    return f"{settings.BASE_URL}{reverse(f'portal:{name}', args=args)}"


def told_entry(entry: Entry) -> dict[str, Any]:
    """A record as the catalogue has it."""
    return {
        "index_number": entry.number, "title": entry.title, "summary": entry.summary, "formed_on": entry.formed_on,
        "doc_number": entry.doc_number, "agency_code": entry.agency_code, "agency": entry.agency_name,
        "item": entry.item, "genre": entry.genre, "topic": entry.topic, "effective_on": entry.effective_on,
        "expires_on": entry.expires_on, "published_at": entry.published_at.astimezone(BEIJING),
        "changed_at": entry.changed_at.astimezone(BEIJING), "page": address("record", entry.number),
        "data": address("record-json", entry.number),
    }  # fmt: skip


def told_gone(gone: Gone) -> dict[str, Any]:
    """A withdrawn record's stub."""
    return {
        "index_number": gone.number, "title": gone.title, "agency_code": gone.agency_code, "agency": gone.agency_name,
        "withdrawn_at": gone.withdrawn_at.astimezone(BEIJING), "reason": gone.reason,
    }  # fmt: skip


def told_report(row: AnnualReport) -> dict[str, Any]:
    """A report and where its figures are."""
    place = (row.agency.code, row.year)
    return {
        "agency_code": row.agency.code, "agency": row.agency.name, "year": row.year, "title": row.title,
        "edition": row.edition, "version": row.version, "published_at": row.published_at.astimezone(BEIJING),
        "page": address("report", *place), "cells": settings.BASE_URL + reverse("open:report_cells", args=place),
    }  # fmt: skip


def cells_of(row: AnnualReport) -> dict[str, Any]:
    """The figures of a report as they were published."""
    figures: dict[str, dict[str, Any]] = row.content["figures"]
    return {
        "agency_code": row.agency.code, "year": row.year, "edition": row.edition,
        "cells": {cell: str(figure["value"]) for cell, figure in figures.items()}, "unread": row.content["unread"],
    }  # fmt: skip


def told_hit(hit: Hit) -> dict[str, Any]:
    """Something found, with the passage where it was found."""
    return {
        "kind": hit.kind, "key": hit.key, "title": _plain(hit.title), "excerpt": _plain(hit.excerpt),
        "agency": hit.agency_name, "doc_number": hit.doc_number, "published_at": hit.published_at.astimezone(BEIJING),
        "page": address(*PAGES[hit.kind](hit.key)),
    }  # fmt: skip


def _plain(segments: Segments) -> str:
    return "".join(text for text, _ in segments)
