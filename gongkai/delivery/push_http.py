"""One question to an outside service, answered as JSON, or a clear word on whether it may have been taken.

The address comes from the settings only. https, unless on this very machine; no redirect is followed, no proxy used;
the whole exchange ends after LIMIT_SECONDS, and no more than LARGEST bytes of the answer are read.
"""

from __future__ import annotations

import http.client
import json
import socket
import ssl
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from threading import Timer
from typing import Any
from urllib.parse import urlencode, urlsplit

CONNECT_SECONDS = 5.0
LIMIT_SECONDS = 15.0
LARGEST = 4 * 1024 * 1024
LOOPBACK = frozenset(("127.0.0.1", "::1", "localhost"))
JSON_TYPE = "application/json; charset=utf-8"


class Unreached(Exception):
    """Nothing was sent: no connection came about, or the address may not be used."""


class Unsure(Exception):
    """It was sent, and no answer came that can be read: it may have been done."""


@dataclass(frozen=True, slots=True)
class Outside:
    """One service. `limit` is the time for a whole exchange, in seconds."""

    base: str
    connect: float = CONNECT_SECONDS
    limit: float = LIMIT_SECONDS

    def ask(self, path: str, query: Mapping[str, str], body: bytes, kind: str = JSON_TYPE) -> dict[str, Any]:
        """POST `body` and give the answer, a JSON map. Raises Unreached, Unsure. Neither names address or query."""
        return read(*self.post(path, query, body, {"Content-Type": kind}))

    def post(self, path: str, query: Mapping[str, str], body: bytes, headers: Mapping[str, str]) -> tuple[int, bytes]:
        """POST `body` and give status and bytes of the answer as they are. Raises Unreached, Unsure."""
        address = f"{urlsplit(self.base).path}{path}"
        if query:
            address += ("&" if "?" in address else "?") + urlencode(query)
        connection = self._connected()
        ended = Timer(self.limit, _hang_up, (connection,))
        ended.daemon = True
        ended.start()
        try:
            said = {"Accept": "application/json", "Connection": "close", **headers}
            connection.request("POST", address, body, said)
            answer = connection.getresponse()
            return answer.status, answer.read(LARGEST + 1)
        except (OSError, http.client.HTTPException) as error:
            raise Unsure(type(error).__name__) from None
        finally:
            ended.cancel()
            connection.close()

    def _connected(self) -> http.client.HTTPConnection:
        problem = problem_with(self.base)
        if problem:
            raise Unreached(problem)
        parts = urlsplit(self.base)
        host, port = parts.hostname or "", parts.port
        made: http.client.HTTPConnection
        if parts.scheme == "https":
            made = http.client.HTTPSConnection(host, port, timeout=self.connect, context=ssl.create_default_context())
        else:
            made = http.client.HTTPConnection(host, port, timeout=self.connect)
        try:
            made.connect()
        except OSError as error:
            made.close()
            raise Unreached(type(error).__name__) from None
        made.sock.settimeout(self.limit)
        return made


def problem_with(base: str) -> str:
    """Why an address may not be used, as a sentence, or empty."""
    try:
        parts = urlsplit(base)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return "网址不完整"
    if parts.scheme not in ("http", "https") or not host:
        return "网址不完整"
    if parts.username or parts.password:
        return "网址中不能写用户名和密码"
    if parts.scheme == "http" and host not in LOOPBACK:
        return "网址不是 https 开头"
    return ""


def as_json(value: Any) -> bytes:
    """Chinese as it is: the platform prints escapes as they stand."""
    return json.dumps(value, ensure_ascii=False).encode()


def read(status: int, data: bytes) -> dict[str, Any]:
    """The map that was answered. Raises Unsure for anything else, a redirect and a fault of the server among them."""
    if len(data) > LARGEST:
        raise Unsure("TooLong")
    if status != http.client.OK:
        raise Unsure(f"HTTP {status}")
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        raise Unsure("NotJSON") from None
    if not isinstance(found, dict):
        raise Unsure("NotJSON")
    return found


def _hang_up(connection: http.client.HTTPConnection) -> None:
    # It may have ended already.
    with suppress(OSError, AttributeError):
        connection.sock.shutdown(socket.SHUT_RDWR)
