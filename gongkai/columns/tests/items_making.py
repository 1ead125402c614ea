"""Catalogues for tests, made through the real actions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from gongkai.columns.actions.accept_item_catalogue import accept_item_catalogue
from gongkai.columns.actions.open_item_catalogue import open_item_catalogue
from gongkai.columns.actions.publish_item_catalogue import publish_item_catalogue
from gongkai.columns.actions.save_item import save_item
from gongkai.columns.actions.submit_item_catalogue import submit_item_catalogue
from gongkai.columns.models import ItemCatalogue
from gongkai.records.tests import making
from gongkai.records.tests.making import NOW
from gongkai.units.models import Agency, AgencyLink


def over(unit: Agency) -> Agency:
    """The district over the unit, whose office reviews; made and linked once."""
    district = making.a_unit("district", level=Agency.Level.COUNTY, name="区人民政府", short="区")
    AgencyLink.objects.get_or_create(upper=district, lower=unit, kind=AgencyLink.Kind.ADMINISTERS)
    return district


def an_item(unit: Agency, **changes: str) -> dict[str, str]:
    """A complete item without any finding."""
    return {
        "level1": "安全生产", "level2": "应急管理", "name": "森林防火通知", "content": "通知全文",
        "basis": "《森林防火条例》第十条", "limit": "自信息形成之日起20个工作日内", "subject": unit.name,
        "channels": "政府网站、公开查阅点",
    } | changes  # fmt: skip


def a_catalogue(unit: Agency, *items: dict[str, Any], now: datetime = NOW) -> ItemCatalogue:
    """A version that is being compiled, with those items."""
    clerk = making.actors(unit)["clerk"]
    row = open_item_catalogue(agency=unit, actor=clerk, now=now)
    for item in items:
        save_item(row.pk, row.edition, item, actor=clerk, now=now)
        row.refresh_from_db()
    return row


def submitted(row: ItemCatalogue, *, now: datetime = NOW) -> ItemCatalogue:
    """The version, handed in."""
    return submit_item_catalogue(row.pk, row.edition, actor=making.actors(row.agency)["clerk"], now=now)


def accepted(row: ItemCatalogue, *, now: datetime = NOW) -> ItemCatalogue:
    """The version, handed in and found in order by the office."""
    row, office = submitted(row, now=now), making.actors(over(row.agency))["disclosure_office"]
    return accept_item_catalogue(row.pk, row.edition, actor=office, now=now)


def a_published_catalogue(unit: Agency, *items: dict[str, Any], now: datetime = NOW) -> ItemCatalogue:
    """A public version with those items."""
    row = accepted(a_catalogue(unit, *items, now=now), now=now)
    return publish_item_catalogue(row.pk, row.edition, actor=making.actors(unit)["publisher"], now=now)
