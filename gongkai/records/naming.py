"""The words for codes as people read them, by the rules of a day or, for codes of older rules, of the day they were."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache

from gongkai.law.errors import UnknownLaw
from gongkai.law.publicity import ground_of, mark_of
from gongkai.law.record_classes import category_of, class_of, document_kind_of, genre_of

OLD_RULES = date(2008, 5, 1)
FIND: dict[str, Callable[[str, date], object]] = {
    "category": category_of,
    "class_code": class_of,
    "mark": mark_of,
    "ground": ground_of,
    "document_kind": document_kind_of,
    "genre": genre_of,
}


@lru_cache(maxsize=2000)
def label(name: str, code: str, on: date) -> str:
    """The word for a code; by the first rules where today's no longer have it; the code itself where none has."""
    if not code:
        return ""
    for day in (on, OLD_RULES):
        try:
            return str(getattr(FIND[name](code, day), "label"))  # noqa: B009 - the classes share no base
        except UnknownLaw:
            continue
    return code
