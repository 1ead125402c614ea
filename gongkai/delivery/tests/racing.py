"""A process of its own with a database of its own, in which people deliver at once.

`python -m gongkai.delivery.tests.racing TIMES`, the database named in GONGKAI_DATABASE_URL: makes tables and a
district, lets as many threads as TIMES prepare, then send, then sign for the same batch, and says what became of each.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.settings.embedded")
django.setup()

from django.core.management import call_command  # noqa: E402  the rooms need Django set up
from django.db import connection  # noqa: E402

from gongkai.delivery.actions.prepare_batch import prepare_batch  # noqa: E402
from gongkai.delivery.models import Batch, BatchItem  # noqa: E402
from gongkai.delivery.preparing import prepare_due  # noqa: E402
from gongkai.delivery.tests.making import a_district, at, published, received, sent  # noqa: E402
from gongkai.kit import journal  # noqa: E402
from gongkai.kit.action import Refused  # noqa: E402

ENDS, DAY = date(2026, 3, 20), at("2026-03-20", 16)


def together(times: int, act: Callable[[int], object]) -> list[str]:
    """What became of each: "done", or the code of its refusal."""
    line = Barrier(times)

    def one(number: int) -> str:
        line.wait()
        try:
            act(number)
        except Refused as refused:
            return refused.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(times) as pool:
        return sorted(pool.map(one, range(times)))


def race(times: int) -> dict[str, Any]:
    """All three acts one after the other, each by many at once; half of those who prepare are the worker."""
    district = a_district()
    published(district.town, at("2026-03-10"), 1)
    publisher, receiver = district.publisher(), district.receiver()

    def prepare(number: int) -> None:
        if number % 2:
            prepare_due(DAY)
        else:
            prepare_batch(district.town, district.archives.pk, ENDS, actor=publisher, now=DAY)

    found = {"prepare": together(times, prepare)}
    batches = Batch.objects.filter(agency=district.town, hall=district.archives, ends=ENDS)
    count = batches.count()
    batch = batches.get()
    found["send"] = together(times, lambda number: sent(batch, publisher, DAY))
    batch.refresh_from_db()
    found["receive"] = together(times, lambda number: received(batch, receiver, DAY))
    items = BatchItem.objects.filter(hall=district.archives).count()
    return found | {"batches": count, "items": items, "broken": [str(one) for one in journal.verify()]}


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    sys.stdout.write(json.dumps(race(int(sys.argv[1]))))
