"""How somebody with a browser of his own posts to the desk: forms, verdicts and addresses for the tests here."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from gongkai.records.models import Record
from gongkai.records.tests import making
from gongkai.units.models import Agency, Person
from tests.roles.conftest import browser_of


def staff(unit: Agency, duty: str, *, csrf: bool = False) -> Client:
    """A signed-in browser of the person with that duty."""
    person = making.people(unit)[duty]
    Person.objects.filter(pk=person.pk).update(password_set_at=making.NOW)
    if not csrf:
        return browser_of(person)
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(person)
    return client


def form(**changes: Any) -> dict[str, Any]:
    """The drafter's form, filled."""
    return {
        "edition": "0", "title": "关于做好防汛工作的通知", "formed_on": "2026-03-02", "origin": "made",
        "document_kind": "other", "class_code": "art20_12_emergencies", "mark": "proactive", "do": "save",
        "body": "<p>各村：</p>",
    } | changes  # fmt: skip


def verdict(record: Record, **changes: Any) -> dict[str, Any]:
    """A reviewer's post for the record as it is."""
    assert record.content is not None
    return {"edition": record.edition, "content": record.content.hash, "act": "pass"} | changes


def where(name: str, record: Record) -> str:
    return reverse(f"desk:{name}", args=(record.pk,))
