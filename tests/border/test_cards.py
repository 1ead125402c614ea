"""A card opens for who holds its number and its code; a wrong one of either says the same as of none."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest

from tests.border.sites import Site
from tests.border.test_nothing_gets_out import told
from tests.border.visitor import Answer, Visitor

pytestmark = pytest.mark.slow
FOLLOW, FILE = "/request/follow/", "/request/follow/file"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
# The hour of the answer, and the cookie of this very page.
PASSING = re.compile(r"csrftoken=[^;]+; expires=[^;]+|\('expires', '[^']+'\)")
NEVER, WRONG = "20260302-NEVERXYZ", "AAAA-BBBB-CCCC"


def asked(site: Site, visitor: Visitor, address: str, **sent: str) -> Answer:
    """A form sent as a browser would."""
    page = visitor.ask(FOLLOW)
    cookie = page["set-cookie"].partition(";")[0]
    found = TOKEN.search(page.text())
    assert found is not None
    body = urlencode({"csrfmiddlewaretoken": found[1], **sent}).encode()
    scheme = "https" if site.always else "http"
    return visitor.ask(
        address, "POST", body, Content_Type="application/x-www-form-urlencoded", Cookie=cookie,
        Origin=f"{scheme}://{visitor.host}",
    )  # fmt: skip


def same(answer: Answer, own: str) -> tuple[object, ...]:
    """What can be compared: without the tokens, which are of the moment."""
    status, headers, body = answer.like(own)
    return status, PASSING.sub("", str(headers)), TOKEN.sub("", str(body))


def test_a_card_opens_for_its_own_number_and_code_only(site: Site, visitor: Visitor) -> None:
    first, second, complaint = site.world["cards"]
    secrets = site.world["secrets"]
    own = asked(site, visitor, FOLLOW, **first)
    assert own.status == 200 and secrets["asked"] in own.text() and "no-store" in own["cache-control"]
    assert secrets["otherasked"] not in own.text() and secrets["askedname"] not in own.text()
    assert secrets["askedid"] not in own.text()
    file = asked(site, visitor, FILE, key="paper-1", **first)
    assert file.body == secrets["paper"].encode() and file["content-disposition"].startswith("attachment")
    assert secrets["complainedtext"] not in asked(site, visitor, FOLLOW, **complaint).text()
    crossed = asked(site, visitor, FOLLOW, receipt=first["receipt"], code=second["code"])
    never = asked(site, visitor, FOLLOW, receipt=NEVER, code=WRONG)
    assert same(crossed, first["receipt"]) == same(never, NEVER)
    assert crossed.status == 404 and told(crossed, site) == []
    other = asked(site, visitor, FILE, key="paper-1", receipt=first["receipt"], code=second["code"])
    assert other.status == 404 and told(other, site) == []
