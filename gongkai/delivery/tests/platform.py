"""A server that speaks the interfaces of WeChat and WeCom over HTTP on this machine, and misbehaves when told to."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

APP_ID, SECRET, KEY = "wx0123456789abcdef", "the-secret-of-the-account", "the-key-of-the-robot"
GONE = {"errcode": 40007, "errmsg": "invalid media_id"}


@dataclass
class Platform:
    """What the platform holds. `mishaps` by path: the next calls there answer so instead; each is used once.

    A mishap is a map (answered, nothing done), or "lost" (done, but the line breaks before the answer), "redirect",
    "fault", "junk", "long", "silent" (done, never answered).
    """

    base: str = ""
    tokens: list[str] = field(default_factory=list)
    covers: dict[str, bytes] = field(default_factory=dict)
    drafts: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    published: list[dict[str, Any]] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    mishaps: dict[str, list[Any]] = field(default_factory=dict)
    ended: Event = field(default_factory=Event)
    number: int = 0

    def mishap(self, path: str, *what: Any) -> None:
        """Have the next calls of that path go wrong in that way."""
        self.mishaps.setdefault(path, []).extend(what)

    def count(self, path: str) -> int:
        """How many calls came there."""
        return self.calls.count(path)

    def expire(self) -> None:
        """No token given so far is taken any more."""
        self.tokens.clear()

    def publish(self, media_id: str) -> str:
        """Somebody publishes the draft in the platform's own pages; the article's address."""
        (news,) = self.drafts.pop(media_id)
        self.published.append(news | {"url": f"https://mp.weixin.qq.com/s/{media_id}"})
        return str(self.published[-1]["url"])

    def answer(self, path: str, query: dict[str, str], body: bytes) -> dict[str, Any]:
        """What the platform does and says."""
        if path == "/cgi-bin/webhook/send":
            return self._robot(query, json.loads(body))
        if path == "/cgi-bin/stable_token":
            return self._token(json.loads(body))
        if query.get("access_token") not in self.tokens[-1:]:
            return {"errcode": 42001 if query.get("access_token") else 41001, "errmsg": "access_token expired"}
        if path == "/cgi-bin/material/add_material":
            return self._cover(query, body)
        return self._draft(path, json.loads(body))

    def _robot(self, query: dict[str, str], said: dict[str, Any]) -> dict[str, Any]:
        if query.get("key") != KEY:
            return {"errcode": 93000, "errmsg": "invalid webhook url"}
        assert said["msgtype"] == "markdown" and len(said["markdown"]["content"].encode()) <= 4096
        self.messages.append(said["markdown"]["content"])
        return {"errcode": 0, "errmsg": "ok"}

    def _token(self, said: dict[str, Any]) -> dict[str, Any]:
        assert said["grant_type"] == "client_credential"
        if said["appid"] != APP_ID:
            return {"errcode": 40013, "errmsg": "invalid appid"}
        if said["secret"] != SECRET:
            return {"errcode": 40125, "errmsg": "invalid appsecret"}
        if said["force_refresh"] or not self.tokens:
            self.number += 1
            self.tokens.append(f"token-{self.number}")
        return {"access_token": self.tokens[-1], "expires_in": 7200}

    def _cover(self, query: dict[str, str], body: bytes) -> dict[str, Any]:
        assert query["type"] == "thumb" and b'name="media"; filename=' in body
        picture = body.split(b"\r\n\r\n", 1)[1].rsplit(b"\r\n--", 1)[0]
        assert picture.startswith(b"\xff\xd8\xff") and len(picture) <= 64 * 1024
        self.number += 1
        self.covers[f"cover-{self.number}"] = picture
        return {"media_id": f"cover-{self.number}", "url": "https://example.invalid/cover"}

    def _draft(self, path: str, said: dict[str, Any]) -> dict[str, Any]:
        if path == "/cgi-bin/draft/add":
            for news in said["articles"]:
                if news["thumb_media_id"] not in self.covers:
                    return GONE
                if len(news["title"]) > 64:
                    return {"errcode": 45003, "errmsg": "title size out of limit"}
                assert len(news["digest"]) <= 120 and 0 < len(news["content"]) < 20_000 and len(news["author"]) <= 16
            self.number += 1
            self.drafts[f"draft-{self.number}"] = said["articles"]
            return {"media_id": f"draft-{self.number}"}
        if path in ("/cgi-bin/draft/get", "/cgi-bin/draft/delete") and said["media_id"] not in self.drafts:
            return GONE
        if path == "/cgi-bin/draft/get":
            return {"news_item": self.drafts[said["media_id"]]}
        if path == "/cgi-bin/draft/delete":
            del self.drafts[said["media_id"]]
            return {"errcode": 0, "errmsg": "ok"}
        if path == "/cgi-bin/draft/batchget":
            return _page([{"media_id": key, "content": {"news_item": news}} for key, news in self.drafts.items()], said)
        assert path == "/cgi-bin/freepublish/batchget", path
        return _page([{"article_id": "1", "content": {"news_item": [news]}} for news in self.published], said)


def _page(items: list[dict[str, Any]], said: dict[str, Any]) -> dict[str, Any]:
    assert said["no_content"] == 1 and 1 <= said["count"] <= 20
    found = items[said["offset"] : said["offset"] + said["count"]]
    return {"total_count": len(items), "item_count": len(found), "item": found}


@contextmanager
def running() -> Iterator[Platform]:
    """The platform, served until the end of the block."""
    platform = Platform()

    class Handler(BaseHTTPRequestHandler):
        """One call."""

        def do_POST(self) -> None:
            parts = urlsplit(self.path)
            body = self.rfile.read(int(self.headers["Content-Length"]))
            platform.calls.append(parts.path)
            waiting = platform.mishaps.get(parts.path, [])
            mishap = waiting.pop(0) if waiting else None
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            if isinstance(mishap, dict):
                self._say(json.dumps(mishap).encode())
            elif mishap == "redirect":
                self.send_response(302)
                self.send_header("Location", f"{platform.base}/elsewhere")
                self.send_header("Content-Length", "0")
                self.end_headers()
            elif mishap == "fault":
                self.send_error(502)
            elif mishap in ("junk", "long"):
                self._say(b"<html>" if mishap == "junk" else b'{"a": "' + b"x" * 5_000_000 + b'"}')
            else:
                said = json.dumps(platform.answer(parts.path, query, body)).encode()
                if mishap == "silent":
                    platform.ended.wait(10)
                if mishap is None:
                    self._say(said)

        def _say(self, said: bytes) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            # Whoever asked may want no more.
            with suppress(OSError):
                self.wfile.write(said)

        def log_message(self, *said: Any) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    platform.base = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield platform
    finally:
        platform.ended.set()
        server.shutdown()
        server.server_close()
        thread.join()
