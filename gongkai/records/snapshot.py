"""The snapshot: everything a public page needs, written once at publication and read by nothing but the public side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from gongkai.kit.clock import BEIJING
from gongkai.law.doc_numbers import DocNumberError, parse_doc_number
from gongkai.law.errors import UnknownLaw
from gongkai.law.publicity import mark_of
from gongkai.law.record_classes import category_of, class_of, document_kind_of, genre_of
from gongkai.law.record_metadata import metadata_fields
from gongkai.records.models import Publication, Record
from gongkai.records.said import Said
from gongkai.units.models import Agency

Snapshot = dict[str, Any]
MINUTE = "%Y-%m-%d %H:%M"


def freeze(
    record: Record,
    said: Said,
    *,
    number: str,
    version: int,
    now: datetime,
    first: datetime,
    cleaned: Mapping[str, Mapping[str, Any]],
    changes: Sequence[Mapping[str, str]],
) -> Snapshot:
    """The page as JSON: text only, so that it reads the same on any day and in any database.

    `cleaned` gives the cleaned copy of each attachment by the original's hash; an attachment without one is left out.
    """
    on = now.astimezone(BEIJING).date()
    mark = mark_of(said.mark, on)
    joint = _names(said.joint)
    values = {
        "index_number": number,
        "doc_number": said.doc_number,
        "issuer": record.agency.name,
        "joint": "、".join(joint),
        "topic_class": said.topic,
        "formed_on": _day(said.formed_on),
        "effective_on": _day(said.effective_on),
        "expires_on": _day(said.expires_on),
        "publicity_attribute": mark.label,
        "item": _class_label(said, on),
        "keywords": "、".join(said.keywords),
    }
    return {
        "title": said.title,
        "number": number,
        "version": version,
        "agency": {"code": record.agency.code, "name": record.agency.name, "short": record.agency.short},
        "metadata": [
            {"code": field.code, "label": field.label, "value": values[field.code]}
            for field in metadata_fields(on)
            if values.get(field.code)
        ],
        "body": said.body,
        "footer": mark.footer,
        "summary": said.summary,
        "keywords": list(said.keywords),
        "category": _label(category_of, said.category, on),
        "genre": _label(genre_of, said.genre, on),
        "document_kind": {"code": said.document_kind, "label": _label(document_kind_of, said.document_kind, on)},
        "class": {"code": said.class_code, "label": values["item"]},
        "formed_on": _day(said.formed_on),
        "effective_on": _day(said.effective_on),
        "expires_on": _day(said.expires_on),
        "files": [
            {"name": one.name, "digest": str(copy["digest"]), "size": int(copy["size"])}
            for one in said.files
            if (copy := cleaned.get(one.digest)) is not None
        ],
        "published_at": now.astimezone(BEIJING).strftime(MINUTE),
        "first_published_at": first.astimezone(BEIJING).strftime(MINUTE),
        "changes": [dict(one) for one in changes],
    }


def changes_of(earlier: Sequence[Publication], version: int, note: str, now: datetime) -> list[dict[str, str]]:
    """The history of changes as the public reads it: every earlier revision's note and this one's, oldest first."""
    rows = [
        {
            "version": str(row.version),
            "at": row.published_at.astimezone(BEIJING).strftime(MINUTE),
            "note": row.change_note,
        }
        for row in sorted(earlier, key=lambda row: row.version)
    ]
    return [*rows, {"version": str(version), "at": now.astimezone(BEIJING).strftime(MINUTE), "note": note}]


def number_parts(doc_number: str) -> dict[str, Any]:
    """机关代字, year and serial as the columns of a publication hold them; empty where it is no such number."""
    try:
        found = parse_doc_number(doc_number)
    except DocNumberError:
        return {"doc_prefix": "", "doc_year": None, "doc_serial": None}
    return {"doc_prefix": found.prefix[:60], "doc_year": found.year, "doc_serial": found.serial}


def digests_of(snapshot: Mapping[str, Any]) -> set[str]:
    """The hashes of the files a snapshot offers."""
    return {str(one["digest"]) for one in snapshot.get("files", [])}


def _class_label(said: Said, on: date) -> str:
    return _label(class_of, said.class_code, on)


def _label(find: Any, code: str, on: date) -> str:
    if not code:
        return ""
    try:
        return str(find(code, on).label)
    except UnknownLaw:
        return ""


def _names(codes: Sequence[str]) -> list[str]:
    known = dict(Agency.objects.filter(code__in=codes).values_list("code", "name"))
    return [known[code] for code in codes if code in known]


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
