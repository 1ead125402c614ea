"""A small OpenID Connect provider on loopback: it checks what a real one checks, and signs with a key of its own."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import ec

CLIENT, SECRET, CODE = "gongkai-site", "its-secret", "code-1"
BACK = "https://site.example/request/sign-in/back/"


@dataclass
class Service:
    """The provider: its address, its key, what it was asked, and the claims it puts into the next token."""

    issuer: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    challenge: str = ""
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    asked: list[str] = field(default_factory=list)

    def opened(self, address: str) -> dict[str, str]:
        """A person signs in at the address the browser was sent to; what was asked for."""
        said = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert address.startswith(f"{self.issuer}/authorize?") and said["client_id"] == CLIENT
        self.claims["nonce"], self.challenge = said["nonce"], said["code_challenge"]
        return said

    def token(self, key: ec.EllipticCurvePrivateKey | None = None, **other: Any) -> str:
        """A token with those claims, signed by the own key unless another is given."""
        claims = {"iss": self.issuer, "aud": CLIENT, "sub": "u-1"} | self.claims | other
        return jwt.encode(claims, key or self.key, algorithm="ES256", headers={"kid": "one"})

    def answer(self, path: str, body: dict[str, str]) -> dict[str, Any] | None:
        """What an address answers; None for a refusal."""
        self.asked.append(path)
        if path == "/.well-known/openid-configuration":
            ends = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
            return {"issuer": self.issuer} | {name: f"{self.issuer}/{end}" for name, end in ends.items()}
        if path == "/keys":
            shown = json.loads(jwt.algorithms.ECAlgorithm.to_jwk(self.key.public_key()))
            return {"keys": [shown | {"kid": "one", "use": "sig"}]}
        drawn = base64.urlsafe_b64encode(sha256(body.get("code_verifier", "").encode()).digest()).rstrip(b"=").decode()
        fits = (body.get("code"), body.get("client_secret"), drawn) == (CODE, SECRET, self.challenge)
        return {"id_token": self.token(), "token_type": "Bearer"} if path == "/token" and fits else None


@contextmanager
def serving() -> Iterator[Service]:
    """The provider, answering in a thread."""
    service = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._said({})

        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._said({name: values[0] for name, values in parse_qs(raw).items()})

        def _said(self, body: dict[str, str]) -> None:
            said = service.answer(self.path, body)
            self.send_response(200 if said else 400)
            self.end_headers()
            self.wfile.write(json.dumps(said or {"error": "invalid_grant"}).encode())

        def log_message(self, *_: object) -> None:
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        service.issuer = f"http://127.0.0.1:{server.server_port}"
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield service
        server.shutdown()
        thread.join()
