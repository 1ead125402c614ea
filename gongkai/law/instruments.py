"""The legal texts, each once. Every `cite` in the data resolves here, or loading stops."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from gongkai.law.errors import UnknownLaw
from gongkai.law.loading import DATA, Row, files, load

CITE = re.compile(r"^(?P<instrument>[a-z0-9]+(?:-[a-z0-9]+)*)(?: (?P<place>\S.*))?$")


@dataclass(frozen=True, slots=True)
class Article:
    """One article, table or item of an instrument: `place` as cited, our `gist`, and the words where quoted.

    `words` is how the place is printed where it has no number of its own.
    """

    place: str
    gist: str
    text: str
    words: str


@dataclass(frozen=True, slots=True)
class Instrument:
    """A law, regulation, notice or form. `until` is the first day it no longer applied."""

    id: str
    title: str
    short: str
    number: str
    promulgated: date | None
    effective: date
    until: date | None
    source: str
    articles: dict[str, Article]

    def in_force(self, on: date) -> bool:
        """Whether it applied on that day."""
        return self.effective <= on and (self.until is None or on < self.until)


@dataclass(frozen=True, slots=True)
class Citation:
    """A resolved `cite`: the instrument and the place in it."""

    cite: str
    instrument: Instrument
    place: str

    @property
    def words(self) -> str:
        """As it is printed in a letter: 《条例》第三十三条第二款."""
        article = self.instrument.articles.get(self.place)
        place = article.words if article and article.words else place_in_chinese(self.place)
        return f"《{self.instrument.short}》{place}"

    @property
    def gist(self) -> str:
        """What the cited place says, in our own words."""
        article = self.instrument.articles.get(self.place) or self.instrument.articles.get(self.place.split(" ")[0])
        return article.gist if article else ""


_DIGITS = "零一二三四五六七八九"


def chinese_number(number: int) -> str:
    """Article numbers as laws print them, 1 to 999: 33 is 三十三."""
    if not 0 < number < 1000:
        raise ValueError(f"条号应在 1 至 999 之间：{number}")
    hundreds, rest = divmod(number, 100)
    tens, units = divmod(rest, 10)
    words = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        words += "十" if tens == 1 and not hundreds else f"{_DIGITS[tens]}十"
    elif hundreds and units:
        words += "零"
    return words + (_DIGITS[units] if units else "")


_PLACES = (
    ("art.", "第", "条"),
    ("para.", "第", "款"),
    ("item.", "第（", "）项"),
    ("table.", "表", ""),
    ("sec.", "第", "部分"),
)


def place_in_chinese(place: str) -> str:
    """`art.33 para.2` as 第三十三条第二款; words without a known prefix stand as they are."""
    out = []
    for part in place.split():
        for prefix, before, after in _PLACES:
            if part.startswith(prefix) and part[len(prefix) :].isdigit():
                out.append(before + chinese_number(int(part[len(prefix) :])) + after)
                break
        else:
            out.append(part)
    return "".join(out)


@cache
def instruments(root: Path = DATA) -> dict[str, Instrument]:
    """All instruments by id. Raises LawDataError on a doubled id or article."""
    found: dict[str, Instrument] = {}
    for file in files("instruments", root):
        row = load(file)
        for entry in row.rows("instrument", required=True):
            instrument = _instrument(entry)
            if instrument.id in found:
                raise entry.fail("id", f"{instrument.id} 已在别处登记")
            found[instrument.id] = instrument
        row.done()
    return found


def _instrument(row: Row) -> Instrument:
    articles: dict[str, Article] = {}
    for entry in row.rows("article"):
        article = Article(
            entry.text("place"),
            entry.text("gist"),
            entry.text("text", required=False),
            entry.text("words", required=False),
        )
        if article.place in articles:
            raise entry.fail("place", f"{article.place} 写了两次")
        articles[article.place] = article
        entry.done()
    title = row.text("title")
    made = Instrument(
        id=row.text("id"),
        title=title,
        short=row.text("short", title),
        number=row.text("number", required=False),
        promulgated=row.day_or_none("promulgated"),
        effective=row.day("effective"),
        until=row.day_or_none("until"),
        source=row.text("source"),
        articles=articles,
    )
    row.done()
    return made


def cited(cite: str, root: Path = DATA) -> Citation:
    """Resolve `ogi-2019 art.33 para.2`. Raises UnknownLaw when the instrument or the article is not registered."""
    match = CITE.match(cite)
    instrument = instruments(root).get(match["instrument"]) if match else None
    if match is None or instrument is None:
        raise UnknownLaw(f"引用的依据“{cite}”没有登记，请先在 instruments 中登记该文件。")
    place = match["place"] or ""
    if place and place not in instrument.articles and place.split(" ")[0] not in instrument.articles:
        raise UnknownLaw(f"引用的依据“{cite}”没有登记该条款，请在 {instrument.id} 下补登 {place}。")
    return Citation(cite, instrument, place)


def cite_of(row: Row, key: str = "cite") -> str:
    """The `cite` of a data row, resolved; a row without a resolvable citation is refused with file and key."""
    cite = row.text(key)
    try:
        cited(cite, _root_of(row.file))
    except UnknownLaw as error:
        raise row.fail(key, error.sentence) from error
    return cite


def _root_of(file: Path) -> Path:
    return file.parent.parent
