"""What a reader asks of the library or the search, as it stands in the address; what makes no sense is not asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.conf import settings
from django.http import QueryDict

from gongkai.law.doc_numbers import DocNumberError, parse_doc_number
from gongkai.law.errors import LawError
from gongkai.law.topics import topic_words
from gongkai.law.validity import STATUSES
from gongkai.search.asked import Asked

LONGEST, LONGEST_CODE, MOST_VALUES, LAST_PAGE = 100, 120, 40, 500
# The names in the address, in the order in which they are written.
PLAIN = ("q", "where", "prefix", "dyear", "serial", "by", "from", "to", "topic", "validity", "sort")
SEVERAL = ("kind", "agency", "genre", "year", "class")
PUBLISHED, FORMED = "published", "formed"


@dataclass(frozen=True, slots=True)
class Terms:
    """One question. `several` are filters of which any value will do; dates are None where none was given."""

    q: str = ""
    where: str = ""
    prefix: str = ""
    dyear: int = 0
    serial: int = 0
    by: str = ""
    since: date | None = None
    until: date | None = None
    topic: str = ""
    validity: str = ""
    sort: str = ""
    kind: tuple[str, ...] = ()
    agency: tuple[str, ...] = ()
    genre: tuple[str, ...] = ()
    year: tuple[str, ...] = ()
    class_: tuple[str, ...] = ()
    page: int = 1

    @property
    def narrowed(self) -> bool:
        """Whether anything but the words was asked for."""
        return replace(self, q="", where="", sort="", page=1, by="") != Terms()

    @property
    def topic_is_code(self) -> bool:
        """Whether the subject is one of the table and not in free words."""
        return _topics(self.topic) not in ((), (self.topic,))

    def pairs(self) -> list[tuple[str, str]]:
        """What stands in the address for it, without the page."""
        values = {
            "q": self.q,
            "where": self.where,
            "prefix": self.prefix,
            "dyear": str(self.dyear or ""),
            "serial": str(self.serial or ""),
            "by": self.by,
            "from": self.since.isoformat() if self.since else "",
            "to": self.until.isoformat() if self.until else "",
            "topic": self.topic,
            "validity": self.validity,
            "sort": self.sort,
        }
        found = [(name, values[name]) for name in PLAIN if values[name]]
        for name in SEVERAL:
            found += [(name, value) for value in self.chosen(name)]
        return found

    def chosen(self, name: str) -> tuple[str, ...]:
        """The values chosen of one of the `several`."""
        found: tuple[str, ...] = getattr(self, "class_" if name == "class" else name)
        return found

    def query(
        self, page: int = 1, *, without: Iterable[tuple[str, str]] = (), other: Mapping[str, str] | None = None
    ) -> str:
        """The question as a query string: on another page, without some pairs, or with others in place."""
        dropped, other = set(without), other or {}
        pairs = [(name, value) for name, value in self.pairs() if (name, value) not in dropped and name not in other]
        pairs += [(name, value) for name, value in other.items() if value]
        return urlencode([*pairs, *([("page", str(page))] if page > 1 else [])])

    def asked(self, on: date, kinds: tuple[str, ...] = ("record",)) -> Asked:
        """The question as the index understands it."""
        formed = self.by == FORMED
        return Asked(
            words=self.q,
            where="title" if self.where == "title" else "all",
            kinds=kinds,
            agencies=self.agency,
            classes=self.class_,
            genres=self.genre,
            document_kinds=self.kind,
            topics=_topics(self.topic),
            years=tuple(int(one) for one in self.year),
            validity=self.validity,
            published_from=None if formed else self.since,
            published_to=None if formed else self.until,
            formed_from=self.since if formed else None,
            formed_to=self.until if formed else None,
            doc_prefix=self.prefix,
            doc_year=self.dyear,
            doc_serial=self.serial,
            sort=self.sort or ("relevance" if self.q else "newest"),
            page=self.page,
            on=on,
        )


def read(query: QueryDict) -> Terms:
    """Take the address apart. Nothing typed into it is an error: a value that means nothing counts as not given."""
    prefix, dyear, serial = _number(query)
    since, until = _day(query.get("from", "")), _day(query.get("to", ""))
    if since and until and since > until:
        since, until = until, since
    return Terms(
        q=plain(query.get("q", ""), LONGEST),
        where="title" if query.get("where") == "title" else "",
        prefix=prefix,
        dyear=dyear,
        serial=serial,
        by=FORMED if query.get("by") == FORMED and (since or until) else "",
        since=since,
        until=until,
        topic=plain(query.get("topic", ""), LONGEST_CODE),
        sort=_one_of(query.get("sort", ""), ("relevance", "newest")),
        validity=_one_of(query.get("validity", ""), STATUSES),
        kind=_codes(query, "kind"),
        agency=_codes(query, "agency"),
        genre=_codes(query, "genre"),
        year=tuple(one for one in _codes(query, "year") if _digits(one, 4)),
        class_=_codes(query, "class"),
        page=min(max(_digits(query.get("page", ""), 4), 1), LAST_PAGE),
    )


def plain(typed: str, longest: int) -> str:
    """What was typed, without the characters nobody can type: a database may refuse them."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in typed).split())[:longest]


def _number(query: QueryDict) -> tuple[str, int, int]:
    """The three parts of a document number; a whole number typed into the first is taken apart."""
    prefix = plain(query.get("prefix", ""), 60)
    try:
        found = parse_doc_number(prefix)
    except DocNumberError:
        return prefix, _digits(query.get("dyear", ""), 4), _digits(query.get("serial", ""), 6)
    return found.prefix, found.year or 0, found.serial


def _topics(topic: str) -> tuple[str, ...]:
    """All subjects in words that a code stands for; words of nobody's table stand for themselves."""
    if not topic:
        return ()
    try:
        return topic_words(settings.TOPICS, topic)
    except LawError:
        return (topic,)


def _codes(query: QueryDict, name: str) -> tuple[str, ...]:
    found = (plain(one, LONGEST_CODE) for one in query.getlist(name)[:MOST_VALUES])
    return tuple(dict.fromkeys(one for one in found if one))


def _digits(typed: str, longest: int) -> int:
    typed = typed.strip()
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= longest else 0


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed.strip()[:10])
    except ValueError:
        return None


def _one_of(value: str, allowed: tuple[str, ...]) -> str:
    return value if value in allowed else ""
