"""The WeChat platform's interface as documented: token, permanent cover, drafts added, looked up and deleted.

Every call is a POST with the token as a parameter; a token that is no longer taken is renewed once and the call made
again, which is safe since a refused call did nothing. Raises Unreached, Unsure (push_http), PlatformSaid.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from gongkai.delivery.push_http import Outside, Unsure, as_json
from gongkai.delivery.wechat_answers import SECRET_WRONG, WECHAT, Cure, PlatformSaid, refusal

NAME = "公众号平台"
# A token is given up this long before it ends.
EARLY = timedelta(minutes=5)
A_PAGE, MOST_PAGES = 20, 50
NO_SUCH_DRAFT = 40007


@dataclass(frozen=True, slots=True)
class Found:
    """A draft in the box, or an article already published: `address` is then where people read it."""

    media_id: str = ""
    address: str = ""


class TooMany(Exception):
    """The box holds more than is looked through: nothing can be said of what is in it."""


@dataclass(slots=True)
class Account:
    """One account; keeps its token in memory only. `at` is the moment of the round, set by whoever works with it."""

    outside: Outside
    app_id: str
    secret: str = field(repr=False)
    at: datetime
    _token: str = field(default="", repr=False)
    _until: datetime | None = None

    def add_cover(self, picture: bytes) -> str:
        """Upload a JPEG as permanent material; its media id."""
        mark = uuid4().hex
        head = (
            f'--{mark}\r\nContent-Disposition: form-data; name="media"; filename="cover.jpg"\r\n'
            "Content-Type: image/jpeg\r\n\r\n"
        )
        body = head.encode() + picture + f"\r\n--{mark}--\r\n".encode()
        kind = f"multipart/form-data; boundary={mark}"
        return _text(self._call("/cgi-bin/material/add_material", body, kind, type="thumb"), "media_id")

    def add_draft(self, article: dict[str, Any]) -> str:
        """Put one article into the draft box; its media id."""
        return _text(self._call("/cgi-bin/draft/add", as_json({"articles": [article]})), "media_id")

    def articles_in(self, media_id: str) -> int:
        """How many articles that draft holds; 0 where it is no longer in the box, published or deleted."""
        try:
            answer = self._call("/cgi-bin/draft/get", as_json({"media_id": media_id}))
        except PlatformSaid as said:
            if said.code == NO_SUCH_DRAFT:
                return 0
            raise
        count = len(_news({"content": answer}))
        if not count:
            raise Unsure("NotAList")
        return count

    def delete_draft(self, media_id: str) -> None:
        """Delete a draft for good; one that is no longer there is no error here."""
        try:
            self._call("/cgi-bin/draft/delete", as_json({"media_id": media_id}))
        except PlatformSaid as said:
            if said.code != NO_SUCH_DRAFT:
                raise

    def find(self, source: str) -> Found | None:
        """The draft or published article with that source address, published ones first. Raises TooMany."""
        return self.find_published(source) or self._find_draft(source)

    def find_published(self, source: str) -> Found | None:
        """The published article with that source address; those sent to all followers (群发) are not listed."""
        for entry in self._listed("/cgi-bin/freepublish/batchget"):
            for news in _news(entry):
                if news.get("content_source_url") == source and not news.get("is_deleted"):
                    return Found(address=str(news.get("url") or ""))
        return None

    def _find_draft(self, source: str) -> Found | None:
        for entry in self._listed("/cgi-bin/draft/batchget"):
            if any(news.get("content_source_url") == source for news in _news(entry)):
                return Found(media_id=_text(entry, "media_id"))
        return None

    def _listed(self, path: str) -> Iterator[dict[str, Any]]:
        for page in range(MOST_PAGES):
            asked = {"offset": page * A_PAGE, "count": A_PAGE, "no_content": 1}
            answer = self._call(path, as_json(asked))
            found, total = answer.get("item", []), answer.get("total_count", 0)
            if not isinstance(found, list) or not isinstance(total, int):
                raise Unsure("NotAList")
            yield from (one for one in found if isinstance(one, dict))
            if not found or page * A_PAGE + len(found) >= total:
                return
        raise TooMany

    def _call(self, path: str, body: bytes, kind: str = "application/json; charset=utf-8", **query: str) -> Any:
        for renewed in (False, True):
            asked = {"access_token": self._access(renew=renewed), **query}
            answer = self.outside.ask(path, asked, body, kind)
            said = refusal(WECHAT, NAME, answer)
            if said is None:
                return answer
            if said.cure != Cure.TOKEN or renewed:
                raise said
        raise AssertionError("the second round returns or raises")

    def _access(self, *, renew: bool) -> str:
        if not renew and self._until is not None and self.at < self._until:
            return self._token
        asked = {
            "grant_type": "client_credential", "appid": self.app_id, "secret": self.secret, "force_refresh": renew,
        }  # fmt: skip
        answer = self.outside.ask("/cgi-bin/stable_token", {}, as_json(asked))
        said = refusal(WECHAT, NAME, answer)
        if said is not None:
            # 40001 asked for a token means the secret; asked with one, the token.
            raise PlatformSaid(said.code, SECRET_WRONG) if said.cure == Cure.TOKEN else said
        seconds = answer.get("expires_in")
        self._token = _text(answer, "access_token")
        self._until = self.at + timedelta(seconds=seconds if isinstance(seconds, int) else 0) - EARLY
        return self._token


def _news(entry: dict[str, Any]) -> list[dict[str, Any]]:
    content = entry.get("content")
    found = content.get("news_item") if isinstance(content, dict) else None
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _text(answer: dict[str, Any], name: str) -> str:
    value = answer.get(name)
    if not isinstance(value, str) or not value:
        raise Unsure("NotSaid")
    return value
