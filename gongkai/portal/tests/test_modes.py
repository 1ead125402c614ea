"""Large type, strong contrast and language: switched by a link, kept in a cookie, without script."""

from __future__ import annotations

import pytest
from django.test import Client
from lxml import html

pytestmark = pytest.mark.django_db


def root(client: Client) -> html.HtmlElement:
    """The html element of the help page."""
    return html.fromstring(client.get("/help/").content.decode()).getroottree().getroot()


def test_the_link_switches_large_type_on_and_off_again(client: Client) -> None:
    link = root(client).cssselect(".util a")[0]
    answer = client.get(link.get("href"))
    assert answer["Location"] == "/help/"
    assert root(client).get("data-size") == "large"
    client.get(root(client).cssselect(".util a")[0].get("href"))
    assert root(client).get("data-size") is None


def test_strong_contrast_is_a_mode_of_its_own(client: Client) -> None:
    client.get("/display/?contrast=more&next=/help/")
    client.get("/display/?size=large&next=/help/")
    assert (root(client).get("data-contrast"), root(client).get("data-size")) == ("more", "large")


@pytest.mark.parametrize("value", ["huge", "<b>", ""])
def test_an_unknown_choice_is_no_choice(client: Client, value: str) -> None:
    client.cookies["size"] = value
    assert root(client).get("data-size") is None
    assert client.get("/display/", {"size": value}).cookies.get("size") is None


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", "help"])
def test_the_way_back_never_leaves_the_site(client: Client, back: str) -> None:
    assert client.get("/display/", {"size": "large", "next": back})["Location"] == "/"


def test_the_page_is_chinese_whatever_the_browser_says(client: Client) -> None:
    answer = client.get("/help/", headers={"Accept-Language": "en-US,en"})
    assert '<html lang="zh-Hans-CN">' in answer.content.decode()


def test_caches_are_told_that_a_page_has_several_looks(client: Client) -> None:
    assert "Cookie" in client.get("/help/")["Vary"]


def test_the_reader_may_choose_english(client: Client) -> None:
    client.get("/display/?language=en&next=/help/")
    assert root(client).get("lang") == "en"
