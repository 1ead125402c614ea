"""Signing in through a real identity service: the authorization code flow with PKCE, and every way it may be false."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from tests.identity.conftest import Pair, tell
from tests.identity.provider import PASSWORD

WORK = "/desk/messages/"


class Visitor:
    """A browser without a screen: cookies kept, every redirect taken, forms sent."""

    def __init__(self, pair: Pair) -> None:
        self.site, self.identity = pair.site, pair.identity
        self.session = requests.Session()
        self.session.trust_env = False
        self.asked = ""

    def come_in(self, name: str, password: str = PASSWORD) -> requests.Response:
        """Press the button on the sign-in page and sign in at the service as that person."""
        page = self.session.get(f"{self.site}/account/login/?next={WORK}", timeout=20)
        address = re.search(r'href="(/account/oidc/[^"]+)"[^>]*>政务统一认证<', page.text)
        assert address is not None
        form = self.session.get(self.site + address[1].replace("&amp;", "&"), timeout=20)
        steps = [step.headers["Location"] for step in form.history]
        self.asked = next(step for step in steps if "/o/authorize/" in step)
        if not form.url.startswith(self.identity):
            return form
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form.text)
        assert token is not None
        given = {"csrfmiddlewaretoken": token[1], "username": name, "password": password}
        return self.session.post(form.url, data=given, timeout=20)

    def at_work(self) -> bool:
        """Whether the desk opens."""
        return self.session.get(self.site + WORK, timeout=20).url == self.site + WORK


@pytest.fixture
def visitor(pair: Pair) -> Iterator[Visitor]:
    """A new visitor."""
    made = Visitor(pair)
    yield made
    made.session.close()


def test_a_person_on_staff_comes_in_and_is_tied_to_the_identity(pair: Pair, visitor: Visitor) -> None:
    assert visitor.come_in("clerk").url == pair.site + WORK
    asked = parse_qs(urlsplit(visitor.asked).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert len(asked["nonce"][0]) > 20
    assert asked["redirect_uri"] == [f"{pair.site}/account/oidc/identity/login/callback/"]
    assert set(asked["scope"][0].split()) == {"openid", "profile"}
    assert pair.ties() == [("clerk", "identity")]
    assert pair.journal("sign_in")[-1]["how"] == "socialaccount"
    visitor.session.cookies.clear()
    assert visitor.come_in("clerk").url == pair.site + WORK
    assert pair.ties() == [("clerk", "identity")]


@pytest.mark.parametrize("name", ["stranger", "left"])
def test_who_is_not_on_staff_stays_out_and_no_account_is_made(pair: Pair, visitor: Visitor, name: str) -> None:
    before = pair.rows("SELECT count(*) FROM units_person")
    answer = visitor.come_in(name)
    assert answer.status_code == 403
    assert f"账号“{name}”在本平台没有对应的在任人员" in answer.text
    assert not visitor.at_work()
    assert (pair.rows("SELECT count(*) FROM units_person"), pair.ties()) == (before, [])
    assert pair.journal("fail_sign_in")[-1]["why"] == "unknown-person"


LIES = (
    "issuer", "audience", "expired", "altered", "unsigned", "shared-secret", "strange-key", "nonce", "no-nonce",
    "no-token",
)  # fmt: skip


@pytest.mark.parametrize("lie", LIES)
def test_a_false_answer_lets_nobody_in(pair: Pair, visitor: Visitor, lie: str) -> None:
    came, failed = len(pair.journal("sign_in")), len(pair.journal("fail_sign_in"))
    tell(pair.identity, lie)
    answer = visitor.come_in("clerk")
    assert answer.status_code == 403
    assert "未登录" in answer.text
    assert not visitor.at_work()
    assert pair.ties() == []
    assert (len(pair.journal("sign_in")), len(pair.journal("fail_sign_in"))) == (came, failed + 1)
    tell(pair.identity, "truth")
    assert visitor.come_in("clerk").url == pair.site + WORK


@pytest.mark.parametrize("lie", ["issuer-named", "away"])
def test_a_service_that_is_not_the_one_set_or_does_not_answer_is_said(pair: Pair, visitor: Visitor, lie: str) -> None:
    tell(pair.identity, lie)
    answer = visitor.session.get(f"{pair.site}/account/oidc/identity/login/", timeout=20)
    assert answer.status_code == 403
    assert "用登录名和密码登录" in answer.text


def test_another_identity_under_the_same_name_is_refused_until_the_tie_is_taken_off(
    pair: Pair, visitor: Visitor
) -> None:
    visitor.come_in("clerk")
    visitor.session.cookies.clear()
    tell(pair.identity, "subject")
    answer = visitor.come_in("clerk")
    assert answer.status_code == 403
    assert "已绑定另一个身份" in answer.text
    pair.untie("clerk")
    visitor.session.cookies.clear()
    assert visitor.come_in("clerk").url == pair.site + WORK


def test_a_made_up_return_is_refused(pair: Pair, visitor: Visitor) -> None:
    made_up = f"{pair.site}/account/oidc/identity/login/callback/?code=made-up&state=made-up"
    assert visitor.session.get(made_up, timeout=20).status_code == 403
    assert not visitor.at_work()


def test_a_code_taken_from_somebody_else_is_of_no_use(pair: Pair, visitor: Visitor) -> None:
    visitor.come_in("clerk")
    thief = Visitor(pair)
    thief.session.get(f"{pair.site}/account/oidc/identity/login/", timeout=20)
    stolen = f"{pair.site}/account/oidc/identity/login/callback/?code=stolen&{urlsplit(visitor.asked).query}"
    assert thief.session.get(stolen, timeout=20).status_code == 403
    assert not thief.at_work()
    thief.session.close()


def test_a_wrong_password_at_the_service_brings_nobody_back(pair: Pair, visitor: Visitor) -> None:
    assert visitor.come_in("clerk", "wrong").url.startswith(pair.identity)
    assert not visitor.at_work()


def test_other_names_of_services_are_nowhere(pair: Pair, visitor: Visitor) -> None:
    assert visitor.session.get(f"{pair.site}/account/oidc/other/login/", timeout=20).status_code == 404
