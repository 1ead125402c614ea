"""What each room tells the watcher, through the rooms' own actions: every step from its first day to its end."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from gongkai.columns.models.items import ItemRecord, PublicItem
from gongkai.columns.watched import spans
from gongkai.delivery.models import Batch
from gongkai.delivery.preparing import prepare_due
from gongkai.delivery.tests import making as halls
from gongkai.disputes.actions.file_defence import file_defence
from gongkai.disputes.tests import making as cases
from gongkai.kit import watched
from gongkai.law.item_limits import limit_of
from gongkai.law.supervision import watch_nodes
from gongkai.records.actions.return_record import return_record
from gongkai.records.tests import making as records
from gongkai.requests.tests.making import RECEIVED, a_request, an_arrived
from gongkai.requests.tests.test_matters import COMPLAINT, LATER, brought, proposed
from gongkai.supervision.models import Watch
from gongkai.supervision.round import run_rounds
from gongkai.supervision.tests.making import at

pytestmark = pytest.mark.django_db
NODE = dict[str, tuple[date | None, bool]]


def said(source: str, since: date | None = None) -> dict[str, tuple[date, date | None]]:
    """By node: the last day, and the day it was done."""
    return {one.node: (one.due_on, one.met_on) for one in watched.sources()[source](since)}


def test_a_request_is_watched_from_its_arrival_without_its_subject_or_applicant() -> None:
    request = an_arrived()
    assert said("requests") == {"request_registration": (date(2026, 3, 3), None)}
    request = a_request(channel="fax", days={"transmitted": RECEIVED})
    found = said("requests", RECEIVED)
    assert found["request_confirmation"] == (request.confirm_by, None)
    assert found["request_registration"] == (date(2026, 3, 3), RECEIVED)
    request = a_request()
    assert said("requests")["reply"] == (request.due_on, None)
    titles = {one.title for one in watched.sources()["requests"](None)}
    assert not any("养护" in one or "王" in one for one in titles)


def test_a_complaint_and_what_it_orders_bind_different_units() -> None:
    matter = brought()
    assert said("requests")["matter_reply"] == (date(2026, 3, 30), None)
    proposed(matter, "founded", COMPLAINT, orders="限期答复", orders_due_on=LATER)
    type(matter).objects.update(state="done", result="成立", orders="限期答复", orders_due_on=LATER, told_on=RECEIVED)
    (one,) = [one for one in watched.sources()["requests"](None) if one.node == "matter_orders"]
    assert matter.against is not None and (one.agency, one.due_on) == (matter.against.code, LATER)
    assert said("requests", RECEIVED)["matter_reply"] == (date(2026, 3, 30), RECEIVED)


def test_a_case_is_watched_by_the_limits_of_its_course() -> None:
    dispute = cases.accepted(cases.a_replied())
    defended = date(2026, 4, 15)
    assert said("disputes") == {
        "reconsideration_defence": (date(2026, 4, 22), None), "reconsideration_decision": (date(2026, 6, 2), None),
    }  # fmt: skip
    file_defence(dispute.pk, defended, **cases.who(dispute, defended))
    assert said("disputes", defended)["reconsideration_defence"] == (date(2026, 4, 22), defended)
    cases.ruled(dispute, "revoked", orders="责令重新答复", length=15, unit="working_day")
    assert said("disputes")["ordered_working_days"] == (date(2026, 6, 12), None)


def test_a_record_is_watched_by_step_and_by_the_day_of_publishing() -> None:
    day = records.TODAY
    record = records.a_submitted()
    found = said("records")
    assert found["publication"] == (record.publish_due_on, None) and found["handover"][1] is None
    assert found["review_step"] == (date(2026, 3, 13), None)
    assert record.content is not None
    reviewer = records.actors(record.agency)["secrecy_reviewer"]
    return_record(record.pk, record.edition, record.content.hash, "请补正。", actor=reviewer, now=records.NOW)
    assert "review_step" not in said("records") and said("records", day)["review_step"][1] == day
    done = records.a_published(records.a_unit("other"))
    (one,) = [
        one for one in watched.sources()["records"](day) if one.key == f"record:{done.pk}" and one.node == "publication"
    ]
    assert (one.met_on, one.dropped, one.title) == (day, False, done.title)


def test_steps_passed_between_two_rounds_are_met_and_not_dropped() -> None:
    record = records.a_submitted()
    run_rounds(records.TODAY, records.NOW)
    records.passed_on(record, now=records.NOW + timedelta(days=1))
    day = records.TODAY + timedelta(days=1)
    run_rounds(day, at(day, 20))
    steps = Watch.objects.filter(node="review_step")
    assert steps.count() == 4 and {(one.met_on, one.dropped) for one in steps} == {(day, False)}


def test_a_batch_is_watched_until_it_is_sent() -> None:
    district = halls.a_district()
    while prepare_due(halls.at("2026-03-05")):
        pass
    batch = Batch.objects.filter(agency=district.town, hall=district.archives).get()
    key = f"batch:{batch.pk}"
    (one,) = [one for one in watched.sources()["delivery"](None) if one.key == key]
    assert (one.due_on, one.met_on) == (batch.due_on, None)
    halls.sent(batch, district.publisher(), halls.at("2026-03-06"))
    assert key not in {one.key for one in watched.sources()["delivery"](None)}
    (one,) = [one for one in watched.sources()["delivery"](date(2026, 3, 6)) if one.key == key]
    assert one.met_on == date(2026, 3, 6)


def test_an_item_that_comes_round_is_due_again_after_each_publication() -> None:
    limit = limit_of("每季度", RECEIVED)
    first = date(2026, 1, 5)
    assert [(one.due_on, one.met_on) for one in spans(limit, first, [date(2026, 2, 1), date(2026, 3, 1)])] == [
        (date(2026, 3, 31), date(2026, 2, 1)), (date(2026, 6, 30), None),
    ]  # fmt: skip
    record = records.a_published()
    given: dict[str, Any] = {"agency_code": record.agency.code, "key": "A1", "since": records.NOW, "order": 1}
    PublicItem.objects.create(name="季度统计", limit="每季度", **given)
    PublicItem.objects.create(**given | {"key": "A2"}, name="通知", limit="20个工作日内")
    assert said("columns") == {"item_publication": (date(2026, 3, 31), None)}
    ItemRecord.objects.create(agency=record.agency, key="A1", record=record, made_by="x", made_at=records.NOW)
    assert said("columns") == {"item_publication": (date(2026, 6, 30), None)}


def test_every_kind_of_step_names_a_source_that_there_is() -> None:
    assert {one.source for one in watch_nodes().values()} == set(watched.sources())
