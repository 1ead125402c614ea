"""Duties given and ended, people leaving, and the open work that goes over with a named receiver."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError

from gongkai.kit import journal
from gongkai.kit.action import Refused
from gongkai.kit.models import JournalEntry
from gongkai.kit.who import Actor
from gongkai.units import open_work, reads_people
from gongkai.units.acting import actor_of
from gongkai.units.actions.end_duty import end_duty
from gongkai.units.actions.end_person import end_person
from gongkai.units.actions.give_duty import give_duty
from gongkai.units.models import Agency, Duty, Notice, Person
from gongkai.units.open_work import OpenItem
from gongkai.units.tests.conftest import District
from gongkai.units.tests.signing import NOW, TODAY, actor, agency, person


class Shelf:
    """A room of the tests: items lie with people, and a moved one is journalled."""

    def __init__(self) -> None:
        self.holder: dict[OpenItem, int] = {}

    def put(self, holder: Person, number: int, code: str, *duties: str, due: date | None = None) -> OpenItem:
        item = OpenItem("shelf", str(number), f"第{number}件", due, code, duties)
        self.holder[item] = holder.pk
        return item

    def held(self, holder: Person, of: Agency | None) -> list[OpenItem]:
        mine = [item for item, pk in self.holder.items() if pk == holder.pk]
        return [item for item in mine if of is None or item.agency_code == of.code]

    def move(
        self, item: OpenItem, *, giver: Person, receiver: Person, reason: str, actor: Actor, now: datetime
    ) -> None:
        self.holder[item] = receiver.pk
        before, after = {"holder": giver.login}, {"holder": receiver.login}
        journal.write(
            item.agency_code,
            act="pass_item",
            subject=item.id,
            before=before,
            after=after,
            reason=reason,
            actor=actor,
            now=now,
        )


@pytest.fixture
def shelf(monkeypatch: pytest.MonkeyPatch) -> Iterator[Shelf]:
    """The only room there is, for one test."""
    monkeypatch.setattr(open_work, "_rooms", {})
    made = Shelf()
    open_work.register("shelf", made.held, made.move)
    yield made


def give(district: District, to: Person, kind: str, begins: date = TODAY, by: Actor | None = None) -> Duty:
    return give_duty(
        person_id=to.pk, agency=district.top, kind=kind, begins=begins, actor=by or district.giver, now=NOW
    )


def test_a_duty_gives_its_powers_from_its_day(district: District) -> None:
    clerk = person("经办人", district.top)
    give(district, clerk, "clerk", TODAY + timedelta(days=1))
    assert not actor(clerk).may("draft_record", "district")
    assert actor_of(clerk, TODAY + timedelta(days=1)).may("draft_record", "district")
    assert Notice.objects.get(person=clerk).title == "自 2026-03-03 起担任某区“经办人”。"
    entry = JournalEntry.objects.get(act="give_duty")
    assert entry.after == {"agency": "district", "duty": "clerk", "begins": "2026-03-03"}


@pytest.mark.parametrize("who", ["system", "audit"])
def test_only_the_security_administrator_gives_duties(district: District, who: str) -> None:
    clerk = person("经办人", district.top)
    with pytest.raises(Refused, match="任命职责的权限"):
        give(district, clerk, "clerk", by=actor(getattr(district, who)))


@pytest.mark.parametrize(
    ("kind", "then", "code"),
    [
        ("clerk", "clerk", "duty-held"),
        ("clerk", "audit_administrator", "duties-excluded"),
        ("publisher", "secrecy_reviewer", "duties-excluded"),
    ],
)
def test_duties_that_exclude_each_other_are_refused(district: District, kind: str, then: str, code: str) -> None:
    clerk = person("某人", district.top)
    give(district, clerk, kind)
    with pytest.raises(Refused) as refused:
        give(district, clerk, then)
    assert refused.value.code == code


def test_a_duty_that_only_begins_later_excludes_as_well(district: District) -> None:
    clerk = person("某人", district.top)
    give(district, clerk, "publisher", TODAY + timedelta(days=30))
    with pytest.raises(Refused, match="不能由同一人担任"):
        give(district, clerk, "secrecy_reviewer", TODAY)


def test_the_three_administrators_are_three_people_in_the_database_too(district: District) -> None:
    with pytest.raises(IntegrityError):
        Duty.objects.create(person=district.system, agency=district.top, kind="audit_administrator", begins=TODAY)


def test_nobody_gives_himself_a_duty_or_ends_his_own(district: District) -> None:
    with pytest.raises(Refused, match="不能给自己任命"):
        give(district, district.security, "assessor")
    mine = Duty.objects.get(person=district.security)
    with pytest.raises(Refused, match="不能免除自己的职责"):
        end_duty(duty_id=mine.pk, ends=TODAY, reason="换岗", actor=district.giver, now=NOW)


def test_the_last_administrator_of_a_kind_stays(district: District) -> None:
    only = Duty.objects.get(person=district.audit)
    with pytest.raises(Refused, match="最后一位“安全审计员”"):
        end_duty(duty_id=only.pk, ends=TODAY, reason="换岗", actor=district.giver, now=NOW)
    person("接任者", district.top, "audit_administrator")
    end_duty(duty_id=only.pk, ends=TODAY, reason="换岗", actor=district.giver, now=NOW)
    assert not actor(district.audit).grants


def test_a_duty_does_not_end_over_open_work(district: District, shelf: Shelf) -> None:
    clerk = person("经办人", district.top, "clerk")
    shelf.put(clerk, 1, "district", "clerk")
    duty = Duty.objects.get(person=clerk)
    with pytest.raises(Refused, match="还有 1 件未办结：《第1件》"):
        end_duty(duty_id=duty.pk, ends=TODAY, reason="换岗", actor=district.giver, now=NOW)
    assert Duty.objects.get(person=clerk).ends is None


def test_open_work_goes_to_the_named_receiver_and_both_are_told(district: District, shelf: Shelf) -> None:
    clerk, heir = person("经办人", district.top, "clerk"), person("接办人", district.top, "clerk")
    items = [shelf.put(clerk, number, "district", "clerk", due=TODAY) for number in (1, 2)]
    kept = shelf.put(clerk, 3, "elsewhere", "clerk")
    give_duty(
        person_id=clerk.pk,
        agency=agency("elsewhere", district.top),
        kind="clerk",
        begins=TODAY,
        actor=district.giver,
        now=NOW,
    )
    duty = Duty.objects.get(person=clerk, agency=district.top)
    done = end_duty(duty_id=duty.pk, ends=TODAY, reason="换岗", receivers=[heir], actor=district.giver, now=NOW)
    assert [(one.name, one.count) for one in done.passed] == [("接办人", 2)]
    assert [shelf.holder[item] for item in (*items, kept)] == [heir.pk, heir.pk, clerk.pk]
    assert JournalEntry.objects.filter(act="pass_item").count() == 2
    assert Notice.objects.filter(person=heir, title="经办人 移交给你 2 件未办结事项。").exists()
    assert Notice.objects.filter(person=clerk, title="你的 2 件未办结事项已移交给 接办人。").exists()


@pytest.mark.parametrize("duty", ["publisher", ""])
def test_a_receiver_without_the_fitting_duty_is_refused(district: District, shelf: Shelf, duty: str) -> None:
    clerk = person("经办人", district.top, "clerk")
    heir = person("接办人", district.top, *filter(None, [duty]))
    item = shelf.put(clerk, 1, "district", "clerk")
    with pytest.raises(Refused, match="不能接办 1 件"):
        end_person(person_id=clerk.pk, reason="调离", receivers=[heir], actor=district.keeper, now=NOW)
    assert shelf.holder[item] == clerk.pk
    assert Person.objects.get(pk=clerk.pk).is_active


def test_a_person_who_leaves_hands_over_everything_at_once(district: District, shelf: Shelf) -> None:
    town = agency("town", district.top)
    clerk = person("经办人", district.top, "clerk")
    give_duty(person_id=clerk.pk, agency=town, kind="section_head", begins=TODAY, actor=district.giver, now=NOW)
    heirs = [person("区里接办", district.top, "clerk"), person("镇里接办", town, "section_head")]
    items = [shelf.put(clerk, 1, "district", "clerk"), shelf.put(clerk, 2, "town")]
    done = end_person(person_id=clerk.pk, reason="退休", receivers=heirs, actor=district.keeper, now=NOW)
    assert [(one.name, one.count) for one in done.passed] == [("区里接办", 1), ("镇里接办", 1)]
    assert [shelf.holder[item] for item in items] == [heir.pk for heir in heirs]
    left = Person.objects.get(pk=clerk.pk)
    assert (left.is_active, left.ends, left.session_epoch) == (False, TODAY, 1)
    assert set(Duty.objects.filter(person=clerk).values_list("ends", flat=True)) == {TODAY}
    assert actor_of(left, TODAY).grants == frozenset()
    assert JournalEntry.objects.get(act="end_person").after["passed"] == [
        f"{heirs[0].login} 1", f"{heirs[1].login} 1",
    ]  # fmt: skip
    assert list(reads_people.people(district.keeper, on=TODAY, left=True)) == [left]


def test_nothing_moves_when_one_item_finds_nobody(district: District, shelf: Shelf) -> None:
    clerk, heir = person("经办人", district.top, "clerk"), person("接办人", district.top, "clerk")
    items = [shelf.put(clerk, 1, "district", "clerk"), shelf.put(clerk, 2, "town", "clerk")]
    with pytest.raises(Refused, match="《第2件》"):
        end_person(person_id=clerk.pk, reason="退休", receivers=[heir], actor=district.keeper, now=NOW)
    assert {shelf.holder[item] for item in items} == {clerk.pk}


@pytest.mark.parametrize(("reason", "code"), [(" ", "no-reason"), ("退休", "own-account")])
def test_leaving_needs_a_reason_and_another_administrator(district: District, reason: str, code: str) -> None:
    other = person("另一人", district.top, "clerk")
    whom = other if code == "no-reason" else district.system
    with pytest.raises(Refused) as refused:
        end_person(person_id=whom.pk, reason=reason, actor=district.keeper, now=NOW)
    assert refused.value.code == code


def test_a_duty_ends_neither_in_future_nor_before_it_began(district: District) -> None:
    clerk = person("经办人", district.top, "clerk")
    duty = Duty.objects.get(person=clerk)
    for ends in (TODAY + timedelta(days=1), date(2024, 12, 31)):
        with pytest.raises(Refused) as refused:
            end_duty(duty_id=duty.pk, ends=ends, reason="换岗", actor=district.giver, now=NOW)
        assert refused.value.code == "duty-days"
