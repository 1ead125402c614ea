"""The columns of a record's row that repeat what its current content states, so that lists need not open it."""

from __future__ import annotations

from typing import Any

from gongkai.records.said import Said

AS_STATED = (
    "title", "doc_number", "formed_on", "effective_on", "expires_on", "embargo_until", "origin", "class_code",
    "category", "document_kind", "mark", "ground",
)  # fmt: skip


def columns(said: Said) -> dict[str, Any]:
    """Column to value; the due dates are not among them (they rest on the day, see `due`)."""
    number = said.number()
    return {name: getattr(said, name) for name in AS_STATED} | {
        "doc_prefix": number.prefix[:40] if number else "",
        "doc_year": number.year if number else None,
        "doc_serial": number.serial if number else None,
    }
