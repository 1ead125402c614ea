"""The site in a process of its own, set up by its environment as an operator would do it, with a few people.

Run as `python -m tests.identity.site PORT`; with `untie LOGIN` it takes a tie off by the real action and ends.
"""

from __future__ import annotations

import os
import sys
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIServer, make_server

import django

from tests.identity.provider import Quiet


class Server(ThreadingMixIn, WSGIServer):
    """Several requests at a time."""

    daemon_threads = True


def fill() -> None:
    """A town with a clerk, a security administrator, and one who has left."""
    from datetime import date

    from django.core.management import call_command

    from gongkai.kit import clock
    from gongkai.units.models import Agency, Person
    from gongkai.units.tests import signing

    call_command("migrate", verbosity=0)
    unit = signing.agency("town", name="某镇人民政府", short="某镇", level=Agency.Level.TOWN)
    signing.person("经办人（某镇）", unit, "clerk", login="clerk")
    signing.person("安全保密管理员", unit, "security_administrator", login="sec", since=clock.now())
    signing.person("信息管理员（某镇）", unit, "publisher", login="publisher", since=clock.now())
    signing.person("已离任", unit, login="left")
    Person.objects.filter(login="clerk").update(must_change_password=True)
    Person.objects.filter(login="left").update(is_active=False, ends=date(2026, 1, 1))


def untie(login: str) -> None:
    """Take the tie to the identity off."""
    from gongkai.kit import clock
    from gongkai.units.acting import actor_of
    from gongkai.units.actions.remove_second_factor import remove_second_factor
    from gongkai.units.models import Person

    actor = actor_of(Person.objects.get(login="sec"), clock.today())
    person = Person.objects.get(login=login)
    remove_second_factor(person_id=person.pk, reason="人员更换", actor=actor, now=clock.now())


def main() -> None:
    """Do what the command line says."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "gongkai.settings.embedded"
    django.setup()
    if sys.argv[1] == "untie":
        untie(sys.argv[2])
        return
    from gongkai.wsgi import application

    fill()
    with make_server("127.0.0.1", int(sys.argv[1]), application, Server, Quiet) as server:
        server.serve_forever()


if __name__ == "__main__":
    main()
