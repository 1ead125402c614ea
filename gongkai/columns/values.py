"""What a page says, as it is handed in and kept: by field code, cleaned, with one hash over all of it."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from datetime import date
from hashlib import sha256

from gongkai.law.unit_columns import PageField, page_fields

Values = dict[str, str]


def cleaned(kind: str, given: Mapping[str, str], on: date) -> Values:
    """The values of a page of that kind, in the law's order: known fields only, blanks at the edges and marks that
    cannot be seen taken off, one form of line ends. Empty ones are left out."""
    found = {}
    for field in page_fields(kind, on):
        value = tidy(str(given.get(field.code, "")), field)
        if value:
            found[field.code] = value
    return found


def tidy(value: str, field: PageField) -> str:
    """One value. A text keeps its lines, without blank ones at the ends; everything else is one line."""
    return "\n".join(_lines(value)) if field.kind == "text" else tidy_line(value)


def tidy_line(value: str) -> str:
    """The same for a value that is one line."""
    return " ".join(_lines(value))


def _lines(value: str) -> list[str]:
    seen = "".join(one for one in unicodedata.normalize("NFC", value) if one in "\n\r\t" or _shows(one))
    lines = (" ".join(line.split()) for line in seen.splitlines())
    return [line for line in lines if line]


def hash_of(kind: str, values: Mapping[str, str]) -> str:
    """The SHA-256 over kind and values in one canonical spelling."""
    said = json.dumps({"kind": kind, "values": dict(values)}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(said.encode()).hexdigest()


def _shows(one: str) -> bool:
    """No control characters, no surrogates, nothing that turns the direction of writing or cannot be seen."""
    return unicodedata.category(one) not in ("Cc", "Cf", "Cs", "Co", "Cn")
