"""What exists and is not public answers as what never was: by status, headers, body, and in the same time."""

from __future__ import annotations

import re
import time

import pytest

from tests.border.sites import Site
from tests.border.visitor import Visitor

pytestmark = pytest.mark.slow
UNITS = ("draft", "waiting", "back")
NAMES = re.compile(r"(?:unit-|单位)(?:draft|waiting|back|never)|·")
WHERE = re.compile(r" aria-current=\"[a-z]+\"")
COLUMNS = ("", "guide/", "institutions/", "systems/", "reading-points/", "contents/", "rules/", "request/", "items/")
UNIT_SHAPES = (
    *(f"/units/unit-{{}}/{column}" for column in COLUMNS), "/feeds/unit-{}.atom.xml", "/feeds/unit-{}.rss.xml",
    "/browse/agency/unit-{}/", "/terminal/tuling-1/units/unit-{}/", "/annual/unit-{}/2025/",
    "/api/open/v1/records?agency=unit-{}", "/api/open/v1/reports?agency=unit-{}",
    "/api/open/v1/reports/unit-{}/2025", "/visit.gif?p=/units/unit-{}/guide/",
)  # fmt: skip
PAGE_SHAPES = ("/units/unit-{0}/systems/unit-{0}-1/", "/terminal/unit-{0}-1/", "/terminal/unit-{0}-1/find/?q=x",
               "/visit.gif?p=/terminal/unit-{0}-1/", "/units/unit-{0}/items/unit-{0}-00001/",
               "/units/unit-{0}/items/catalogue.xlsx", "/units/unit-{0}/items/catalogue.csv")  # fmt: skip
NEVER = "QZ04101-0105-2026-79993"
TIMED = ("/records/{}/", "/records/{}/record.json", "/api/open/v1/records/{}", "/terminal/tuling-1/records/{}/",
         "/visit.gif?p=/records/{}/")  # fmt: skip
ROUNDS, PATIENCE = 30, 10
# The least of many, in seconds, and as a part of it: far below what a query more would take.
UNEVEN, PART = 0.0015, 0.25


@pytest.mark.parametrize("shape", [*UNIT_SHAPES, *PAGE_SHAPES])
def test_a_page_that_is_not_public_answers_as_none(site: Site, visitor: Visitor, shape: str) -> None:
    def told(name: str) -> tuple[object, ...]:
        # The menu lists every unit, on the page of any, and marks this one: all of their names are made one.
        answer = visitor.ask(shape.format(name)).like(f"unit-{name}")
        return tuple(WHERE.sub("", NAMES.sub("·", str(part))) for part in answer)

    for name in UNITS:
        assert told(name) == told("never"), name


def test_an_item_of_a_version_that_was_returned_answers_as_none(site: Site, visitor: Visitor) -> None:
    hidden, never = site.world["items"]["hidden"], "tuling-00099"
    for shape in ("/units/tuling/items/{}/", "/units/unit-items/items/{}/", "/visit.gif?p=/units/tuling/items/{}/"):
        assert visitor.ask(shape.format(hidden)).like(hidden) == visitor.ask(shape.format(never)).like(never), shape
    shown = visitor.ask(f"/units/tuling/items/{site.world['items']['public']}/")
    assert shown.status == 200
    assert site.world["open"]["item"] in shown.text()


def test_only_the_emblem_in_use_is_given_out(site: Site, visitor: Visitor) -> None:
    emblems, never = site.world["emblems"], "1" * 64
    assert visitor.ask(f"/site/emblem/{emblems['used']}.png").status == 200
    other = visitor.ask(f"/site/emblem/{never}.png").like(never)
    assert other[0] == 404
    for name in ("old", "draft"):
        assert visitor.ask(f"/site/emblem/{emblems[name]}.png").like(emblems[name]) == other, name


def test_no_file_of_a_batch_is_given_out_anywhere(site: Site, visitor: Visitor) -> None:
    every = [digest for digests in site.world["batch_digests"].values() for digest in digests]
    assert len(every) >= 3
    assert set(every) <= set(site.world["digests"])
    for digest in every:
        for shape in ("/site/emblem/{}.png", "/records/" + site.world["public"] + "/file/{}/x.pdf", "/files/{}"):
            assert visitor.ask(shape.format(digest)).status == 404


@pytest.mark.parametrize("shape", ["/terminal/tuling-1/records/{}/", "/terminal/tuling-1/find/?q={}"])
def test_a_terminal_knows_no_more_than_the_site(site: Site, visitor: Visitor, shape: str) -> None:
    other = visitor.ask(shape.format(NEVER)).like(NEVER)
    for number in site.world["hidden_numbers"]:
        assert visitor.ask(shape.format(number)).like(number) == other


def test_a_beacon_says_the_same_of_both(site: Site, visitor: Visitor) -> None:
    def sent(number: str) -> tuple[object, ...]:
        body = f"p=/records/{number}/".encode()
        form = "application/x-www-form-urlencoded"
        return visitor.ask("/visit", "POST", body, Content_Type=form, User_Agent="Mozilla/5.0 Firefox/140").like(number)

    assert sent(NEVER)[0] == 204
    assert {sent(number) for number in site.world["hidden_numbers"]} == {sent(NEVER)}


@pytest.mark.parametrize("shape", TIMED)
def test_both_take_the_same_time(site: Site, visitor: Visitor, shape: str) -> None:
    names = [NEVER, *site.world["hidden_numbers"]]
    least = dict.fromkeys(names, 60.0)
    # What else the machine does only ever adds time: the least of more askings comes nearer to the truth, and a real
    # difference stays however often it is asked.
    for _ in range(PATIENCE):
        for name in names * ROUNDS:
            began = time.perf_counter()
            visitor.ask(shape.format(name))
            least[name] = min(least[name], time.perf_counter() - began)
        never = least[NEVER]
        apart = max(abs(one - never) for one in least.values())
        if apart < max(UNEVEN, PART * never):
            return
    pytest.fail(f"{shape}: {apart} s apart, {least}")
