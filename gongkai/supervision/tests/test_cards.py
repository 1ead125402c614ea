"""Cards: issued on what is late by who oversees, appealed in time, judged by somebody else, lifted when done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from gongkai.kit import sweeping
from gongkai.kit.action import Refused
from gongkai.kit.models import JournalEntry
from gongkai.records.tests.making import NOW, a_person, a_unit
from gongkai.supervision.actions.appeal_card import appeal_card
from gongkai.supervision.actions.issue_card import issue_card
from gongkai.supervision.actions.judge_appeal import judge_appeal
from gongkai.supervision.actions.read_proof import read_proof
from gongkai.supervision.actions.remove_card import remove_card
from gongkai.supervision.models import Card, Watch
from gongkai.supervision.tests.carding import (
    DUE,
    a_card,
    a_district,
    a_watch,
    an_appealed,
    by,
    clerk,
    officer,
)
from gongkai.units.models import Agency, AgencyLink, Notice

pytestmark = pytest.mark.django_db


def refused(code: str, act: Callable[..., object], *args: Any, **more: Any) -> str:
    """The sentence of that refusal."""
    with pytest.raises(Refused) as found:
        act(*args, **more)
    assert found.value.code == code, found.value.sentence
    return found.value.sentence


def test_a_card_is_numbered_by_unit_and_year_and_the_unit_is_told() -> None:
    _, town = a_district()
    leader = a_person(town, "deputy_leader")
    answering = clerk()
    first, second = a_card(a_watch(town)), a_card(a_watch(town))
    assert (first.number, second.number) == ("监察〔2026〕1号", "监察〔2026〕2号")
    assert first.late == 4
    assert first.answer_by == date(2026, 3, 17)
    told = Notice.objects.filter(address=f"/desk/cards/{first.pk}/")
    assert {one.person for one in told} == {leader, answering}
    entry = JournalEntry.objects.get(act="issue_card", subject=f"card {first.pk}")
    assert (entry.chain_id, entry.after["colour"], entry.reason) == (town.code, "yellow", first.reason)
    assert a_card(a_watch(town), NOW.replace(year=2027)).number == "监察〔2027〕1号"


def test_only_who_oversees_the_unit_issues() -> None:
    district, town = a_district()
    watch = a_watch(town)
    own = a_person(town, "disclosure_office")
    stranger = a_person(a_unit("elsewhere"), "disclosure_office")
    for one in (own, stranger, clerk()):
        refused("not-allowed", issue_card, watch.pk, "yellow", "逾期", **by(one))
    refused("not-allowed", issue_card, a_watch(district).pk, "yellow", "逾期", **by(officer()))


@pytest.mark.parametrize(
    ("more", "colour", "code"),
    [
        ({"due_on": NOW.date()}, "yellow", "not-late"),
        ({"due_on": DUE}, "red", "too-early"),
        ({"met_on": NOW.date(), "dropped": True}, "yellow", "not-late"),
        ({"met_on": DUE}, "yellow", "not-late"),
        ({"node": "fee_payment"}, "yellow", "not-late"),
    ],
)
def test_what_is_not_late_by_the_rules_gets_no_card(more: dict[str, Any], colour: str, code: str) -> None:
    watch = a_watch(a_district()[1], **more)
    refused(code, issue_card, watch.pk, colour, "逾期", **by(officer()))


def test_one_card_a_colour_and_lateness_and_a_red_one_when_it_grows() -> None:
    card = a_card()
    refused("issued-already", issue_card, card.watch_id, "yellow", "逾期", **by(officer(2)))
    refused("no-reason", issue_card, card.watch_id, "yellow", " ", **by(officer()))
    red = issue_card(card.watch_id, "red", "仍未公开", **by(officer(), NOW + timedelta(days=1)))
    assert (red.serial, red.late) == (2, 5)


def test_an_appeal_is_made_once_in_time_by_the_unit() -> None:
    card = a_card()
    refused("not-allowed", appeal_card, card.pk, "理由", **by(officer()))
    refused("no-reason", appeal_card, card.pk, " ", **by(clerk()))
    refused("changed-meanwhile", appeal_card, card.pk, "理由", seen=card.version + 1, **by(clerk()))
    late = NOW + timedelta(days=8)
    assert "2026-03-17" in refused("too-late", appeal_card, card.pk, "理由", **by(clerk(), late))
    made = appeal_card(card.pk, "理由", **by(clerk(), late - timedelta(days=1)))
    assert made.state == Card.State.APPEALED
    assert Notice.objects.filter(person=officer(), title__contains="提出申诉").count() == 1
    refused("not-now", appeal_card, card.pk, "再说一次", **by(clerk()))


def test_the_proof_lies_sealed_and_each_opening_is_written_down() -> None:
    card = an_appealed(("批复.txt", "上级三月九日批复。".encode()))
    name, _media, data = read_proof(card.pk, **by(officer(2)))
    assert (name, data.decode()) == ("批复.txt", "上级三月九日批复。")
    assert card.proof != card.proof_digest
    assert card.proof in sweeping.held()
    assert JournalEntry.objects.filter(act="read_card_proof", actor="person:officer-2").count() == 1
    refused("not-allowed", read_proof, card.pk, **by(a_person(a_unit("town"), "section_head")))
    refused("file-refused", appeal_card, a_card(a_watch(card.agency)).pk, "理由", ("空.txt", b""), **by(clerk()))


@pytest.mark.parametrize(("cancel", "state"), [(True, "cancelled"), (False, "upheld")])
def test_somebody_else_of_the_office_judges(cancel: bool, state: str) -> None:
    card = an_appealed()
    refused("own-card", judge_appeal, card.pk, cancel, "理由", **by(officer()))
    refused("not-allowed", judge_appeal, card.pk, cancel, "理由", **by(clerk()))
    refused("no-reason", judge_appeal, card.pk, cancel, "", **by(officer(2)))
    judged = judge_appeal(card.pk, cancel, "上级批复在期限之后", **by(officer(2)))
    assert judged.state == state
    assert Notice.objects.filter(person=clerk(), text="上级批复在期限之后").exists()
    refused("not-now", judge_appeal, card.pk, cancel, "理由", **by(officer(2)))


def test_who_appealed_does_not_judge_even_when_he_came_to_the_office() -> None:
    card = an_appealed()
    both = a_person(a_unit("district"), "disclosure_office", login=clerk().login)
    refused("own-appeal", judge_appeal, card.pk, True, "理由", **by(both))


def test_the_database_refuses_a_judgement_by_who_issued_it() -> None:
    card = an_appealed()
    said = {"state": "upheld", "judgement": "理由", "judged_at": NOW}
    for judge in (card.issued_by, card.appealed_by):
        with pytest.raises(IntegrityError, match="card_judged_by_somebody_else"), transaction.atomic():
            Card.objects.filter(pk=card.pk).update(judged_by=judge, **said)
    assert Card.objects.filter(pk=card.pk).update(judged_by=officer(2), **said) == 1


def test_a_card_is_lifted_when_what_was_late_is_done() -> None:
    card = a_card()
    refused("not-done", remove_card, card.pk, "已公开", **by(officer()))
    Watch.objects.filter(pk=card.watch_id).update(met_on=NOW.date())
    refused("not-allowed", remove_card, card.pk, "已公开", **by(clerk()))
    lifted = remove_card(card.pk, "三月十日已公开", **by(officer()))
    assert (lifted.state, lifted.stands) == ("lifted", False)
    refused("not-now", remove_card, card.pk, "已公开", **by(officer()))


def test_an_appeal_is_judged_before_the_card_is_lifted() -> None:
    card = an_appealed()
    Watch.objects.filter(pk=card.watch_id).update(met_on=NOW.date())
    assert "先裁定" in refused("not-now", remove_card, card.pk, "已公开", **by(officer()))


def test_an_office_of_one_is_judged_by_the_agency_above() -> None:
    district, _ = a_district()
    city = a_unit("city", level=Agency.Level.CITY)
    AgencyLink.objects.create(upper=city, lower=district, kind=AgencyLink.Kind.ADMINISTERS)
    supervisor = a_person(city, "supervisor")
    card = an_appealed()
    assert Notice.objects.filter(person=supervisor, title__contains="提出申诉").count() == 1
    assert judge_appeal(card.pk, True, "理由成立", **by(supervisor)).state == "cancelled"
