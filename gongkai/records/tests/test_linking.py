"""What documents do to one another: who may say it, from when it holds, and what the public is told."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.kit.action import Refused
from gongkai.kit.models import JournalEntry
from gongkai.records.actions.add_link import add_link
from gongkai.records.actions.bring_number import bring_number
from gongkai.records.actions.remove_link import remove_link
from gongkai.records.actions.withdraw_record import withdraw_record
from gongkai.records.linking import holding, links_on, validity
from gongkai.records.models import IndexNumber, Publication, Record, RecordLink
from gongkai.records.tests.making import NOW, TODAY, a_draft, a_published, a_unit, actors, an_approved
from gongkai.units.models import Agency, AgencyLink

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 5)


def status(record: Record) -> str:
    record.refresh_from_db()
    found = validity(record, links_on([record.pk], holding()).get(record.pk, []), TODAY)
    return found.status if found else ""


def told(record: Record) -> list[str]:
    return [one["kind"] for one in Publication.objects.get(record=record, state="published").validity_links]


def another(unit: Agency, serial: int) -> Record:
    return a_published(unit, doc_number=f"涂政〔2026〕{serial}号", title=f"第{serial}号通知")


def test_a_draft_repeals_nothing_and_a_public_document_is_told_at_once() -> None:
    unit = a_unit()
    old, new = another(unit, 1), a_draft(unit, doc_number="涂政〔2026〕2号")
    staff = actors(unit)
    with pytest.raises(Refused) as refusal:
        add_link(new.pk, other_id=old.pk, kind="repeals", on=DAY, actor=staff["clerk"], now=NOW)
    assert refusal.value.code == "not-allowed"
    add_link(new.pk, other_id=old.pk, kind="repeals", on=DAY, actor=staff["publisher"], now=NOW)
    assert (status(old), told(old)) == ("in_force", [])
    newer = another(unit, 3)
    add_link(newer.pk, other_id=old.pk, kind="amends", on=DAY, actor=staff["publisher"], now=NOW)
    assert (status(old), told(old)) == ("amended", ["amends"])


def test_publishing_tells_and_withdrawing_takes_it_back() -> None:
    unit = a_unit()
    old, new = another(unit, 1), an_approved(unit, doc_number="涂政〔2026〕2号")
    staff = actors(unit)
    add_link(new.pk, other_id=old.pk, kind="replaces", on=DAY, actor=staff["publisher"], now=NOW)
    from gongkai.records.actions.publish_record import publish_record

    assert told(old) == []
    publish_record(new.pk, actor=staff["publisher"], now=NOW)
    assert (status(old), told(old)) == ("repealed", ["replaces"])
    withdraw_record(new.pk, "内容有误", actor=staff["publisher"], now=NOW)
    assert (status(old), told(old)) == ("in_force", [])


def test_a_document_from_outside_acts_and_stops_acting_when_it_is_taken_back() -> None:
    unit = a_unit()
    old, staff = another(unit, 1), actors(a_unit())
    link = add_link(
        old.pk, outside=True, other_text="市政府关于废止部分文件的决定", kind="repeals", on=DAY,
        actor=staff["publisher"], now=NOW,
    )  # fmt: skip
    entry = Publication.objects.get(record=old).validity_links[0]
    assert (status(old), entry["by"]) == ("repealed", "市政府关于废止部分文件的决定")
    with pytest.raises(Refused) as refusal:
        remove_link(link.pk, " ", actor=staff["publisher"], now=NOW)
    assert refusal.value.code == "no-reason"
    remove_link(link.pk, "登记错了", actor=staff["publisher"], now=NOW)
    assert (status(old), told(old), RecordLink.objects.count()) == ("in_force", [], 0)
    assert JournalEntry.objects.filter(act__in=("add_link", "remove_link")).count() == 2


def test_only_the_unit_itself_or_one_over_it_ends_a_document() -> None:
    town, city = a_unit("town-a"), a_unit("city-a")
    old, over = another(town, 1), another(city, 2)
    publisher = actors(city)["publisher"]
    with pytest.raises(Refused) as refusal:
        add_link(over.pk, other_id=old.pk, kind="repeals", on=DAY, actor=publisher, now=NOW)
    assert refusal.value.code == "link-not-above"
    add_link(over.pk, other_id=old.pk, kind="interprets", on=DAY, actor=publisher, now=NOW)
    AgencyLink.objects.create(upper=city, lower=town, kind=AgencyLink.Kind.ADMINISTERS)
    add_link(over.pk, other_id=old.pk, kind="repeals", on=DAY, actor=publisher, now=NOW)
    assert status(old) == "repealed"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"kind": "eats"}, "link-kind"),
        ({"other_id": None}, "link-other"),
        ({"other_id": 999_999}, "link-other"),
        ({"on": date(2019, 1, 1)}, "link-day"),
    ],
)
def test_what_makes_no_sense_is_refused(changes: dict[str, object], code: str) -> None:
    unit = a_unit()
    new = a_draft(unit)
    old = a_draft(unit, doc_number="涂政〔2026〕9号")
    given: dict[str, object] = {"kind": "repeals", "on": DAY, "other_id": old.pk} | changes
    with pytest.raises(Refused) as refusal:
        add_link(new.pk, actor=actors(unit)["clerk"], now=NOW, **given)  # type: ignore[arg-type]
    assert refusal.value.code == code


def test_the_same_link_stands_once_and_never_to_itself() -> None:
    unit = a_unit()
    new, old, clerk = a_draft(unit), a_draft(unit, doc_number="涂政〔2026〕9号"), actors(unit)["clerk"]
    add_link(new.pk, kind="amends", on=DAY, other_id=old.pk, actor=clerk, now=NOW)
    with pytest.raises(Refused, match="登记过"):
        add_link(new.pk, kind="amends", on=DAY, other_id=old.pk, actor=clerk, now=NOW)
    with pytest.raises(Refused, match="自己"):
        add_link(new.pk, kind="amends", on=DAY, other_id=new.pk, actor=clerk, now=NOW)


def test_a_brought_number_is_kept_and_given_to_nobody_else() -> None:
    unit = a_unit(index_code="QZ04101")
    first, second, clerk = a_draft(unit), a_draft(unit, doc_number="涂政〔2026〕9号"), actors(unit)["clerk"]
    bring_number(first.pk, first.edition, "qz04101-0105-2019-00007", actor=clerk, now=NOW)
    assert IndexNumber.objects.get().number == "QZ04101-0105-2019-00007"
    for number, code in (
        ("QZ04101-0105-2019-00007", "index-taken"), ("QZ09999-0105-2019-00008", "index-agency-code"),
        ("第七号", "index-malformed"),
    ):  # fmt: skip
        with pytest.raises(Refused) as refusal:
            bring_number(second.pk, second.edition, number, actor=clerk, now=NOW)
        assert refusal.value.code == code
    with pytest.raises(Refused) as refusal:
        bring_number(first.pk, first.edition, "QZ04101-0105-2019-00009", actor=clerk, now=NOW)
    assert refusal.value.code == "index-given"
