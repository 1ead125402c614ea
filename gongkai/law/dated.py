"""One number over time: each row ends the one before it, so no overlap and no gap can be written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from gongkai.law.errors import UnknownLaw
from gongkai.law.instruments import cite_of
from gongkai.law.loading import DATA, files, load


@dataclass(frozen=True, slots=True)
class DatedValue:
    """What applied from a day on. `value` None means repealed; `reading` names the page of a doubtful reading."""

    since: date
    value: int | None
    cite: str
    reading: str
    checked: date | None


@dataclass(frozen=True, slots=True)
class Parameter:
    """A statutory number with its whole history. `unit` says what it counts (working_day, month, percent)."""

    id: str
    title: str
    unit: str
    values: tuple[DatedValue, ...]

    def at(self, on: date) -> DatedValue:
        """The row in force on that day. Raises UnknownLaw before the first row and after a repeal."""
        current = None
        for row in self.values:
            if row.since <= on:
                current = row
        if current is None or current.value is None:
            raise UnknownLaw(f"{on.isoformat()} 没有关于“{self.title}”（{self.id}）的规定，不能推算。")
        return current


@cache
def parameters(root: Path = DATA) -> dict[str, Parameter]:
    """All parameters by id. Raises LawDataError on unsorted days, missing citations or doubled ids."""
    found: dict[str, Parameter] = {}
    for file in files("params", root):
        row = load(file)
        for entry in row.rows("parameter", required=True):
            values: list[DatedValue] = []
            for value in entry.rows("value", required=True):
                repealed = value.flag("repealed")
                since = value.day("from")
                if values and since <= values[-1].since:
                    raise value.fail("from", "各行须按日期先后排列，且不得重复")
                values.append(
                    DatedValue(
                        since=since,
                        value=None if repealed else value.integer("value"),
                        cite=cite_of(value),
                        reading=value.text("reading", required=False),
                        checked=value.day_or_none("checked"),
                    )
                )
                value.done()
            parameter = Parameter(entry.text("id"), entry.text("title"), entry.text("unit"), tuple(values))
            if parameter.id in found:
                raise entry.fail("id", f"{parameter.id} 已在别处登记")
            found[parameter.id] = parameter
            entry.done()
        row.done()
    return found


def parameter(id: str, root: Path = DATA) -> Parameter:
    """One parameter. Raises UnknownLaw for an id nobody registered."""
    try:
        return parameters(root)[id]
    except KeyError:
        raise UnknownLaw(f"没有登记参数“{id}”。") from None
