"""Looked at on every start: the table of the procedure and the conditions the program knows agree."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, register

from gongkai.law.errors import LawError
from gongkai.law.procedure import procedures
from gongkai.requests.decide import CONDITIONS


@register()
def procedure_agrees(**_options: Any) -> list[CheckMessage]:
    """Each condition of every edition has its function, and no function stands without a row."""
    try:
        tables = procedures()
    except LawError as error:
        return [Error(str(error), id="gongkai.E040")]
    named = {code for table in tables for code in table.conditions}
    found: list[CheckMessage] = [
        Error(f"办理程序的条件“{code}”没有对应的判断。", id="gongkai.E041") for code in sorted(named - set(CONDITIONS))
    ]
    found += [Error(f"判断“{code}”不在办理程序表中。", id="gongkai.E042") for code in sorted(set(CONDITIONS) - named)]
    return found
