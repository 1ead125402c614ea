"""The government's identity service (OpenID Connect): where it answers, the code flow with PKCE, its tokens judged.

Addresses come from the settings or from the discovery document they name. https, unless on this very machine; no
redirect is followed, no proxy used, no more than LARGEST bytes are read.
"""

from __future__ import annotations

import base64
import json
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode, urlsplit

import jwt
from django.conf import settings
from django.core.cache import cache

SECONDS, LARGEST, KEPT = 5.0, 1024 * 1024, 3600
LOOPBACK = frozenset(("127.0.0.1", "::1", "localhost"))
# Signatures with a public key only: a shared secret would let anyone who holds it make tokens.
SIGNATURES = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
NEEDED = ("iss", "aud", "sub", "exp", "iat", "nonce")
CLOCKS_APART = 60
LONGEST_TOKEN = 8000


class Unreached(Exception):
    """The service did not answer, or not with what it should."""


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Where the browser goes, where a code becomes a token, where the keys are."""

    sign_in: str
    token: str
    keys: str


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of a token: name and number where it holds, else the sentence `why` it does not."""

    name: str = ""
    number: str = ""
    why: str = ""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        """None is followed."""


def configured() -> bool:
    """Whether people can sign in on the public forms."""
    return bool(settings.IDENTITY_ISSUER and settings.IDENTITY_CLIENT_ID and settings.IDENTITY_CLIENT_SECRET)


def endpoints() -> Endpoints:
    """The service's addresses. Raises Unreached."""
    own = Endpoints(settings.IDENTITY_SIGN_IN, settings.IDENTITY_TOKEN, settings.IDENTITY_KEYS)
    if own.sign_in and own.token and own.keys:
        return own
    said = _kept(settings.IDENTITY_ISSUER + "/.well-known/openid-configuration")
    if str(said.get("issuer", "")).rstrip("/") != settings.IDENTITY_ISSUER:
        raise Unreached("issuer")
    return Endpoints(
        own.sign_in or str(said.get("authorization_endpoint", "")),
        own.token or str(said.get("token_endpoint", "")),
        own.keys or str(said.get("jwks_uri", "")),
    )


def sign_in_address(back: str, state: str, nonce: str, verifier: str) -> str:
    """Where the browser is sent; `verifier` is the PKCE secret of this attempt. Raises Unreached."""
    address = _safe(endpoints().sign_in)
    challenge = base64.urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    query = {
        "response_type": "code", "client_id": settings.IDENTITY_CLIENT_ID, "redirect_uri": back,
        "scope": "openid profile", "state": state, "nonce": nonce, "code_challenge": challenge,
        "code_challenge_method": "S256",
    }  # fmt: skip
    return address + ("&" if "?" in address else "?") + urlencode(query)


def token_for(code: str, back: str, verifier: str) -> str:
    """The ID token that a code is worth. Raises Unreached."""
    body = {
        "grant_type": "authorization_code", "code": code, "redirect_uri": back, "code_verifier": verifier,
        "client_id": settings.IDENTITY_CLIENT_ID, "client_secret": settings.IDENTITY_CLIENT_SECRET,
    }  # fmt: skip
    token = str(_asked(endpoints().token, body).get("id_token", ""))
    if not token or len(token) > LONGEST_TOKEN:
        raise Unreached("token")
    return token


def named_in(token: str) -> Judged:
    """Name and number in a token as it says them, unproven: to fill a form for whoever brought it."""
    try:
        return _said(jwt.decode(token, options={"verify_signature": False}))
    except jwt.PyJWTError:
        return Judged()


def judge(token: str, nonce: str, at: datetime) -> Judged:
    """Whether the service itself made the token, for this site and this form, and it held at that moment."""
    if not configured():
        return Judged(why="本站没有配置统一身份认证，登录凭证没有核验。")
    try:
        key = _key_of(jwt.get_unverified_header(token).get("kid"))
        claims = jwt.decode(
            token, key.key, algorithms=[*SIGNATURES], audience=settings.IDENTITY_CLIENT_ID,
            options={"require": [*NEEDED], "verify_exp": False, "verify_iat": False, "verify_nbf": False},
        )  # fmt: skip
        expires, made = float(claims["exp"]), float(claims["iat"])
    except Unreached:
        return Judged(why="身份认证服务没有回应，登录凭证没有核验。")
    except (jwt.PyJWTError, ValueError, TypeError, AttributeError):
        return Judged(why="登录凭证不是身份认证服务为本站签发的，或者内容已被改动。")
    if str(claims["iss"]).rstrip("/") != settings.IDENTITY_ISSUER:
        return Judged(why="登录凭证不是身份认证服务为本站签发的，或者内容已被改动。")
    if claims["nonce"] != nonce:
        return Judged(why="登录凭证是为另一份表单签发的。")
    if not made - CLOCKS_APART <= at.timestamp() <= expires + CLOCKS_APART:
        return Judged(why="提交时登录凭证已经过期。")
    said = _said(claims)
    return said if said.name else Judged(why="登录凭证中没有姓名。")


def _said(claims: Mapping[str, Any]) -> Judged:
    name, number = (claims.get(one) for one in (settings.IDENTITY_NAME_CLAIM, settings.IDENTITY_NUMBER_CLAIM))
    return Judged(str(name or "").strip()[:100], str(number or "").strip()[:60])


def _key_of(name: object) -> jwt.PyJWK:
    """The key of that name; asked for anew where the kept ones do not hold it."""
    address = endpoints().keys
    for afresh in (False, True):
        keys = jwt.PyJWKSet.from_dict(_kept(address, afresh=afresh)).keys
        found = [one for one in keys if name in (None, one.key_id) and one.public_key_use in (None, "sig")]
        if found and (name is not None or len(found) == 1):
            return found[0]
    raise jwt.InvalidKeyError("no such key")


def _kept(address: str, *, afresh: bool = False) -> dict[str, Any]:
    place = "identity." + sha256(address.encode()).hexdigest()
    said: dict[str, Any] | None = None if afresh else cache.get(place)
    if said is None:
        said = _asked(address)
        cache.set(place, said, KEPT)
    return said


def _asked(address: str, body: Mapping[str, str] | None = None) -> dict[str, Any]:
    data = None if body is None else urlencode(body).encode()
    request = urllib.request.Request(_safe(address), data, {"Accept": "application/json"})
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect())
    try:
        with opener.open(request, timeout=SECONDS) as answer:
            said = json.loads(answer.read(LARGEST))
    except (OSError, ValueError) as error:
        raise Unreached(type(error).__name__) from None
    if not isinstance(said, dict):
        raise Unreached("shape")
    return said


def _safe(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise Unreached("address")
    return address
