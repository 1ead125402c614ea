"""python -m bench.portal.clerk: publishes and withdraws on a word, as the desk does, beside a served site.

One order a line on its input, `publish N` or `withdraw N` of the records that own_build signed; it answers with the
record's address and title as JSON, right after the action.
"""

from __future__ import annotations

import json
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.settings.embedded")

import django

django.setup()

from django.urls import reverse

from bench.portal.sizes import UNIT
from gongkai.kit import clock
from gongkai.records.actions.publish_record import publish_record
from gongkai.records.actions.withdraw_record import withdraw_record
from gongkai.records.models import Record
from gongkai.units.acting import actor_of
from gongkai.units.models import Person


def main() -> None:
    """Do what each line says."""
    rows = Record.objects.filter(doc_number__startswith="试防").order_by("pk").values_list("pk", flat=True)
    signed = list(rows)
    publisher = Person.objects.get(login=f"publisher-{UNIT}")
    for line in sys.stdin:
        verb, _, number = line.strip().partition(" ")
        actor, now = actor_of(publisher, clock.today()), clock.now()
        if verb == "publish":
            made = publish_record(signed[int(number)], actor=actor, now=now)
        else:
            made = withdraw_record(signed[int(number)], "内容有误", actor=actor, now=now)
        told = {"page": reverse("portal:record", args=(made.index_number,)), "title": made.title}
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
