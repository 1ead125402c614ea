"""Every page of the ledger for every kind of person: owner, colleague, another unit, administrator, nobody."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.desk.conftest import browser_of
from gongkai.desk.ledger.tests.test_ledger_pages import signed_in
from gongkai.kit import clock
from gongkai.kit.models import ImportBatch
from gongkai.records.actions.open_adjustment_round import open_adjustment_round
from gongkai.records.actions.start_import import start_import
from gongkai.records.models import AdjustmentItem, AdjustmentRound, RecordLink
from gongkai.records.tests.ledger_files import a_row, a_sheet
from gongkai.records.tests.making import a_draft, a_person, a_unit, actors, an_approved

pytestmark = pytest.mark.django_db
MAKES = ("clerk", "disclosure_office")
READS = ("section_head", "publisher", "secrecy_reviewer", "legal_reviewer", "statistics_clerk")


def made() -> dict[str, str]:
    unit = a_unit()
    clerk = actors(unit)["clerk"]
    record = a_draft(unit, title="本单位的事")
    an_approved(
        unit, title="名册", doc_number="", mark="not_disclosed", ground="internal_affairs",
        ground_details={"kind": "personnel"}, mark_reason="人事",
    )  # fmt: skip
    now = clock.now()
    batch = start_import(agency=unit, name="台账.xlsx", data=a_sheet([a_row(1)]), way="draft", actor=clerk, now=now)
    until = now.date() + timedelta(days=900)
    of = open_adjustment_round(unit, name="一", until=until, due_on=until, actor=clerk, now=now)
    return {
        "links": reverse("desk:links", args=[record.pk]),
        "round": reverse("desk:adjustment-round", args=[of.pk]),
        "close": reverse("desk:adjustment-close", args=[of.pk]),
        "import": reverse("desk:import", args=[batch.pk]),
        "bad": reverse("desk:import-bad", args=[batch.pk]),
        "progress": reverse("desk:import-progress", args=[batch.pk]),
        "cancel": reverse("desk:import-cancel", args=[batch.pk]),
        "confirm": reverse("desk:import-confirm", args=[batch.pk]),
    }


def browsers() -> dict[str, Client]:
    found = {duty: signed_in(duty) for duty in (*MAKES, *READS)}
    found["other"] = signed_in("clerk", "other")
    found["audit"] = browser_of(a_person(a_unit("audit"), "supervisor"))
    found["nobody"] = Client()
    return found


def test_pages_are_read_by_the_unit_and_by_nobody_else() -> None:
    places = made()
    for who, browser in browsers().items():
        for name in ("links", "round"):
            expected = 302 if who == "nobody" else 404 if who in ("other", "audit") else 200
            answer = browser.get(places[name])
            b"".join(answer)  # what is read to its end is closed
            assert answer.status_code == expected, (who, name)
        for name in ("import", "bad", "progress", "cancel"):
            expected = 302 if who == "nobody" else 200 if who in MAKES else 404
            answer = browser.get(places[name])
            b"".join(answer)  # what is read to its end is closed
            assert answer.status_code == expected, (who, name)


def test_what_is_sent_by_those_who_may_not_changes_nothing() -> None:
    places = made()
    item = AdjustmentItem.objects.get()
    ticked = f"{item.pk}:{item.content_hash}"
    for who, browser in browsers().items():
        if who in MAKES:
            continue
        browser.post(places["round"], {"item": ticked, "outcome": "keep", "reason": "x"})
        browser.post(places["close"])
        browser.post(places["confirm"])
        browser.post(places["cancel"])
        browser.post(places["import"], {"column-title": "2"})
        if who != "publisher":
            browser.post(
                places["links"], {"act": "outside", "kind": "repeals", "on": "2026-03-05", "other_text": "决定"}
            )
        browser.post(reverse("desk:adjustment"), {"name": who, "until": "2030-01-01", "due_on": "2030-01-01"})
    assert AdjustmentItem.objects.exclude(outcome="").count() == 0
    assert AdjustmentRound.objects.filter(closed_at=None).count() == AdjustmentRound.objects.count() == 1
    assert RecordLink.objects.count() == 0
    batch = ImportBatch.objects.get()
    assert (batch.state, batch.options["stage"]) == ("preview", "mapping")


def test_only_a_sent_form_changes_something() -> None:
    places = made()
    clerk = signed_in()
    for name in ("close", "confirm"):
        assert clerk.get(places[name]).status_code == 405
    assert clerk.get(reverse("desk:ledger-export")).status_code == 405
