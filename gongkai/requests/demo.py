"""Sample requests of every kind, walked through by the people of the sample units, by the real actions on past days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

from gongkai import requests
from gongkai.kit.clock import BEIJING, day_of
from gongkai.law.calendar import Calendars
from gongkai.law.loading import Row, load
from gongkai.requests.actions.set_paper_settings import PaperFacts, set_paper_settings
from gongkai.requests.applicants import ApplicantData
from gongkai.requests.demo_walk import Walk
from gongkai.requests.models import PaperSettings, Request
from gongkai.requests.receiving import Application, enter_request
from gongkai.units.acting import actor_of
from gongkai.units.models import Agency, Duty

FILE = Path(requests.__file__).parent / "data" / "demo" / "requests.toml"
MORNING = time(8, 30)


def build_requests(progress: Callable[[str], None], *, now: datetime) -> int:
    """Make every sample request that is not there; gives how many. The sample units and their people must be there.

    Raises Refused where an action refuses: a sample that cannot go its way is a fault of ours.
    """
    data = load(FILE)
    people = {row.text("code"): row for row in data.rows("applicant", required=True)}
    units = {row.text("unit"): row for row in data.rows("unit", required=True)}
    made = 0
    for row in data.rows("case", required=True):
        agency = Agency.objects.get(code=row.text("unit"))
        _settings(agency, units[agency.code], now)
        if Request.objects.filter(agency=agency, subject=row.text("subject")).exists():
            continue
        found = _case(row, agency, people[row.text("who")], now)
        made += 1
        progress(f"{agency.short}：{found.number or found.receipt_number} {found.subject}。")
    return made


def _settings(agency: Agency, row: Row, now: datetime) -> None:
    if PaperSettings.objects.filter(agency=agency).exists():
        return
    said = PaperFacts(
        prefix=row.text("mark"), reviewer=row.text("reviewer"), court=row.text("court"), office=row.text("office"),
        address=row.text("address"), phone=row.text("phone"), pay_to=row.text("pay_to"),
        online_remedy=row.text("online_remedy"),
    )  # fmt: skip
    duty = Duty.objects.filter(agency=agency, kind="disclosure_office").select_related("person").order_by("id")[0]
    set_paper_settings(agency, said, actor=actor_of(duty.person, day_of(now)), now=now)


def _case(row: Row, agency: Agency, who: Row, now: datetime) -> Request:
    day = _working_day_before(day_of(now), row.integer("ago"))
    at = datetime.combine(day, MORNING, BEIJING)
    data = {key: who.text(key) for key in who.keys() if key not in ("code", "kind")}
    said = Application(
        channel=row.text("channel"), applicant_kind=who.text("kind"), applicant=ApplicantData.of(data),
        subject=row.text("subject"), features=row.text("features", required=False),
        supply_form=row.text("form", "paper"), supply_way=row.text("way", "post"), items=row.texts("items"),
        days={row.text("event"): day}, filled_by_staff=row.text("channel") == "oral",
        suggests_publishing=row.flag("suggests"),
    )  # fmt: skip
    request = enter_request(agency, said, person=None, now=at).request
    return Walk(agency, request, day, now).go(row.texts("course"))


def _working_day_before(day: date, number: int) -> date:
    """The day that lies so many working days back."""
    calendars = Calendars.published()
    known = [one for one in _back(day, calendars) if calendars.is_working_day(one)]
    return known[number - 1]


def _back(day: date, calendars: Calendars) -> list[date]:
    first = date(min(calendars.years), 1, 1)
    return [date.fromordinal(one) for one in range(day.toordinal() - 1, first.toordinal(), -1)]
