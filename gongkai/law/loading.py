"""Strict reading of the TOML rows: unknown keys, wrong types and doubled rows name their file and key."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from gongkai.law.errors import LawDataError

DATA = Path(__file__).parent / "data"


class Row:
    """One table of a data file. Each key is taken once; `done()` refuses what was not asked for."""

    def __init__(self, values: dict[str, Any], file: Path, at: str = "") -> None:
        self._values = dict(values)
        self._taken: set[str] = set()
        self.file = file
        self.at = at

    def _name(self, key: str) -> str:
        return f"{self.at}.{key}" if self.at else key

    def fail(self, key: str, problem: str) -> LawDataError:
        """The error to raise for `key`; the caller raises it, so that the type checker sees the end."""
        return LawDataError(self.file, self._name(key), problem)

    def _take(self, key: str, kind: type | tuple[type, ...], word: str, default: Any) -> Any:
        self._taken.add(key)
        if key not in self._values:
            if default is REQUIRED:
                raise self.fail(key, "缺少此项")
            return default
        value = self._values[key]
        if not isinstance(value, kind) or (isinstance(value, bool) and bool not in _kinds(kind)):
            raise self.fail(key, f"应为{word}，现为 {value!r}")
        return value

    def text(self, key: str, default: Any = None, *, required: bool = True) -> str:
        """A string. With `required=False` a missing key gives `default`, or an empty string."""
        fallback = REQUIRED if required and default is None else (default if default is not None else "")
        return str(self._take(key, str, "文字", fallback))

    def day(self, key: str) -> date:
        """A TOML date, never a string or a date with a time."""
        value = self._take(key, date, "日期", REQUIRED)
        if type(value) is not date:
            raise self.fail(key, f"应为不带时刻的日期，现为 {value!r}")
        return value

    def day_or_none(self, key: str) -> date | None:
        """A TOML date, or None when the key is absent."""
        self._taken.add(key)
        return self.day(key) if key in self._values else None

    def integer(self, key: str, default: int | None = None) -> int:
        """A whole number."""
        return int(self._take(key, int, "整数", REQUIRED if default is None else default))

    def integer_or_none(self, key: str) -> int | None:
        """A whole number, or None when the key is absent."""
        self._taken.add(key)
        return self.integer(key) if key in self._values else None

    def number(self, key: str) -> Decimal:
        """A whole or decimal number, exact."""
        return Decimal(str(self._take(key, (int, float), "数字", REQUIRED)))

    def flag(self, key: str, default: bool = False) -> bool:
        """true or false."""
        return bool(self._take(key, bool, "true 或 false", default))

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """A list of strings."""
        values = self._take(key, list, "文字列表", REQUIRED if required else [])
        if not all(isinstance(value, str) for value in values):
            raise self.fail(key, "列表中只能有文字")
        return tuple(values)

    def days(self, key: str) -> tuple[date, ...]:
        """A list of dates."""
        values = self._take(key, list, "日期列表", [])
        if not all(type(value) is date for value in values):
            raise self.fail(key, "列表中只能有日期")
        return tuple(values)

    def table(self, key: str) -> Row | None:
        """A nested table, or None when absent."""
        value = self._take(key, dict, "表", None)
        return None if value is None else Row(value, self.file, self._name(key))

    def rows(self, key: str, *, required: bool = False) -> Iterator[Row]:
        """An array of tables, each as a Row of its own."""
        values = self._take(key, list, "表的列表", REQUIRED if required else [])
        for number, value in enumerate(values, start=1):
            if not isinstance(value, dict):
                raise self.fail(f"{key}[{number}]", "应为表")
            yield Row(value, self.file, self._name(f"{key}[{number}]"))

    def keys(self) -> tuple[str, ...]:
        """The keys as written, for free-form tables; they count as taken."""
        self._taken.update(self._values)
        return tuple(self._values)

    def raw(self, key: str) -> Any:
        """The value as TOML gives it, for free-form tables."""
        return self._take(key, object, "值", REQUIRED)

    def has(self, key: str) -> bool:
        """Whether the key is written."""
        return key in self._values

    def done(self) -> None:
        """Refuse whatever nobody asked for: a misspelt key is a mistake, not an extra."""
        unknown = sorted(set(self._values) - self._taken)
        if unknown:
            raise self.fail(unknown[0], "不认识的项；请改正拼写或删去")


REQUIRED = object()


def _kinds(kind: type | tuple[type, ...]) -> tuple[type, ...]:
    return kind if isinstance(kind, tuple) else (kind,)


def load(file: Path) -> Row:
    """Read one TOML file. Raises LawDataError naming the file and line when it is not TOML."""
    try:
        values = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LawDataError(file, "全文", f"不是有效的 TOML：{error}") from error
    return Row(values, file)


@cache
def files(folder: str, root: Path = DATA) -> tuple[Path, ...]:
    """The data files of one folder, in name order. An empty or missing folder is an error."""
    found = tuple(sorted((root / folder).glob("*.toml")))
    if not found:
        raise LawDataError(root / folder, folder, "文件夹里没有数据文件")
    return found
