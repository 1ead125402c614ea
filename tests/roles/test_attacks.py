"""What somebody with a bad purpose sends: forged posts, stale approvals, hostile texts and files, stolen addresses."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from gongkai.records.actions.change_record import change_record
from gongkai.records.models import Publication, PublishOrder, Record
from gongkai.records.tests import making
from gongkai.units.actions.add_system import add_system
from gongkai.units.models import Agency
from tests.roles.posting import form, staff, verdict, where

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment")]


@pytest.mark.parametrize("duty", ["publisher", "clerk", "disclosure_office", "deputy_leader"])
def test_the_next_unit_forges_every_field_and_publishes_nothing(town: Agency, duty: str) -> None:
    record, other = making.an_approved(town), making.a_unit("neighbour")
    browser = staff(other, duty)
    edition = record.edition
    tomorrow = making.NOW + timedelta(days=1)
    for address, fields in (
        (where("publish", record), {"edition": edition}),
        (where("order", record), {"at-edition": edition, "at-day": f"{tomorrow:%Y-%m-%d}", "at-time": "09:00"}),
        (where("withdraw", record), {"reason": "试"}),
        (reverse("desk:publishing-bulk"), {"record": record.pk, f"edition-{record.pk}": edition, "confirmed": "1"}),
        (where("review-decide", record), verdict(record)),
        (where("edit", record), form(edition=str(edition))),
        (where("discard", record), {"edition": edition, "reason": "试"}),
    ):
        assert browser.post(address, fields).status_code in (200, 302, 403, 404, 422), address
    record.refresh_from_db()
    assert (record.state, record.edition) == ("approved", edition)
    assert not Publication.objects.exists() and not PublishOrder.objects.exists()


def test_nobody_passes_what_he_submitted_whatever_duties_he_has(town: Agency) -> None:
    clerk = making.people(town)["clerk"]
    making.a_person(town, "secrecy_reviewer", "disclosure_office", "deputy_leader", login=clerk.login)
    record = making.a_submitted(town)
    answer = staff(town, "clerk").post(where("review-decide", record), verdict(record))
    record.refresh_from_db()
    assert answer.status_code in (403, 422)
    assert (record.state, record.edition) == ("in_review", 2)


@pytest.mark.parametrize(
    "forged", [{"edition": 1}, {"edition": "99999999999999999999"}, {"content": "0" * 64}, {"content": ""}]
)
def test_a_verdict_on_what_was_not_seen_is_refused(town: Agency, forged: dict[str, Any]) -> None:
    record = making.a_submitted(town)
    answer = staff(town, "secrecy_reviewer").post(where("review-decide", record), verdict(record, **forged))
    before = record.waiting_step
    record.refresh_from_db()
    assert answer.status_code in (409, 422)
    assert (record.waiting_step, record.state) == (before, "in_review")


def test_what_is_changed_after_its_signature_cannot_be_published(town: Agency) -> None:
    record = making.an_approved(town)
    signed = record.edition
    said = making.a_said(body="<p>签发以后换上的话。</p>")
    record = change_record(record.pk, signed, said, actor=making.actors(town)["clerk"], now=making.NOW)
    browser = staff(town, "publisher")
    for edition in (signed, record.edition):
        browser.post(where("publish", record), {"edition": edition})
    fields = {"record": record.pk, f"edition-{record.pk}": record.edition, "confirmed": "1"}
    browser.post(reverse("desk:publishing-bulk"), fields)
    assert not Publication.objects.exists()


@pytest.mark.parametrize("edition", [{}, {"edition": ""}, {"edition": "0"}, {"edition": "9" * 40}])
def test_nothing_is_published_by_one_who_does_not_say_what_he_saw(town: Agency, edition: dict[str, str]) -> None:
    record = making.an_approved(town)
    browser = staff(town, "publisher")
    browser.post(where("publish", record), edition)
    many = {f"edition-{record.pk}": value for value in edition.values()}
    browser.post(reverse("desk:publishing-bulk"), {"record": record.pk, "confirmed": "1"} | many)
    assert not Publication.objects.exists()


@pytest.mark.parametrize("back", [timedelta(0), timedelta(minutes=1), timedelta(days=400)])
def test_no_order_for_the_past(town: Agency, back: timedelta) -> None:
    record, at = making.an_approved(town), making.NOW - back
    fields = {"at-edition": record.edition, "at-day": f"{at:%Y-%m-%d}", "at-time": f"{at:%H:%M}"}
    answer = staff(town, "publisher").post(where("order", record), fields)
    assert answer.status_code in (409, 422)
    assert not PublishOrder.objects.exists()


def test_the_key_of_an_office_system_opens_no_desk_and_publishes_nothing(town: Agency) -> None:
    system = making.actor(making.a_person(town, "system_administrator", login="system"))
    key = add_system(agency=town, name="办公系统", actor=system, now=making.NOW).key
    record, browser = making.an_approved(town), Client(raise_request_exception=False)
    headers = {"Authorization": f"Bearer {key}"}
    for address in (where("publish", record), where("review-decide", record), reverse("desk:publishing-bulk")):
        answer = browser.post(address, {"edition": record.edition, "record": record.pk}, headers=headers)
        assert answer.status_code == 302 and reverse("account_login") in answer["Location"], address
    for verb in ("publish", "order", "withdraw", "pass", "submit"):
        answer = browser.post(f"/api/oa/v1/documents/OA-1/{verb}", {}, content_type="application/json", headers=headers)
        assert answer.status_code in (404, 405), verb
    assert not Publication.objects.exists()


@pytest.mark.parametrize("do", ["save", "submit"])
def test_nothing_is_withheld_without_a_ground_not_even_as_a_draft(town: Agency, do: str) -> None:
    browser = staff(town, "clerk")
    answer = browser.post(reverse("desk:new"), form(mark="not_disclosed", do=do))
    page = html.fromstring(answer.content.decode())
    assert answer.status_code == 422
    assert "依据" in page.cssselect("#id_ground-error, #id_ground_error, .field.bad .error")[0].text_content()
    assert not Record.objects.exists()
    record = making.a_draft(town)
    answer = browser.post(where("edit", record), form(mark="not_disclosed", do=do, edition=str(record.edition)))
    record.refresh_from_db()
    assert (answer.status_code, record.mark) == (422, "proactive")
