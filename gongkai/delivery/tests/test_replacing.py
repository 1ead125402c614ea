"""What changes after the hall signed: due, asked for by letter, judged by another, acted on; what is overtaken."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from gongkai.delivery import reads_papers
from gongkai.delivery.actions.act_on_replacement import act_on_replacement
from gongkai.delivery.actions.ask_replacement import ask_replacement
from gongkai.delivery.actions.judge_replacement import judge_replacement
from gongkai.delivery.kept_files import held
from gongkai.delivery.models import Batch, BatchItem, Copy, Replacement
from gongkai.delivery.preparing import prepare_due
from gongkai.delivery.replacing import find_changes
from gongkai.delivery.tests.making import District, at, published, received, revised, sent
from gongkai.kit import journal
from gongkai.kit.action import Refused
from gongkai.records.actions.withdraw_record import withdraw_record
from gongkai.records.models import Record
from gongkai.records.tests import making

pytestmark = pytest.mark.django_db
DAY = at("2026-03-20", 16)
LATER = at("2026-03-25")
State = Replacement.State


@pytest.fixture
def record(district: District) -> Record:
    """Delivered to the archives and signed for there; the library has not been sent anything."""
    made = published(district.town, at("2026-03-10"), 1)
    while prepare_due(DAY):
        pass
    batch = Batch.objects.get(hall=district.archives, agency=district.town, items__isnull=False)
    received(sent(batch, district.publisher(), DAY), district.receiver(), DAY)
    return made


def asked(found: Replacement, district: District) -> Replacement:
    return ask_replacement(found.pk, "附表有误", "涂政函〔2026〕1号", paper=2, electronic=2,
                           actor=district.publisher(), now=LATER)  # fmt: skip


def test_nothing_is_due_while_nothing_changed(district: District, record: Record) -> None:
    assert find_changes(LATER) == 0
    assert not Replacement.objects.exists()


def test_a_revision_is_due_only_at_the_hall_that_has_it_and_goes_its_way(district: District, record: Record) -> None:
    revised(record, LATER)
    assert (find_changes(LATER), find_changes(LATER)) == (1, 0)
    found = Replacement.objects.get()
    assert (found.item.hall, found.kind, found.version, found.state) == (district.archives, "replace", 2, State.DUE)
    asked(found, district)
    judge_replacement(found.pk, approved=True, actor=district.chief(), now=LATER)
    found = act_on_replacement(found.pk, "已上架", actor=district.receiver(), now=LATER)
    assert found.state == State.ACTED
    assert not list(journal.verify())


def test_a_later_change_overtakes_an_open_one(district: District, record: Record) -> None:
    revised(record, LATER)
    find_changes(LATER)
    asked(Replacement.objects.get(), district)
    withdraw_record(record.pk, "有误", actor=district.publisher(), now=LATER)
    assert find_changes(LATER) == 1
    assert sorted(Replacement.objects.values_list("kind", "state")) == [("replace", "overtaken"), ("withdraw", "due")]
    revised(record, LATER, "<p>再次公开的正文。</p>")
    assert find_changes(LATER) == 1
    assert Replacement.objects.filter(state=State.DUE).get().version == 3


def test_the_file_of_a_withdrawn_item_stays_until_its_letter_is_acted_on(district: District, record: Record) -> None:
    copy = Copy.objects.get()
    withdraw_record(record.pk, "有误", actor=district.publisher(), now=LATER)
    find_changes(LATER)
    found = Replacement.objects.get()
    assert copy.digest in set(held())
    assert reads_papers.replacement_file(district.publisher(), found) is not None
    assert reads_papers.replacement_file(district.receiver(), found) is None
    asked(found, district)
    judge_replacement(found.pk, approved=True, actor=district.chief(), now=LATER)
    act_on_replacement(found.pk, actor=district.receiver(), now=LATER)
    find_changes(LATER)
    assert copy.digest not in set(held())
    found.refresh_from_db()
    assert reads_papers.replacement_file(district.publisher(), found) is None
    assert BatchItem.objects.get(hall=district.archives).digest == copy.digest


@pytest.mark.parametrize("given", [(1, 1), (2, 1), (3, 3), (0, 0)])
def test_a_letter_with_other_counts_of_copies_is_refused(
    district: District, record: Record, given: tuple[int, int]
) -> None:
    revised(record, LATER)
    find_changes(LATER)
    with pytest.raises(Refused, match="份") as refusal:
        ask_replacement(Replacement.objects.get().pk, "有误", "", paper=given[0], electronic=given[1],
                        actor=district.publisher(), now=LATER)  # fmt: skip
    assert refusal.value.code == "copies-wrong"


def test_each_step_waits_for_the_one_before_and_nobody_judges_his_own_letter(
    district: District, record: Record
) -> None:
    revised(record, LATER)
    find_changes(LATER)
    found = Replacement.objects.get()
    with pytest.raises(Refused) as refusal:
        judge_replacement(found.pk, approved=True, actor=district.chief(), now=LATER)
    assert refusal.value.code == "not-asked"
    with pytest.raises(Refused) as refusal:
        act_on_replacement(found.pk, actor=district.receiver(), now=LATER)
    assert refusal.value.code == "not-approved"
    making.a_person(district.town, "publisher", login=making.people(district.office)["disclosure_office"].login)
    both = making.actor(making.people(district.office)["disclosure_office"])
    ask_replacement(found.pk, "有误", "", paper=2, electronic=2, actor=both, now=LATER)
    with pytest.raises(Refused) as refusal:
        judge_replacement(found.pk, approved=True, actor=both, now=LATER)
    assert refusal.value.code == "own-letter"
    found.refresh_from_db()
    found.state, found.approved_by = State.APPROVED, found.asked_by
    with pytest.raises(IntegrityError), transaction.atomic():
        found.save()


def test_each_act_is_its_own_duty_s_alone(district: District, record: Record) -> None:
    revised(record, LATER)
    find_changes(LATER)
    found = Replacement.objects.get()
    others = [making.actors(district.neighbour)["publisher"], district.receiver(district.library),
              making.actors(district.town)["clerk"]]  # fmt: skip
    for other in others:
        for act in (
            lambda who: ask_replacement(found.pk, "有误", "", paper=2, electronic=2, actor=who, now=LATER),
            lambda who: judge_replacement(found.pk, approved=True, actor=who, now=LATER),
            lambda who: act_on_replacement(found.pk, actor=who, now=LATER),
        ):
            with pytest.raises(Refused) as refusal:
                act(other)
            assert refusal.value.code == "not-allowed"
    with pytest.raises(Refused) as refusal:
        judge_replacement(found.pk, approved=True, actor=making.actors(district.town)["disclosure_office"], now=LATER)
    assert refusal.value.code == "not-allowed"


def test_the_day_of_the_letter_is_the_day_it_was_asked(district: District, record: Record) -> None:
    revised(record, LATER)
    find_changes(LATER)
    found = asked(Replacement.objects.get(), district)
    assert reads_papers.letter(district.publisher(), found, date(2030, 1, 1)) == reads_papers.letter(
        district.publisher(), found, date(2026, 3, 25)
    )
