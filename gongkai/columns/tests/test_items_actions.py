"""Catalogues through their actions: who may do what, what is refused, keys that last, and the report."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from time import perf_counter
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from gongkai.columns import items_published, items_reads, items_report
from gongkai.columns.actions.accept_item_catalogue import accept_item_catalogue
from gongkai.columns.actions.confirm_items_import import confirm_items_import
from gongkai.columns.actions.open_item_catalogue import open_item_catalogue
from gongkai.columns.actions.publish_item_catalogue import publish_item_catalogue
from gongkai.columns.actions.remove_item import remove_item
from gongkai.columns.actions.return_item_catalogue import return_item_catalogue
from gongkai.columns.actions.save_item import save_item
from gongkai.columns.actions.start_items_import import start_items_import
from gongkai.columns.actions.submit_item_catalogue import submit_item_catalogue
from gongkai.columns.actions.tie_record import tie_record
from gongkai.columns.items_file import as_excel
from gongkai.columns.items_findings import findings
from gongkai.columns.items_held import Shown, Subject, hold
from gongkai.columns.models import Item, ItemCatalogue
from gongkai.columns.models.items import TEXTS
from gongkai.columns.tests.items_making import (
    a_catalogue,
    a_published_catalogue,
    accepted,
    an_item,
    over,
    submitted,
)
from gongkai.kit.action import Refused
from gongkai.kit.models import JournalEntry
from gongkai.kit.who import VISITOR, Actor
from gongkai.law.calendar import Calendars
from gongkai.records.tests import making
from gongkai.records.tests.making import NOW, TODAY
from gongkai.units.models import Agency, AgencyLink

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Agency:
    return making.a_unit()


def by(unit: Agency, duty: str) -> Actor:
    return making.actors(unit)[duty]


def refused(call: Callable[..., Any], *args: Any, actor: Actor, **more: Any) -> str:
    with pytest.raises(Refused) as found, transaction.atomic():
        call(*args, actor=actor, now=NOW, **more)
    return found.value.code


def test_only_the_unit_s_own_people_compile(unit: Agency) -> None:
    other = making.a_unit("next")
    for who in (by(other, "clerk"), by(unit, "section_head"), by(over(unit), "disclosure_office")):
        assert refused(open_item_catalogue, agency=unit, actor=who) == "not-allowed"
    row = a_catalogue(unit, an_item(unit))
    for who in (by(other, "clerk"), by(unit, "publisher"), by(over(unit), "disclosure_office")):
        assert refused(save_item, row.pk, row.edition, an_item(unit), actor=who) == "not-allowed"
        assert refused(submit_item_catalogue, row.pk, row.edition, actor=who) == "not-allowed"
    assert refused(open_item_catalogue, agency=unit, actor=by(unit, "clerk")) == "items-open"


def test_only_the_office_above_reviews_and_nobody_his_own(unit: Agency) -> None:
    row = submitted(a_catalogue(unit, an_item(unit)))
    for who in (by(unit, "disclosure_office"), by(over(unit), "clerk"), by(making.a_unit("next"), "disclosure_office")):
        assert refused(accept_item_catalogue, row.pk, row.edition, actor=who) == "not-allowed"
        assert refused(return_item_catalogue, row.pk, row.edition, "x", {}, actor=who) == "not-allowed"
    top = over(unit)
    mine = a_catalogue(top, an_item(top))
    mine = submit_item_catalogue(mine.pk, mine.edition, actor=by(top, "disclosure_office"), now=NOW)
    assert refused(accept_item_catalogue, mine.pk, mine.edition, actor=by(top, "disclosure_office")) == "own-work"
    with pytest.raises(IntegrityError), transaction.atomic():
        ItemCatalogue.objects.filter(pk=mine.pk).update(state="accepted", decided_by=mine.submitted_by)


def test_the_general_office_of_the_government_above_reviews_too(unit: Agency) -> None:
    top = over(unit)
    office = making.a_unit("office", level=Agency.Level.DEPARTMENT, name=top.name + "办公室", short="区政府办")
    AgencyLink.objects.create(upper=top, lower=office, kind=AgencyLink.Kind.ADMINISTERS)
    row = submitted(a_catalogue(unit, an_item(unit)))
    own = submitted(a_catalogue(office, an_item(office)))
    who = by(office, "disclosure_office")
    assert {one.agency.code for one in items_reads.lines(who, TODAY)} >= {"tuling", "office"}
    assert accept_item_catalogue(own.pk, own.edition, actor=who, now=NOW).state == "accepted"
    ItemCatalogue.objects.filter(pk=row.pk).update(submitted_by=who.id)
    assert refused(accept_item_catalogue, row.pk, row.edition, actor=who) == "own-work"
    ItemCatalogue.objects.filter(pk=row.pk).update(submitted_by="person:another")
    assert accept_item_catalogue(row.pk, row.edition, actor=who, now=NOW).state == "accepted"


def test_publishing_is_the_unit_s_own_and_only_after_the_review(unit: Agency) -> None:
    row = submitted(a_catalogue(unit, an_item(unit)))
    assert refused(publish_item_catalogue, row.pk, row.edition, actor=by(unit, "publisher")) == "items-state"
    office = by(over(unit), "disclosure_office")
    row = accept_item_catalogue(row.pk, row.edition, actor=office, now=NOW)
    assert refused(publish_item_catalogue, row.pk, row.edition, actor=by(unit, "clerk")) == "not-allowed"
    assert refused(publish_item_catalogue, row.pk, row.edition, actor=office) == "not-allowed"
    publish_item_catalogue(row.pk, row.edition, actor=by(unit, "publisher"), now=NOW)
    acts = list(JournalEntry.objects.filter(subject__startswith="item catalogue").values_list("act", flat=True))
    assert sorted(acts) == sorted([
        "open_item_catalogue", "save_item", "submit_item_catalogue", "accept_item_catalogue", "publish_item_catalogue",
    ])  # fmt: skip


def test_what_is_incomplete_is_not_handed_in(unit: Agency) -> None:
    empty = a_catalogue(unit)
    clerk = by(unit, "clerk")
    assert refused(submit_item_catalogue, empty.pk, empty.edition, actor=clerk) == "items-empty"
    save_item(empty.pk, empty.edition, {"name": "只有名称"}, actor=clerk, now=NOW)
    assert refused(submit_item_catalogue, empty.pk, empty.edition + 1, actor=clerk) == "items-incomplete"


def test_keys_last_through_versions_and_are_never_given_twice(unit: Agency) -> None:
    a_published_catalogue(unit, an_item(unit, name="甲"), an_item(unit, name="乙"))
    clerk = by(unit, "clerk")
    second = open_item_catalogue(agency=unit, actor=clerk, now=NOW)
    keys = dict(second.items.values_list("name", "key"))
    assert keys == {"甲": "tuling-00001", "乙": "tuling-00002"}
    remove_item(second.pk, second.edition, keys["乙"], "不再办理", actor=clerk, now=NOW)
    second.refresh_from_db()
    made = save_item(second.pk, second.edition, an_item(unit, name="丙"), actor=clerk, now=NOW)
    assert made.key == "tuling-00003"
    second.refresh_from_db()
    row = accepted(second)
    assert "乙" in {one.name for one in catalogue_of(unit)}
    publish_item_catalogue(row.pk, row.edition, actor=by(unit, "publisher"), now=NOW)
    assert {one.name for one in catalogue_of(unit)} == {"甲", "丙"}
    assert ItemCatalogue.objects.get(version=1).state == "replaced"


def catalogue_of(unit: Agency) -> tuple[items_published.ShownItem, ...]:
    found = items_published.catalogue(VISITOR, unit.code, TODAY)
    assert found is not None
    return found.items


def test_a_version_is_seen_by_the_office_only_from_being_handed_in(unit: Agency) -> None:
    row, office = a_catalogue(unit, an_item(unit)), by(over(unit), "disclosure_office")
    assert items_reads.catalogue(office, row.pk, TODAY) is None
    assert [one.open for one in items_reads.lines(office, TODAY) if one.agency == unit] == [None]
    submitted(row)
    assert items_reads.catalogue(office, row.pk, TODAY) == row
    assert items_reads.catalogue(by(making.a_unit("next"), "clerk"), row.pk, TODAY) is None


def test_the_form_review_finds_what_a_person_would(unit: Agency) -> None:
    bad = an_item(
        unit, level1="", level3="三", basis="领导要求", limit="看情况", subject="天宫", channels="政府网站、喇叭"
    )  # fmt: skip
    rows = [
        {**dict.fromkeys(TEXTS, ""), **one, "key": str(at)}
        for at, one in enumerate(
            [an_item(unit, level3=""), bad, bad, an_item(unit, level3="", limit="30个工作日内", name="")]
        )
    ]
    found = [(key, one.code, one.grave) for key, one in findings(rows, [unit.name], TODAY)]
    assert [one for one in found if one[0] == "0"] == []
    assert {code for key, code, _ in found if key == "1"} == {
        "level-skipped", "basis-unnamed", "limit-unknown", "subject-unknown", "channel-unknown",
    }  # fmt: skip
    assert ("2", "item-twice", True) in found
    assert ("3", "cell-missing", True) in found
    assert ("3", "limit-too-long", False) in found


def test_the_lists_of_what_was_not_kept() -> None:
    on = date(2026, 3, 10)
    items = [
        Subject("q", (), "季度", "每季度"), Subject("s", (), "长期", "长期公开"), Subject("w", (), "待", "5个工作日内"),
        Subject("x", (), "不懂", "看情况"), Subject("l", (), "迟", "5个工作日内"),
    ]  # fmt: skip
    old = Shown("1", "旧", date(2025, 9, 1), date(2025, 9, 2))
    late = Shown("2", "迟", date(2026, 3, 2), date(2026, 3, 10))
    timely = Shown("3", "及时", date(2026, 3, 2), date(2026, 3, 9))
    undated = Shown("4", "无日期", None, date(2026, 3, 9))
    stray = Shown("5", "外", date(2026, 3, 2), date(2026, 3, 9))
    held = hold(
        items, {"q": [old], "l": [late, timely, undated]}, [old, late, timely, undated, stray], on,
        Calendars.published(),
    )  # fmt: skip
    assert [(one.item.key, one.latest) for one in held.missing] == [("q", date(2025, 9, 2)), ("s", None)]
    assert [(one.record.number, one.due_on, one.days) for one in held.late] == [("2", date(2026, 3, 9), 1)]
    assert [one.number for one in held.outside] == ["5"]
    assert [one.key for one in held.waiting] == ["w"]
    assert [one.key for one in held.unjudged] == ["x"]


def test_the_report_is_of_public_records_for_the_unit_and_its_office(unit: Agency) -> None:
    a_published_catalogue(unit, an_item(unit, limit="1个工作日内"))
    key, clerk = Item.objects.get().key, by(unit, "clerk")
    draft = making.a_draft(unit, doc_number="")
    tie_record(draft.pk, key, actor=clerk, now=NOW)
    record = making.a_published(unit)
    tie_record(record.pk, key, actor=clerk, now=NOW)
    assert refused(tie_record, record.pk, key, actor=clerk) == "tied"
    assert refused(tie_record, record.pk, key, actor=by(making.a_unit("next"), "clerk")) == "not-allowed"
    for who in (clerk, by(over(unit), "disclosure_office")):
        held = items_report.report(who, unit.code, TODAY)
        assert held is not None
        assert (held.records, len(held.late), held.outside, held.counts) == (1, 1, (), {key: 1})
    assert items_report.report(by(making.a_unit("next"), "clerk"), unit.code, TODAY) is None
    assert items_report.report(VISITOR, unit.code, TODAY) is None
    yesterday = items_report.report(clerk, unit.code, TODAY - timedelta(days=1))
    assert yesterday is not None
    assert yesterday.records == 0


@pytest.mark.slow
def test_three_thousand_items_are_imported_reviewed_and_read_in_seconds(unit: Agency) -> None:
    rows = [
        {**{name: "" for name in ("level3", "level4", "level5", "level6", "audience", "way", "tier", "class_code",
                                  "keywords", "remark", "key")}, "extra": {},
         **an_item(unit, level1=f"领域{number // 300}", level2=f"二级{number // 10}", name=f"事项{number}")}
        for number in range(3000)
    ]  # fmt: skip
    data = as_excel("目录", unit.name, rows, {}, TODAY)
    row, clerk = a_catalogue(unit), by(unit, "clerk")
    begin = perf_counter()
    batch = start_items_import(row.pk, row.edition, name="大目录.xlsx", data=data, actor=clerk, now=NOW)
    assert (batch.total, batch.good) == (3000, 3000)
    row = confirm_items_import(batch.pk, actor=clerk, now=NOW)
    assert items_reads.findings(clerk, row, TODAY) == {}
    assert perf_counter() - begin < 60
    again = start_items_import(
        row.pk, row.edition, name="同一份.xlsx", data=BytesIO(data).read(), actor=clerk, now=NOW
    )  # fmt: skip
    assert all(one.values["key"] for one in again.rows.all())
    row.refresh_from_db()
    row = accepted(row)
    publish_item_catalogue(row.pk, row.edition, actor=by(unit, "publisher"), now=NOW)
    begin = perf_counter()
    assert items_report.report(clerk, unit.code, TODAY) is not None
    assert len(catalogue_of(unit)) == 3000
    assert perf_counter() - begin < 10


def test_an_import_upset_by_another_hand_is_not_applied(unit: Agency) -> None:
    row, clerk = a_catalogue(unit), by(unit, "clerk")
    blank_row = {name: "" for name in ("level3", "level4", "level5", "level6", "audience", "way", "tier", "class_code",
                                       "keywords", "remark", "key")}  # fmt: skip
    data = as_excel("目录", unit.name, [{**blank_row, "extra": {}, **an_item(unit)}], {}, TODAY)
    batch = start_items_import(row.pk, row.edition, name="目录.xlsx", data=data, actor=clerk, now=NOW)
    other = by(unit, "disclosure_office")
    assert refused(confirm_items_import, batch.pk, actor=other) == "no-import"
    save_item(row.pk, row.edition, an_item(unit, name="抢先"), actor=other, now=NOW)
    assert refused(confirm_items_import, batch.pk, actor=clerk) == "changed-meanwhile"
    assert Item.objects.get().name == "抢先"
