"""A public site on this machine, as sound or as broken as a test wants it, plain or over TLS."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from threading import Event, Thread

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

SITE = {"SiteName": "泉港区人民政府", "SiteDomain": "127.0.0.1", "SiteIDCode": "3505050001"}
COLUMN = SITE | {
    "ColumnName": "通知", "ColumnDescription": "通知公告", "ColumnKeywords": "通知", "ColumnType": "通知公告",
}  # fmt: skip


@dataclass
class PublicSite:
    """`pages` by path: a text, or a status, or "slow" (never answers), "drip" (a byte now and then), or "->path"."""

    base: str = ""
    pages: dict[str, str | int] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    ended: Event = field(default_factory=Event)


def a_page(body: str, tags: dict[str, str] | None = None, head: str = "") -> str:
    """A page with these tags, those of a column where none are given."""
    metas = "".join(f'<meta name="{name}" content="{value}">' for name, value in (tags or COLUMN).items())
    return f"<!doctype html><html><head><title>通知</title>{metas}{head}</head><body><main>{body}</main></body></html>"


@contextmanager
def serving(pages: dict[str, str | int], certificate: Path | None = None) -> Iterator[PublicSite]:
    """The site while it is up."""
    site = PublicSite(pages=pages)

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            """Say nothing."""

        def do_GET(self) -> None:
            site.asked.append(self.path)
            page = site.pages.get(self.path, 404)
            with suppress(OSError):
                self._answer(page)

        def _answer(self, page: str | int) -> None:
            if page == "slow":
                site.ended.wait()
            elif page == "drip":
                while not site.ended.wait(0.05):
                    self.wfile.write(b"H")
            elif isinstance(page, str) and page.startswith("->"):
                self.send_response(302)
                self.send_header("Location", page[2:])
                self.end_headers()
            else:
                status, text = (200, page) if isinstance(page, str) else (page, "没有")
                kind = "text/css" if self.path.endswith(".css") else "text/html; charset=utf-8"
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.end_headers()
                self.wfile.write(text.encode())

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    scheme = "http"
    if certificate is not None:
        scheme = "https"
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    server.handle_error = lambda *args: None  # type: ignore[method-assign]
    site.base = f"{scheme}://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield site
    finally:
        site.ended.set()
        server.shutdown()
        server.server_close()
        thread.join()


def a_certificate(folder: Path, ends: datetime) -> Path:
    """A certificate for this machine, signed by itself, with its key, as PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    begins = min(datetime(2026, 1, 1, tzinfo=UTC), ends) - timedelta(days=400)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(ends)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / "certificate.pem"
    file.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return file
