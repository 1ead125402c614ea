"""A process of its own that puts documents and takes them out again, while others search.

`python -m gongkai.search.tests.searching_race VERB`: `prepare` makes the tables; `write K` puts and removes, as K-th of
several; `build` builds the index anew; `read N` asks N times and says what was wrong; `count` counts both sorts.
"""

from __future__ import annotations

import json
import os
import sys
import time
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.settings.embedded")
django.setup()

from django.core.management import call_command  # noqa: E402  the rooms need Django set up

from gongkai.search import index, rebuild  # noqa: E402
from gongkai.search.asked import Asked  # noqa: E402
from gongkai.search.asking import ask  # noqa: E402
from gongkai.search.index import Document  # noqa: E402
from gongkai.search.models import IndexedDocument  # noqa: E402
from gongkai.search.rebuild import Source  # noqa: E402
from gongkai.search.tests.making import FIRST, ON, document  # noqa: E402

STANDING = 40
MOVING = 10
ROUNDS = 4


def prepare() -> None:
    """The tables, and what stays public throughout."""
    call_command("migrate", "search", verbosity=0)
    index.put_many(document(number, text="常在的文件") for number in range(STANDING))


def write(who: int) -> None:
    """Publish and withdraw MOVING documents, all at one moment, ROUNDS times; they stay in the end."""
    mine = [document(1000 * who + number, text="来去的文件", published_at=FIRST) for number in range(MOVING)]
    for turn in range(ROUNDS):
        for one in mine:
            index.put(one)
        if turn < ROUNDS - 1:
            for one in mine:
                index.remove(one.kind, one.key)


def build() -> None:
    """Build anew from what stands in the table, twice."""

    def keys(after: str, limit: int) -> list[str]:
        rows = IndexedDocument.objects.filter(key__gt=after).order_by("key").values_list("key", flat=True)
        return list(rows[:limit])

    def documents(keys: list[str]) -> list[Document]:
        rows = IndexedDocument.objects.filter(key__in=keys).select_related("original")
        return [document(0, key=row.key, text=row.original.text, published_at=row.published_at) for row in rows]

    rebuild._SOURCES.clear()
    rebuild.register_source(Source("record", "", keys, documents))
    for _ in range(2):
        rebuild.begin(anew=True)
        while rebuild.step(10):
            time.sleep(0.01)
        rebuild.finish()


def read(times: int) -> list[Any]:
    """What was wrong: a standing document that was not found, or a moving one found more than once."""
    wrong: list[Any] = []
    for _ in range(times):
        standing = ask(Asked(on=ON, words="常在的文件"), STANDING)
        moving = ask(Asked(on=ON, words="来去的文件"), 100)
        keys = [hit.key for hit in moving.hits]
        if standing.total != STANDING or len(standing.hits) != STANDING or len(keys) != len(set(keys)):
            wrong.append([standing.total, len(standing.hits), len(keys), len(set(keys))])
    return wrong


if __name__ == "__main__":
    verb, *more = sys.argv[1:]
    answer: Any = None
    if verb == "prepare":
        prepare()
    elif verb == "write":
        write(int(more[0]))
    elif verb == "build":
        build()
    elif verb == "read":
        answer = read(int(more[0]))
    elif verb == "count":
        answer = [ask(Asked(on=ON, words=words)).total for words in ("常在的文件", "来去的文件")]
    print(json.dumps(answer))  # noqa: T201  what the test reads
