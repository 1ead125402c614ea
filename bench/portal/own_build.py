"""python -m bench.portal.own_build: tables, rows, search index and some signed records. Seconds of each."""

from __future__ import annotations

import os
import time
from datetime import timedelta

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.settings.embedded")

import django

django.setup()

from django.core.management import call_command

from bench.measure import say
from bench.portal import own_rows, truth
from bench.portal.databases import megabytes, settle
from bench.portal.making import Corpus, corpus
from bench.portal.sizes import SIGNED, UNIT
from bench.records import own_rows as of_units
from gongkai.kit import clock
from gongkai.records.actions.create_record import create_record
from gongkai.records.actions.pass_step import pass_step
from gongkai.records.actions.submit_record import submit_record
from gongkai.records.models import Record
from gongkai.records.said import Said
from gongkai.search import rebuild
from gongkai.units.acting import actor_of
from gongkai.units.models import Agency, Person


def main() -> None:
    """Build all; one JSON line."""
    call_command("migrate", verbosity=0, interactive=False)
    staff = of_units.people()
    of = corpus()
    began = time.perf_counter()
    own_rows.publications(of, truth.kept())
    rows = time.perf_counter() - began
    began = time.perf_counter()
    rebuild.begin(anew=True)
    for _ in rebuild.pieces():
        pass
    rebuild.finish()
    index = time.perf_counter() - began
    signed(of, staff)
    settle()
    say({"program": "gongkai", "rows": rows, "index": index, "megabytes": megabytes()})


def signed(of: Corpus, staff: dict[tuple[int, str], Person]) -> None:
    """A few records through the whole review, to be published on a word while the site is served."""
    agency, today = Agency.objects.get(code=f"T-{UNIT}"), clock.today()
    actor = {duty: actor_of(staff[UNIT, duty], today) for duty in of_units.DUTIES}
    for number in range(SIGNED):
        said = Said.from_json({
            "title": f"关于第{number}号林区防火工作的通知", "doc_number": f"试防〔2026〕{number + 1}号",
            "formed_on": (today - timedelta(days=3)).isoformat(), "class_code": "art20_12_emergencies",
            "mark": "proactive", "index_class": "0105", "document_kind": "other", "summary": "部署防火工作。",
            "body": of.fact(number).body,
        })  # fmt: skip
        record = create_record(agency=agency, said=said, actor=actor["clerk"], now=clock.now())
        record = submit_record(record.pk, record.edition, actor=actor["clerk"], now=clock.now())
        while record.state == Record.State.IN_REVIEW and record.content:
            who = actor[record.waiting_duty]
            record = pass_step(record.pk, record.edition, record.content.hash, actor=who, now=clock.now())


if __name__ == "__main__":
    main()
