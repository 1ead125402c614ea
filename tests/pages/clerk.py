"""A process that publishes and withdraws on a word, as the desk does, beside a served site.

`python -m tests.pages.clerk`, with one order a line on its input: `publish N` and `withdraw N` (of the records made
with the site), `crash N` (withdraw, killed right after the commit), `make` (write every page again and again).
It answers with one line: the record's page, its file's address, its title, as JSON.
"""

from __future__ import annotations

import json
import os
import signal
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.settings.embedded")
django.setup()

from django.urls import reverse  # noqa: E402  the rooms need Django set up

from gongkai.kit import clock, outward  # noqa: E402
from gongkai.portal import pages  # noqa: E402
from gongkai.portal.record_files import address_of  # noqa: E402
from gongkai.portal.static_pages.making import make  # noqa: E402
from gongkai.records.actions.publish_record import publish_record  # noqa: E402
from gongkai.records.actions.withdraw_record import withdraw_record  # noqa: E402
from gongkai.records.models import Publication, Record  # noqa: E402
from gongkai.records.tests import making  # noqa: E402
from gongkai.units.models import Agency  # noqa: E402


def addresses(made: Publication, files: list[dict[str, str]]) -> dict[str, str]:
    """What a reader would ask for."""
    file = address_of(made.index_number, files[0]["digest"], files[0]["name"]) if files else ""
    return {"page": reverse("portal:record", args=(made.index_number,)), "file": file, "title": made.title}


def do(verb: str, number: int) -> dict[str, str]:
    """One act by the publisher of the town."""
    record = Record.objects.order_by("pk")[number]
    publisher = making.actors(Agency.objects.get(code="tuling"))["publisher"]
    if verb == "publish":
        made = publish_record(record.pk, actor=publisher, now=clock.now())
        return addresses(made, made.snapshot["files"])
    files = Publication.objects.get(record=record, state="published").snapshot["files"]
    if verb == "crash":
        outward.listen("public-pages", lambda change: os.kill(os.getpid(), signal.SIGKILL))
    return addresses(withdraw_record(record.pk, "内容有误", actor=publisher, now=clock.now()), files)


def make_without_pause() -> None:
    """Write the pages of all that is public, again and again: each may be overtaken by a withdrawal."""
    while True:
        for address in pages.all_addresses():
            if address == "/" or address.startswith("/records/"):
                make(address, durable=False)


def main() -> None:
    """Do what each line says."""
    for line in sys.stdin:
        verb, _, number = line.strip().partition(" ")
        if verb == "make":
            make_without_pause()
        sys.stdout.write(json.dumps(do(verb, int(number))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
