"""Words to tap instead of typing: those that stand often in public titles, and the letter each begins with (D-247)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable

SHORTEST, LONGEST = 2, 10
# A word stands in at least so many titles, after and before at least so many different neighbours.
LEAST, NEIGHBOURS = 2, 2
HAN = re.compile(r"[\u3400-\u9fff]+")
# What parts words inside a title.
PARTING = re.compile("的|关于|印发|转发")
# What begins or ends no word that anybody looks for.
LOOSE = frozenset("了和与及等在对为是将被年月日号第于其各一二三四五六七八九十")
EMPTY = frozenset({"通知", "公告", "通告", "批复", "意见", "方案", "函", "发布", "公布"})
# The first level of GB 2312 stands in the order of pinyin; each letter begins at one of these characters.
BEGINNINGS = (
    (0xB0A1, "A"), (0xB0C5, "B"), (0xB2C1, "C"), (0xB4EE, "D"), (0xB6EA, "E"), (0xB7A2, "F"), (0xB8C1, "G"),
    (0xB9FE, "H"), (0xBBF7, "J"), (0xBFA6, "K"), (0xC0AC, "L"), (0xC2E8, "M"), (0xC4C3, "N"), (0xC5B6, "O"),
    (0xC5BE, "P"), (0xC6DA, "Q"), (0xC8BB, "R"), (0xC8F6, "S"), (0xCBFA, "T"), (0xCDDA, "W"), (0xCEF4, "X"),
    (0xD1B9, "Y"), (0xD4D1, "Z"),
)  # fmt: skip
LAST = 0xD7F9
LETTERS = "".join(letter for _, letter in BEGINNINGS)
_STARTS = [start for start, _ in BEGINNINGS]


def letter_of(word: str) -> str:
    """The first letter of the first character's pinyin; empty for a character beyond the first level of GB 2312."""
    try:
        high, low = word[:1].encode("gb2312")
    except (UnicodeEncodeError, ValueError):
        return ""
    code = high << 8 | low
    return LETTERS[bisect_right(_STARTS, code) - 1] if _STARTS[0] <= code <= LAST else ""


def words_of(titles: Iterable[str]) -> list[str]:
    """The frequent words of titles, most telling first: often and long."""
    counts: Counter[str] = Counter()
    before: defaultdict[str, set[str]] = defaultdict(set)
    after: defaultdict[str, set[str]] = defaultdict(set)
    for place, title in enumerate(titles):
        seen = set()
        for run in HAN.findall(PARTING.sub(" ", title)):
            for start in range(len(run)):
                for end in range(start + SHORTEST, min(start + LONGEST, len(run)) + 1):
                    part = run[start:end]
                    seen.add(part)
                    before[part].add(_beside(run[start - 1 : start], place))
                    after[part].add(_beside(run[end : end + 1], place))
        counts.update(seen)
    often = {
        part: count for part, count in counts.items()
        if count >= LEAST and len(before[part]) >= NEIGHBOURS and len(after[part]) >= NEIGHBOURS and _whole(part)
    }  # fmt: skip
    return sorted(often, key=lambda part: (-often[part] * len(part), part))


def _beside(letter: str, place: int) -> str:
    """What stands beside a word; the edge of a run, or a letter that belongs to no word, is another in each title."""
    return str(place) if not letter or letter in LOOSE else letter


def _whole(part: str) -> bool:
    return part not in EMPTY and part[0] not in LOOSE and part[-1] not in LOOSE
