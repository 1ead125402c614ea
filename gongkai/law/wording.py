"""Words of documents: texts with named blanks, periods and articles as they are printed in a letter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from gongkai.law.dated import parameter
from gongkai.law.deadline_rules import AGENCY_SETS, PROMPTLY, deadline
from gongkai.law.deadline_words import words
from gongkai.law.errors import LawError, UnknownLaw
from gongkai.law.instruments import chinese_number, cited, place_in_chinese
from gongkai.law.loading import DATA, Row

BLANK = re.compile(r"\{(\w+)\}")
PERIOD = "period_"
KINDS = ("line", "text", "day", "number", "choice", "flag", "agency")


class WordingError(LawError):
    """A text that cannot be filled: a blank nobody filled, or one that does not exist."""

    code = "wording"


@dataclass(frozen=True, slots=True)
class Blank:
    """One blank that people fill in. `kind`: line, text (several lines), day (ISO), number, choice, flag, agency.

    `label` is its name on screens and in a unit's own template; `choices` are pairs of code and words.
    """

    code: str
    label: str
    hint: str
    kind: str
    required: bool
    choices: tuple[tuple[str, str], ...] = ()
    sample: str = ""

    def words(self, value: str) -> str:
        """The value as it is printed: the words of a choice, a day in Chinese figures, else the value itself."""
        if self.kind == "choice":
            return dict(self.choices).get(value, value)
        return day_text(value) if self.kind == "day" else value.strip()


def blank_of(row: Row) -> Blank:
    """One blank from its row. Raises LawDataError for an unknown kind or a choice without choices."""
    kind = row.text("kind", "line")
    if kind not in KINDS:
        raise row.fail("kind", f"只能是 {'、'.join(KINDS)}，现为 {kind}")
    choices = []
    for one in row.rows("choices"):
        choices.append((one.text("code"), one.text("label")))
        one.done()
    if (kind == "choice") != bool(choices):
        raise row.fail("choices", "选择项须列出可选的各项，其他不列")
    made = Blank(
        code=row.text("code"), label=row.text("label"), hint=row.text("hint", required=False), kind=kind,
        required=row.flag("required", True), choices=tuple(choices), sample=row.text("sample", required=False),
    )  # fmt: skip
    row.done()
    return made


def blanks_in(text: str) -> tuple[str, ...]:
    """The blanks of a text in order, each as often as it stands there."""
    return tuple(BLANK.findall(text))


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its blanks filled. Raises WordingError naming a blank without a value."""
    missing = [code for code in blanks_in(text) if code not in values]
    if missing:
        raise WordingError(f"文书中的填空“{missing[0]}”没有内容可填，请先补全。")
    return BLANK.sub(lambda found: values[found[1]], text)


def period_of(code: str, on: date, root: Path = DATA) -> str:
    """What a blank `period_<deadline>` prints: 十五个工作日. Raises UnknownLaw where the law gives no number."""
    limit = deadline(code.removeprefix(PERIOD), root)
    row = limit.at(on)
    if row.length in (AGENCY_SETS, PROMPTLY):
        raise UnknownLaw(f"“{limit.title}”没有法定的天数，不能写进文书。")
    value = parameter(row.length, root).at(on).value
    if value is None:
        raise UnknownLaw(f"{on.isoformat()} 没有登记“{limit.title}”的天数，不能写进文书。")
    return f"{chinese_number(value)}{words(root).units[row.unit]}"


def extension_of(code: str, on: date, root: Path = DATA) -> str:
    """By how much a limit may be lengthened at most, in words. Raises UnknownLaw where it may not."""
    row = deadline(code, root).at(on)
    if row.extension is None:
        raise UnknownLaw(f"{on.isoformat()} 没有延长“{code}”的规定。")
    value = parameter(row.extension.length, root).at(on).value or 0
    return f"{chinese_number(value)}{words(root).units[row.unit]}"


def basis(cites: Iterable[str], root: Path = DATA) -> str:
    """The articles as a letter names them: 《中华人民共和国政府信息公开条例》第三十六条第（三）项、第十四条."""
    said: dict[str, list[str]] = {}
    for cite in dict.fromkeys(cites):
        found = cited(cite, root)
        article = found.instrument.articles.get(found.place)
        place = article.words if article and article.words else place_in_chinese(found.place)
        said.setdefault(found.instrument.title, []).append(place)
    return "和".join(f"《{title}》{'、'.join(places)}" for title, places in said.items())


def day_text(value: str | date) -> str:
    """2026年1月2日; an unreadable text stands as it is."""
    try:
        day = date.fromisoformat(value.strip()) if isinstance(value, str) else value
    except ValueError:
        return str(value).strip()
    return f"{day.year}年{day.month}月{day.day}日"
