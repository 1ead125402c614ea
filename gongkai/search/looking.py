"""One look at the index for all that one page asks of it: the copy that answers, each list and each fact, read once.

Lists are asked for again and again with the same filters, once for the answer and once for the counts of every filter
beside it; what was found the first time is what the rest of the page is made from.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from gongkai.search.asked import NEWEST, Asked, narrowed, sought, standing
from gongkai.search.engines.chosen import engine
from gongkai.search.engines.line import line
from gongkai.search.engines.terms import Parts, Sought
from gongkai.search.facets import LETTERS
from gongkai.search.models import IndexState
from gongkai.search.question import read

# So many are counted exactly.
CAP = 5_000
VALIDITY = "validity"
# What is read of each document that is counted, in this order; the validity is that of the day asked about.
COUNTED = (*LETTERS, VALIDITY)


class Look:
    """Belongs to one request and is never kept: what it has read does not change any more."""

    def __init__(self) -> None:
        self._slot = ""
        self._lists: dict[Asked, tuple[list[int], bool]] = {}
        self._facts: dict[date, dict[int, tuple[Any, ...]]] = {}

    def matching(self, asked: Asked) -> tuple[list[int], bool]:
        """The ids of what is found, newest first, at most CAP, and whether there are more."""
        key = replace(asked, sort=NEWEST, page=1)
        if key not in self._lists:
            found = self._found(key)
            self._lists[key] = found[:CAP], len(found) > CAP
        return self._lists[key]

    def newest(self, wanted: Sought, limit: int) -> list[int]:
        """The ids an engine gives, newest first, at most `limit`."""
        found = engine().newest(self._active(), wanted, limit)
        # A copy that answers no more gives nothing: the copies may have changed places since the look began.
        return found if found or not self._changed() else engine().newest(self._active(), wanted, limit)

    def parts(self, ids: Sequence[int]) -> list[Parts]:
        """The parts of these documents, in any order."""
        found = engine().parts(self._active(), ids)
        return found if found or not ids or not self._changed() else engine().parts(self._active(), ids)

    def facts(self, ids: Iterable[int], on: date) -> dict[int, tuple[Any, ...]]:
        """What is COUNTED, by document, of at least these; a document that is gone by now is not among them."""
        known = self._facts.setdefault(on, {})
        missing = [one for one in dict.fromkeys(ids) if one not in known]
        if missing:
            status, days = standing(on)
            among, given = engine().among(missing)
            columns = ", ".join(f"d.{name}" for name in LETTERS)
            with line().cursor() as cursor:
                cursor.execute(
                    f"SELECT d.id, {columns}, {status} FROM search_document d WHERE {among}", [*days, *given]
                )
                known.update((number, tuple(facts)) for number, *facts in cursor.fetchall())
        return known

    def _found(self, asked: Asked) -> list[int]:
        question = read(asked.words)
        if question.asks_nothing:
            return []
        return self.newest(sought(asked, question), CAP + 1) if question.typed else _listed(asked, CAP + 1)

    def _active(self) -> str:
        self._slot = self._slot or _answering()
        return self._slot

    def _changed(self) -> bool:
        """Whether another copy answers by now; it is the one asked from here on."""
        before, self._slot = self._slot, _answering()
        return self._slot != before


def _answering() -> str:
    """The copy of the index that answers now."""
    found = IndexState.objects.filter(id=1).values_list("active", flat=True).first()
    return found or "a"


def _listed(asked: Asked, limit: int) -> list[int]:
    conditions, values = narrowed(asked)
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    with line().cursor() as cursor:
        cursor.execute(f"SELECT d.id FROM search_document d{where} ORDER BY d.id DESC LIMIT %s", [*values, limit])
        return [row[0] for row in cursor.fetchall()]
