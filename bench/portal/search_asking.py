"""python -m bench.portal.search_asking [COUNT]: search on COUNT made-up documents in the database of the environment.

Needs GONGKAI_HOME (and GONGKAI_DATABASE_URL for PostgreSQL) of its own. Prints build time, size, recall against a plain
look through every text, and p50 and p95 of a first page for words of two, three and four characters, of numbers, and
with a filter. What is there already is measured without building it again.
"""

from __future__ import annotations

import json
import os
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import django

WORDS = {
    "2": ["公开", "信息", "低保", "户籍", "征地", "学区", "落户", "财政", "招生", "监督"],
    "3": ["公积金", "淹没区", "说明书", "研究所", "泉港区", "招投标"],
    "4": ["政府采购", "行政处罚", "养老保险", "营商环境", "移民安置", "信息公开", "医疗保险", "人民政府"],
    "rare": ["一丝不挂", "龙飞凤舞", "烘云托月", "雕梁画栋"],
    "number": ["泉港政办[2020]12号", "2019 37号"],
    "two words": ["公开 财政", "征地 低保", "医疗保险 通知"],
}
TIMES = 10
ON = date(2026, 11, 1)
A_BATCH = 200


def main(count: int) -> dict[str, Any]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.settings.embedded")
    Path(os.environ["GONGKAI_HOME"]).mkdir(parents=True, exist_ok=True)
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from gongkai.search.asked import Asked
    from gongkai.search.asking import ask
    from gongkai.search.looking import CAP

    call_command("migrate", "search", verbosity=0)
    told: dict[str, Any] = {"database": connection.vendor, "documents": count, "built_s": build(count)}
    told["megabytes"] = size()
    plain = look_through(count) if count <= 100_000 else {}
    wrong = {}
    for group, words in WORDS.items():
        for name, filters in (("", {}), (" in one unit", {"agencies": ("UNIT-007",)})):
            walls = []
            for word in words:
                for _ in range(TIMES):
                    began = time.perf_counter()
                    found = ask(Asked(on=ON, words=word, **filters))
                    walls.append(1000 * (time.perf_counter() - began))
                if not name and word in plain and found.total != min(plain[word], CAP):
                    wrong[word] = (found.total, plain[word])
                if os.environ.get("EACH"):
                    print(f"{word}{name}: {found.total}{'+' if found.more else ''} {walls[-1]:.1f} ms", file=sys.stderr)
            walls.sort()
            told[group + name] = {
                "p50": round(walls[len(walls) // 2], 1),
                "p95": round(walls[int(0.95 * len(walls))], 1),
            }
    told["not as in a plain look"] = wrong
    return told


def build(count: int) -> float:
    """Seconds it took to build the index of them; 0 where it was there."""
    from bench.portal.search_making import document
    from gongkai.search import rebuild
    from gongkai.search.models import IndexedDocument

    def keys(after: str, limit: int) -> list[str]:
        start = int(after.removeprefix("BENCH-")) + 1 if after else 0
        return [f"BENCH-{number:08d}" for number in range(start, min(start + limit, count))]

    rebuild._SOURCES.clear()
    rebuild.register_source(
        rebuild.Source("record", "", keys, lambda few: [document(int(key.removeprefix("BENCH-"))) for key in few])
    )
    if IndexedDocument.objects.count() == count:
        return 0.0
    began = time.perf_counter()
    rebuild.begin()
    for done, _ in enumerate(rebuild.pieces()):
        if done % 10_000 == 0:
            print(f"{done} after {time.perf_counter() - began:.0f} s", file=sys.stderr, flush=True)
    rebuild.finish()
    built = round(time.perf_counter() - began, 1)
    settle()
    return built


def settle() -> None:
    """What a database does by itself in the first night."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for table in ("search_index_a", "search_index_b", "search_document"):
                cursor.execute(f"VACUUM (ANALYZE) {table}")
        else:
            cursor.execute("PRAGMA optimize")


def size() -> dict[str, float]:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT relname, pg_total_relation_size(oid), pg_indexes_size(oid) FROM pg_class "
                "WHERE relname LIKE 'search_%%' AND relkind = 'r'"
            )
            return {f"{name} (indexes)": f"{whole >> 20} ({indexes >> 20})" for name, whole, indexes in cursor}
        cursor.execute("PRAGMA page_count")
        return {"whole file": round(cursor.fetchone()[0] * 4096 / 1e6)}


def look_through(count: int) -> dict[str, int]:
    """How many documents bear each word, by looking through the texts as they were made."""
    from bench.portal.search_making import document

    words = [word for group in ("2", "3", "4", "rare") for word in WORDS[group]]
    found = dict.fromkeys(words, 0)
    for number in range(count):
        one = document(number)
        # A line between the parts: no word stands across two of them.
        text = "\n".join((one.title, one.text, *one.keywords))
        for word in words:
            found[word] += word in text
    return found


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000), ensure_ascii=False, indent=1))
