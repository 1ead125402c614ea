"""Sample catalogues: one public with what was kept and not kept of it, one handed back by the office."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction

from gongkai import columns
from gongkai.columns.actions.accept_item_catalogue import accept_item_catalogue
from gongkai.columns.actions.open_item_catalogue import open_item_catalogue
from gongkai.columns.actions.publish_item_catalogue import publish_item_catalogue
from gongkai.columns.actions.return_item_catalogue import return_item_catalogue
from gongkai.columns.actions.save_item import save_item
from gongkai.columns.actions.submit_item_catalogue import submit_item_catalogue
from gongkai.columns.actions.tie_record import tie_record
from gongkai.columns.items_acting import day_of, offices_over
from gongkai.columns.models import Item, ItemCatalogue
from gongkai.kit.who import Actor
from gongkai.law.loading import Row, load
from gongkai.records.demo import _Path as SamplePath
from gongkai.records.models import Record
from gongkai.units.acting import actor_of
from gongkai.units.models import Agency, Duty

FILE = Path(columns.__file__).parent / "data" / "demo" / "items.toml"
COMPILED = timedelta(days=20)
CHANNELS = "政府网站、公开查阅点"
PLAIN = ("level1", "level2", "name", "content", "basis", "limit", "class_code", "keywords")


def build_items(progress: Callable[[str], None], *, now: datetime) -> int:
    """Make every sample catalogue that is not there; gives how many. Units, people and records must be there.

    Raises Refused where an action refuses: a sample that cannot go its way is a fault of ours.
    """
    count = 0
    data = load(FILE)
    _late(data, now)
    for row in data.rows("catalogue", required=True):
        agency = Agency.objects.get(code=row.text("unit"))
        if not ItemCatalogue.objects.filter(agency=agency).exists():
            made = _built(row, agency, now)
            progress(f"{agency.short}：{made}，{made.get_state_display()}。")
            count += 1
    return count


def _late(data: Row, now: datetime) -> None:
    """A record that was formed long before it went its way."""
    row = data.table("record")
    if row is None or Record.objects.filter(title=row.text("title")).exists():
        return
    path = SamplePath(row, Agency.objects.get(code=row.text("unit")), now, {})
    path.formed -= timedelta(days=row.integer("waited"))
    path.go()


@transaction.atomic
def _built(row: Row, agency: Agency, now: datetime) -> ItemCatalogue:
    at = now - COMPILED
    clerk = _by([agency.code], "clerk", at)
    made = open_item_catalogue(agency=agency, actor=clerk, now=at)
    for one in row.rows("item", required=True):
        texts = {name: one.text(name, "", required=False) for name in PLAIN}
        texts |= {"subject": agency.name, "channels": CHANNELS, "audience": "全社会", "way": "主动"}
        save_item(made.pk, made.edition, texts, actor=clerk, now=at)
        made.refresh_from_db()
    made = submit_item_catalogue(made.pk, made.edition, actor=clerk, now=at)
    office = _by(offices_over(agency, day_of(at)), "disclosure_office", at)
    if row.has("returned"):
        mark = row.table("mark")
        marks = {_key(made, mark.text("item")): mark.text("words")} if mark else {}
        return return_item_catalogue(made.pk, made.edition, row.text("returned"), marks, actor=office, now=at)
    made = accept_item_catalogue(made.pk, made.edition, actor=office, now=at)
    made = publish_item_catalogue(made.pk, made.edition, actor=_by([agency.code], "publisher", at), now=at)
    for tie in row.rows("tie"):
        record = Record.objects.filter(agency=agency, title=tie.text("record")).first()
        if record is not None:
            tie_record(record.pk, _key(made, tie.text("item")), actor=clerk, now=now)
    return made


def _key(made: ItemCatalogue, name: str) -> str:
    return Item.objects.get(catalogue=made, name=name).key


def _by(codes: list[str], duty: str, at: datetime) -> Actor:
    """Whoever holds the duty in the first of these units that has anybody."""
    held = Duty.objects.select_related("person").filter(agency__code__in=codes, kind=duty, ends=None)
    first = min(held, key=lambda one: (codes.index(one.agency.code), one.person.login))
    return actor_of(first.person, at.date())
