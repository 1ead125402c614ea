"""python -m bench.requests.own COUNT TIMES: the screens of requests, the acts, and a calendar moved."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from datetime import time as time_of_day

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.settings.embedded")

import django

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.test import Client

from bench.measure import say
from bench.portal.databases import megabytes, settle
from bench.records.asking import ask
from bench.requests import own_rows
from gongkai.kit import clock
from gongkai.requests import clocks
from gongkai.requests.actions.register_request import register_request
from gongkai.requests.applicants import ApplicantData
from gongkai.requests.demo_walk import Walk
from gongkai.requests.models import Clock, Request
from gongkai.requests.receiving import Application, enter_request
from gongkai.units.acting import actor_of
from gongkai.units.models import Agency, Person

UNIT, A_MOVE = 1, 2000


def main(count: int, times: int) -> None:
    """Set up, ask the screens, act; one JSON line."""
    settings.ALLOWED_HOSTS = ["*"]
    call_command("migrate", verbosity=0, interactive=False)
    staff = own_rows.people()
    began = time.perf_counter()
    events = own_rows.requests(count, staff)
    settle()
    built = time.perf_counter() - began
    clerk, office = signed_in(staff[UNIT, "clerk"]), signed_in(staff[UNIT, "disclosure_office"])
    mine = Request.objects.filter(agency__code=f"T-{UNIT}").order_by("-pk")
    some = list(mine.values_list("pk", flat=True)[:20])
    replied = list(mine.filter(state="replied").values_list("pk", flat=True)[:20])
    waiting = list(mine.filter(state="handling").values_list("pk", flat=True)[:20])
    followed = follow(staff)
    public = Client()
    screens = {
        "home": ask(clerk.get, ["/desk/"], times),
        "list": ask(clerk.get, ["/desk/requests/"], times),
        "list, by due day": ask(clerk.get, ["/desk/requests/?sort=due"], times),
        "list, words searched": ask(clerk.get, ["/desk/requests/?q=资金安排"], times),
        "list, a name searched": ask(clerk.get, ["/desk/requests/?q=测试人120"], times),
        "request, replied": ask(clerk.get, [f"/desk/requests/{pk}/" for pk in replied], times),
        "request, in hand": ask(clerk.get, [f"/desk/requests/{pk}/" for pk in waiting or some], times),
        "its clocks, day by day": ask(clerk.get, [f"/desk/requests/{pk}/clock/" for pk in replied], times),
        "its papers": ask(clerk.get, [f"/desk/requests/{pk}/papers/" for pk in replied], times),
        "its files": ask(clerk.get, [f"/desk/requests/{pk}/files/" for pk in replied], times),
        "board of the office": ask(office.get, ["/desk/requests/board/"], times),
        "form for applicants": ask(public.get, ["/request/new/"], times),
        "followed by the applicant": ask(posting(public, followed), ["/request/follow/"], times),
    }
    said = {"events": events, "built": built, "mb": megabytes(), "screens": screens}
    say(said | {"acts": acts(staff, max(3, times // 6)), "moved": moved()})


def signed_in(person: Person) -> Client:
    """A browser of that person."""
    client = Client()
    client.force_login(person)
    return client


def posting(client: Client, said: dict[str, str]) -> Callable[[str], object]:
    """Asking with the number and the code."""
    return lambda address: client.post(address, said)


def new_request() -> tuple[Request, str]:
    """One over the counter today."""
    said = Application(
        channel="in_person", applicant_kind="natural_person", applicant=ApplicantData("测试人", phone="1"),
        subject="新的申请", supply_form="paper", supply_way="post", days={"handed_in": clock.today()},
    )  # fmt: skip
    made = enter_request(Agency.objects.get(code=f"T-{UNIT}"), said, person=None, now=clock.now())
    return made.request, made.code


def follow(staff: dict[tuple[int, str], Person]) -> dict[str, str]:
    """A registered request's number and code, as its applicant types them."""
    request, code = new_request()
    register_request(request.pk, days={}, actor=actor_of(staff[UNIT, "clerk"], clock.today()), now=clock.now())
    return {"receipt": request.receipt_number, "code": code}


def acts(staff: dict[tuple[int, str], Person], times: int) -> dict[str, float]:
    """Seconds for one registration, and for one whole reply: decided, drafted, signed by rank, issued, served."""
    actor = actor_of(staff[UNIT, "clerk"], clock.today())
    rows = [new_request()[0] for _ in range(times)]
    began = time.perf_counter()
    for row in rows:
        register_request(row.pk, days={}, actor=actor, now=clock.now())
    registering = (time.perf_counter() - began) / times
    day, now = clock.today(), clock.now() + timedelta(days=1)
    began = time.perf_counter()
    for row in rows:
        walk = Walk(row.agency, row, day, now)
        walk.at = datetime.combine(day, time_of_day(9), clock.BEIJING)
        walk.go(("decide release", "reply direct signed"))
    return {"registering": registering, "replying": (time.perf_counter() - began) / times}


def moved() -> dict[str, float]:
    """Open clocks gone over a second, as after a change of the holidays."""
    rows = list(Clock.objects.filter(closed_on=None).prefetch_related("entries")[:A_MOVE])
    began = time.perf_counter()
    for row in rows:
        clocks.answer(row)
    return {"clocks": len(rows), "per_second": len(rows) / (time.perf_counter() - began)}


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
