"""Signing in for a form by the government's identity service: there and back, nothing kept but a short-lived cookie."""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_safe

from gongkai.kit import clock, identity
from gongkai.portal import intake
from gongkai.portal.intake import REQUEST
from gongkai.portal.intake_ticket import Ticket, new_ticket, ticket_of
from gongkai.portal.limits import minutes_to_wait
from gongkai.portal.views.applying import first_page
from gongkai.requests.published import nonce_of

COOKIE, SALT, PATH, SECONDS = "sign-in", "gongkai.portal.sign_in", "/request/", 600
# Ways to the service from one address an hour: an office shares an address.
PER_HOUR = 200


@require_safe
@never_cache
def start(request: HttpRequest) -> HttpResponse:
    """To the identity service; the form's ticket, the state and the PKCE secret wait in a signed cookie."""
    _known()
    if minutes_to_wait(request, clock.now(), what="sign-in", limit=PER_HOUR):
        return _failed(request)
    ticket, state, verifier = new_ticket(REQUEST.kind), secrets.token_urlsafe(24), secrets.token_urlsafe(48)
    try:
        address = identity.sign_in_address(_back(), state, nonce_of(ticket.form), verifier)
    except identity.Unreached:
        return _failed(request)
    response = HttpResponseRedirect(address)
    said = signing.dumps([state, verifier, ticket.signed, request.GET.get("unit", "")[:64]], salt=SALT)
    response.set_cookie(
        COOKIE, said, max_age=SECONDS, path=PATH, secure=request.is_secure(), httponly=True, samesite="Lax"
    )
    return response


@require_safe
@never_cache
@sensitive_variables()
def back(request: HttpRequest) -> HttpResponse:
    """Back from the identity service: the form with the name filled in, or empty with a word that it did not work."""
    _known()
    waiting, code = _waiting(request), request.GET.get("code", "")
    if waiting is None or not code:
        return _failed(request)
    ticket, verifier, unit = waiting
    try:
        token = identity.token_for(code, _back(), verifier)
    except identity.Unreached:
        return _failed(request)
    said = identity.named_in(token)
    written = intake.blank(REQUEST, request, clock.today(), ticket=ticket)
    named = {"unit": unit, "name": said.name, "identity_number": said.number}
    return _forgotten(first_page(request, intake.signed_in(written, named, token)))


def _waiting(request: HttpRequest) -> tuple[Ticket, str, str] | None:
    try:
        said: list[Any] = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=SECONDS)
        state, verifier, signed, unit = (str(one) for one in said)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    ticket = ticket_of(REQUEST.kind, signed)
    same = constant_time_compare(state, request.GET.get("state", ""))
    return (ticket, verifier, unit) if ticket and same else None


def _failed(request: HttpRequest) -> HttpResponse:
    written = intake.blank(REQUEST, request, clock.today())
    written.notes.append(gettext("没有登录成功。可以再试一次，也可以不登录，直接填写。"))
    return _forgotten(first_page(request, written))


def _forgotten(response: HttpResponse) -> HttpResponse:
    response.delete_cookie(COOKIE, path=PATH, samesite="Lax")
    return response


def _back() -> str:
    return f"{settings.BASE_URL}{reverse('portal:request-sign-in-back')}"


def _known() -> None:
    if not identity.configured():
        raise Http404
