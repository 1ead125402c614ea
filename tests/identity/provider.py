"""The provider: django-oauth-toolkit with a sign-in form, SQLite in a folder, on one port of this machine.

Run as `python -m tests.identity.provider FOLDER PORT CALLBACK`. What it is told to get wrong (`POST /lie/NAME`) it gets
wrong until told otherwise; everything else is as the toolkit does it.
"""

from __future__ import annotations

import base64
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django
import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings
from django.http import HttpRequest, HttpResponse

CLIENT, SECRET, PASSWORD = "gongkai", "only-for-this-test", "identity-Pass-1"
LIES: dict[str, str] = {"now": ""}
Answer = Callable[[HttpRequest], HttpResponse]


def key() -> rsa.RSAPrivateKey:
    """A key to sign with."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def pem(of: rsa.RSAPrivateKey) -> str:
    """A key as text."""
    kind = serialization.PrivateFormat.PKCS8
    return of.private_bytes(serialization.Encoding.PEM, kind, serialization.NoEncryption()).decode()


OWN, STRANGE = key(), key()


class Lying:
    """Middleware that bends one answer as told."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer, bent where it is one that matters."""
        lie = LIES["now"]
        if lie == "away" and "/o/" in request.path:
            return HttpResponse(status=503)
        answer = self.get_response(request)
        if lie and answer.get("Content-Type", "").startswith("application/json"):
            said = json.loads(answer.content)
            if "id_token" in said:
                said["id_token"] = bent(said["id_token"], lie)
            if lie == "issuer-named" and "issuer" in said:
                said["issuer"] = "http://127.0.0.1:9/elsewhere"
            answer.content = json.dumps(said).encode()
            answer.headers.pop("Content-Length", None)
        return answer


def bent(token: str, lie: str) -> str:
    """The token with what the lie says; signed by the provider's own key unless the lie is about the signature."""
    claims = jwt.decode(token, options={"verify_signature": False})
    head: dict[str, Any] = {"kid": jwt.get_unverified_header(token).get("kid")}
    if lie == "no-token":
        return ""
    if lie == "altered":
        first, middle, last = token.split(".")
        claims["preferred_username"] = "boss"
        middle = base64.urlsafe_b64encode(json.dumps(claims).encode()).rstrip(b"=").decode()
        return f"{first}.{middle}.{last}"
    if lie == "unsigned":
        return jwt.encode(claims, None, algorithm="none", headers=head)
    if lie == "shared-secret":
        return jwt.encode(claims, SECRET * 2, algorithm="HS256", headers=head)
    claims |= {
        "issuer": {"iss": "http://127.0.0.1:9/elsewhere"},
        "audience": {"aud": "somebody-else"},
        "expired": {"exp": claims["iat"] - 3600, "iat": claims["iat"] - 7200},
        "nonce": {"nonce": "another"},
        "subject": {"sub": "4711"},
    }.get(lie, {})
    if lie == "no-nonce":
        claims.pop("nonce", None)
    return jwt.encode(claims, pem(STRANGE if lie == "strange-key" else OWN), algorithm="RS256", headers=head)


def sign_in(request: HttpRequest) -> HttpResponse:
    """The provider's own sign-in form."""
    from django.contrib.auth import authenticate, login
    from django.http import HttpResponseRedirect
    from django.middleware.csrf import get_token

    person = None
    if request.method == "POST":
        person = authenticate(request, username=request.POST["username"], password=request.POST["password"])
    if person is not None:
        login(request, person)
        return HttpResponseRedirect(request.GET["next"])
    token = get_token(request)
    return HttpResponse(
        f'<form method="post"><input name="csrfmiddlewaretoken" value="{token}"><input name="username">'
        '<input name="password" type="password"><button>sign in</button></form>'
    )


def lie(request: HttpRequest, name: str) -> HttpResponse:
    """From now on get this wrong; `truth` for nothing."""
    LIES["now"] = "" if name == "truth" else name
    return HttpResponse(status=204)


def configure(folder: Path, port: int) -> None:
    """Settings of the provider alone."""
    from django.urls import include, path
    from django.views.decorators.csrf import csrf_exempt

    settings.configure(
        SECRET_KEY="only-for-this-test-" * 3,
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF="tests.identity.addresses",
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / "identity.sqlite3")}},
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "oauth2_provider",
        ],
        MIDDLEWARE=[
            "tests.identity.provider.Lying",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
        ],
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        USE_TZ=True,
        SESSION_COOKIE_NAME="identity-session",
        CSRF_COOKIE_NAME="identity-csrf",
        LOGIN_URL="/sign-in/",
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        OAUTH2_PROVIDER={
            "OIDC_ENABLED": True,
            "OIDC_RSA_PRIVATE_KEY": pem(OWN),
            "OIDC_ISS_ENDPOINT": f"http://127.0.0.1:{port}/o",
            "PKCE_REQUIRED": True,
            "ALLOWED_REDIRECT_URI_SCHEMES": ["http"],
            "SCOPES": {"openid": "identity", "profile": "name"},
            "OAUTH2_VALIDATOR_CLASS": "tests.identity.claims.Claims",
        },
    )
    django.setup()
    addresses = sys.modules.setdefault("tests.identity.addresses", type(sys)("tests.identity.addresses"))
    addresses.urlpatterns = [  # type: ignore[attr-defined]
        path("sign-in/", sign_in),
        path("lie/<str:name>/", csrf_exempt(lie)),
        path("o/", include("oauth2_provider.urls", namespace="oauth2_provider")),
    ]


def fill(callback: str) -> None:
    """Tables, three people, and the site as the one client."""
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from oauth2_provider.models import Application

    call_command("migrate", verbosity=0)
    for name in ("clerk", "stranger", "left"):
        User.objects.create_user(name, password=PASSWORD)
    Application.objects.create(
        client_id=CLIENT,
        client_secret=SECRET,
        client_type=Application.CLIENT_CONFIDENTIAL,
        authorization_grant_type=Application.GRANT_AUTHORIZATION_CODE,
        redirect_uris=callback,
        algorithm=Application.RS256_ALGORITHM,
        skip_authorization=True,
        name="gongkai",
    )


class Quiet(WSGIRequestHandler):
    """Says nothing on the console."""

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""


def main() -> None:
    """Serve until ended."""
    from django.core.wsgi import get_wsgi_application

    folder, port, callback = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    configure(folder, port)
    fill(callback)
    with make_server("127.0.0.1", port, get_wsgi_application(), WSGIServer, Quiet) as server:
        server.serve_forever()


if __name__ == "__main__":
    sys.modules["tests.identity.provider"] = sys.modules["__main__"]
    main()
