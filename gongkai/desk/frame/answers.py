"""What every page of the desk has in common: signing in first, and a refusal answered in its own words."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache

from gongkai.desk.frame.asking import actor_in
from gongkai.kit.action import Refused
from gongkai.kit.files import FileLost
from gongkai.law.errors import LawError

STATUS = {
    "not-allowed": 403, "not-a-person": 403, "no-record": 404, "no-request": 404, "no-dispute": 404,
    "no-subcase": 404, "no-paper": 404, "no-dossier": 404, "no-release": 404, "no-matter": 404, "no-compilation": 404,
    "no-watch": 404, "no-clock": 404, "no-card": 404, "no-filing": 404,
    "changed-meanwhile": 409,
}  # fmt: skip
OTHERWISE = 422


def staff_page(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """For signed-in people only, in Chinese (docs/decisions D-164); a visitor is sent to sign in. Never cached.

    Refused, unknown law, a lost file and a missing page are answered with the sentence and a way on: a whole page, or
    for htmx a notice put into `#notice`.
    """

    @wraps(view)
    @never_cache
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not actor_in(request).known:
            return to_sign_in(request)
        with translation.override(settings.LANGUAGE_CODE):
            return _answer(view, request, *args, **kwargs)

    return answered


def _answer(view: Callable[..., HttpResponseBase], request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    try:
        return view(request, *args, **kwargs)
    except Refused as refusal:
        return refused(request, refusal.sentence, STATUS.get(refusal.code, OTHERWISE))
    except (LawError, FileLost) as fault:
        return refused(request, fault.sentence, OTHERWISE)
    except Http404:
        words = gettext("没有找到这一页。内容可能已作废，或者不属于你任职的单位。可从左侧栏目重新打开。")
        return refused(request, words, 404)
    except PermissionDenied:
        return refused(request, gettext("你的职责不包括这一栏目。需要时由安全管理员授予职责。"), 403)


def refused(request: HttpRequest, sentence: str, status: int = OTHERWISE) -> HttpResponse:
    """The page, or the notice for htmx, that says what was not done and why."""
    if getattr(request, "htmx", False):
        response = render(request, "desk/parts/refusal.html", {"sentence": sentence}, status=status)
        response["HX-Retarget"] = "#notice"
        response["HX-Reswap"] = "innerHTML"
        return response
    context = {"sentence": sentence, "missing": status == 404, "back": way_back(request)}
    return render(request, "desk/refused.html", context, status=status)


def way_back(request: HttpRequest) -> str:
    """The page of this site that the request came from, else the home of the desk."""
    referer = request.headers.get("Referer", "")
    own = url_has_allowed_host_and_scheme(
        referer, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return referer if own and not referer.endswith(request.get_full_path()) else reverse("desk:home")


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page, and back here afterwards."""
    here = request.get_full_path() if request.method in ("GET", "HEAD") else reverse("desk:home")
    address = f"{reverse('account_login')}?{urlencode({'next': here}, safe='/')}"
    if getattr(request, "htmx", False):
        response = HttpResponse(status=204)
        response["HX-Redirect"] = address
        return response
    return redirect(address)
