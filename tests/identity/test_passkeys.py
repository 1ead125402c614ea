"""Second factors in a real browser: passkeys by Chromium's virtual authenticator, codes as a telephone counts them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, CDPSession, Page, expect

from gongkai.units.tests.signing import PASSWORD
from tests.identity.conftest import Pair

pytestmark = pytest.mark.browser
WORK = "/desk/messages/"


class Visit:
    """One browser window with a key plugged in."""

    def __init__(self, page: Page, keys: CDPSession, site: str) -> None:
        self.page, self.keys, self.site = page, keys, site
        self.key = ""

    def plug_in(self) -> None:
        """Plug in a key that holds passkeys and always finds its owner."""
        self.keys.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
            "isUserVerified": True, "automaticPresenceSimulation": True,
        }  # fmt: skip
        self.key = self.keys.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]

    def sign_in(self, login: str) -> None:
        """By name and password."""
        self.page.goto(f"{self.site}/account/login/?next={WORK}")
        self.page.get_by_label("登录名").fill(login)
        self.page.get_by_label("密码").fill(PASSWORD)
        self.page.get_by_role("button", name="登录", exact=True).click()

    def sign_out(self) -> None:
        """By the page for it."""
        self.page.goto(f"{self.site}/account/logout/")
        self.page.get_by_role("main").get_by_role("button", name="退出登录").click()
        expect(self.page.get_by_role("heading", name="登录", exact=True)).to_be_visible()


@pytest.fixture
def visit(browser: Browser, pair: Pair) -> Iterator[Visit]:
    """A window; anything the page's policy blocks or a script breaks fails the test."""
    pair.rows("DELETE FROM mfa_authenticator")
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(15_000)
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield Visit(page, context.new_cdp_session(page), pair.site.replace("127.0.0.1", "localhost"))
    context.close()
    assert [error for error in errors if "the server responded with a status of 4" not in error] == []


def assert_accessible(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []


def test_an_administrator_registers_a_passkey_and_comes_in_with_it_alone(visit: Visit, pair: Pair) -> None:
    page = visit.page
    visit.plug_in()
    visit.sign_in("sec")
    expect(page.get_by_role("heading", name="第二重验证", exact=True)).to_be_visible()
    expect(page.get_by_text("你的职责要求第二重验证")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="登记密钥").click()
    page.get_by_label("名称").fill("办公室电脑")
    page.get_by_label("通行密钥").check()
    assert_accessible(page)
    page.get_by_role("main").get_by_role("button", name="登记密钥").click()
    expect(page.get_by_role("heading", name="备用码")).to_be_visible()
    assert page.locator(".codes li").count() == 10
    assert_accessible(page)
    page.goto(visit.site + WORK)
    expect(page.get_by_role("heading", name="消息")).to_be_visible()
    visit.sign_out()
    page.goto(f"{visit.site}/account/login/?next={WORK}")
    page.get_by_role("button", name="用通行密钥登录").click()
    page.wait_for_url(visit.site + WORK)
    assert pair.journal("sign_in")[-1]["how"] == "webauthn"


def test_without_its_key_a_passkey_brings_nobody_in(visit: Visit) -> None:
    page = visit.page
    visit.plug_in()
    page.goto(f"{visit.site}/account/login/")
    assert_accessible(page)
    page.get_by_role("button", name="用通行密钥登录").click()
    expect(page.get_by_text("没有用通行密钥登录成功")).to_be_visible()
    page.goto(visit.site + WORK)
    assert "/account/login/" in page.url


def test_a_key_is_the_second_factor_after_the_password(visit: Visit, pair: Pair) -> None:
    page = visit.page
    visit.plug_in()
    visit.sign_in("publisher")
    page.wait_for_url(visit.site + WORK)
    page.goto(f"{visit.site}/account/2fa/webauthn/add/")
    page.get_by_role("main").get_by_role("button", name="登记密钥").click()
    expect(page.get_by_role("heading", name="备用码")).to_be_visible()
    visit.sign_out()
    visit.sign_in("publisher")
    expect(page.get_by_text("密码已通过")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="用安全密钥验证").click()
    page.wait_for_url(visit.site + WORK)
    assert pair.journal("sign_in")[-1]["how"] == "password,webauthn"


def test_codes_are_set_up_from_the_picture_and_asked_for(visit: Visit, pair: Pair) -> None:
    page = visit.page
    visit.sign_in("publisher")
    page.goto(f"{visit.site}/account/2fa/totp/activate/")
    expect(page.locator("figure svg path")).to_be_visible()
    assert_accessible(page)
    secret = page.locator("#authenticator_secret").inner_text()
    counters = list(yield_hotp_counters_from_time())
    page.get_by_label("验证码").fill(format_hotp_value(hotp_value(secret, counters[0])))
    page.get_by_role("button", name="启用验证器").click()
    expect(page.get_by_role("heading", name="备用码")).to_be_visible()
    spare = page.locator(".codes li").first.inner_text()
    visit.sign_out()
    visit.sign_in("publisher")
    page.get_by_label("验证码").fill("000000")
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page.get_by_text("验证码不正确")).to_be_visible()
    page.get_by_label("验证码").fill(spare)
    page.get_by_role("button", name="登录", exact=True).click()
    page.wait_for_url(visit.site + WORK)
    assert pair.journal("sign_in")[-1]["how"] == "password,recovery_codes"
