"""The door: who comes in, who does not, what is written down, and when one is sent out again."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from axes.models import AccessAttempt
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from gongkai.kit import clock
from gongkai.kit.models import JournalEntry
from gongkai.units.models import Agency, Person
from gongkai.units.tests.signing import PASSWORD, person, with_second_factor

LOGIN = "/account/login/"
HOME, WORK = "/desk/", "/desk/messages/"
OTHER = "Another-Pass-9"


def sign_in(client: Client, login: str = "clerk", password: str = PASSWORD, **more: str):  # type: ignore[no-untyped-def]
    return client.post(LOGIN, {"login": login, "password": password}, **more)


def acts() -> list[tuple[str, str]]:
    return list(JournalEntry.objects.filter(chain="sign-in").order_by("number").values_list("act", "subject"))


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def test_a_clerk_signs_in_and_out_and_both_are_journalled(client: Client, clerk: Person) -> None:
    answer = sign_in(client, "CLERK")
    assert (answer.status_code, answer["Location"]) == (302, HOME)
    entry = JournalEntry.objects.get(act="sign_in")
    assert entry.after == {"how": "password", "address": "127.0.0.1"}
    assert client.get(WORK).status_code == 200
    client.post("/account/logout/")
    assert acts() == [("sign_in", "person clerk"), ("sign_out", "person clerk")]
    assert client.get(WORK)["Location"] == "/account/login/?next=/desk/messages/"


def test_after_signing_in_one_is_back_where_one_wanted_to_go(client: Client, clerk: Person) -> None:
    answer = client.post(LOGIN, {"login": "clerk", "password": PASSWORD, "next": "/desk/messages/"})
    assert answer["Location"] == "/desk/messages/"
    client.post("/account/logout/")
    away = client.post(LOGIN, {"login": "clerk", "password": PASSWORD, "next": "https://elsewhere.example/"})
    assert away["Location"] == HOME


def test_five_failures_lock_the_login_for_half_an_hour(client: Client, clerk: Person) -> None:
    for _ in range(4):
        assert "登录名或密码不正确" in sign_in(client, password="wrong").content.decode()
    fifth = sign_in(client, password="wrong")
    sixth = sign_in(client)
    assert [fifth.status_code, sixth.status_code] == [429, 429]
    until = AccessAttempt.objects.get().attempt_time + timedelta(minutes=30)
    assert f"{until.astimezone(clock.BEIJING):%Y-%m-%d %H:%M}" in sixth.content.decode()
    assert "系统管理员解除锁定" in sixth.content.decode()
    assert acts() == [("fail_sign_in", "person clerk")] * 5 + [("lock_out", "person clerk")]
    AccessAttempt.objects.update(attempt_time=AccessAttempt.objects.get().attempt_time - timedelta(minutes=31))
    assert sign_in(client)["Location"] == HOME


def test_the_lock_holds_for_the_address_it_came_from(client: Client, clerk: Person) -> None:
    for _ in range(5):
        sign_in(client, password="wrong", REMOTE_ADDR="10.0.0.1")
    assert sign_in(client, REMOTE_ADDR="10.0.0.1").status_code == 429
    assert sign_in(client, REMOTE_ADDR="10.0.0.2").status_code == 302


def test_behind_a_proxy_the_address_is_the_one_the_proxy_saw(
    client: Client, clerk: Person, settings: LazySettings
) -> None:
    settings.PROXIES = 1
    for number in range(5):
        forged = f"1.2.3.{number}, 10.0.0.1"
        sign_in(client, password="wrong", HTTP_X_FORWARDED_FOR=forged)
    assert sign_in(client, HTTP_X_FORWARDED_FOR="9.9.9.9, 10.0.0.1").status_code == 429
    assert sign_in(client, HTTP_X_FORWARDED_FOR="10.0.0.2").status_code == 302


def test_a_changed_browser_does_not_open_the_lock(client: Client, clerk: Person) -> None:
    for number in range(5):
        sign_in(client, password="wrong", HTTP_USER_AGENT=f"browser {number}")
    assert sign_in(client, HTTP_USER_AGENT="browser x").status_code == 429


def test_a_login_nobody_has_is_answered_the_same_and_not_written_down(client: Client, clerk: Person) -> None:
    known, unknown = sign_in(client, password="wrong"), sign_in(client, "nobody", "wrong")
    assert "登录名或密码不正确" in unknown.content.decode()
    assert known.status_code == unknown.status_code
    assert acts() == [("fail_sign_in", "person clerk"), ("fail_sign_in", "person unknown")]


def test_who_has_left_does_not_come_in(client: Client, clerk: Person) -> None:
    sign_in(client)
    Person.objects.filter(pk=clerk.pk).update(is_active=False, ends=clock.today())
    assert client.get(WORK)["Location"].startswith(LOGIN)
    assert sign_in(client).headers.get("Location") != HOME
    assert client.get(WORK)["Location"].startswith(LOGIN)


def test_a_password_for_one_use_is_changed_before_anything_else(client: Client, clerk: Person) -> None:
    Person.objects.filter(pk=clerk.pk).update(must_change_password=True)
    sign_in(client)
    assert client.get(WORK)["Location"] == "/account/password/change/"
    page = client.get("/account/password/change/").content.decode()
    assert "三种" in page
    assert "10" in page
    weak = client.post("/account/password/change/", fields("short"))
    assert "有误" in weak.content.decode()
    same = client.post("/account/password/change/", fields(PASSWORD))
    assert "最近 5 次" in same.content.decode()
    assert client.post("/account/password/change/", fields(OTHER))["Location"] == HOME
    assert client.get(WORK).status_code == 200
    assert JournalEntry.objects.get(act="change_password").chain_id == "town"


def test_a_part_of_a_page_leads_there_as_well(client: Client, clerk: Person) -> None:
    Person.objects.filter(pk=clerk.pk).update(must_change_password=True)
    sign_in(client)
    answer = client.get(WORK, headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (204, "/account/password/change/")


def test_an_old_password_is_changed(client: Client, clerk: Person) -> None:
    Person.objects.filter(pk=clerk.pk).update(password_set_at=clock.now() - timedelta(days=91))
    sign_in(client)
    assert client.get(WORK)["Location"] == "/account/password/change/"


def test_changing_the_password_ends_the_other_sessions(client: Client, clerk: Person) -> None:
    other = Client()
    sign_in(client), sign_in(other)
    client.post("/account/password/change/", fields(OTHER))
    assert client.get(WORK).status_code == 200
    assert other.get(WORK)["Location"].startswith(LOGIN)


def test_signing_out_everywhere_ends_every_session(client: Client, clerk: Person) -> None:
    other = Client()
    sign_in(client), sign_in(other)
    assert client.get("/account/sign-out-everywhere/").status_code == 405
    client.post("/account/sign-out-everywhere/")
    assert client.get(WORK)["Location"].startswith(LOGIN)
    assert other.get(WORK)["Location"].startswith(LOGIN)


def test_an_idle_session_ends(client: Client, clerk: Person) -> None:
    sign_in(client)
    assert client.get(WORK).status_code == 200
    session = client.session
    session["seen_at"] = int(time.time()) - 121 * 60
    session.save()
    assert client.get(WORK)["Location"] == "/account/login/?next=/desk/messages/"
    assert "没有操作，为安全起见已退出" in client.get(LOGIN).content.decode()
    assert JournalEntry.objects.get(act="sign_out").reason == "超过时限未操作"


@pytest.fixture
def auditor(unit: Agency) -> Iterator[Person]:
    """One whose duty asks for a second factor."""
    yield person("安全审计员", unit, "audit_administrator", login="aud", since=clock.now())


def test_an_administrator_sets_up_a_second_factor_first(client: Client, auditor: Person) -> None:
    sign_in(client, "aud")
    assert client.get(WORK)["Location"] == "/account/2fa/"
    page = client.get("/account/2fa/totp/activate/").content.decode()
    assert "<svg" in page
    assert "data:image" not in page
    secret = client.session["mfa.totp.secret"]
    wrong = client.post("/account/2fa/totp/activate/", {"code": "000000"})
    assert "验证码不正确" in wrong.content.decode()
    assert client.post("/account/2fa/totp/activate/", {"code": code_of(secret)}).status_code == 302
    assert client.get(WORK).status_code == 200
    kept = Authenticator.objects.get(type=Authenticator.Type.TOTP)
    assert secret not in str(kept.data)


def test_with_a_second_factor_the_password_alone_is_not_enough(client: Client, auditor: Person) -> None:
    secret = generate_totp_secret()
    with_second_factor(auditor, secret)
    assert sign_in(client, "aud")["Location"] == "/account/2fa/authenticate/"
    assert client.get(WORK)["Location"].startswith(LOGIN)
    assert "验证码不正确" in client.post("/account/2fa/authenticate/", {"code": "000000"}).content.decode()
    assert client.post("/account/2fa/authenticate/", {"code": code_of(secret)})["Location"] == HOME
    assert JournalEntry.objects.get(act="sign_in").after["how"] == "password,totp"


def test_a_code_opens_once(client: Client, auditor: Person) -> None:
    secret = generate_totp_secret()
    with_second_factor(auditor, secret)
    code = code_of(secret)
    sign_in(client, "aud")
    client.post("/account/2fa/authenticate/", {"code": code})
    other = Client()
    sign_in(other, "aud")
    assert other.post("/account/2fa/authenticate/", {"code": code}).status_code == 200
    assert other.get(WORK)["Location"].startswith(LOGIN)


def test_which_duties_need_a_second_factor_is_a_setting(
    client: Client, auditor: Person, settings: LazySettings
) -> None:
    settings.SECOND_FACTOR_DUTIES = ()
    sign_in(client, "aud")
    assert client.get(WORK).status_code == 200


CLOSED = (
    "account_signup", "account_email", "account_email_verification_sent", "account_set_password",
    "account_reset_password", "account_reset_password_done", "socialaccount_signup", "socialaccount_connections",
)  # fmt: skip


@pytest.mark.parametrize("name", CLOSED)
def test_pages_of_no_use_are_closed(client: Client, clerk: Person, name: str) -> None:
    sign_in(client)
    assert client.get(reverse(name)).status_code == 404
    assert client.post(reverse(name)).status_code == 404


OWN = (
    "account_change_password", "account_logout", "mfa_index", "mfa_activate_totp", "mfa_add_webauthn",
    "mfa_list_webauthn",
)  # fmt: skip


@pytest.mark.parametrize("name", OWN)
def test_own_pages_are_in_the_look_of_the_desk_and_run_nothing_inline(client: Client, clerk: Person, name: str) -> None:
    sign_in(client)
    answer = client.get(reverse(name))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'class="top"' in page
    assert " style=" not in page
    assert " on" not in {piece[:3] for piece in page.split("<script")[1:]}
    assert all('src="' in piece or "application/json" in piece for piece in page.split("<script")[1:])


def fields(password: str) -> dict[str, str]:
    return {"oldpassword": PASSWORD, "password1": password, "password2": password}


def test_before_changing_how_one_signs_in_one_proves_oneself_again_later(client: Client, clerk: Person) -> None:
    sign_in(client)
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 601
    session.save()
    asked = client.get("/account/2fa/totp/activate/")
    assert asked["Location"].startswith("/account/reauthenticate/")
    page = client.get(asked["Location"]).content.decode()
    assert "确认本人" in page
    assert "密码不正确" in client.post(asked["Location"], {"password": "wrong"}).content.decode()
    given = {"password": PASSWORD, "next": "/account/2fa/totp/activate/"}
    assert client.post(asked["Location"], given)["Location"] == "/account/2fa/totp/activate/"
    assert client.get("/account/2fa/totp/activate/").status_code == 200


def test_pages_of_a_second_factor_already_set_up(client: Client, clerk: Person) -> None:
    secret = generate_totp_secret()
    with_second_factor(clerk, secret)
    RecoveryCodes.activate(clerk)
    sign_in(client)
    client.post("/account/2fa/authenticate/", {"code": code_of(secret)})
    for name in ("mfa_index", "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes"):
        page = client.get(reverse(name))
        assert page.status_code == 200
        assert 'class="top"' in page.content.decode()
    codes = client.get(reverse("mfa_download_recovery_codes"))
    assert len(codes.content.decode().split()) == 10
    client.post(reverse("mfa_generate_recovery_codes"))
    assert client.get(reverse("mfa_download_recovery_codes")).content != codes.content
    assert client.post(reverse("mfa_deactivate_totp"))["Location"] == reverse("mfa_index")
    assert not Authenticator.objects.filter(user=clerk, type=Authenticator.Type.TOTP).exists()
