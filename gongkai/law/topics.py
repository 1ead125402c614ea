"""Subject classes of records in two levels (主题分类), one table a site: `data/topics`.

A record states its subject in words, `一级/二级` or `一级` alone; the code stands for it in addresses and filters.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from gongkai.law.editions import Edition, editions, on_day
from gongkai.law.errors import UnknownLaw
from gongkai.law.loading import DATA, Row, files, load

BETWEEN = "/"


@dataclass(frozen=True, slots=True)
class TopicPart:
    """A class of the second level."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A class of the first level with its parts. `offered`: may be chosen for records made here."""

    code: str
    label: str
    offered: bool
    parts: tuple[TopicPart, ...]

    def words(self, part: TopicPart | None = None) -> str:
        """What a record of this class, or of that part of it, states as its subject."""
        return self.label + (f"{BETWEEN}{part.label}" if part else "")


def topics(site: str, on: date, root: Path = DATA) -> tuple[Topic, ...]:
    """The subject classes of a site that day. Raises UnknownLaw for a site nobody registered."""
    return on_day(_table(site, root), "主题分类", on)


def offered_words(site: str, on: date, root: Path = DATA) -> tuple[str, ...]:
    """The subjects that a record made here may state, in the table's order: each first level, then its parts.

    Raises UnknownLaw for a site nobody registered.
    """
    return tuple(words for one in topics(site, on, root) if one.offered for _code, words in _under(one))


def topic_words(site: str, code: str, root: Path = DATA) -> tuple[str, ...]:
    """Every subject in words that falls under a code, in any edition: those of its parts too for a first level.

    Raises UnknownLaw where no edition has the code.
    """
    every = [pair for topic in _ever(site, root) for pair in _under(topic)]
    if code not in dict(every):
        raise UnknownLaw(f"没有登记主题分类“{code}”，请核对代码。")
    return tuple(dict.fromkeys(words for one, words in every if one.startswith(code)))


def topic_code(site: str, words: str, root: Path = DATA) -> str:
    """The code of a subject in words, of the newest edition that has it; empty for words of nobody's table."""
    wanted = words.strip()
    for topic in reversed(_ever(site, root)):
        for code, said in _under(topic):
            if said == wanted:
                return code
    return ""


def _under(topic: Topic) -> Iterable[tuple[str, str]]:
    yield topic.code, topic.words()
    for part in topic.parts:
        yield part.code, topic.words(part)


def _ever(site: str, root: Path) -> tuple[Topic, ...]:
    return tuple(topic for edition in _table(site, root) for topic in edition.items)


def _table(site: str, root: Path) -> tuple[Edition[Topic], ...]:
    tables = _tables(root)
    if site not in tables:
        raise UnknownLaw(f"没有登记“{site}”的主题分类表；请先在 topics 中登记本地的表。")
    return tables[site]


@cache
def _tables(root: Path = DATA) -> dict[str, tuple[Edition[Topic], ...]]:
    found: dict[str, tuple[Edition[Topic], ...]] = {}
    for file in files("topics", root):
        head = load(file)
        site = head.text("site")
        if site in found:
            raise head.fail("site", f"{site} 已在别处登记")
        found[site] = editions(file, "topic", _topic, ("site",))
    return found


def _topic(row: Row) -> Topic:
    code, label = row.text("code"), row.text("label")
    _plain(row, code, 2, label)
    parts: dict[str, TopicPart] = {}
    for one in row.rows("part"):
        part = TopicPart(one.text("code"), one.text("label"))
        _plain(one, part.code, 4, part.label)
        if not part.code.startswith(code) or part.code in parts:
            raise one.fail("code", f"应以 {code} 开头，且不重复")
        parts[part.code] = part
        one.done()
    return Topic(code, label, row.flag("offered", True), tuple(parts.values()))


def _plain(row: Row, code: str, width: int, label: str) -> None:
    if len(code) != width or not code.isdecimal():
        raise row.fail("code", f"应为 {width} 位数字")
    if BETWEEN in label:
        raise row.fail("label", f"名称中不能有“{BETWEEN}”，它用来分隔两级")
