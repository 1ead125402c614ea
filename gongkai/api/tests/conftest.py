"""A town whose office system is linked, and a caller that speaks for it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest
from django.conf import LazySettings
from django.http import HttpResponse
from django.test import Client

from gongkai.kit import clock
from gongkai.kit.who import Actor
from gongkai.records.tests import making
from gongkai.units.actions.add_system import add_system
from gongkai.units.models import Agency, OfficeSystem
from gongkai.units.powers import MANAGE_SYSTEMS

ROOT = "/api/oa/v1"
NOW = making.NOW
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@dataclass
class Caller:
    """An office system: what it sends is JSON unless said otherwise."""

    key: str
    system: OfficeSystem
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))

    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.key}"} if self.key else {}

    def get(self, path: str, **query: Any) -> HttpResponse:
        return self.client.get(ROOT + path, query, headers=self.headers())

    def post(self, path: str, body: Any, content_type: str = "application/json") -> HttpResponse:
        data = body if isinstance(body, (bytes, str)) else json.dumps(body)
        return self.client.post(ROOT + path, data, content_type=content_type, headers=self.headers())

    def parts(self, path: str, fields: dict[str, Any]) -> HttpResponse:
        return self.client.post(ROOT + path, fields, headers=self.headers())

    def hand_over(self, **changes: Any) -> HttpResponse:
        return self.post("/documents", a_document(**changes))


def a_document(**changes: Any) -> dict[str, Any]:
    """A complete notice for proactive disclosure."""
    given = {
        "source_key": "OA-2026-0008", "title": "关于做好春季森林防火工作的通知", "doc_number": "涂政〔2026〕8号",
        "formed_on": "2026-03-02", "class_code": "art20_12_emergencies", "document_kind": "other",
        "index_class": "0105", "summary": "部署春季森林防火工作。", "keywords": ["森林防火"], "mark": "proactive",
        "text": "各村民委员会：\n春季风干物燥，现就做好森林防火工作通知如下。",
    } | changes  # fmt: skip
    return {name: value for name, value in given.items() if value is not None}


def linked(unit: Agency, name: str = "综合办公系统", now: datetime = NOW) -> Caller:
    """A caller with a key of that unit."""
    keeper = Actor("person:keeper", "系统管理员", frozenset({(MANAGE_SYSTEMS, unit.code)}))
    made = add_system(agency=unit, name=name, actor=keeper, now=now)
    return Caller(made.key, made.system)


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The faces ask the clock; here it stands still on the tests' day."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "today", lambda: NOW.date())


@pytest.fixture
def unit(db: None, settings: LazySettings) -> Agency:
    """A town with a person for every duty."""
    settings.BASE_URL = "https://example.gov.cn"
    made = making.a_unit()
    making.people(made)
    return made


@pytest.fixture
def office(unit: Agency) -> Caller:
    """The town's office system."""
    return linked(unit)


def said(response: HttpResponse) -> Any:
    """The answer read as JSON, whatever its status."""
    assert response["Content-Type"].startswith("application/json"), response.content[:200]
    return json.loads(response.content)
