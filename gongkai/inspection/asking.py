"""Asking the public site over the network, as a visitor does: one host, no proxy, bounded in time and size."""

from __future__ import annotations

import http.client
import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass
from threading import Timer
from time import perf_counter
from urllib.parse import urlsplit

from django.conf import settings

# A name that is seen to be a machine's: the probe's own visits are counted nowhere.
AGENT = "gongkai-probe (monitor)"
LARGEST = 2 * 1024 * 1024
A_PIECE = 64 * 1024
OK, FAULT = 200, 400


class WrongSite(Exception):
    """An address that is not the configured site's; one sentence for people."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. `status` 0: nothing, for the reason in `fault`. Times in milliseconds since the connection was
    asked for; `body` is read only of pages."""

    status: int
    first_byte_ms: int
    total_ms: int
    kind: str = ""
    location: str = ""
    body: bytes = b""
    fault: str = ""

    @property
    def is_page(self) -> bool:
        """Whether there is a page to look at."""
        return self.status == OK and self.kind == "text/html"


@dataclass(frozen=True, slots=True)
class Site:
    """The public site at one address. `limit` is the time for one answer in seconds, `trusted`: check certificates."""

    scheme: str
    host: str
    port: int
    limit: float
    trusted: bool = True

    @property
    def base(self) -> str:
        """As it is written."""
        usual = {"http": 80, "https": 443}[self.scheme]
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == usual else f":{self.port}")

    def ask(self, address: str, *, whole: bool = True) -> Answer:
        """GET one address (a path, percent-encoded). With `whole` a page is read to its end, a file never is."""
        begun = perf_counter()
        connection = self._connection()
        ended = Timer(self.limit, _hang_up, (connection,))
        ended.daemon = True
        ended.start()
        status = first = 0
        try:
            connection.request("GET", address, headers={"User-Agent": AGENT, "Accept": "*/*", "Connection": "close"})
            answer = connection.getresponse()
            status, first = answer.status, _since(begun)
            kind = (answer.headers.get_content_type() or "").lower()
            body = _read(answer) if whole and kind == "text/html" else b""
            location = answer.headers.get("Location", "")
        except (OSError, http.client.HTTPException, ValueError) as error:
            return Answer(0, first, _since(begun), fault=self._words(error, begun))
        finally:
            ended.cancel()
            connection.close()
        if perf_counter() - begun >= self.limit:
            return Answer(0, first, _since(begun), fault=self._late())
        return Answer(status, first, _since(begun), kind, location, body)

    def _connection(self) -> http.client.HTTPConnection:
        if self.scheme == "https":
            return http.client.HTTPSConnection(self.host, self.port, timeout=self.limit, context=self.context())
        return http.client.HTTPConnection(self.host, self.port, timeout=self.limit)

    def context(self) -> ssl.SSLContext:
        """How TLS is spoken; where the certificate is known not to hold, without looking at it again."""
        made = ssl.create_default_context(cafile=settings.PROBE_CA or None)
        if not self.trusted:
            made.check_hostname = False
            made.verify_mode = ssl.CERT_NONE
        return made

    def _words(self, error: Exception, begun: float) -> str:
        if isinstance(error, TimeoutError) or perf_counter() - begun >= self.limit:
            return self._late()
        if isinstance(error, ssl.SSLError):
            return "不能建立加密连接"
        return "连接不上" if isinstance(error, ConnectionError | socket.gaierror) else "中途断开"

    def _late(self) -> str:
        return f"{self.limit:g} 秒没有打开"


def site_at(base: str, limit: float) -> Site:
    """The site of that address. Raises WrongSite unless it is whole and its host is the one of GONGKAI_BASE_URL."""
    own = urlsplit(settings.BASE_URL)
    try:
        parts = urlsplit(base or settings.BASE_URL)
        port = parts.port
    except ValueError:
        raise WrongSite(f"“{base}”不是完整的网址，未巡检。请写成 https://主机名 的形式。") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.query:
        raise WrongSite(f"“{base}”不是完整的网址，未巡检。请写成 https://主机名 的形式。")
    if parts.hostname != own.hostname:
        raise WrongSite(
            f"“{parts.hostname}”不是本站（GONGKAI_BASE_URL 为 {settings.BASE_URL}），未巡检。只巡检本站自己的网址。"
        )
    return Site(parts.scheme, parts.hostname, port or (443 if parts.scheme == "https" else 80), limit)


def _read(answer: http.client.HTTPResponse) -> bytes:
    found = bytearray()
    while len(found) < LARGEST and (piece := answer.read1(A_PIECE)):
        found += piece
    return bytes(found)


def _since(begun: float) -> int:
    return int((perf_counter() - begun) * 1000)


def _hang_up(connection: http.client.HTTPConnection) -> None:
    # It may have ended already.
    with suppress(OSError, AttributeError):
        connection.sock.shutdown(socket.SHUT_RDWR)
