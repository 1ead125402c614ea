"""From the first text of a column page to the public and back: who may, what is refused, what the public sees."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError

from gongkai.columns import published
from gongkai.columns.actions.change_page import change_page
from gongkai.columns.actions.discard_page import discard_page
from gongkai.columns.actions.note_change import note_change
from gongkai.columns.actions.publish_page import publish_page
from gongkai.columns.actions.return_page import return_page
from gongkai.columns.actions.start_page import start_page
from gongkai.columns.actions.submit_page import submit_page
from gongkai.columns.actions.withdraw_page import withdraw_page
from gongkai.columns.locking import Barred
from gongkai.columns.models import Page, PagePublication, PageText
from gongkai.columns.tests.making import a_page, a_public, a_waiting, made_public, some_values
from gongkai.kit.action import Refused
from gongkai.kit.models import JournalEntry, PublicChange
from gongkai.kit.who import VISITOR
from gongkai.records.actions.withdraw_record import withdraw_record
from gongkai.records.tests.making import NOW, TODAY, a_published, a_unit, actors
from gongkai.search.asked import Asked
from gongkai.search.asking import ask
from gongkai.units.models import Agency

LATER = NOW + timedelta(days=2)
EVERYBODY = ("clerk", "section_head", "deputy_leader", "secrecy_reviewer", "publisher", "disclosure_office")


@pytest.fixture
def unit(db: None) -> Agency:
    """A town with one person for each duty."""
    return a_unit()


def test_a_published_guide_is_read_by_everybody_in_the_order_of_the_law(unit: Agency) -> None:
    assert published.guide(VISITOR, unit.code) is None
    a_public("guide", unit)
    page = published.guide(VISITOR, unit.code)
    assert page is not None
    assert page.title == f"{unit.name}政府信息公开指南"
    assert [section.label for section in page.sections] == [
        "主动公开", "依申请公开", "政府信息公开工作机构", "监督和救济"
    ]  # fmt: skip
    assert page.value("office_phone") == "0595-87654321"
    assert page.facts[0].lines == ("第一段示例", "第二段示例")
    assert (page.version, page.published_at, page.withdrawn) == (1, NOW, False)
    assert published.keys(VISITOR, "guide") == [(unit.code, unit.code)]
    assert published.last_update(VISITOR, unit.code) == NOW


def test_the_public_side_is_told_and_the_search_finds_it(unit: Agency) -> None:
    a_public("guide", unit)
    told = PublicChange.objects.get(kind="guide")
    assert (told.key, told.agency, told.gone) == (unit.code, unit.code, False)
    found = ask(Asked(words="公开指南", kinds=("guide",), on=TODAY))
    assert [hit.key for hit in found.hits] == [unit.code]


def test_a_draft_and_a_waiting_text_are_not_public(unit: Agency) -> None:
    page = a_page("institution", unit)
    submit_page(page.pk, actor=actors(unit)["clerk"], now=NOW)
    assert published.institution(VISITOR, unit.code) is None
    assert not PublicChange.objects.exists()


def test_changing_a_public_page_leaves_the_public_one_until_it_is_published(unit: Agency) -> None:
    page = a_public("guide", unit).page
    clerk = actors(unit)["clerk"]
    changed = change_page(
        page.pk, page.edition, some_values("guide", office_phone="0595-11112222"), actor=clerk, now=LATER
    )
    shown = published.guide(VISITOR, unit.code)
    assert shown is not None
    assert shown.value("office_phone") == "0595-87654321"
    submit_page(changed.pk, changed.edition, actor=clerk, now=LATER)
    with pytest.raises(Refused, match="改动说明"):
        made_public(page, now=LATER)
    made_public(page, "更换办公电话", now=LATER)
    shown = published.guide(VISITOR, unit.code)
    assert shown is not None
    assert (shown.value("office_phone"), shown.version, shown.change_note) == ("0595-11112222", 2, "更换办公电话")
    assert (shown.first_published_at, shown.published_at) == (NOW, LATER)


def test_the_same_words_once_more_change_nothing(unit: Agency) -> None:
    page = a_page("guide", unit)
    again = change_page(page.pk, page.edition, some_values("guide"), actor=actors(unit)["clerk"], now=LATER)
    assert (again.edition, PageText.objects.count()) == (page.edition, 1)


def test_nobody_publishes_what_he_wrote(unit: Agency) -> None:
    office = actors(unit)["disclosure_office"]
    page = start_page(unit, "guide", some_values("guide"), actor=office, now=NOW)
    page = submit_page(page.pk, actor=office, now=NOW)
    assert page.text is not None
    with pytest.raises(Barred, match="由你本人编写") as refused:
        publish_page(page.pk, page.edition, page.text.hash, actor=office, now=NOW)
    assert refused.value.code == "own-page"
    made_public(page)
    assert published.guide(VISITOR, unit.code) is not None


def test_the_database_too_refuses_a_writer_who_publishes(unit: Agency) -> None:
    made = a_public("guide", unit)
    row = {field.attname: getattr(made, field.attname) for field in PagePublication._meta.concrete_fields}
    row |= {"id": None, "version": 2, "state": "replaced", "change_note": "x", "published_by_id": made.written_by_id}
    with pytest.raises(IntegrityError), transaction.atomic():
        PagePublication.objects.create(**row)


def test_an_incomplete_page_says_everything_that_is_missing(unit: Agency) -> None:
    page = a_page("guide", unit, values={"scope": "全部", "office_phone": "0595-1234567"})
    with pytest.raises(Barred) as refused:
        submit_page(page.pk, actor=actors(unit)["clerk"], now=NOW)
    missing = {problem.field for problem in refused.value.problems}
    assert {"classification", "office_fax", "remedies"} <= missing
    assert "scope" not in missing
    assert "《条例》第十二条第二款要求写明" in refused.value.sentence


@pytest.mark.parametrize("kind", ["guide", "institution"])
def test_a_unit_has_one_page_of_these_kinds(unit: Agency, kind: str) -> None:
    a_page(kind, unit)
    with pytest.raises(Refused, match="只有一份"):
        a_page(kind, unit)


def test_other_kinds_are_numbered(unit: Agency) -> None:
    keys = [a_page("reading_point", unit).key for _ in range(2)]
    assert keys == [f"{unit.code}-1", f"{unit.code}-2"]


def test_a_returned_page_says_why_and_can_be_mended(unit: Agency) -> None:
    page = a_waiting("guide", unit)
    publisher, clerk = actors(unit)["publisher"], actors(unit)["clerk"]
    with pytest.raises(Refused, match="须写明理由"):
        return_page(page.pk, page.edition, " ", actor=publisher, now=NOW)
    back = return_page(page.pk, page.edition, "电话已更换", actor=publisher, now=NOW)
    assert (back.state, back.returned_reason) == ("returned", "电话已更换")
    again = submit_page(back.pk, back.edition, actor=clerk, now=NOW)
    assert (again.state, again.returned_reason) == ("submitted", "")


def test_a_withdrawn_page_is_a_stub_with_day_and_reason(unit: Agency) -> None:
    made = a_public("guide", unit)
    withdraw_page(made.page_id, None, "内容有误，重新编制", actor=actors(unit)["publisher"], now=LATER)
    page = published.guide(VISITOR, unit.code)
    assert page is not None
    assert (page.withdrawn, page.withdrawn_at, page.withdrawn_reason) == (True, LATER, "内容有误，重新编制")
    assert page.facts == ()
    assert PublicChange.objects.filter(kind="guide", gone=True).count() == 1
    assert ask(Asked(words="公开指南", kinds=("guide",), on=TODAY)).total == 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM columns_pagepublication WHERE CAST(snapshot AS text) LIKE '%%示例%%'")
        assert cursor.fetchone() == (0,)


def test_a_withdrawn_page_can_be_written_anew(unit: Agency) -> None:
    made = a_public("guide", unit)
    staff = actors(unit)
    withdraw_page(made.page_id, None, "重新编制", actor=staff["publisher"], now=NOW)
    page = change_page(made.page_id, None, some_values("guide", scope="新写的"), actor=staff["clerk"], now=LATER)
    submit_page(page.pk, actor=staff["clerk"], now=LATER)
    made_public(page, "重新编制后发布", now=LATER)
    shown = published.guide(VISITOR, unit.code)
    assert shown is not None
    assert (shown.withdrawn, shown.value("scope"), shown.version) == (False, "新写的", 2)


def test_a_rule_of_work_points_to_a_record_only_while_that_is_public(unit: Agency) -> None:
    record = a_published(unit)
    number = record.publications.get().index_number
    values = {"title": "信息公开审查制度", "index_number": number}
    page = a_page("system", unit, values=values)
    submit_page(page.pk, actor=actors(unit)["clerk"], now=NOW)
    made_public(page)
    listed = published.systems(VISITOR, unit.code)
    assert [(one.title, one.linked, one.raw("index_number")) for one in listed] == [("信息公开审查制度", True, number)]
    withdraw_record(record.pk, "有误", actor=actors(unit)["publisher"], now=LATER)
    assert published.systems(VISITOR, unit.code) == []
    assert published.system(VISITOR, page.key) is None


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"title": "制度"}, "system-untold"),
        ({"title": "制度", "text": "正文", "index_number": "QZ04101-0105-2025-00005"}, "system-told-twice"),
        ({"title": "制度", "index_number": "QZ04101-0105-2025-00005"}, "system-record"),
    ],
)
def test_a_rule_of_work_is_told_once(unit: Agency, values: dict[str, str], code: str) -> None:
    page = a_page("system", unit, values=values)
    with pytest.raises(Barred) as refused:
        submit_page(page.pk, actor=actors(unit)["clerk"], now=NOW)
    assert refused.value.code == code


def test_who_was_quicker_is_told_to_the_second(unit: Agency) -> None:
    page = a_waiting("guide", unit)
    publisher = actors(unit)["publisher"]
    assert page.text is not None
    for late in (page.edition - 1, page.edition + 1):
        with pytest.raises(Refused, match="已由他人改动"):
            publish_page(page.pk, late, page.text.hash, actor=publisher, now=NOW)
    with pytest.raises(Refused, match="不是你看到的"):
        publish_page(page.pk, page.edition, "0" * 64, actor=publisher, now=NOW)


def test_only_what_was_handed_over_is_published(unit: Agency) -> None:
    page = a_page("guide", unit)
    with pytest.raises(Refused, match="只有提交的可以发布"):
        made_public(page)


@pytest.mark.parametrize("duty", EVERYBODY)
def test_who_writes_and_who_publishes(unit: Agency, duty: str) -> None:
    page = a_waiting("guide", unit)
    who = actors(unit)[duty]
    assert page.text is not None
    may_write, may_publish = duty in ("clerk", "disclosure_office"), duty in ("publisher", "disclosure_office")
    if may_publish:
        publish_page(page.pk, page.edition, page.text.hash, actor=who, now=NOW)
    else:
        with pytest.raises(Refused, match="没有为该单位发布专栏页面的权限"):
            publish_page(page.pk, page.edition, page.text.hash, actor=who, now=NOW)
    if may_write:
        start_page(unit, "institution", some_values("institution"), actor=who, now=NOW)
    else:
        with pytest.raises(Refused, match="没有为该单位编写专栏页面的权限"):
            start_page(unit, "institution", some_values("institution"), actor=who, now=NOW)


def test_another_unit_has_no_say(unit: Agency) -> None:
    page = a_waiting("guide", unit)
    other = actors(a_unit("neighbour"))
    assert page.text is not None
    for act in (
        lambda: change_page(page.pk, None, {}, actor=other["clerk"], now=NOW),
        lambda: submit_page(page.pk, actor=other["clerk"], now=NOW),
        lambda: discard_page(page.pk, actor=other["clerk"], now=NOW),
        lambda: note_change(page.pk, None, TODAY, "x", actor=other["clerk"], now=NOW),
        lambda: return_page(page.pk, None, "x", actor=other["publisher"], now=NOW),
        lambda: publish_page(page.pk, None, "x", actor=other["publisher"], now=NOW),
        lambda: withdraw_page(page.pk, None, "x", actor=other["publisher"], now=NOW),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "not-allowed"


def test_every_act_stands_in_the_units_journal(unit: Agency) -> None:
    made = a_public("guide", unit)
    staff = actors(unit)
    note_change(made.page_id, None, date(2026, 3, 2), "换了电话", actor=staff["clerk"], now=NOW)
    withdraw_page(made.page_id, None, "作废", actor=staff["publisher"], now=NOW)
    acts = list(JournalEntry.objects.filter(chain_id=unit.code, act__contains="column").values_list("act", flat=True))
    assert sorted(acts) == sorted([
        "start_column_page", "submit_column_page", "publish_column_page", "note_column_change", "withdraw_column_page",
    ])  # fmt: skip


def test_a_change_noted_runs_from_its_first_day_and_ends_with_publication(unit: Agency) -> None:
    made = a_public("guide", unit)
    clerk = actors(unit)["clerk"]
    for day in (date(2026, 3, 6), date(2026, 3, 9)):
        page = note_change(made.page_id, None, day, "换了电话", actor=clerk, now=NOW)
    assert page.stale_since == date(2026, 3, 6)
    with pytest.raises(Refused, match="还没有到"):
        note_change(made.page_id, None, TODAY + timedelta(days=1), "换了电话", actor=clerk, now=NOW)
    changed = change_page(page.pk, None, some_values("guide", office_phone="0595-1234567"), actor=clerk, now=NOW)
    submit_page(changed.pk, actor=clerk, now=NOW)
    made_public(changed, "更换电话")
    page.refresh_from_db()
    assert (page.stale_since, page.stale_reason) == (None, "")


def test_only_what_was_never_public_is_discarded(unit: Agency) -> None:
    clerk = actors(unit)["clerk"]
    page = a_page("reading_point", unit)
    assert discard_page(page.pk, actor=clerk, now=NOW).state == Page.State.WITHDRAWN
    made = a_public("reading_point", unit)
    with pytest.raises(Refused, match="公开过"):
        discard_page(made.page_id, actor=clerk, now=NOW)


def test_texts_and_public_versions_cannot_be_rewritten(unit: Agency) -> None:
    made = a_public("guide", unit)
    for rewrite in (
        lambda: PageText.objects.update(values={}),
        lambda: PageText.objects.all().delete(),
        lambda: PagePublication.objects.filter(pk=made.pk).update(snapshot={"facts": []}),
        lambda: PagePublication.objects.filter(pk=made.pk).update(published_at=LATER),
        lambda: PagePublication.objects.filter(pk=made.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            rewrite()
