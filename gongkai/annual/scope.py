"""Whose figure a clause gives: the whole report's, somebody's, the reporting office's own, another time's."""

from __future__ import annotations

import re
from typing import Literal

from gongkai.annual.compact import squeezed
from gongkai.law.claim_rules import Scope

Whose = Literal["whole", "own", "other", "time"]
_CLAUSE = re.compile(r"[，,：:；;（(]")
_YEAR = re.compile(r"(?:^|[，,；;：:（(])(?:在|截至|至|自)?((?:19|20)\d\d)年")


def whose(before: str, inside: str, scope: Scope, *, year: int | None, agency: str) -> Whose:
    """Who owns a figure: `before` is the sentence up to the chunk, `inside` the chunk up to the figure's words.

    The latest clause that names anybody decides.

    `own`: the reporting office itself, where its report otherwise carries the government's figures.
    """
    stated = _YEAR.findall(before + inside)
    if year is not None and stated and int(stated[-1]) != year:
        return "time"
    clauses = _CLAUSE.split(inside)
    if scope.other_time.search(clauses[-1]):
        return "time"
    for clause in reversed(clauses):
        found = _subject(clause, scope, squeezed(agency))
        if found:
            return found
    return "whole"


def _subject(clause: str, scope: Scope, agency: str) -> Whose | None:
    """Who a clause names; None when it names nobody."""
    is_office = bool(scope.office.search(agency))
    if agency and agency in clause:
        return "whole"
    if is_office and scope.own_office.search(clause):
        return "own"
    rest = scope.filler.sub("", clause)
    if is_office:
        rest = re.sub(r"[省市区县镇乡](?:人民)?政府(?!办)", "", rest)
    named = scope.whole.sub("", rest)
    if scope.somebody.search(named):
        return "other"
    return "whole" if named != rest else None
