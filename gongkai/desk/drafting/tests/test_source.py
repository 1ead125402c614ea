"""Where a record came from, and the way to its relations, on its pages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from gongkai.records.models import Record
from gongkai.records.tests import making
from gongkai.units.models import Agency, OfficeSystem

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Client]


def handed_over(record: Record) -> None:
    OfficeSystem.objects.create(
        agency=record.agency, name="综合办公系统", prefix="abcd2345", key_hash="x" * 64, begins="2026-01-01"
    )
    Record.objects.filter(pk=record.pk).update(source_system="abcd2345", source_key="OA-7", handler=None)


def shown(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_the_pages_of_a_record_name_the_office_system_it_came_from(signed_in: SignedIn, unit: Agency) -> None:
    record = making.a_submitted(unit)
    handed_over(record)
    words = "由办公系统“综合办公系统”移送（编号 OA-7）"
    assert words in shown(signed_in("clerk"), f"/desk/records/{record.pk}/")
    assert words in shown(signed_in("section_head"), f"/desk/records/{record.pk}/review/")
    drafted_here = making.a_draft(unit)
    assert "由办公系统" not in shown(signed_in("clerk"), f"/desk/records/{drafted_here.pk}/")


def test_what_nobody_has_in_hand_says_so_among_the_tasks(signed_in: SignedIn, unit: Agency) -> None:
    handed_over(making.a_draft(unit))
    assert "由办公系统移送" in shown(signed_in("clerk"), "/desk/")


def test_a_co_maker_is_not_told_of_the_other_units_system(signed_in: SignedIn, unit: Agency) -> None:
    other = making.a_unit("other")
    record = making.an_approved(unit, joint=[other.code])
    handed_over(record)
    page = shown(signed_in("clerk", other), f"/desk/records/{record.pk}/")
    assert record.title in page and "OA-7" not in page


def test_relations_are_linked_for_who_may_state_them(signed_in: SignedIn, unit: Agency) -> None:
    record = making.a_draft(unit)
    links = f"/desk/links/{record.pk}/"
    assert links in shown(signed_in("clerk"), f"/desk/records/{record.pk}/")
    assert links not in shown(signed_in("statistics_clerk"), f"/desk/records/{record.pk}/")
    record.links.create(other_text="旧办法", kind="repeals", on="2026-03-01")
    assert links in shown(signed_in("statistics_clerk"), f"/desk/records/{record.pk}/")
