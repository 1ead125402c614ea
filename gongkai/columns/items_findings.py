"""The review for form: what is missing, said twice, skipped, not named or not understood in a catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.columns.items_rows import identity
from gongkai.columns.models.items import LEVEL_FIELDS
from gongkai.law.item_limits import limit_of, longest
from gongkai.law.items import item_columns, plain, venues_in

INSTRUMENT = re.compile(r"《[^》]+》")
ARTICLE = re.compile(r"第[零一二三四五六七八九十百千〇\d]+(?:章|节|条|款|项)|[〔\[(（]\d{4}[〕\])）]\s*\d+\s*号")
UNITS = re.compile(r"[、,，;；\n和及]")
NUMERALS = ("一级", "二级", "三级", "四级", "五级", "六级")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found at one item: a stable code, the column, a sentence; `grave` ones forbid submitting."""

    code: str
    column: str
    sentence: str
    grave: bool = False


def findings(rows: Iterable[Mapping[str, Any]], units: Iterable[str], on: date) -> list[tuple[str, Finding]]:
    """All findings as (item key, finding) in the order of the rows. `units` are names and short names on the platform.

    Raises UnknownLaw before the columns of a catalogue are laid down.
    """
    known = {plain(one) for one in units}
    seen: dict[tuple[str, ...], str] = {}
    found: list[tuple[str, Finding]] = []
    checks = _Checks(known, on)
    for row in rows:
        key, same = str(row["key"]), identity(row)
        if same in seen:
            found.append(
                (key, Finding("item-twice", "name", f"与编码 {seen[same]} 的事项完全相同，请删去一项。", True))
            )
        seen.setdefault(same, key)
        found += [(key, one) for one in checks.of(row)]
    return found


class _Checks:
    """The checks of one row; what many rows say in the same words is worked out once."""

    def __init__(self, units: set[str], on: date) -> None:
        self.units, self.on = units, on
        self.needed = [(one.code, one.label) for one in item_columns(on) if one.needed]
        self.most = longest(on)
        self.kept: dict[tuple[str, str], tuple[Finding, ...]] = {}

    def of(self, row: Mapping[str, Any]) -> Iterable[Finding]:
        for code, label in self.needed:
            if not row[code]:
                yield Finding("cell-missing", code, f"没有填写“{label}”，请补填。", True)
        yield from self._levels(row)
        for code, check in (
            ("basis", self._basis), ("limit", self._limit), ("subject", self._subject), ("channels", self._channels),
        ):  # fmt: skip
            text = str(row[code])
            if text:
                if (code, text) not in self.kept:
                    self.kept[code, text] = tuple(check(text))
                yield from self.kept[code, text]

    def _levels(self, row: Mapping[str, Any]) -> Iterable[Finding]:
        empty = 0
        for number, name in enumerate(LEVEL_FIELDS):
            if not row[name]:
                empty = empty or number + 1
            elif empty:
                said = f"填了{NUMERALS[number]}而{NUMERALS[empty - 1]}是空的，请逐级填写。"
                yield Finding("level-skipped", LEVEL_FIELDS[empty - 1], said, True)
                return

    def _basis(self, text: str) -> Iterable[Finding]:
        if not INSTRUMENT.search(text):
            yield Finding("basis-unnamed", "basis", "依据没有用书名号写明文件名称，请写明。")
        elif not ARTICLE.search(text):
            yield Finding("basis-no-article", "basis", "依据没有写到条款，也没有文号，请补写。")

    def _limit(self, text: str) -> Iterable[Finding]:
        limit = limit_of(text, self.on)
        if not limit.understood:
            said = "这样写的时限系统读不懂，只供人看，不能据以核对。可写“20个工作日内”“每季度”“每年3月31日前”等。"
            yield Finding("limit-unknown", "limit", said)
        elif limit.longer_than_law(self.on):
            said = f"时限长于《条例》第二十六条的 {self.most} 个工作日；法律、法规另有规定的，请在依据中写明。"
            yield Finding("limit-too-long", "limit", said)

    def _subject(self, text: str) -> Iterable[Finding]:
        strange = [one.strip() for one in UNITS.split(text) if one.strip() and plain(one) not in self.units]
        if strange and plain(text) not in self.units:
            yield Finding("subject-unknown", "subject", f"平台上没有单位“{strange[0][:40]}”，请核对名称。")

    def _channels(self, text: str) -> Iterable[Finding]:
        _codes, strange = venues_in(text, self.on)
        if strange:
            said = f"“{strange[0][:40]}”不是已登记的公开渠道；渠道之间用顿号隔开。"
            yield Finding("channel-unknown", "channels", said)
