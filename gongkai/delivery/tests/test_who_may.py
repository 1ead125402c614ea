"""Every duty of the unit, of the next unit, and nobody, before each act and each read of this room."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from gongkai.delivery import reads
from gongkai.delivery.actions.add_extra_item import add_extra_item
from gongkai.delivery.actions.export_deliveries import export_deliveries
from gongkai.delivery.actions.prepare_batch import prepare_batch
from gongkai.delivery.actions.rebuild_batch import rebuild_batch
from gongkai.delivery.actions.refuse_batch import refuse_batch
from gongkai.delivery.actions.set_hall import HallFacts, set_hall
from gongkai.delivery.models import Batch, Extra, Hall
from gongkai.delivery.papers_list import list_pdf
from gongkai.delivery.preparing import prepare_due
from gongkai.delivery.tests.making import District, at, published, received, sent
from gongkai.delivery.tests.test_papers import a_list
from gongkai.kit.action import Refused
from gongkai.kit.models import JournalEntry
from gongkai.kit.who import VISITOR, Actor
from gongkai.records.tests import making
from gongkai.units.models import Agency

pytestmark = pytest.mark.django_db
DAY = at("2026-03-20", 16)
ENDS = date(2026, 3, 20)
FACTS = HallFacts("新馆", "service", "fujian", date(2026, 4, 1))
MAY = {
    "rebuild": {"publisher", "disclosure_office"}, "send": {"publisher", "disclosure_office"},
    "prepare": {"publisher", "disclosure_office"}, "extra": {"publisher", "disclosure_office"},
    "export": {"disclosure_office"}, "receive": set[str](), "refuse": set[str](),
}  # fmt: skip


@pytest.fixture
def batch(district: District) -> Batch:
    published(district.town, at("2026-03-10"), 1)
    while prepare_due(DAY):
        pass
    return Batch.objects.get(agency=district.town, hall=district.archives, ends=ENDS)


def acts(district: District, batch: Batch) -> dict[str, Callable[[Actor], object]]:
    return {
        "prepare": lambda who: prepare_batch(district.town, district.archives.pk, ENDS, actor=who, now=DAY),
        "rebuild": lambda who: rebuild_batch(batch.pk, actor=who, now=DAY),
        "send": lambda who: sent(batch, who, DAY),
        "receive": lambda who: received(batch, who, DAY),
        "refuse": lambda who: refuse_batch(batch.pk, "缺件", actor=who, now=DAY),
        "export": lambda who: export_deliveries(district.town.code, ENDS, 1, actor=who, now=DAY),
        "extra": lambda who: add_extra_item(
            agency=district.town, key="k", title="年度报告", pdf=list_pdf(a_list(0)), actor=who, now=DAY
        ),
    }  # fmt: skip


@pytest.mark.parametrize("act", sorted(MAY))
def test_only_the_duty_of_that_unit_may(district: District, batch: Batch, act: str) -> None:
    do = acts(district, batch)[act]
    for unit in (district.town, district.neighbour):
        for duty in making.BUSINESS:
            if unit == district.town and duty in MAY[act]:
                continue
            with pytest.raises(Refused) as refusal:
                do(making.actors(unit)[duty])
            assert refusal.value.code == "not-allowed", f"{unit.code} {duty}"
    with pytest.raises(Refused) as refusal:
        do(VISITOR)
    assert refusal.value.code == "no-actor"
    for duty in sorted(MAY[act])[:1]:
        do(making.actors(district.town)[duty])


def test_each_sees_his_own(district: District, batch: Batch) -> None:
    publisher, other = district.publisher(), making.actors(district.neighbour)["publisher"]
    receiver, library = district.receiver(), district.receiver(district.library)
    clerk = making.actors(district.town)["clerk"]

    def seeing() -> list[bool]:
        return [reads.batch(who, batch.pk) is not None for who in
                (publisher, district.chief(), receiver, other, library, clerk, VISITOR)]  # fmt: skip

    assert seeing() == [True, True, False, False, False, False, False]
    sent(batch, publisher, DAY)
    assert seeing() == [True, True, True, False, False, False, False]
    assert [len(reads.items(who, batch)) for who in (publisher, other)] == [1, 0]
    assert reads.halls_led(making.actors(district.town)["disclosure_office"]) == []
    assert {hall.pk for hall in reads.halls_led(district.chief())} == {district.archives.pk, district.library.pk}
    assert reads.halls_led(VISITOR) == [] and not reads.replacements(VISITOR).exists()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": " "}, "hall-lacks"),
        ({"kind": "museum"}, "hall-lacks"),
        ({"rule": "weekly"}, "rule-unknown"),
        ({"begins": date(2016, 1, 1)}, "rule-unknown"),
        ({"until": date(2026, 4, 1)}, "hall-lacks"),
    ],
)
def test_a_hall_with_faults_is_refused(district: District, changes: dict[str, object], code: str) -> None:
    own = making.a_unit("center", level=Agency.Level.SERVICE, name="服务中心", short="服务中心", index_code="")
    facts = HallFacts(**{**{name: getattr(FACTS, name) for name in FACTS.__dataclass_fields__}, **changes})
    with pytest.raises(Refused) as refusal:
        set_hall(facts, office=district.office, agency=own, actor=district.chief(), now=DAY)
    assert refusal.value.code == code
    assert Hall.objects.count() == 2


def test_a_town_s_office_sets_up_no_hall_of_its_own_unless_it_is_below_a_government(district: District) -> None:
    own = making.a_unit("center", level=Agency.Level.SERVICE, name="服务中心", short="服务中心", index_code="")
    lonely = making.a_unit("lonely")
    with pytest.raises(Refused) as refusal:
        set_hall(FACTS, office=lonely, agency=own, actor=making.actors(lonely)["disclosure_office"], now=DAY)
    assert refusal.value.code == "no-government"


def test_an_extra_paper_goes_once_to_every_hall_and_is_named_in_the_journal(district: District) -> None:
    pdf = list_pdf(a_list(0))
    given = {"agency": district.town, "key": "annual-2025", "title": "2025年度报告", "pdf": pdf}
    add_extra_item(**given, formed_on=date(2026, 3, 10), actor=district.publisher(), now=at("2026-03-10"))  # type: ignore[arg-type]
    for changes, code in (({}, "extra-known"), ({"key": "x", "pdf": b"PK"}, "not-pdf"), ({"key": " "}, "extra-lacks"),
                          ({"key": "y", "title": "长" * 301}, "extra-lacks")):  # fmt: skip
        with pytest.raises(Refused) as refusal:
            add_extra_item(**(given | changes), actor=district.publisher(), now=at("2026-03-10"))  # type: ignore[arg-type]
        assert refusal.value.code == code
    while prepare_due(at("2026-04-21")):
        pass
    found = Extra.objects.get().items.all()
    assert {(one.hall_id, one.batch.ends) for one in found} == {
        (district.archives.pk, ENDS),
        (district.library.pk, ENDS),
    }
    assert JournalEntry.objects.filter(chain="town", act="add_deposit_extra").count() == 1
    for batch in Batch.objects.filter(agency=district.town, ends=ENDS):
        assert sent(batch, district.publisher(), at("2026-04-21")).items_count == 1
