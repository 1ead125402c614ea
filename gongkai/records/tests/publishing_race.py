"""A process of its own in which many publish at once, or which publishes and withdraws until it is killed.

`python -m gongkai.records.tests.publishing_race VERB`: `prepare N` makes tables and N signed records; `threads`
publishes them all at once, each by a thread; `share K M` those whose turn it is among M processes; `work` publishes and
withdraws without pause; `check` says what is not whole, after sweeping what a killed process left behind.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO
from threading import Barrier

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.settings.embedded")
django.setup()

from django.core.management import call_command  # noqa: E402  the rooms need Django set up
from django.db import connection, transaction  # noqa: E402
from docx import Document  # noqa: E402

from gongkai.kit import clock, files, journal, sweeping  # noqa: E402
from gongkai.kit.models import JournalEntry  # noqa: E402
from gongkai.records.actions.publish_record import publish_record  # noqa: E402
from gongkai.records.actions.withdraw_record import withdraw_record  # noqa: E402
from gongkai.records.models import IndexNumber, IndexSerial, Publication, Record, WithdrawalCheck  # noqa: E402
from gongkai.records.said import hash_of  # noqa: E402
from gongkai.records.tests import making  # noqa: E402
from gongkai.records.tests.making import NOW  # noqa: E402

State = Publication.State


class Undone(Exception):
    """Raised after a publication, so that it is rolled back."""


def publish_all(ids: list[int], at_once: int) -> list[str]:
    """The numbers given; every fifth publication is first done and rolled back."""
    publisher = making.actors(making.a_unit())["publisher"]
    line = Barrier(at_once)

    def one(pk: int) -> str:
        line.wait()
        try:
            if pk % 5 == 0:
                try:
                    with transaction.atomic():
                        publish_record(pk, actor=publisher, now=NOW)
                        raise Undone
                except Undone:
                    pass
            return publish_record(pk, actor=publisher, now=NOW).index_number
        finally:
            connection.close()

    with ThreadPoolExecutor(at_once) as pool:
        return list(pool.map(one, ids))


def an_attachment(number: int) -> dict[str, object]:
    """A Word file kept in the store, different for each number."""
    made = Document()
    made.add_paragraph(f"各村防火责任区一览，第 {number} 版。")
    out = BytesIO()
    made.save(out)
    data = out.getvalue()
    return {"name": "责任区一览.docx", "digest": files.keep(data), "size": len(data)}


def work() -> None:
    """Publish what is signed and withdraw every other, without pause; says when it has begun."""
    unit = making.a_unit()
    publisher = making.actors(unit)["publisher"]
    sys.stdout.write("begun\n")
    sys.stdout.flush()
    while True:
        for record in Record.objects.filter(state=Record.State.APPROVED).order_by("pk"):
            publish_record(record.pk, actor=publisher, now=NOW)
            if record.pk % 2:
                withdraw_record(record.pk, "内容有误", actor=publisher, now=NOW)
        making.an_approved(unit, files=[an_attachment(Record.objects.count())])


def halves() -> Iterator[str]:
    """Everything that stands half done."""
    for broken in journal.verify():
        yield f"journal {broken.chain} {broken.number}"
    given = list(IndexNumber.objects.order_by("scope", "serial").values_list("scope", "serial"))
    for scope in {scope for scope, _ in given}:
        serials = [serial for one, serial in given if one == scope]
        if serials != list(range(1, len(serials) + 1)):
            yield f"numbers {scope} {serials}"
        if IndexSerial.objects.get(scope=scope).last != len(serials):
            yield f"counter {scope}"
    for record in Record.objects.all():
        rows = Publication.objects.filter(record=record)
        told = JournalEntry.objects.filter(subject=f"record {record.pk}")
        whole = {
            "number": rows.exists() == IndexNumber.objects.filter(record=record).exists(),
            "state": rows.filter(state=State.PUBLISHED).exists() == (record.state == Record.State.PUBLISHED),
            "stub": rows.filter(state=State.WITHDRAWN).exists() == (record.state == Record.State.WITHDRAWN),
            "told": told.filter(act="publish_record").count() == rows.count(),
            "told of withdrawal": told.filter(act="withdraw_record").exists()
            == (record.state == Record.State.WITHDRAWN),
        }
        yield from (f"record {record.pk} {record.state} {name}" for name, holds in whole.items() if not holds)
    for row in Publication.objects.all():
        if row.state == State.PUBLISHED:
            if hash_of(row.snapshot) != row.snapshot_hash:
                yield f"snapshot {row.index_number}"
            for one in row.snapshot["files"]:
                files.take(one["digest"])
        elif row.snapshot or not WithdrawalCheck.objects.filter(publication=row).exists():
            yield f"withdrawn {row.index_number}"


def strays() -> list[str]:
    """Copies that were public once and are still there after sweeping, two days on."""
    sweeping.sweep(clock.now() + timedelta(days=3))
    gone = {digest for check in WithdrawalCheck.objects.all() for digest in check.digests}
    return sorted((gone - sweeping.held()) & {digest for digest in gone if files.place_of(digest).exists()})


def main(words: list[str]) -> None:
    """Do what the words say and print the answer as JSON."""
    if words[0] == "prepare":
        call_command("migrate", verbosity=0)
        unit = making.a_unit()
        making.people(unit)
        for number in range(int(words[1])):
            making.an_approved(unit, title=f"关于第{number}号林区防火工作的通知", doc_number="")
        sys.stdout.write(json.dumps("ready"))
    elif words[0] == "threads":
        ids = list(Record.objects.filter(state=Record.State.APPROVED).values_list("pk", flat=True))
        sys.stdout.write(json.dumps(publish_all(ids, len(ids))))
    elif words[0] == "share":
        turn, of = int(words[1]), int(words[2])
        ids = list(Record.objects.filter(state=Record.State.APPROVED).values_list("pk", flat=True))
        sys.stdout.write(json.dumps(publish_all([pk for pk in ids if pk % of == turn], 1)))
    elif words[0] == "work":
        work()
    elif words[0] == "check":
        found = {"halves": list(halves()), "strays": strays(), "publications": Publication.objects.count()}
        sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1:])
