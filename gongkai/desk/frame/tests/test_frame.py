"""The frame: signing in first, columns by duty, the unit one works in, refusals in their own words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from lxml import html

from gongkai.desk.conftest import browser_of
from gongkai.desk.frame import side
from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.clocks import clock_of
from gongkai.kit import clock
from gongkai.kit.action import Refused
from gongkai.records.tests import making
from gongkai.units.models import Agency, Duty, Person
from gongkai.units.notices import tell

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Client]


def page(client: Client, address: str) -> html.HtmlElement:
    return html.fromstring(client.get(address).content.decode())


def doors(client: Client) -> list[str]:
    return [one.get("data-door") for one in page(client, "/desk/").cssselect(".side a")]


@pytest.mark.parametrize(
    "address", ["/desk/", "/desk/records/", "/desk/records/new/", "/desk/keys/", "/desk/messages/"]
)
def test_a_visitor_is_sent_to_sign_in_and_back(address: str) -> None:
    response = Client().get(address)
    assert response.status_code == 302
    assert response["Location"] == f"/account/login/?next={address}"


def test_htmx_of_a_visitor_is_sent_as_a_whole_page() -> None:
    response = Client().get("/desk/", headers={"HX-Request": "true"})
    assert (response.status_code, response["HX-Redirect"]) == (204, "/account/login/?next=/desk/")


def test_every_door_of_the_plan_leads_somewhere() -> None:
    names = [name for _, plan in side.PLAN for name, _, _ in plan]
    assert [name for name in names if not side.address_of(name)] == []
    assert set(side.AT.values()) <= set(names)


def test_the_columns_follow_the_duties(signed_in: SignedIn) -> None:
    clerk, publisher = doors(signed_in("clerk")), doors(signed_in("publisher"))
    assert {"home", "records", "ledger", "imports", "adjustment"} <= set(clerk)
    assert not {"publishing", "reviews", "people", "journal", "chain"} & set(clerk)
    assert "publishing" in publisher and "imports" not in publisher
    assert "reviews" in doors(signed_in("secrecy_reviewer"))


def test_administrators_have_no_business_columns(unit: Agency, settings: Any) -> None:
    settings.SECOND_FACTOR_DUTIES = ()
    audit = browser_of(making.a_person(unit, "audit_administrator"))
    security = browser_of(making.a_person(unit, "security_administrator"))
    assert set(doors(audit)) == {"home", "journal", "keys"}
    assert set(doors(security)) == {"home", "people", "keys"}


def test_one_works_in_one_unit_at_a_time_and_may_switch(signed_in: SignedIn, unit: Agency) -> None:
    other = making.a_unit("fengwei")
    clerk = making.people(unit)["clerk"]
    Duty.objects.create(person=clerk, agency=other, kind="clerk", begins=date(2020, 1, 1))
    browser = browser_of(clerk)
    before = page(browser, "/desk/records/")
    assert [one.get("value") for one in before.cssselect("[name=unit]")] == ["fengwei", "tuling"]
    response = browser.post("/desk/switch/", {"unit": "tuling", "next": "/desk/records/"})
    assert response["Location"] == "/desk/records/"
    now = page(browser, "/desk/records/").cssselect("[name=unit][aria-current]")
    assert [one.get("value") for one in now] == ["tuling"]
    refused = browser.post("/desk/switch/", {"unit": "nowhere"})
    assert "没有职责" in refused.content.decode()
    away = browser.post("/desk/switch/", {"unit": "tuling", "next": "https://elsewhere.example/"})
    assert away["Location"] == "/desk/"


def test_a_person_without_duties_is_told_whom_to_ask(unit: Agency) -> None:
    browser = browser_of(Person.objects.create(login="nobody", name="无职责"))
    assert browser.get("/desk/").status_code == 200
    assert "由安全管理员授予职责" in browser.get("/desk/records/new/").content.decode()


def request_of(unit: Agency, **headers: str) -> HttpRequest:
    request = RequestFactory().get("/desk/somewhere/", headers=headers)
    request.actor = making.actors(unit)["clerk"]  # type: ignore[attr-defined]
    request.htmx = "HX-Request" in headers  # type: ignore[attr-defined]
    return request


@pytest.mark.parametrize(
    ("raised", "status"),
    [
        (Refused("not-allowed", "无权办理。"), 403),
        (Refused("changed-meanwhile", "已由他人办理。"), 409),
        (Refused("no-reason", "须写明原因。"), 422),
        (Http404(), 404),
    ],
)
def test_a_refusal_is_a_page_with_its_sentence(unit: Agency, raised: Exception, status: int) -> None:
    @staff_page
    def view(request: HttpRequest) -> HttpResponse:
        raise raised

    whole = view(request_of(unit))
    part = view(request_of(unit, **{"HX-Request": "true"}))
    assert (whole.status_code, part.status_code) == (status, status)
    assert "no-store" in whole["Cache-Control"]
    assert part["HX-Retarget"] == "#notice"
    if isinstance(raised, Refused):
        assert raised.sentence in whole.content.decode() and raised.sentence in part.content.decode()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("due", "words", "tone"),
    [
        (date(2026, 3, 8), "逾期 2 日", "stop"),
        (date(2026, 3, 10), "今日到期", "care"),
        (date(2026, 3, 11), "剩余 1 个工作日", "care"),
        (date(2026, 3, 16), "剩余 4 个工作日", ""),
        (date(2050, 3, 16), "最迟 2050-03-16", ""),
    ],
)
def test_the_clock_says_what_is_left(due: date, words: str, tone: str) -> None:
    chip = clock_of(due, date(2026, 3, 10))
    assert chip is not None and (chip.words, chip.tone) == (words, tone)


def test_home_counts_and_lists_the_day(signed_in: SignedIn, unit: Agency) -> None:
    now = clock.now()
    formed = (now - timedelta(days=60)).date().isoformat()
    late = making.a_draft(unit, now=now, title="迟到的通告", formed_on=formed)
    making.a_submitted(
        unit, now=now, title="送审的通知", formed_on=now.date().isoformat(), doc_number="涂政〔2026〕9号"
    )
    shown = page(signed_in("clerk"), "/desk/")
    figures = [one.text_content().split("件")[0].strip() for one in shown.cssselect(".sums .v")]
    assert figures == ["1", "0", "1", "0", "1"]
    rows = shown.cssselect(".tasks tbody tr")
    assert ["迟到的通告" in row.text_content() for row in rows] == [True]
    assert rows[0].cssselect(".btn")[0].get("href") == reverse("desk:edit", args=(late.pk,))
    assert "送审的通知" in shown.cssselect("section[aria-labelledby=others]")[0].text_content()
    assert page(signed_in("clerk"), "/desk/?only=today").cssselect(".tasks tbody tr") == []
    assert len(page(signed_in("clerk"), "/desk/?only=late").cssselect(".tasks tbody tr")) == 1


def test_home_says_so_when_there_is_nothing(signed_in: SignedIn) -> None:
    assert "现在没有待办" in page(signed_in("clerk"), "/desk/").text_content()


def test_a_day_of_two_hundred_tasks_comes_in_pages(signed_in: SignedIn, unit: Agency) -> None:
    for number in range(25):
        making.a_draft(unit, title=f"第{number}号通知", doc_number="")
    shown = page(signed_in("clerk"), "/desk/?page=2")
    assert len(shown.cssselect(".tasks tbody tr")) == 5
    assert "共 25 件" in shown.cssselect(".pager")[0].text_content()


def test_the_keys_are_listed_and_the_modes_hold_here_too(signed_in: SignedIn) -> None:
    browser = signed_in("clerk")
    assert [one.text for one in page(browser, "/desk/keys/").cssselect("kbd")][:2] == ["g", "h"]
    browser.cookies["size"] = "large"
    browser.cookies["contrast"] = "more"
    root = page(browser, "/desk/keys/").getroottree().getroot()
    assert (root.get("data-size"), root.get("data-contrast")) == ("large", "more")


def test_the_desk_speaks_chinese_whatever_was_chosen_for_the_public_pages(signed_in: SignedIn) -> None:
    browser = signed_in("clerk")
    browser.cookies["language"] = "en"
    shown = page(browser, "/desk/")
    assert shown.getroottree().getroot().get("lang") == "zh-Hans-CN"
    assert "星期" in shown.cssselect(".lead")[0].text_content()


def test_messages_are_read_by_their_person_alone(signed_in: SignedIn, unit: Agency) -> None:
    tell(making.people(unit)["clerk"], "工作已移交给你", now=clock.now(), text="共 3 件。")
    browser = signed_in("clerk")
    assert "工作已移交给你" in page(browser, "/desk/messages/").text_content()
    assert "工作已移交给你" not in page(signed_in("publisher"), "/desk/messages/").text_content()
    browser.post("/desk/messages/")
    assert not page(browser, "/desk/messages/").cssselect(".rows .tag")


def test_nothing_of_the_frame_stands_on_the_public_pages(signed_in: SignedIn) -> None:
    shown = page(signed_in("clerk"), "/")
    assert not shown.cssselect(".side") and "desk.css" not in html.tostring(shown).decode()
