"""Sample column pages of every unit of the district, made by the real actions; the texts say that they are samples."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

from gongkai import columns
from gongkai.columns.actions.change_page import change_page
from gongkai.columns.actions.change_site import change_site
from gongkai.columns.actions.note_change import note_change
from gongkai.columns.actions.publish_page import publish_page
from gongkai.columns.actions.start_page import start_page
from gongkai.columns.actions.submit_page import submit_page
from gongkai.columns.actions.use_site import use_site
from gongkai.columns.locking import rules_day, text_of
from gongkai.columns.models import Page, SiteProfile
from gongkai.columns.site_values import read_site
from gongkai.kit.clock import BEIJING
from gongkai.kit.who import EVERYWHERE, Actor
from gongkai.law.loading import Row, load
from gongkai.law.unit_columns import columns as law_columns
from gongkai.units.acting import PERSON, actor_of
from gongkai.units.models import Agency, Duty, Person
from gongkai.units.powers import EDIT_COLUMNS, MANAGE_SITE, PUBLISH_COLUMNS

FILE = Path(columns.__file__).parent / "data" / "demo" / "pages.toml"
DISTRICT, OFFICE = "QZ-QG", "QZ-QG-ZFB"
# Who stands in for units without sample accounts of their own, and who looks after the site.
CLERK, PUBLISHER, MANAGER = "zfb.clerk", "zfb.publisher", "system"
EACH = (Page.Kind.GUIDE, Page.Kind.INSTITUTION, Page.Kind.SYSTEM)
Tell = Callable[[str], None]
NINE, FRIDAY = time(9, 0), 4


def build_columns(progress: Tell, *, now: datetime) -> int:
    """Make every sample page that is not there; gives how many. The sample units and accounts must be there.

    Raises Refused where an action refuses: a sample that cannot go its way is a fault of ours.
    """
    data = load(FILE)
    told = {str(kind): _texts(data, kind) for kind in EACH}
    points = [_point(row) for row in data.rows("point", required=True)]
    data.done()
    units = Agency.objects.filter(code__startswith=DISTRICT, ends=None).order_by("code")
    count = 0
    for number, unit in enumerate(units, start=1):
        at = _morning(now, 240 - 3 * number)
        words = {"name": unit.name, "short": unit.short, "part": f"{number:02d}"}
        for kind, texts in told.items():
            if not Page.objects.filter(agency=unit, kind=kind).exists():
                _publish(unit, kind, {code: text.format(**words) for code, text in texts.items()}, at)
                count += 1
    for code, values in points:
        unit = Agency.objects.get(code=code)
        kind = Page.Kind.READING_POINT
        if not Page.objects.filter(agency=unit, kind=kind, text__values__name=values["name"]).exists():
            _publish(unit, kind, values, _morning(now, 200))
            count += 1
    if count:
        _unfinished(now)
        progress(f"专栏页面 {count} 个：指南、机构职能、制度和查阅点。")
    _site(now)
    return count


def _texts(data: Row, kind: str) -> dict[str, str]:
    table = data.table(kind)
    assert table is not None
    return {code: table.text(code) for code in table.keys()}


def _point(row: Row) -> tuple[str, dict[str, str]]:
    values = {code: row.text(code) for code in row.keys()}
    return values.pop("unit"), values


def _morning(now: datetime, days: int) -> datetime:
    """Nine in the morning, that many days ago or on the Friday before."""
    day = rules_day(now) - timedelta(days=days)
    day -= timedelta(days=max(0, day.weekday() - FRIDAY))
    return datetime.combine(day, NINE, tzinfo=BEIJING)


def _publish(unit: Agency, kind: str, values: dict[str, str], at: datetime) -> None:
    on = at.date()
    page = start_page(unit, kind, values, actor=_writer(unit, on), now=at)
    page = submit_page(page.pk, page.edition, actor=_writer(unit, on), now=at + timedelta(hours=1))
    seen, later = text_of(page).hash, at + timedelta(hours=2)
    publish_page(page.pk, page.edition, seen, actor=_publisher(unit, on), now=later)


def _unfinished(now: datetime) -> None:
    """What the desk shows besides: a change on its way, one noted and not yet written, a page half written."""
    office, town = Agency.objects.get(code=OFFICE), Agency.objects.get(code="QZ-QG-TL")
    page = Page.objects.get(agency=office, kind=Page.Kind.INSTITUTION)
    values = text_of(page).values | {"fax": "0595-00000099（示例）"}
    page = change_page(page.pk, page.edition, values, actor=_writer(office, now.date()), now=now)
    submit_page(page.pk, page.edition, actor=_writer(office, now.date()), now=now)
    guide = Page.objects.get(agency=town, kind=Page.Kind.GUIDE)
    since, what = rules_day(now) - timedelta(days=12), "办公室搬到示例楼三楼（示例）"
    note_change(guide.pk, guide.edition, since, what, actor=_writer(town, now.date()), now=now)
    half = {"name": "涂岭镇便民服务中心查阅点（示例）", "hall": "service_centre"}
    start_page(town, Page.Kind.READING_POINT, half, actor=_writer(town, now.date()), now=now)


def _site(now: datetime) -> None:
    """The district's own name in the masthead; the colours stay those of the platform."""
    if SiteProfile.objects.exists():
        return
    manager = Person.objects.get(login=MANAGER)
    who = Actor(PERSON + manager.login, manager.name, frozenset({(MANAGE_SITE, EVERYWHERE)}))
    district, office = Agency.objects.get(code=DISTRICT), Agency.objects.get(code=OFFICE)
    told = {"name": district.name, "owner": district.name, "office": office.name}
    values = read_site(told, [(one.code, "", True) for one in law_columns(rules_day(now))])
    draft = change_site(values, actor=who, now=now)
    use_site(draft.edition, "示例数据", actor=who, now=now)


def _writer(unit: Agency, on: date) -> Actor:
    return _by(unit, "clerk", on) or _stand_in(CLERK, EDIT_COLUMNS)


def _publisher(unit: Agency, on: date) -> Actor:
    return _by(unit, "publisher", on) or _stand_in(PUBLISHER, PUBLISH_COLUMNS)


def _by(unit: Agency, duty: str, on: date) -> Actor | None:
    """Whoever holds the duty in the unit, or None."""
    held = Duty.objects.select_related("person").filter(agency=unit, kind=duty, ends=None)
    first = held.order_by("person__login").first()
    return actor_of(first.person, on) if first is not None else None


def _stand_in(login: str, act: str) -> Actor:
    person = Person.objects.get(login=login)
    return Actor(PERSON + person.login, person.name, frozenset({(act, EVERYWHERE)}))
