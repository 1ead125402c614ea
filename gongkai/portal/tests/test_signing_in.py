"""Signing in for a form: there, back, sent, and judged inside; what does not hold is shown and loses nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.cache import cache
from django.test import Client
from lxml import html
from lxml.html import HtmlElement
from pytest_django import Settings

from gongkai.kit import clock
from gongkai.portal.tests.identity_service import BACK, CLIENT, CODE, SECRET, Service, serving
from gongkai.records.tests.making import a_unit
from gongkai.requests.applicants import opened
from gongkai.requests.models import Request
from gongkai.requests.taking_in import faults, take_in

pytestmark = pytest.mark.django_db
NEW, START = "/request/new/", "/request/sign-in/?unit=tuling"
WRITTEN = {
    "applicant_kind": "natural_person", "identity_kind": "resident_card", "phone": "13800000001",
    "supply_form": "paper", "supply_way": "post", "subject": "2025年度农村公路养护资金使用情况",
}  # fmt: skip


@pytest.fixture
def service(db: None, settings: Settings) -> Iterator[Service]:
    """The site with an identity service that knows 王小川."""
    a_unit()
    cache.clear()
    settings.BASE_URL, settings.PUZZLE_BITS = "https://site.example", 0
    with serving() as found:
        settings.IDENTITY_ISSUER = found.issuer
        settings.IDENTITY_CLIENT_ID, settings.IDENTITY_CLIENT_SECRET = CLIENT, SECRET
        now = clock.now().timestamp()
        found.claims = {"name": "王小川", "id_number": "35058219900101123X", "iat": now, "exp": now + 600}
        yield found
    cache.clear()


def came_back(client: Client, service: Service, **other: str) -> HtmlElement:
    """The page after signing in."""
    asked = service.opened(client.get(START)["Location"])
    assert asked["redirect_uri"] == BACK and asked["code_challenge_method"] == "S256"
    answer = client.get("/request/sign-in/back/?" + urlencode({"code": CODE, "state": asked["state"]} | other))
    assert answer.status_code == 200 and "no-store" in answer["Cache-Control"]
    assert client.cookies["sign-in"].value == ""
    return html.fromstring(answer.content)


def carried(page: HtmlElement) -> dict[str, str]:
    """What the form of a page carries on."""
    return {one.get("name"): one.get("value") or "" for one in page.cssselect("main form input[type=hidden]")}


def sent(client: Client, page: HtmlElement, **other: Any) -> Request:
    """The request that comes of the form, taken in."""
    named = {name: page.cssselect(f"#{name}")[0].get("value") for name in ("name", "identity_number")}
    first = WRITTEN | carried(page) | {"unit": "tuling"} | named | other
    checked = html.fromstring(client.post(NEW, first | {"step": "check"}).content)
    receipt = client.post(NEW, carried(checked) | {"step": "send"}).content.decode()
    assert "data-receipt" in receipt
    take_in(clock.now())
    assert faults() == []
    return Request.objects.latest("pk")


def test_nothing_is_shown_where_nothing_is_configured(client: Client) -> None:
    a_unit()
    assert "/request/sign-in/" not in client.get(NEW).content.decode()
    assert client.get(START).status_code == client.get("/request/sign-in/back/").status_code == 404


def test_who_signed_in_is_proven_inside_by_the_token_alone(client: Client, service: Service) -> None:
    assert "/request/sign-in/" in client.get(NEW).content.decode()
    page = came_back(client, service)
    assert page.cssselect("#name")[0].get("value") == "王小川"
    assert page.cssselect("#unit option[selected]")[0].get("value") == "tuling"
    assert page.cssselect("main form")[0].get("action") == NEW
    # Whatever is written over the name, the token's counts.
    request = sent(client, page, name="别人")
    assert request.identity_checked and opened(request).name == "王小川"
    assert opened(request).identity_number == "35058219900101123X"
    assert request.identity_check.holds and request.identity_check.why == ""
    assert service.asked.count("/keys") == 1


def test_a_token_that_does_not_hold_is_said_and_loses_nothing(client: Client, service: Service) -> None:
    now = clock.now().timestamp()
    for other, why in (
        ({"key": ec.generate_private_key(ec.SECP256R1())}, "内容已被改动"),
        ({"aud": "another-site"}, "不是身份认证服务为本站签发"),
        ({"iss": "https://evil.example"}, "不是身份认证服务为本站签发"),
        ({"nonce": "of another form"}, "另一份表单"),
        ({"iat": now - 900, "exp": now - 300}, "已经过期"),
        ({"name": ""}, "没有姓名"),
    ):
        page = came_back(client, service)
        request = sent(client, page, identity_token=service.token(**other))
        assert why in request.identity_check.why, other
        assert (request.identity_checked, opened(request).name) == (False, "王小川")
    unsigned = sent(client, came_back(client, service), identity_token="eyJhbGciOiJub25lIn0.e30.")
    assert not unsigned.identity_checked and unsigned.identity_check.why
    unit = sent(client, came_back(client, service), applicant_kind="commercial_enterprise", name="某公司")
    assert not unit.identity_checked and opened(unit).name == "某公司" and "单位" in unit.identity_check.why


def test_a_service_that_is_silent_holds_nothing_up(client: Client, service: Service, settings: Settings) -> None:
    page = came_back(client, service)
    cache.clear()
    settings.IDENTITY_ISSUER = "http://127.0.0.1:9"
    assert "没有登录成功" in client.get(START).content.decode()
    request = sent(client, page)
    assert not request.identity_checked and "没有回应" in request.identity_check.why
    settings.IDENTITY_ISSUER = "http://identity.example"
    assert "没有登录成功" in client.get(START).content.decode()


def test_only_who_set_out_comes_back(client: Client, service: Service) -> None:
    forged = came_back(client, service, state="x")
    assert "没有登录成功" in forged.text_content() and "identity_token" not in carried(forged)
    asked = service.opened(Client().get(START)["Location"])
    stranger = client.get("/request/sign-in/back/?" + urlencode({"code": CODE, "state": asked["state"]}))
    assert "没有登录成功" in stranger.content.decode()
    wrong = came_back(client, service, code="another")
    assert "没有登录成功" in wrong.text_content() and wrong.cssselect("#name")[0].get("value") == ""
