"""Index numbers (索引号): made once by their rule, read back, and the key under which their serials are counted.

A number is frozen when it is registered; nothing here makes an old number again.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gongkai.law.errors import LawError
from gongkai.law.index_rules import CODES, IndexRule, Segment, index_rule, index_rules
from gongkai.law.loading import DATA

__all__ = ["IndexNumber", "IndexNumberError", "index_rule", "index_rules", "parse", "recognise", "render", "scope_of"]

DASHES = str.maketrans("‐‑‒–—―−", "-------")
MONTHS = range(1, 13)
WORDS = {"agency": "机构代码", "class": "信息类别", "year": "年度", "month": "月份", "serial": "流水号"}


class IndexNumberError(LawError):
    """A number that the rule cannot make or read. `code` is stable and begins with `index-`."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


@dataclass(frozen=True, slots=True)
class IndexNumber:
    """A number taken apart. `class_code` is empty and `month` None where the rule has no such segment."""

    rule: str
    agency_code: str
    class_code: str
    year: int
    month: int | None
    serial: int

    def text(self, root: Path = DATA) -> str:
        """The number as it is printed."""
        return render(
            self.rule,
            agency_code=self.agency_code,
            class_code=self.class_code,
            year=self.year,
            month=self.month,
            serial=self.serial,
            root=root,
        )


def render(
    rule: str,
    *,
    agency_code: str,
    class_code: str = "",
    year: int,
    serial: int,
    month: int | None = None,
    root: Path = DATA,
) -> str:
    """The index number by its rule; `serial` counts from one.

    Raises IndexNumberError for a code the rule does not allow, a part that is missing or not wanted, and a serial
    that no longer fits its width; UnknownLaw for a rule nobody registered.
    """
    made = index_rule(rule, root)
    parts = _parts(agency_code, class_code, year, month) | {"serial": serial}
    written = []
    for segment in made.segments:
        written.append(segment.before + _written(made, segment, parts[segment.kind]))
    if strange := [kind for kind in ("class", "month") if parts[kind] not in ("", None) and not made.segment(kind)]:
        raise IndexNumberError(f"index-{_slug(strange[0])}", f"{made.title}没有{WORDS[strange[0]]}这一段，请去掉。")
    return "".join(written)


def parse(rule: str, text: str, root: Path = DATA) -> IndexNumber:
    """Take a number apart; full-width characters, blanks and long dashes are read as what they stand for.

    Raises IndexNumberError("index-malformed") when it does not fit the rule, and index-agency-code when only the
    check character of the agency code is wrong.
    """
    made = index_rule(rule, root)
    found = made.pattern.fullmatch(_folded(text))
    if found is None:
        raise IndexNumberError(
            "index-malformed", f"“{text.strip()}”不合{made.title}的写法（例如 {made.examples[0]}），请核对。"
        )
    parts = found.groupdict()
    number = IndexNumber(
        made.id,
        parts["agency"],
        parts.get("class") or "",
        int(parts["year"]),
        int(parts["month"]) if parts.get("month") else None,
        int(parts["serial"]),
    )
    number.text(root)
    return number


def recognise(text: str, root: Path = DATA) -> IndexNumber | None:
    """The number by whichever rule fits, or None."""
    for rule in index_rules(root):
        try:
            return parse(rule, text, root)
        except IndexNumberError:
            continue
    return None


def scope_of(
    rule: str,
    *,
    agency_code: str,
    class_code: str = "",
    year: int,
    month: int | None = None,
    restarts: Sequence[str] = (),
    root: Path = DATA,
) -> str:
    """The key under which serials are counted: within one key each serial is given once.

    `restarts` replaces the rule's own list (a site's setting). Raises IndexNumberError("index-restarts") where the
    serial would restart with something that the number does not show, for then two records could share a number.
    """
    made = index_rule(rule, root)
    chosen = tuple(restarts) or made.restarts
    if strange := [kind for kind in chosen if kind == "serial" or made.segment(kind) is None]:
        raise IndexNumberError("index-restarts", f"{made.title}里没有“{strange[0]}”段，流水号随它重新起编会重号。")
    parts = _parts(agency_code, class_code, year, month)
    keys = [_written(made, segment, parts[segment.kind]) for segment in made.segments if segment.kind in chosen]
    return "|".join([made.id, *keys])


def _parts(agency_code: str, class_code: str, year: int, month: int | None) -> dict[str, str | int | None]:
    return {"agency": agency_code, "class": class_code, "year": year, "month": month}


def _written(rule: IndexRule, segment: Segment, value: str | int | None) -> str:
    code, word = f"index-{_slug(segment.kind)}", WORDS[segment.kind]
    if segment.kind in CODES:
        text = str(value or "")
        if not re.fullmatch(segment.pattern, text, re.ASCII):
            raise IndexNumberError(code, f"{word}“{text}”不合{rule.title}的写法（例如 {rule.examples[0]}），请核对。")
        if segment.check is not None and not segment.check.fits(text):
            raise IndexNumberError(code, f"{word}“{text}”的校验码不符合{segment.check.title}规则，请核对。")
        return text
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise IndexNumberError(code, f"{rule.title}的{word}应为大于零的整数，现为 {value}。")
    if segment.kind == "month" and value not in MONTHS:
        raise IndexNumberError(code, f"月份只能是 1 至 12，现为 {value}。")
    if segment.kind == "year" and len(str(value)) != segment.width:
        raise IndexNumberError(code, f"年度应为 {segment.width} 位数字，现为 {value}。")
    if len(str(value)) > segment.width:
        limit = 10**segment.width - 1
        said = f"流水号 {value} 超出{rule.title}的 {segment.width} 位（最大 {limit}）：请先登记位数更宽的规则。"
        raise IndexNumberError("index-serial-overflow", said)
    return f"{value:0{segment.width}d}"


def _slug(kind: str) -> str:
    return {"agency": "agency-code", "class": "class-code"}.get(kind, kind)


def _folded(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).translate(DASHES)).upper()
