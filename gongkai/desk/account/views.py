"""Pages of one's own account that the account package does not have."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from requests import RequestException

from gongkai.desk.account.identity import ID, IdentityAdapter, VerifiedAdapter
from gongkai.desk.frame.asking import person_in
from gongkai.kit import clock
from gongkai.units.acting import actor_of
from gongkai.units.actions.end_sessions import end_sessions


def closed(request: HttpRequest, **kwargs: str) -> HttpResponse:
    """A page of the account package that is of no use here: nobody signs up, nothing is mailed."""
    raise Http404


@login_required
@require_POST
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """End every session of one's own, this one too."""
    person, now = person_in(request), clock.now()
    if person is None:
        raise Http404
    request.signed_out_because = "在所有设备退出"  # type: ignore[attr-defined]
    end_sessions(person_id=person.pk, reason="", actor=actor_of(person, now.date()), now=now)
    get_adapter().logout(request)
    messages.success(request, gettext("已在所有设备退出。"))
    return redirect("account_login")


@never_cache
def identity_login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """To the identity service; what goes wrong on the way is said in our words."""
    return _with_service(request, provider_id, OAuth2LoginView)


@never_cache
def identity_callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Back from the identity service."""
    return _with_service(request, provider_id, OAuth2CallbackView)


def _with_service(request: HttpRequest, provider_id: str, view: type) -> HttpResponse:
    adapter = IdentityAdapter(request)
    known = [app for app in adapter.list_apps(request) if app.provider_id == provider_id]
    if provider_id != ID or not known:
        raise Http404
    try:
        answer: HttpResponse = view.adapter_view(VerifiedAdapter(request, provider_id))(request)  # type: ignore[attr-defined]
    except (RequestException, OAuth2Error, PermissionDenied, KeyError, ValueError):
        return adapter.failed(request)
    return answer
