"""The government's identity service by OpenID Connect: it proves who somebody is, never makes an account.

Nothing is taken on trust from the wire: the issuer must be the one set, the token signed by a key of that issuer,
made for us, fresh, bearing our nonce, and the person must be on staff already.
"""

from __future__ import annotations

import secrets
from typing import Any

import jwt
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.adapter import get_adapter as get_social_adapter
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from gongkai.desk.account.door import address_of
from gongkai.kit import clock
from gongkai.kit.who import VISITOR
from gongkai.units.actions.record_sign_in import DOOR, record_failed_sign_in
from gongkai.units.reads_sign_in import other_identity, person_named

ID = "identity"
# Only keys that the service alone holds; never a secret shared with us, never "none".
SIGNED_WITH = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"})
NEEDED = ["iss", "sub", "aud", "exp", "iat"]
LEEWAY = 60


class VerifiedAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """The exchange with the service; every answer is checked before it is believed."""

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the service says of itself. Raises OAuth2Error where it names another issuer."""
        config: dict[str, Any] = super().openid_config
        if str(config.get("issuer", "")).rstrip("/") != settings.OIDC_ISSUER:
            raise OAuth2Error("the service names another issuer")
        return config

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        """Always the address of the site as it is set, whatever host a request names."""
        return str(settings.BASE_URL) + reverse("openid_connect_callback", kwargs={"provider_id": self.provider_id})

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        """The claims of the token, filled up from the service's person record. Raises OAuth2Error for any doubt."""
        signed = kwargs["response"].get("id_token")
        if not signed:
            raise OAuth2Error("no id_token")
        claims = self._verified(app, str(signed))
        said = claims
        if settings.OIDC_MATCH not in claims:
            said = self._fetch_user_info(token.token)
            if said.get("sub") != claims["sub"]:
                raise OAuth2Error("userinfo of somebody else")
        found = {"sub": claims["sub"], "nonce": claims.get("nonce", ""), "match": said.get(settings.OIDC_MATCH, "")}
        return self.get_provider().sociallogin_from_response(request, found)

    def _verified(self, app: Any, signed: str) -> dict[str, Any]:
        try:
            header = jwt.get_unverified_header(signed)
            if header.get("alg") not in SIGNED_WITH:
                raise OAuth2Error("signed in a way that is not accepted")
            with get_social_adapter().get_requests_session() as session:
                answer = session.get(self.openid_config["jwks_uri"])
                answer.raise_for_status()
                keys = jwt.PyJWKSet.from_dict(answer.json()).keys
            named = [key for key in keys if key.key_id == header.get("kid")] or (keys if len(keys) == 1 else [])
            if not named:
                raise OAuth2Error("signed with a key the service does not have")
            claims: dict[str, Any] = jwt.decode(
                signed,
                key=named[0].key,
                algorithms=[header["alg"]],
                audience=app.client_id,
                issuer=self.openid_config["issuer"],
                leeway=LEEWAY,
                options={"require": NEEDED},
            )
        except (jwt.PyJWTError, KeyError, TypeError, ValueError) as error:
            raise OAuth2Error("the token does not hold") from error
        if claims.get("azp", app.client_id) != app.client_id:
            raise OAuth2Error("the token was made for somebody else")
        return claims


class IdentityService(OpenIDConnectProvider):  # type: ignore[misc]
    """The one service of the site. Signing in is all it is for: no tie is made from a settings page."""

    oauth2_adapter_class = VerifiedAdapter

    def redirect(
        self, request: HttpRequest, process: str, next_url: str | None = None, data: Any = None, **kwargs: Any
    ) -> HttpResponse:
        """To the service, with a nonce that the token must bear; what the address asks for besides is not passed on."""
        nonce = secrets.token_urlsafe(32)
        kwargs |= {"auth_params": {"nonce": nonce}, "scope": self.get_scope(), "nonce": nonce}
        answer: HttpResponse = super().redirect(request, AuthProcess.LOGIN, next_url, data, **kwargs)
        return answer

    def extract_uid(self, data: dict[str, Any]) -> str:
        """The service's own name for the person."""
        return str(data["sub"])

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        """Nothing of the person is taken over."""
        return {}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[Any]:
        """None either."""
        return []


class IdentityAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Finds the person on staff for a proven identity, or refuses with a sentence."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never."""
        return False

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Any:
        """The stand-in that the package makes stays empty and is never kept."""
        return sociallogin.user

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Check the nonce, then match by the claim set; the first time the identity is tied to the person for good."""
        said = sociallogin.account.extra_data
        expected = (sociallogin.state or {}).get("nonce", "")
        if not expected or not secrets.compare_digest(str(said.get("nonce", "")), str(expected)):
            raise self._refused(
                request, "nonce", gettext("身份认证的回执与本次登录对不上，未登录。请回到登录页重新办理。")
            )
        named = str(said.get("match", "")).strip().lower()
        person = person_named(VISITOR, named)
        if person is None or not person.is_active:
            raise self._refused(
                request,
                "unknown-person",
                gettext(
                    "统一身份认证已通过，但账号“%(named)s”在本平台没有对应的在任人员，未登录。请本单位的系统管理员登记。"
                )
                % {"named": named},
            )
        if other_identity(VISITOR, person, sociallogin.account.provider, sociallogin.account.uid):
            raise self._refused(
                request,
                "other-identity",
                gettext("账号“%(named)s”已绑定另一个身份，未登录。人员确有更换的，请安全保密管理员撤销原来的绑定。")
                % {"named": named},
            )
        if not sociallogin.is_existing:
            sociallogin.connect(request, person)

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, extra_context: Any = None
    ) -> None:
        """Journal the failure and say it in our words."""
        raise ImmediateHttpResponse(self.failed(request))

    def failed(self, request: HttpRequest) -> HttpResponse:
        """The page for an exchange that did not hold; what was wrong with it is not told to the wire."""
        sentence = gettext("统一身份认证没有通过，未登录。请重试；仍不成功的，用登录名和密码登录，并告知系统管理员。")
        page: HttpResponse = self._refused(request, "identity-failed", sentence).response
        return page

    def _refused(self, request: HttpRequest, why: str, sentence: str) -> ImmediateHttpResponse:
        record_failed_sign_in(login="", why=why, address=address_of(request) or "", actor=DOOR, now=clock.now())
        page = render(request, "socialaccount/authentication_error.html", {"sentence": sentence}, status=403)
        return ImmediateHttpResponse(page)
