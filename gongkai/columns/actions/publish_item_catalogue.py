"""Make an accepted catalogue public, in the place of the one before it."""

from __future__ import annotations

from datetime import datetime

from gongkai.columns.items_acting import State, locked, moved, note, tell
from gongkai.columns.items_indexing import index_unit
from gongkai.columns.models import Item, ItemCatalogue
from gongkai.columns.models.items import PublicItem, PublicItemCatalogue
from gongkai.kit.action import action, require
from gongkai.kit.who import Actor
from gongkai.units.powers import PUBLISH_ITEMS


@action
def publish_item_catalogue(catalogue_id: int, edition: int, *, actor: Actor, now: datetime) -> ItemCatalogue:
    """The version that was public is kept as replaced. Tells the public side of every item of both."""
    row = locked(catalogue_id, edition, (State.ACCEPTED,), "公布")
    require(actor, PUBLISH_ITEMS, row.agency.code, "公布事项目录")
    before = ItemCatalogue.objects.select_for_update().filter(agency=row.agency, state=State.PUBLISHED).first()
    keys = set(Item.objects.filter(catalogue__in=[one for one in (row, before) if one]).values_list("key", flat=True))
    if before is not None:
        moved(before, state=State.REPLACED, replaced_at=now)
    moved(row, state=State.PUBLISHED, published_at=now, agency_name=row.agency.name)
    was = {"version": before.version if before else 0}
    note(row, "publish_item_catalogue", was, {"version": row.version}, "公布事项目录", actor=actor, now=now)
    _shown(row, now)
    index_unit(row.agency.code, keys)
    tell(row.agency, now, keys)
    return row


def _shown(row: ItemCatalogue, now: datetime) -> None:
    """Write what the public reads, in tables in which nothing else ever stands."""
    code = row.agency.code
    since = dict(PublicItem.objects.filter(agency_code=code).values_list("key", "since"))
    PublicItem.objects.filter(agency_code=code).delete()
    PublicItem.objects.bulk_create(
        (
            PublicItem(
                agency_code=code, key=one.key, order=one.order, since=since.get(one.key, now), **one.values()
            )
            for one in Item.objects.filter(catalogue=row).iterator(500)
        ),
        batch_size=30,
    )  # fmt: skip
    head = {"agency_name": row.agency.name, "version": row.version, "published_at": now}
    PublicItemCatalogue.objects.update_or_create(agency_code=code, defaults=head)
