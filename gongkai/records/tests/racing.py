"""A process of its own with a database of its own, for tests in which people act at once or a process is killed.

`python -m gongkai.records.tests.racing VERB`, the database named in GONGKAI_DATABASE_URL: `prepare` makes tables, a
unit and its people; `race ACT TIMES` lets as many threads do one act at once and says what became of each; `work` acts
without pause until it is killed; `check` says what is not whole.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.settings.embedded")
django.setup()

from django.core.management import call_command  # noqa: E402  the rooms need Django set up
from django.db import connection  # noqa: E402

from gongkai.kit import journal  # noqa: E402
from gongkai.kit.action import Refused  # noqa: E402
from gongkai.kit.models import JournalEntry  # noqa: E402
from gongkai.records.actions.change_record import change_record  # noqa: E402
from gongkai.records.actions.pass_step import pass_step  # noqa: E402
from gongkai.records.actions.recall_record import recall_record  # noqa: E402
from gongkai.records.actions.submit_record import submit_record  # noqa: E402
from gongkai.records.actions.take_record import take_record  # noqa: E402
from gongkai.records.models import Record, Review, Screening, Submission  # noqa: E402
from gongkai.records.tests import making  # noqa: E402
from gongkai.records.tests.making import NOW  # noqa: E402

State = Record.State


def race(act: str, times: int) -> list[str]:
    """What became of each of `times` simultaneous acts on one record: "done", or the code of the refusal."""
    unit = making.a_unit()
    record = making.a_draft(unit) if act in ("change", "submit") else making.a_submitted(unit)
    reviewers = [making.a_person(unit, "secrecy_reviewer", login=f"tuling-reviewer-{n}") for n in range(times)]
    clerk, content_hash = making.actors(unit)["clerk"], record.content.hash if record.content else ""
    actors = [making.actor(person) for person in reviewers]
    acts: dict[str, Callable[[int], object]] = {
        "change": lambda n: change_record(
            record.pk, record.edition, making.a_said(title=f"第{n}稿"), actor=clerk, now=NOW
        ),
        "submit": lambda n: submit_record(record.pk, record.edition, actor=clerk, now=NOW),
        "take": lambda n: take_record(record.pk, actor=actors[n], now=NOW),
        "pass": lambda n: pass_step(record.pk, record.edition, content_hash, actor=actors[n], now=NOW),
        "pass_or_recall": lambda n: (
            recall_record(record.pk, record.edition, "有误", actor=clerk, now=NOW)
            if n % 2
            else pass_step(record.pk, record.edition, content_hash, actor=actors[n], now=NOW)
        ),
    }
    line = Barrier(times)

    def one(n: int) -> str:
        line.wait()
        try:
            acts[act](n)
        except Refused as refused:
            return refused.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(one, range(times)))


def work() -> None:
    """Create, submit and pass without pause; says when it has begun."""
    unit = making.a_unit()
    staff = making.actors(unit)
    sys.stdout.write("begun\n")
    sys.stdout.flush()
    while True:
        record = making.a_submitted(unit)
        while record.state == State.IN_REVIEW:
            content_hash = record.content.hash if record.content else ""
            actor = staff[record.waiting_duty]
            record = pass_step(record.pk, record.edition, content_hash, actor=actor, now=NOW)


def halves() -> Iterator[str]:
    """Everything that stands half done."""
    for broken in journal.verify():
        yield f"journal {broken.chain} {broken.number}"
    for record in Record.objects.select_related("content", "approved"):
        told = JournalEntry.objects.filter(subject=f"record {record.pk}").order_by("-number").first()
        sent = Submission.objects.filter(record=record).order_by("-round").first()
        passed = Review.objects.filter(submission=sent, verdict="passed").count() if sent else 0
        open_now = sent is not None and sent.state == Submission.State.OPEN
        whole = {
            "content": record.content is not None,
            "journal": told is not None and told.after["edition"] == record.edition,
            "submission": open_now == (record.state == State.IN_REVIEW),
            "position": sent is None or sent.position == passed,
            "screening": sent is None or Screening.objects.filter(content=sent.content).exists(),
            "approval": (record.approved is not None) == (record.state == State.APPROVED),
            "steps": record.state != State.APPROVED or (sent is not None and passed == len(sent.steps)),
        }
        yield from (f"record {record.pk} {record.state} {name}" for name, holds in whole.items() if not holds)


def main(words: list[str]) -> None:
    """Do what the words say and print the answer as JSON."""
    if words[0] == "prepare":
        call_command("migrate", verbosity=0)
        making.people(making.a_unit())
        sys.stdout.write(json.dumps("ready"))
    elif words[0] == "race":
        sys.stdout.write(json.dumps(race(words[1], int(words[2]))))
    elif words[0] == "work":
        work()
    elif words[0] == "check":
        sys.stdout.write(json.dumps({"halves": list(halves()), "records": Record.objects.count()}))


if __name__ == "__main__":
    main(sys.argv[1:])
