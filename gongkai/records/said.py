"""What one content states: every fact, the text, the attachments and the publicity mark, with one hash over it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from gongkai.kit.clock import BEIJING
from gongkai.law.doc_numbers import DocNumber, DocNumberError, parse_doc_number
from gongkai.records.said_reading import Reading
from gongkai.records.text.reading import plain


@dataclass(frozen=True, slots=True)
class Attached:
    """One attachment: the name people see, the SHA-256 under which the kit keeps it, its size in bytes."""

    name: str
    digest: str
    size: int


@dataclass(frozen=True, slots=True)
class Said:
    """One content as stated. Codes are those of the law's rows; whether they may stand is decided at submission."""

    title: str
    doc_number: str = ""
    formed_on: date | None = None
    effective_on: date | None = None
    expires_on: date | None = None
    embargo_until: datetime | None = None
    origin: str = "made"
    class_code: str = ""
    category: str = ""
    index_class: str = ""
    topic: str = ""
    genre: str = ""
    document_kind: str = ""
    keywords: tuple[str, ...] = ()
    summary: str = ""
    body: str = ""
    files: tuple[Attached, ...] = ()
    mark: str = ""
    ground: str = ""
    ground_details: Mapping[str, str] = field(default_factory=dict)
    mark_reason: str = ""
    joint: tuple[str, ...] = ()

    @classmethod
    def from_json(cls, given: Mapping[str, Any]) -> Said:
        """What somebody hands in: lengths, days and names checked, the body cleaned, the document number canonical.

        Raises Refused with a code and a sentence naming the field.
        """
        return cls(**Reading(given, clean=True).values(), files=_files(Reading(given, clean=True)))

    @classmethod
    def stored(cls, kept: Mapping[str, Any]) -> Said:
        """What a content row holds, exactly as it was hashed."""
        return cls(**Reading(kept, clean=False).values(), files=_files(Reading(kept, clean=False)))

    def to_json(self) -> dict[str, Any]:
        """The form that is stored and hashed: text, whole numbers, lists and maps only."""
        return {
            "title": self.title,
            "doc_number": self.doc_number,
            "formed_on": _day(self.formed_on),
            "effective_on": _day(self.effective_on),
            "expires_on": _day(self.expires_on),
            "embargo_until": self.embargo_until.astimezone(BEIJING).isoformat() if self.embargo_until else "",
            "origin": self.origin,
            "class_code": self.class_code,
            "category": self.category,
            "index_class": self.index_class,
            "topic": self.topic,
            "genre": self.genre,
            "document_kind": self.document_kind,
            "keywords": list(self.keywords),
            "summary": self.summary,
            "body": self.body,
            "files": [{"name": one.name, "digest": one.digest, "size": one.size} for one in self.files],
            "mark": self.mark,
            "ground": self.ground,
            "ground_details": dict(self.ground_details),
            "mark_reason": self.mark_reason,
            "joint": list(self.joint),
        }

    def hash(self) -> str:
        """The SHA-256 of all of it in one canonical spelling; what a sign-off is bound to."""
        return hash_of(self.to_json())

    def number(self) -> DocNumber | None:
        """The document number in its three parts, or None where it is absent or not of that form."""
        try:
            return parse_doc_number(self.doc_number) if self.doc_number else None
        except DocNumberError:
            return None

    def public_text(self) -> str:
        """All running text that a reader would see, without markup: for searching and comparing."""
        parts = (self.title, self.doc_number, self.summary, "、".join(self.keywords), plain(self.body))
        return "\n".join(part for part in parts if part)


def hash_of(kept: Mapping[str, Any]) -> str:
    """The hash of a stored form."""
    return sha256(json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _files(reading: Reading) -> tuple[Attached, ...]:
    return tuple(Attached(name, digest, size) for name, digest, size in reading.attachments())


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
