"""Every table and every citation of every data file, whatever its shape: for guard tests that must miss nothing."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from gongkai.law.instruments import CITE, instruments
from gongkai.law.loading import DATA

CITING = ("cite", "cites", "one_basis")


@dataclass(frozen=True)
class Cited:
    """A citation where it stands: `at` is file and key, `since` the nearest `from` at or above it."""

    at: str
    cite: str
    since: date | None


@cache
def data_files() -> tuple[Path, ...]:
    """Every TOML file under the law data."""
    return tuple(sorted(DATA.rglob("*.toml")))


def tables(values: Any) -> Iterator[dict[str, Any]]:
    """Every table inside `values`, at any depth, itself included."""
    if isinstance(values, dict):
        yield values
    for value in values.values() if isinstance(values, dict) else values if isinstance(values, list) else ():
        yield from tables(value)


def name(file: Path) -> str:
    """The file as it is named in a list of exceptions: outcomes/2019.toml."""
    return file.relative_to(DATA).as_posix()


@cache
def citations() -> tuple[Cited, ...]:
    """Every citation in every data file: what stands under a citing key, and any other text naming an instrument."""
    return tuple(one for file in data_files() for one in _walk(_read(file), name(file), None))


@cache
def _read(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _walk(values: dict[str, Any], at: str, since: date | None) -> Iterator[Cited]:
    own = values.get("from")
    day = own if isinstance(own, date) else since
    for key, value in values.items():
        where = f"{at} {key}"
        for number, item in enumerate(value if isinstance(value, list) else [value], start=1):
            if isinstance(item, dict):
                yield from _walk(item, f"{where}[{number}]" if isinstance(value, list) else where, day)
            elif isinstance(item, str) and (key in CITING or _names_an_instrument(key, item)):
                yield Cited(where, item, day)


def _names_an_instrument(key: str, text: str) -> bool:
    match = CITE.match(text)
    return key != "id" and match is not None and match["instrument"] in instruments() and match["place"] is not None


def rows_with_a_day() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every table that says from when it applies, with its file."""
    for file in data_files():
        for table in tables(_read(file)):
            if isinstance(table.get("from"), date):
                yield name(file), table


def readings() -> Iterator[tuple[str, str]]:
    """Every reading named in the data, with its file."""
    for file in data_files():
        for table in tables(_read(file)):
            if isinstance(table.get("reading"), str):
                yield name(file), table["reading"]
