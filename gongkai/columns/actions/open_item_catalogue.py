"""Begin a version of a unit's catalogue: empty the first time, else with everything of the public one."""

from __future__ import annotations

from datetime import datetime

from gongkai.columns.items_acting import note
from gongkai.columns.models import Item, ItemCatalogue
from gongkai.columns.models.items import OPEN
from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.units.models import Agency
from gongkai.units.powers import COMPILE_ITEMS


@action
def open_item_catalogue(*, agency: Agency, actor: Actor, now: datetime) -> ItemCatalogue:
    """The new version, with the keys of the last. Raises Refused "items-open" while one is being prepared."""
    require(actor, COMPILE_ITEMS, agency.code, "编制事项目录")
    Agency.objects.select_for_update().get(pk=agency.pk)
    versions = ItemCatalogue.objects.filter(agency=agency).order_by("-version")
    if versions.filter(state__in=OPEN).exists():
        raise Refused("items-open", "本单位已有一份正在编制或送审的事项目录，未新建。请先办完那一份。")
    last = versions.first()
    made = ItemCatalogue.objects.create(
        agency=agency, agency_name=agency.name, version=last.version + 1 if last else 1, made_by=actor.id, made_at=now,
        keys_given=last.keys_given if last else 0,
    )  # fmt: skip
    public = versions.filter(state=ItemCatalogue.State.PUBLISHED).first()
    items = list(Item.objects.filter(catalogue=public)) if public else []
    for one in items:
        one.pk, one.catalogue, one.mark = None, made, ""
    Item.objects.bulk_create(items, batch_size=100)
    note(made, "open_item_catalogue", {}, {"items": len(items)}, "编制事项目录", actor=actor, now=now)
    return made
