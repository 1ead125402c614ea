"""Whatever is asked, in whatever way: no mark of anything unpublished comes back, and nothing tells that it exists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from urllib.parse import quote

import pytest

from tests.border.routes import GUESSES, OPERATIONS, PROBES, filled
from tests.border.sites import Site
from tests.border.visitor import LINK, Answer, Visitor

pytestmark = pytest.mark.slow
METHODS = ("HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND")
# So many addresses with the same path and the same names in the query: what is asked there only repeats.
ALIKE, MOST = 2, 1500
PHONE = "1390000"


def marks_of(site: Site) -> list[str]:
    """Every word and key that must come back nowhere."""
    return [*site.world["secrets"].values(), *site.world["keys"].values(), PHONE]


def told(answer: Answer, site: Site) -> list[str]:
    """The marks of unpublished things in an answer."""
    text = answer.text()
    return [f"{answer.asked}: {mark}" for mark in marks_of(site) if mark in text]


def typed(address: str) -> str:
    """As a browser sends it; what is already encoded stays."""
    return quote(address, safe="/?&=%:;.,+@!*'()~-_")


def every_probe(site: Site) -> list[str]:
    """All trials of all routes, and all guesses."""
    tried = (*PROBES.values(), *OPERATIONS.values())
    shapes = [*(one for probes in tried for one in probes), *GUESSES]
    return list(dict.fromkeys(typed(one) for shape in shapes for one in filled(shape, site.world)))


def sound(answers: Iterable[Answer], site: Site) -> None:
    """No mark in any of them, and none failed."""
    leaks, broken = [], []
    for answer in answers:
        leaks += told(answer, site)
        broken += [answer.asked] if answer.status >= 500 and answer.status != 501 else []
    assert leaks == []
    assert broken == []


def test_nothing_tried_shows_a_mark(site: Site, visitor: Visitor) -> None:
    sound((visitor.ask(address) for address in every_probe(site)), site)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_all_that_links_lead_to_shows_what_is_public_and_no_mark(site: Site, language: str) -> None:
    visitor = Visitor(site.address, site.always | {"Cookie": f"language={language}; sessionid=guessed"})
    waiting, seen, alike = ["/", "/sitemap.xml", "/robots.txt", *every_linked_start(site)], set(), Counter[str]()
    found: set[str] = set()
    while waiting and len(seen) < MOST:
        address = waiting.pop(0)
        shape = (
            address.partition("?")[0]
            + "?"
            + "&".join(sorted(part.partition("=")[0] for part in address.partition("?")[2].split("&")))
        )
        if address in seen or (alike[shape] >= ALIKE and "?" in address):
            continue
        seen.add(address)
        alike[shape] += 1
        answer = visitor.ask(typed(address))
        assert told(answer, site) == []
        assert answer.status < 500, address
        text = answer.text()
        found |= {name for name, mark in site.world["open"].items() if mark in text}
        if address.startswith(("/desk/", "/account/")):
            continue
        links = (next(filter(None, groups)) for groups in LINK.findall(answer.body.decode("utf-8", "replace")))
        waiting += [own for link in links if (own := visitor.own(link, address)) and own not in seen]
    visitor.leave()
    assert len(seen) < MOST, "the crawl does not end"
    assert set(site.world["open"]) - found == set()


def every_linked_start(site: Site) -> list[str]:
    """Where a reader may begin besides the front page."""
    return [probe for probes in PROBES.values() for probe in probes[:1] if "{" not in probe]


@pytest.mark.parametrize("method", METHODS)
def test_other_ways_of_asking_show_no_more(site: Site, visitor: Visitor, method: str) -> None:
    every = [typed(one) for probes in PROBES.values() for one in filled(probes[0], site.world)[:4]]
    asked = [*every, *(typed(filled(shape, site.world)[0]) for shape in GUESSES)]
    body = b"" if method in ("POST", "PUT", "PATCH") else None
    sound((visitor.ask(address, method, body) for address in asked), site)


@pytest.mark.parametrize(
    "headers",
    [
        {"X_Original_URL": "/desk/records/1/"}, {"X_Rewrite_URL": "/desk/records/1/"}, {"X_Forwarded_Prefix": "/desk"},
        {"X_Forwarded_Host": "desk.internal"}, {"X_HTTP_Method_Override": "PUT"}, {"Accept": "application/json"},
        {"Cookie": "sessionid=1; preview=1; is_staff=1"}, {"Authorization": "Bearer 1"}, {"Range": "bytes=0-64"},
        {"Range": "bytes=-64"}, {"If_None_Match": "*"}, {"HX_Request": "true"}, {"X_Forwarded_For": "127.0.0.1"},
    ],
)  # fmt: skip
def test_no_header_opens_anything(site: Site, visitor: Visitor, headers: dict[str, str]) -> None:
    asked = [typed(filled(probes[0], site.world)[0]) for probes in PROBES.values()]
    asked += [typed(one) for one in filled("/records/{number}/file/{digest}", site.world)]
    sound((visitor.ask(address, **headers) for address in asked), site)


def test_a_strange_host_gets_nothing_of_its_own(site: Site, visitor: Visitor) -> None:
    assert visitor.ask("/search/?q=x", Host="desk.internal").status == 400
    # A page kept as a file is the same for every name; the name asked for never comes back in it.
    kept = visitor.ask("/records/", Host="desk.internal")
    assert told(kept, site) == []
    assert "desk.internal" not in kept.text()


SHAPES = (
    "/records/{}/", "/api/open/v1/records/{}", "/records/{}/record.json", "/records/{}/qr.svg",
    "/records/{}/file/" + "0" * 64,
    "/records/{}/file/" + "0" * 64 + "/x.docx", "/visit.gif?p=/records/{}/", "/search/?q={}", "/library/?q={}",
    "/search/suggest?q={}", "/records/?q={}", "/records/{}", "/records/{}/?preview=1",
)  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_what_is_a_draft_answers_as_what_never_was(site: Site, visitor: Visitor, shape: str) -> None:
    never = "QZ04101-0105-2026-79993"
    other = visitor.ask(shape.format(never)).like(never)
    for number in site.world["hidden_numbers"]:
        assert visitor.ask(shape.format(number)).like(number) == other


@pytest.mark.parametrize(
    "where", ["/search/?q={}", "/library/?q={}", "/search/suggest?q={}", "/records/?q={}", "/annual/?q={}"]
)
def test_searching_for_a_hidden_word_is_searching_for_none(site: Site, visitor: Visitor, where: str) -> None:
    for mark in site.world["secrets"].values():
        never = "mimi" + "z" * (len(mark) - 9) + "wuren"
        assert visitor.ask(where.format(mark)).like(mark) == visitor.ask(where.format(never)).like(never), mark


def test_a_file_of_a_draft_answers_as_a_file_that_never_was(site: Site, visitor: Visitor) -> None:
    number = site.world["public"]
    shape = f"/records/{number}/file/{{}}"
    never = "1" * 64
    other = visitor.ask(shape.format(never)).like(never)
    # The emblem in use stands on every page by its digest.
    hidden = [digest for digest in site.world["digests"] if digest != site.world["emblems"]["used"]]
    answers = {digest: visitor.ask(shape.format(digest)) for digest in hidden}
    public = [digest for digest, answer in answers.items() if answer.status != 404]
    assert len(public) == 1
    assert set(public) <= set(site.world["cleaned"])
    for digest, answer in answers.items():
        assert digest in public or answer.like(digest) == other


def test_withdrawn_is_a_stub_without_its_text(site: Site, visitor: Visitor) -> None:
    answer = visitor.ask(f"/records/{site.world['withdrawn']}/")
    assert answer.status == 410
    assert "附件有误" in answer.text()
    assert told(answer, site) == []
