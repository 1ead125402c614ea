"""Servers of our own on this machine: one that takes mail, one that takes webhooks; both misbehave when told to."""

from __future__ import annotations

import json
import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


@dataclass
class Post:
    """What came in. `mishaps`: how the next ones go wrong, each used once (for mail a line answered to the message,
    for a webhook a status, or "silent")."""

    address: str = ""
    taken: list[dict[str, Any]] = field(default_factory=list)
    mishaps: list[Any] = field(default_factory=list)


@contextmanager
def mail() -> Iterator[Post]:
    """A mail server; every message is taken as `250 2.0.0 Ok: queued as N`."""
    post = Post()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self._say("220 here ESMTP")
            rcpt = ""
            while line := self.rfile.readline().decode().strip():
                verb = line.split(" ")[0].upper()
                if verb == "DATA":
                    self._say("354 go on")
                    self._take(rcpt)
                elif verb == "QUIT":
                    self._say("221 bye")
                    return
                elif verb == "RCPT" and post.mishaps and str(post.mishaps[0]).startswith("rcpt "):
                    self._say(str(post.mishaps.pop(0))[5:])
                else:
                    rcpt = line if verb == "RCPT" else rcpt
                    self._say("250 Ok")

        def _take(self, rcpt: str) -> None:
            lines = []
            while (line := self.rfile.readline().decode().rstrip("\r\n")) != ".":
                lines.append(line)
            if post.mishaps:
                self._say(str(post.mishaps.pop(0)))
                return
            post.taken.append({"to": rcpt.partition("<")[2].rstrip(">"), "lines": lines})
            self._say(f"250 2.0.0 Ok: queued as {len(post.taken)}")

        def _say(self, words: str) -> None:
            self.wfile.write(f"{words}\r\n".encode())

    with _served(socketserver.ThreadingTCPServer, Handler) as port:
        post.address = f"smtp://127.0.0.1:{port}"
        yield post


@contextmanager
def webhook() -> Iterator[Post]:
    """A web server that takes JSON; every message is answered with its number."""
    post = Post()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            mishap = post.mishaps.pop(0) if post.mishaps else 200
            if mishap in (200, "silent"):
                headers = {name.lower(): value for name, value in self.headers.items()}
                post.taken.append({"path": self.path, "headers": headers, "raw": body, "said": json.loads(body)})
            if mishap == "silent":
                return
            answer = json.dumps({"errcode": 0, "id": len(post.taken)}).encode()
            self.send_response(mishap)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    with _served(ThreadingHTTPServer, Handler) as port:
        post.address = f"http://127.0.0.1:{port}"
        yield post


@contextmanager
def _served(kind: type[socketserver.TCPServer], handler: Any) -> Iterator[int]:
    server = kind(("127.0.0.1", 0), handler)
    server.daemon_threads = True  # type: ignore[attr-defined]
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
