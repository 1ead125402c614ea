"""The numbers Word counts by itself: 一、（一）1. are not in the text of a paragraph and have to be counted again."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS = "〇一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_FORMAL = str.maketrans("〇一二三四五六七八九十", "零壹贰叁肆伍陆柒捌玖拾")


def chinese_number(number: int) -> str:
    """1 to 99 as people count: 一, 十, 十二, 二十; above that digit by digit."""
    if not 0 < number < 100:
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else _DIGITS[tens] + "十")
    return head + (_DIGITS[ones] if ones else "")


def _roman(number: int) -> str:
    parts = []
    for value, sign in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        times, number = divmod(number, value)
        parts.append(sign * times)
    return "".join(parts)


def formatted(number: int, form: str) -> str:
    """One counted number in one of Word's number forms; forms not known here are written as digits."""
    if form == "bullet" or form == "none":
        return ""
    if form in {"chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCountingThousand"}:
        return chinese_number(number)
    if form == "ideographDigital":
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    if form == "chineseLegalSimplified":
        return chinese_number(number).translate(_FORMAL)
    if form == "ideographTraditional" and number <= len(_STEMS):
        return _STEMS[number - 1]
    if form == "ideographZodiac" and number <= len(_BRANCHES):
        return _BRANCHES[number - 1]
    if form in {"upperLetter", "lowerLetter"} and 0 < number <= 26:
        letter = chr(ord("A") + number - 1)
        return letter if form == "upperLetter" else letter.lower()
    if form in {"upperRoman", "lowerRoman"} and 0 < number < 40:
        return _roman(number) if form == "upperRoman" else _roman(number).lower()
    if form.startswith("decimalEnclosedCircle") and 0 < number <= 20:
        return chr(ord("①") + number - 1)
    if form == "decimalFullWidth":
        return str(number).translate({ord("0") + digit: ord("０") + digit for digit in range(10)})
    return f"{number:02d}" if form == "decimalZero" else str(number)


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    pattern: str


@dataclass(slots=True)
class Numbering:
    """The lists of one document and how far each has counted."""

    lists: dict[str, str] = field(default_factory=dict)
    levels: dict[tuple[str, int], _Level] = field(default_factory=dict)
    restarts: dict[tuple[str, int], int] = field(default_factory=dict)
    counted: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    @classmethod
    def of(cls, root: etree._Element) -> Numbering:
        """From the root of numbering.xml."""
        numbering = cls()
        for abstract in root.iter(f"{W}abstractNum"):
            key = abstract.get(f"{W}abstractNumId", "")
            for level in abstract.iter(f"{W}lvl"):
                numbering.levels[key, _whole(level.get(f"{W}ilvl"))] = _Level(
                    _whole(_value(level, "start"), 1), _value(level, "numFmt") or "decimal", _value(level, "lvlText")
                )
        for number in root.iter(f"{W}num"):
            key = number.get(f"{W}numId", "")
            numbering.lists[key] = _value(number, "abstractNumId")
            for override in number.iter(f"{W}lvlOverride"):
                if override.find(f"{W}startOverride") is not None:
                    ilvl = _whole(override.get(f"{W}ilvl"))
                    numbering.restarts[key, ilvl] = _whole(_value(override, "startOverride"), 1)
        return numbering

    def next(self, key: str, ilvl: int) -> str:
        """The mark of the next paragraph of a list at a level, for example "（二）"; empty for bullets and no list."""
        abstract = self.lists.get(key, "")
        level = self.levels.get((abstract, ilvl))
        if level is None:
            return ""
        counts = self.counted.setdefault(abstract, {})
        if (key, ilvl) in self.restarts and (key, ilvl) not in self.begun:
            counts[ilvl] = self.restarts[key, ilvl]
        else:
            counts[ilvl] = counts[ilvl] + 1 if ilvl in counts else level.start
        self.begun.add((key, ilvl))
        for deeper in [found for found in counts if found > ilvl]:
            del counts[deeper]
        if level.form == "bullet":
            return ""
        mark = level.pattern
        for upper in range(ilvl + 1):
            shape = self.levels.get((abstract, upper))
            if shape is not None:
                mark = mark.replace(f"%{upper + 1}", formatted(counts.get(upper, shape.start), shape.form))
        return mark if not mark or mark[-1] in "、）．。：" else f"{mark} "


def _value(element: etree._Element, name: str) -> str:
    found = element.find(f"{W}{name}")
    return "" if found is None else found.get(f"{W}val", "")


def _whole(text: str | None, fallback: int = 0) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else fallback
