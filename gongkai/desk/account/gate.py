"""The gate before the staff's pages: an old password is changed first, a second factor set up, an idle desk left."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from gongkai.desk.frame.asking import actor_in, held_in, person_in
from gongkai.kit import clock
from gongkai.units.passwords import must_be_changed
from gongkai.units.reads_people import needs_second_factor
from gongkai.units.reads_sign_in import has_second_factor

SEEN = "seen_at"
# The session is written once a minute at most, however many pages are read.
STEP = 60
OPEN_APPS = {"portal"}
OWN_PAGES = ("account_", "mfa_", "socialaccount_", "openid_connect_")
PASSWORD = "password"


class Gate:
    """Runs before each view; the public pages are not looked at."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """The page to go to first, or None."""
        match = request.resolver_match
        if match is None or match.app_name in OPEN_APPS or not request.user.is_authenticated:
            return None
        now = clock.now()
        if self._idle(request, now):
            request.signed_out_because = "超过时限未操作"  # type: ignore[attr-defined]
            get_adapter().logout(request)
            said = gettext("已超过 %(minutes)d 分钟没有操作，为安全起见已退出。请重新登录。")
            messages.info(request, said % {"minutes": settings.IDLE_MINUTES})
            return _to(request, f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()}, safe='/')}")
        if (match.url_name or "").startswith(OWN_PAGES):
            return None
        return self._first(request, now)

    def _idle(self, request: HttpRequest, now: datetime) -> bool:
        moment, seen = int(now.timestamp()), request.session.get(SEEN)
        if isinstance(seen, int) and moment - seen > settings.IDLE_MINUTES * 60:
            return True
        if not isinstance(seen, int) or moment - seen >= STEP:
            request.session[SEEN] = moment
        return False

    def _first(self, request: HttpRequest, now: datetime) -> HttpResponse | None:
        person = person_in(request)
        if person is None:
            return None
        means = {one.get("method") for one in get_authentication_records(request, person)}
        if (not means or PASSWORD in means) and must_be_changed(person, now):
            messages.warning(request, gettext("先更改密码：现在的密码是一次性的，或者已到更换的日期。"))
            return _to(request, reverse("account_change_password"))
        if needs_second_factor(held_in(request)) and not has_second_factor(actor_in(request), person):
            messages.warning(request, gettext("你的职责要求第二重验证。先设置验证器或安全密钥，再继续工作。"))
            return _to(request, reverse("mfa_index"))
        return None


def _to(request: HttpRequest, address: str) -> HttpResponse:
    """There, with the whole page even where only a part of one was asked for."""
    if getattr(request, "htmx", False):
        answer = HttpResponse(status=204)
        answer["HX-Redirect"] = address
        return answer
    return redirect(address)
