"""How a cell of a workbook is shown: whether its number is a day, and whether it has a border."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_SIDES = ("left", "right", "top", "bottom")
# A workbook keeps at most this many digits of a number; the rest is noise of binary fractions.
_DIGITS = 15


@dataclass(frozen=True, slots=True)
class Look:
    """What a cell format says that matters here."""

    is_day: bool = False
    bordered: bool = False


def looks_of(root: etree._Element) -> list[Look]:
    """The cell formats by index, from the root of styles.xml."""
    formats = {number.get("numFmtId", ""): number.get("formatCode", "") for number in root.iter(f"{S}numFmt")}
    borders = [
        any(side.tag in {S + name for name in _SIDES} and side.get("style", "none") != "none" for side in border)
        for border in root.iterfind(f"{S}borders/{S}border")
    ]
    looks = []
    for entry in root.iterfind(f"{S}cellXfs/{S}xf"):
        number, border = entry.get("numFmtId", "0"), entry.get("borderId", "0")
        code = formats.get(number) or (BUILTIN_FORMATS.get(int(number), "") if number.isdigit() else "")
        index = int(border) if border.isdigit() else 0
        looks.append(Look(bool(is_date_format(code)), index < len(borders) and borders[index]))
    return looks


def shown(raw: str, look: Look, since_1904: bool) -> str:
    """A stored number as text: plain decimals without exponent, or a day as year-month-day. Other text unchanged."""
    try:
        number = float(raw)
    except ValueError:
        return raw
    if not math.isfinite(number) or abs(number) > 1e40 or 0 < abs(number) < 1e-40:
        return raw
    if look.is_day:
        return _day(number, since_1904) or _plain(number)
    return _plain(number)


def _plain(number: float) -> str:
    text = format(Decimal(f"{number:.{_DIGITS}g}"), "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", ""} else text


def _day(number: float, since_1904: bool) -> str:
    try:
        moment = from_excel(number, CALENDAR_MAC_1904 if since_1904 else CALENDAR_WINDOWS_1900)
    except (ValueError, OverflowError, TypeError):
        return ""
    if isinstance(moment, datetime):
        return moment.date().isoformat() if moment.time() == time() else moment.isoformat(" ", "minutes")
    return moment.isoformat() if isinstance(moment, date | time) else ""
