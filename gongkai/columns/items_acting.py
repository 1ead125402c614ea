"""What the actions on catalogues share: the row held, its edition, who the reviewing office is, the journal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from gongkai.columns.items_findings import Finding, findings
from gongkai.columns.models import Item, ItemCatalogue
from gongkai.kit import journal, outward
from gongkai.kit.action import Refused
from gongkai.kit.clock import BEIJING
from gongkai.kit.who import Actor
from gongkai.units.models import Agency
from gongkai.units.powers import REVIEW_ITEMS
from gongkai.units.reads import agencies_on, ancestors

State = ItemCatalogue.State
KIND = "items"
# What the office of a people's government is called: its name and one of these.
GENERAL_OFFICES = ("办公室", "办公厅")
EDITABLE = (State.DRAFTED, State.RETURNED)


def locked(catalogue_id: int, edition: int, states: Iterable[str], words: str) -> ItemCatalogue:
    """The catalogue, held to the end of the transaction, in one of these states and unchanged since it was seen.

    Raises Refused "no-catalogue", "changed-meanwhile" or "items-state".
    """
    row = ItemCatalogue.objects.select_for_update().filter(pk=catalogue_id).first()
    if row is None:
        raise Refused("no-catalogue", f"没有这份事项目录，未{words}。请从目录清单重新打开。")
    if row.state not in states:
        raise Refused("items-state", f"这份目录现为“{row.get_state_display()}”，不能{words}。请刷新后再看。")
    if row.edition != edition:
        raise Refused("changed-meanwhile", f"这份目录刚被别人改动过，未{words}。请刷新，看过新内容后再办。")
    return row


def moved(row: ItemCatalogue, **changes: Any) -> ItemCatalogue:
    """Write these columns and count the change."""
    for name, value in changes.items():
        setattr(row, name, value)
    row.edition += 1
    row.save(update_fields=[*changes, "edition"])
    return row


def note(row: ItemCatalogue, act: str, before: Mapping[str, Any], after: Mapping[str, Any], reason: str, *,
         actor: Actor, now: datetime) -> None:  # fmt: skip
    """One journal row in the unit's chain."""
    journal.write(
        row.agency.code, act=act, subject=f"item catalogue {row.agency.code} v{row.version}", before=before,
        after=after, reason=reason, actor=actor, now=now,
    )  # fmt: skip


def tell(agency: Agency, now: datetime, keys: Iterable[str] = ()) -> None:
    """Say that a unit's public catalogue changed, or only what stands under these items."""
    outward.tell(KIND, agency.code, agency=agency.code, detail={"keys": sorted(keys)}, now=now)


def offices_over(agency: Agency, on: date) -> list[str]:
    """The units whose disclosure office reviews this unit's catalogue, the nearest first (条例第三条).

    All above it, each with its general office, which is the authority where it stands as a unit of its own; the unit
    itself where nobody is above it. A general office has nobody nearer than itself: there another person reviews.
    """
    above = ancestors(Actor("", ""), agency, on)
    names = {one.name + word: place for place, one in enumerate(above) for word in GENERAL_OFFICES}
    offices = [one for one in agencies_on(Actor("", ""), on).filter(name__in=names)]
    found = [*enumerate(above), *((names[one.name], one) for one in offices)]
    return [one.code for _, one in sorted(found, key=lambda pair: (pair[0], pair[1].code))] or [agency.code]


def governments_of(code: str, on: date) -> list[Agency]:
    """The units for which the disclosure office of that unit reviews: itself, and the government whose office it is."""
    own = Agency.objects.filter(code=code).first()
    if own is None:
        return []
    names = [own.name.removesuffix(word) for word in GENERAL_OFFICES if own.name.endswith(word)]
    return [own, *agencies_on(Actor("", ""), on).filter(name__in=names)]


def may_review(actor: Actor, agency: Agency, on: date) -> bool:
    """Whether the actor works in the office that reviews this unit (条例第三条, docs/decisions D-239)."""
    return any(actor.may(REVIEW_ITEMS, code) for code in offices_over(agency, on))


def require_office(actor: Actor, row: ItemCatalogue, now: datetime, words: str) -> None:
    """Raise Refused "not-allowed" for whoever is not of the office, "own-work" for whoever submitted it."""
    if not may_review(actor, row.agency, day_of(now)):
        raise Refused(
            "not-allowed", f"{actor.name} 没有{words}该单位事项目录的权限，未执行。请由上级政府信息公开主管部门办理。"
        )
    if row.submitted_by == actor.id:
        raise Refused("own-work", f"你自己送审的目录不能由你{words}，未执行。请由另一位同事办理。")


def day_of(now: datetime) -> date:
    """The Beijing day."""
    return now.astimezone(BEIJING).date()


def rows_of(row: ItemCatalogue) -> list[dict[str, Any]]:
    """All items as files and findings take them."""
    return [one.values() | {"key": one.key} for one in Item.objects.filter(catalogue=row).order_by("order", "pk")]


def found_in(row: ItemCatalogue, on: date) -> list[tuple[str, Finding]]:
    """The form review of a catalogue."""
    units = agencies_on(Actor("", ""), on).values_list("name", "short")
    return findings(rows_of(row), (name for pair in units for name in pair), on)


def new_key(row: ItemCatalogue) -> str:
    """The next key of the unit; the caller saves `keys_given`. A key is never given twice, whatever becomes of it."""
    row.keys_given += 1
    return f"{row.agency.code}-{row.keys_given:05d}"
