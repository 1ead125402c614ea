"""A published record as an article of WeChat: made from what is public, cut to what the platform takes.

Titles, digests and texts have the platform's limits (D-243). Nothing but plain paragraphs, headings, lists, tables and
emphasis stands in the text; links are words, attachments are named and lead to the page.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

import nh3
from django.conf import settings
from django.urls import reverse
from lxml.html import HtmlElement, fragment_fromstring, tostring

from gongkai.delivery.models import Push
from gongkai.kit.who import VISITOR
from gongkai.records import published
from gongkai.records.models import Publication

# Characters. The text must stay below 20,000, markup included; the rest is for the lines round it.
DIGEST, TEXT, AUTHOR = 120, 19_999, 16
MORE = "……"
HEAD = ("index_number", "doc_number", "issuer", "formed_on")
TAGS = {
    "p", "h2", "h3", "h4", "ul", "ol", "li", "table", "thead", "tbody", "tr", "td", "th", "strong", "sup", "sub", "br",
}  # fmt: skip
CELLS = {"colspan", "rowspan"}
_cleaner = nh3.Cleaner(
    tags=TAGS, attributes={"td": CELLS, "th": CELLS, "ol": {"start"}}, link_rel=None,
    clean_content_tags={"script", "style", "iframe", "object", "svg", "math"},
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Article:
    """The article. `title` may be cut, `full_title` is not; `whole` is false where the text is; `content` is clean."""

    title: str
    full_title: str
    author: str
    digest: str
    content: str
    page: str
    whole: bool

    def as_sent(self, key: str, cover: str) -> dict[str, Any]:
        """The article as the interface takes it; the source address carries the key by which it is found again."""
        return {
            "title": self.title, "author": self.author, "digest": self.digest, "content": self.content,
            "content_source_url": source_of(self.page, key), "thumb_media_id": cover,
            "need_open_comment": 0, "only_fans_can_comment": 0,
        }  # fmt: skip


def page_of(number: str) -> str:
    """The public address of a record's page."""
    return f"{settings.BASE_URL}{reverse('portal:record', args=(number,))}"


def source_of(page: str, key: str) -> str:
    """The address behind 阅读原文: the page, with the key of the push."""
    return f"{page}?wx={key}"


def source_of_push(push: Push) -> str:
    """The address by which the article of a push is found at the platform."""
    return source_of(page_of(push.publication.index_number), push.key)


def article_of(publication: Publication, on: date) -> Article | None:
    """The article, or None where this version is not what is public now."""
    record = published.find(VISITOR, publication.index_number, on)
    if record is None or record.withdrawn or record.version != publication.version:
        return None
    title, page = cut(record.title, settings.WECHAT_TITLE), page_of(record.number)
    known = {code: f"<p>{escape(label)}：{escape(value)}</p>" for code, label, value in record.metadata}
    before = [f"<p><strong>{escape(record.title)}</strong></p>"] if title != record.title else []
    before += [known[code] for code in HEAD if code in known]
    after = [f"<p>{escape(record.footer)}</p>"] if record.footer else []
    if record.files:
        names = "".join(f"<li>{escape(one.name)}</li>" for one in record.files)
        after.append(f"<p>附件请点文末“阅读原文”，在公开页面下载：</p><ul>{names}</ul>")
    after.append(f"<p>公开页面：{escape(page)}</p>")
    body, whole = _fitting(_cleaner.clean(record.body), TEXT - sum(map(len, before + after)))
    words = " ".join((record.summary or fragment(record.body).text_content()).split())
    return Article(
        title, record.title, cut(settings.WECHAT_AUTHOR or record.agency_name, AUTHOR), cut(words, DIGEST),
        "".join([*before, body, *after]), page, whole,
    )  # fmt: skip


def cut(words: str, most: int) -> str:
    """The words, or as many as fit with the sign that there are more."""
    return words if len(words) <= most else words[: max(0, most - len(MORE))] + MORE


def fragment(markup: str) -> HtmlElement:
    """The markup below one element."""
    return fragment_fromstring(markup, create_parent="div")


def _fitting(body: str, room: int) -> tuple[str, bool]:
    """The text, or its first blocks with a word that there is more; whether it is whole."""
    if len(body) <= room:
        return body, True
    more = "<p>正文较长，全文请点文末“阅读原文”。</p>"
    kept, left = [], room - len(more)
    for block in fragment(body):
        said = tostring(block, encoding="unicode")
        if len(said) > left:
            break
        kept.append(said)
        left -= len(said)
    return "".join([*kept, more]), False
