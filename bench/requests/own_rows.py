"""Twenty thousand requests as rows: samples go through the real actions, then every row of theirs is copied."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from copy import copy
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from django.db.models import Model

from gongkai.kit import clock
from gongkai.kit.clock import BEIJING
from gongkai.requests.actions.set_paper_settings import PaperFacts, set_paper_settings
from gongkai.requests.applicants import ApplicantData, sealed
from gongkai.requests.demo_walk import Walk
from gongkai.requests.models import Clock, ClockEntry, Paper, PaperReview, Request, RequestItem, Service, StepTaken
from gongkai.requests.receiving import Application, enter_request
from gongkai.units.acting import actor_of
from gongkai.units.models import Agency, Duty, Person

UNITS, BATCH = 40, 2000
DUTIES = ("clerk", "section_head", "deputy_leader", "disclosure_office", "legal_reviewer", "secrecy_reviewer")
REPLIED = ("register", "assign", "+6", "decide release", "reply direct signed")
REFUSED = ("register", "assign", "+8", "decide refuse internal_affairs", "reply direct signed")
OPEN = ("register", "assign")
WAITING = ("register", "+2", "notice correction_notice 10 direct signed")
# Calendar days back, and what happened since; every eighth is one of the open ones.
COURSES = (
    (300, REPLIED), (250, REFUSED), (200, REPLIED), (150, REPLIED), (100, REFUSED), (70, REPLIED), (20, OPEN),
    (12, WAITING),
)  # fmt: skip


def people() -> dict[tuple[int, str], Person]:
    """Forty units with one person for each duty, and what their papers print."""
    staff: dict[tuple[int, str], Person] = {}
    for number in range(1, UNITS + 1):
        unit = Agency.objects.create(
            code=f"T-{number}", name=f"测试镇{number}人民政府", short=f"测试镇{number}", level=Agency.Level.TOWN,
            index_code=f"QZ{5000 + number:05d}",
        )  # fmt: skip
        for duty in DUTIES:
            person = Person.objects.create(
                login=f"t{number}-{duty}".replace("_", "-"), name=f"{duty}{number}", password_set_at=clock.now()
            )
            Duty.objects.create(person=person, agency=unit, kind=duty, begins=date(2020, 1, 1))
            staff[number, duty] = person
    first = Agency.objects.get(code="T-1")
    said = PaperFacts(
        prefix="测", reviewer="测试区人民政府", court="测试区人民法院", office="办公室", address="测试路1号", phone="0",
        pay_to="窗口", online_remedy="网上入口",
    )  # fmt: skip
    actor = actor_of(staff[1, "disclosure_office"], clock.today())
    set_paper_settings(first, said, actor=actor, now=clock.now())
    return staff


def sample(days_back: int, course: tuple[str, ...]) -> Request:
    """One request of the first unit that went its way."""
    day = clock.today() - timedelta(days=days_back)
    at = datetime.combine(day, time(8, 30), BEIJING)
    unit = Agency.objects.get(code="T-1")
    said = Application(
        channel="in_person", applicant_kind="natural_person", applicant=ApplicantData("测试人", phone="1"),
        subject="测试申请", supply_form="paper", supply_way="post", days={"handed_in": day},
    )  # fmt: skip
    request = enter_request(unit, said, person=None, now=at).request
    return Walk(unit, request, day, clock.now()).go(course)


def requests(count: int, staff: dict[tuple[int, str], Person]) -> int:
    """Fill up to `count` requests; gives how many events (steps) there are then."""
    samples = [sample(*course) for course in COURSES]
    units = list(Agency.objects.filter(code__startswith="T-").order_by("id"))
    made: list[tuple[Request, Request]] = []
    for number in range(count - len(samples)):
        of = samples[number % len(samples)]
        row = _copied(of)
        row.agency, row.handler = units[number % UNITS], staff[number % UNITS + 1, "clerk"]
        row.number, row.receipt_number = f"{of.number[:4]}-{100000 + number}", f"T{number:015d}"
        row.subject = f"第{number}项资金安排和项目建设情况"
        row.card, row.form_token = secrets.token_hex(32), ""
        for name, value in sealed(ApplicantData(f"测试人{number % 5000}", phone=str(number % 5000))).items():
            setattr(row, name, value)
        made.append((of, row))
    _put(Request, (row for _, row in made))
    _children(made)
    return StepTaken.objects.count()


def _children(made: list[tuple[Request, Request]]) -> None:
    parts = {of.pk: _parts(of) for of, _ in {of.pk: (of, row) for of, row in made}.values()}
    _put(RequestItem, (_to(one, request=row) for of, row in made for one in parts[of.pk]["items"]))
    _put(StepTaken, (_to(one, request=row) for of, row in made for one in parts[of.pk]["steps"]))
    clocks = [(one, _to(one, request=row)) for of, row in made for one in parts[of.pk]["clocks"]]
    _put(Clock, (new for _, new in clocks))
    entries = {one.pk: list(one.entries.all()) for one in {old.pk: old for old, _ in clocks}.values()}
    _put(ClockEntry, (_to(one, clock=new) for old, new in clocks for one in entries[old.pk]))
    papers = []
    for number, (of, row) in enumerate(made):
        for one in parts[of.pk]["papers"]:
            new = _to(one, request=row, agency=row.agency)
            new.serial, new.number = 1000 + number, f"测{one.kind}{1000 + number}号"
            papers.append((one, new))
    _put(Paper, (new for _, new in papers))
    reviews = {one.pk: list(one.reviews.all()) for one in {old.pk: old for old, _ in papers}.values()}
    services = {one.pk: list(one.services.all()) for one in {old.pk: old for old, _ in papers}.values()}
    _put(PaperReview, (_to(one, paper=new) for old, new in papers for one in reviews[old.pk]))
    _put(Service, (_to(one, paper=new) for old, new in papers for one in services[old.pk]))


def _parts(of: Request) -> dict[str, list[Any]]:
    return {name: list(getattr(of, name).all()) for name in ("items", "steps", "clocks", "papers")}


def _copied(row: Any) -> Any:
    made = copy(row)
    made._state = copy(row._state)
    made._state.adding, made._state.fields_cache = True, {}
    made._prefetched_objects_cache = {}
    made.pk = None
    return made


def _to(row: Any, **parents: Any) -> Any:
    made = _copied(row)
    for name, value in parents.items():
        setattr(made, name, value)
    return made


def _put(model: type[Model], rows: Iterable[Any]) -> None:
    it: Iterator[Any] = iter(rows)
    while few := list(islice(it, BATCH)):
        model._default_manager.bulk_create(few)
