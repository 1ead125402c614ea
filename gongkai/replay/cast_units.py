"""Which units take part in a replay and by what they are known, as far as rows of data name them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from gongkai.law.loading import Row, load
from gongkai.replay.courses import DATA

FILE = "units.toml"


@dataclass(frozen=True, slots=True)
class Government:
    """A government whose year is played: `office` works for it, suits go to `court`."""

    code: str
    name: str
    short: str
    level: str
    office: str
    court: str


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit that handles requests; `mark` stands in the numbers of its papers, `share` in the draws."""

    code: str
    of: str
    name: str
    short: str
    level: str
    mark: str
    share: int
    index_code: str


@dataclass(frozen=True, slots=True)
class Ensemble:
    """Who plays the year of `agency`: `units` handle its requests. `office` works for the government where it is none
    of them; `made_up` says that the units are known from no row and no home."""

    agency: str
    name: str
    government: Government
    units: tuple[Unit, ...]
    office: Unit | None = None
    made_up: bool = False

    @property
    def staffed(self) -> tuple[Unit, ...]:
        """Every unit that needs people."""
        return self.units if self.office is None else (*self.units, self.office)


@dataclass(frozen=True, slots=True)
class Contact:
    """What every unit's papers print."""

    office: str
    address: str
    phone: str
    pay_to: str


@cache
def governments() -> dict[str, Government]:
    """By code."""
    rows = load(DATA / FILE).rows("government", required=True)
    return {row.text("of"): _government(row) for row in rows}


@cache
def units() -> tuple[Unit, ...]:
    """Every unit."""
    return tuple(_unit(row) for row in load(DATA / FILE).rows("unit", required=True))


@cache
def contact() -> Contact:
    """The sample contact of all units."""
    row = load(DATA / FILE)
    return Contact(row.text("office"), row.text("address"), row.text("phone"), row.text("pay_to"))


@cache
def people() -> tuple[str, ...]:
    """The duties of a unit's people; each stands for one person."""
    return load(DATA / FILE).texts("people", required=True)


def known(agency: str) -> Ensemble | None:
    """Who plays the year of the agency with that code: the units below a government, else the unit itself; None where
    the rows do not name it."""
    if agency in governments():
        government = governments()[agency]
        playing = tuple(one for one in units() if one.of == agency)
        return Ensemble(agency, government.name, government, playing)
    alone = next((one for one in units() if one.code == agency), None)
    if alone is None:
        return None
    government = governments()[alone.of]
    office = next(one for one in units() if one.code == government.office)
    return Ensemble(agency, alone.name, government, (alone,), None if office == alone else office)


def _government(row: Row) -> Government:
    return Government(
        row.text("of"), row.text("name"), row.text("short"), row.text("level"), row.text("office"), row.text("court"),
    )  # fmt: skip


def _unit(row: Row) -> Unit:
    return Unit(
        row.text("code"), row.text("of"), row.text("name"), row.text("short"), row.text("level"), row.text("mark"),
        row.integer("weight"), row.text("index_code"),
    )  # fmt: skip
