"""Units for an agency that no row names: made up from its name, each marked as such."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from hashlib import sha256

from gongkai.law.agency_kinds import kind_of
from gongkai.law.loading import Row, load
from gongkai.replay.cast_units import Ensemble, Government, Unit
from gongkai.replay.courses import DATA
from gongkai.replay.facts import CannotReplay

FILE = "generic.toml"
CODE_LENGTH = 8
SHORTEST, LONGEST = 2, 60


@dataclass(frozen=True, slots=True)
class Level:
    """What a kind of agency is here: played by itself (`alone`) or by made-up units below, with towns or without."""

    level: str
    alone: bool
    towns: bool


@cache
def levels() -> dict[str, Level]:
    """By kind of agency."""
    rows = _rules().rows("level", required=True)
    return {row.text("kind"): Level(row.text("level"), row.flag("alone"), row.flag("towns")) for row in rows}


def named(name: str) -> Ensemble:
    """Who plays the year of an agency known by its name alone; the same name gives the same units.

    Raises CannotReplay where the name does not tell what it is.
    """
    name = name.strip()
    kind = kind_of(name) if SHORTEST <= len(name) <= LONGEST else None
    level = levels().get(kind.id) if kind is not None else None
    if level is None:
        raise CannotReplay(
            f"从名称“{name[:LONGEST]}”看不出是哪一级政府或者什么部门，没有演练。请写单位全称，例如“某市某区人民政府”。"
        )
    code = "R-" + sha256(name.encode()).hexdigest()[:CODE_LENGTH].upper()
    return _alone(code, name, level) if level.alone else _government(code, name, level)


def core(name: str) -> str:
    """A name without what it is called after its place: 泉港区人民政府 and 泉港区 are one."""
    endings = _rules().texts("endings", required=True)
    found = next((one for one in endings if name.endswith(one) and name != one), "")
    return name.removesuffix(found)


def head_of(name: str) -> str:
    """The first characters of a name, for the numbers of its papers."""
    return core(name)[: _rules().integer("head_length")]


def _government(code: str, name: str, level: Level) -> Ensemble:
    rows = [row for row in _rules().rows("part", required=True) if level.towns or row.text("level") != "town"]
    said = {"name": name, "place": core(name), "head": head_of(name)}
    playing = tuple(
        Unit(
            f"{code}-{n}", code, row.text("name").format(**said), row.text("short").format(**said), row.text("level"),
            row.text("mark").format(**said), row.integer("weight"), _rules().text("index_code").format(n=n),
        )
        for n, row in enumerate(rows, start=1)
    )  # fmt: skip
    government = Government(code, name, core(name), level.level, playing[0].code, _text("court", **said))
    return Ensemble(code, name, government, playing, made_up=True)


def _alone(code: str, name: str, level: Level) -> Ensemble:
    found = re.match(_rules().text("place"), name)
    place = found[0] if found and found[0] != name else ""
    above = f"{place}人民政府（演练）" if place else _text("above")
    said = {"name": above.removesuffix("（演练）"), "place": place, "head": head_of(place or name)}
    top = f"{code}-TOP"
    office = Unit(
        f"{code}-1", top, _text("office_name", **said), _text("office_name", **said), "department",
        _text("office_mark", **said), 0, _text("index_code", n=1),
    )  # fmt: skip
    unit = Unit(
        code, top, name, core(name), level.level, _text("own_mark", head=head_of(name.removeprefix(place))), 1,
        _text("index_code", n=2),
    )  # fmt: skip
    government = Government(top, above, above, "county", office.code, _text("court", **said))
    return Ensemble(code, name, government, (unit,), office, made_up=True)


def _text(key: str, **said: object) -> str:
    return _rules().text(key).format(**said)


@cache
def _rules() -> Row:
    return load(DATA / FILE)
