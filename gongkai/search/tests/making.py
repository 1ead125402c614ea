"""Documents for the tests of this room."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from gongkai.kit.clock import BEIJING
from gongkai.search import index
from gongkai.search.asked import Asked
from gongkai.search.asking import Found, ask
from gongkai.search.index import Document

ON = date(2026, 11, 2)
FIRST = datetime(2026, 3, 2, 9, tzinfo=BEIJING)


def document(number: int = 0, title: str = "关于河道清淤的通知", text: str = "正文", **changes: Any) -> Document:
    """A document; each number is published an hour after the one before it."""
    return Document(
        **{
            "kind": "record",
            "key": f"K-{number:05d}",
            "title": title,
            "text": text,
            "published_at": FIRST + timedelta(hours=number),
            **changes,
        }
    )


def put(*documents: Document) -> None:
    """Put them all."""
    index.put_many(documents)


def asked(words: str = "", **changes: Any) -> Found:
    """The answer, newest first unless told otherwise."""
    return ask(Asked(on=ON, words=words, **{"sort": "newest", **changes}))


def keys(words: str = "", **changes: Any) -> list[str]:
    """The keys of the first page."""
    return [hit.key for hit in asked(words, **changes).hits]


def numbers(words: str = "", **changes: Any) -> list[int]:
    """The same as the numbers they were made with."""
    return [int(key.removeprefix("K-")) for key in keys(words, **changes)]
