"""A site of its own for tests that need real calls, many at once, or a process that is killed.

`python -m gongkai.api.tests.site` with the database in GONGKAI_DATABASE_URL: makes tables, a unit and its people where
there are none, links an office system, says its address and key in one line, and serves until it is ended.
"""

from __future__ import annotations

import json
import os
import sys
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.settings.embedded")
django.setup()

from django.core.management import call_command  # noqa: E402  the rooms need Django set up
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection  # noqa: E402

from gongkai.api import limits  # noqa: E402
from gongkai.kit import clock, journal  # noqa: E402
from gongkai.kit.models import JournalEntry  # noqa: E402
from gongkai.kit.who import Actor  # noqa: E402
from gongkai.records.models import Record  # noqa: E402
from gongkai.records.tests import making  # noqa: E402
from gongkai.units.actions.add_system import add_system  # noqa: E402
from gongkai.units.powers import MANAGE_SYSTEMS  # noqa: E402


class Server(ThreadingMixIn, WSGIServer):
    """A thread a call."""

    daemon_threads = True
    request_queue_size = 64


class Silent(WSGIRequestHandler):
    """Says nothing about each call."""

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


def say(**told: object) -> None:
    """One line for whoever started this process."""
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


def serve() -> None:
    """Prepare, link, say where, serve."""
    call_command("migrate", verbosity=0)
    unit = making.a_unit()
    making.people(unit)
    now = clock.now()
    keeper = Actor("person:keeper", "系统管理员", frozenset({(MANAGE_SYSTEMS, unit.code)}))
    linked = add_system(agency=unit, name=f"办公系统 {now.isoformat()}", actor=keeper, now=now)
    limits.CALLS_A_MINUTE = 100_000
    connection.close()
    with make_server("127.0.0.1", 0, get_wsgi_application(), Server, Silent) as server:
        say(address=f"http://127.0.0.1:{server.server_port}", key=linked.key, prefix=linked.system.prefix)
        server.serve_forever()


def check() -> None:
    """What stands in the database, and what of it is not whole."""
    records = list(Record.objects.select_related("content"))
    broken = [f"{one.chain} {one.number}" for one in journal.verify()]
    for record in records:
        rows = JournalEntry.objects.filter(subject=f"record {record.pk}", act="create_record").count()
        if record.content is None or rows != 1:
            broken.append(f"record {record.pk}")
    say(broken=broken, keys=sorted(f"{one.source_system}/{one.source_key}" for one in records),
        states=dict(Record.objects.values_list("source_key", "state")),
        titles=dict(Record.objects.values_list("source_key", "title")))  # fmt: skip


if __name__ == "__main__":
    check() if sys.argv[1:] == ["check"] else serve()
