"""How the account package is bent to the house: no sign-up, passwords by action, everything at the door journalled."""

from __future__ import annotations

import base64
from hashlib import sha256
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from axes.handlers.proxy import AxesProxyHandler
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gongkai.desk.account.door import address_of, login_of
from gongkai.desk.frame.asking import person_in
from gongkai.kit import clock
from gongkai.units.acting import actor_of
from gongkai.units.actions.change_password import change_password
from gongkai.units.actions.record_sign_in import (
    DOOR,
    record_failed_sign_in,
    record_lock_out,
    record_sign_in,
    record_sign_out,
)
from gongkai.units.reads_people import locked_until

OWN_SIGN_OUT = "本人退出"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts of staff: made by administrators, signed in by login name."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _(
            "登录名或密码不正确。登录名不分大小写，密码分大小写。忘记密码的，请系统管理员重置。"
        ),
        "too_many_login_attempts": _("登录失败次数过多，一小时内不再受理。请联系本单位的系统管理员。"),
        "enter_current_password": _("当前密码不正确，未更改。请重新输入。"),
        "incorrect_password": _("密码不正确。"),
        "incorrect_code": _("验证码不正确。请输入验证器上此刻显示的六位数字，或一个没有用过的备用码。"),
        "rate_limited": _("尝试过于频繁，请五分钟后再试。"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up."""
        return False

    def set_password(self, user: Any, password: str) -> None:
        """By the action, so that the rule, the history and the journal hold. The caller's object is renewed."""
        now = clock.now()
        change_password(person_id=user.pk, password=password, actor=actor_of(user, now.date()), now=now)
        user.refresh_from_db()

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to work."""
        return reverse("desk:home")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """As the package does; what fails is journalled once, and the step into the lock as such."""
        was_locked = not AxesProxyHandler.is_allowed(request, {"username": credentials.get("username")})
        try:
            user = super().authenticate(request, **credentials)
        except ValidationError:
            self._failed(request, credentials, "too-many")
            raise
        if user is None and not was_locked:
            self._failed(request, credentials, "wrong-password")
            if getattr(request, "axes_locked_out", False):
                self._locked(request, credentials)
        return user

    def is_reauthentication_required(self, *, app: str = "") -> bool:
        """Not for who has only just signed in, by whatever means: some know no password here."""
        records = get_authentication_records(context.request, context.request.user)
        last = max((float(one["at"]) for one in records), default=0.0)
        return bool(clock.now().timestamp() - last >= settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)

    def post_login(self, request: HttpRequest, user: Any, **more: Any) -> HttpResponse:
        """Journal the sign-in with its means."""
        now = clock.now()
        records = get_authentication_records(request, user)
        how = ",".join(dict.fromkeys(str(one.get("type") or one["method"]) for one in records))
        record_sign_in(
            person_id=user.pk,
            how=how,
            address=address_of(request) or "",
            actor=actor_of(user, now.date()),
            now=now,
        )
        answer: HttpResponse = super().post_login(request, user, **more)
        return answer

    def logout(self, request: HttpRequest) -> None:
        """Journal it, then end the session."""
        if request.user.is_authenticated:
            now, person = clock.now(), person_in(request)
            why = getattr(request, "signed_out_because", OWN_SIGN_OUT)
            if person is not None:
                record_sign_out(person_id=person.pk, why=why, actor=actor_of(person, now.date()), now=now)
        super().logout(request)

    def get_client_ip(self, request: HttpRequest) -> str:
        """The same address that the lock counts by."""
        return address_of(request) or "0.0.0.0"

    def _failed(self, request: HttpRequest, credentials: dict[str, Any], why: str) -> None:
        record_failed_sign_in(
            login=login_of(request, credentials) or "",
            why=why,
            address=address_of(request) or "",
            actor=DOOR,
            now=clock.now(),
        )

    def _locked(self, request: HttpRequest, credentials: dict[str, Any]) -> None:
        login, now = login_of(request, credentials) or "", clock.now()
        until = locked_until(login, now)
        record_lock_out(
            login=login,
            until=until.astimezone(clock.BEIJING).isoformat(timespec="seconds") if until is not None else "",
            address=address_of(request) or "",
            actor=DOOR,
            now=now,
        )


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of authenticators are kept encrypted with the site's key."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
    }

    def encrypt(self, text: str) -> str:
        """With the present key."""
        return _cipher().encrypt(text.encode()).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        """With the present key or one used before."""
        return _cipher().decrypt(encrypted_text.encode("ascii")).decode()

    def get_totp_label(self, user: Any) -> str:
        """The login name; never the e-mail address."""
        return str(user.login)

    def get_totp_issuer(self) -> str:
        """Who runs the site, as the authenticator shows it."""
        return str(settings.SITE["owner"] or "政府信息公开")

    def build_totp_svg(self, url: str) -> str:
        """The picture as part of the page: the head line of a file is left out."""
        drawn: str = super().build_totp_svg(url)
        return drawn[drawn.index("<svg") :]

    def _get_site_name(self) -> str:
        return self.get_totp_issuer()

    def _get_user_identifier(self, user: Any) -> str:
        return str(user.login)


def _cipher() -> MultiFernet:
    keys = [str(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    return MultiFernet(
        [Fernet(base64.urlsafe_b64encode(sha256(f"gongkai.second-factor|{key}".encode()).digest())) for key in keys]
    )
