"""Web pages: visible text as lines and data tables as tables; nothing is fetched, no script is run."""

from __future__ import annotations

import email
import email.policy
import re
from email.message import EmailMessage
from typing import cast

from lxml import etree

from gongkai.annual.documents import CannotRead, Line, Place
from gongkai.annual.sources.encoding import decode
from gongkai.annual.sources.html_tables import Rows
from gongkai.annual.sources.layout import Content, Draft, settle
from gongkai.annual.sources.limits import Limits, Tally, in_megabytes
from gongkai.annual.sources.spaces import collapsed

_DROPPED = {
    "script",
    "style",
    "noscript",
    "template",
    "head",
    "svg",
    "iframe",
    "object",
    "select",
    "button",
    "textarea",
}
_AROUND = {"nav", "footer", "aside"}
_AROUND_ROLES = {"navigation", "contentinfo", "search", "complementary"}
_BLOCKS = {
    *(
        "address",
        "article",
        "blockquote",
        "body",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
    ),
    *("form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "ol", "p", "pre", "section"),
    *("ul", "caption", "tr", "td", "th", "table", "tbody", "thead", "tfoot", "legend", "details", "summary"),
}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_TITLE_PARTS = re.compile(r"[_|—–-]")


def read(text: str, limits: Limits) -> Content:
    """A whole page or a fragment. Hidden text and the navigation around an article are left out with a warning."""
    if len(text) > limits.markup_bytes:
        raise CannotRead(
            "too-large", f"网页超过 {in_megabytes(limits.markup_bytes)}，不像一份年度报告，请只提交报告正文。"
        )
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False, encoding="utf-8")
    try:
        root = etree.fromstring(_without_declaration(text).encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as problem:
        raise CannotRead("damaged", "网页内容无法解析，请在浏览器中打开后重新另存再试。") from problem
    if root is None:
        raise CannotRead("empty", "网页里没有内容，请重新保存后再试。")
    page = _Page(Tally(limits))
    page.walk(root)
    items = page.finish()
    title = collapsed(root.findtext(".//title") or "")
    first = _TITLE_PARTS.split(title)[0].strip()
    if first and not page.says(first):
        items.insert(0, Line(title, Place(line=1)))
    return Content(settle(items), page.warnings())


def read_archive(text: str, limits: Limits) -> Content:
    """A page saved as one file (MHTML): its main HTML part, however it is encoded."""
    message = email.message_from_string(text, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                decoded = decode(payload)
                found = read(decoded.text, limits)
                return Content(found.blocks, decoded.warnings + found.warnings)
    raise CannotRead("empty", "单一网页文件（MHTML）里没有网页正文，请在浏览器中重新另存为 HTML 再试。")


def _without_declaration(text: str) -> str:
    """The text is decoded already: what it says about its own encoding would only mislead the parser."""
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    return text.replace("\x00", "")


class _Page:
    """Walks the tree without recursion and gathers lines and draft tables."""

    def __init__(self, tally: Tally) -> None:
        self._tally = tally
        self._items: list[Line | Draft] = []
        self._targets: list[list[Line | Draft]] = [self._items]
        self._tables: list[Rows] = []
        self._words: list[str] = []
        self._heading = 0
        self._plain = 0
        self._line = 1
        self._said: list[str] = []
        self.hidden = 0
        self.around = 0

    def walk(self, root: etree._Element) -> None:
        walker = etree.iterwalk(root, events=("start", "end"))
        skipped: etree._Element | None = None
        for event, element in walker:
            if event == "start":
                if self._is_left_out(element):
                    skipped = element
                    walker.skip_subtree()
                else:
                    self._begin(element)
            else:
                if element is skipped:
                    skipped = None
                else:
                    self._end(element)
                self._say(element.tail)

    def finish(self) -> list[Line | Draft]:
        self._flush()
        return self._items

    def says(self, words: str) -> bool:
        return any(words in line for line in self._said)

    def warnings(self) -> list[str]:
        found = []
        if self.hidden:
            found.append(f"网页有 {self.hidden} 处隐藏内容，没有读取，请在浏览器中核对。")
        if self.around:
            found.append("已略去网页的导航、侧栏和页脚。")
        return found

    def _is_left_out(self, element: etree._Element) -> bool:
        tag = element.tag
        if tag in _DROPPED:
            return True
        if tag in _AROUND or element.get("role") in _AROUND_ROLES:
            self.around += 1
            return True
        if element.get("hidden") is not None or _HIDDEN.search(element.get("style", "")):
            self.hidden += any(part.strip() for part in element.itertext())
            return True
        return False

    def _begin(self, element: etree._Element) -> None:
        tag = element.tag
        if tag == "br":
            self._flush()
        elif tag in _BLOCKS:
            self._flush()
            # The stubs leave the type of this attribute open.
            self._line = cast("int | None", element.sourceline) or self._line
            if tag[0] == "h" and tag[1:].isdigit():
                self._heading = int(tag[1:])
            self._plain += tag == "pre"
        if tag == "table":
            rows = Rows(Place(line=self._line), self._tally)
            self._targets[-1].append(rows.draft)
            self._tables.append(rows)
            self._targets.append(rows.outside)
        elif self._tables and tag == "tr":
            self._tables[-1].next_row()
        elif self._tables and tag in {"tbody", "thead", "tfoot"}:
            self._tables[-1].next_group()
        elif self._tables and tag in {"td", "th"}:
            self._targets.append(self._tables[-1].add(element.get("rowspan", ""), element.get("colspan", "")))
        self._say(element.text)

    def _end(self, element: etree._Element) -> None:
        tag = element.tag
        if tag in _BLOCKS:
            self._flush()
            if tag[0] == "h" and tag[1:].isdigit():
                self._heading = 0
            self._plain -= tag == "pre"
        if tag == "table":
            self._targets.pop()
            outside = self._tables.pop().close()
            # A caption or stray text stands before its table, as a browser shows it.
            self._targets[-1][-1:-1] = outside
        elif self._tables and tag in {"td", "th"}:
            self._targets.pop()

    def _say(self, words: str | None) -> None:
        if words:
            self._words.append(words)

    def _flush(self) -> None:
        if not self._words:
            return
        text = "".join(self._words)
        self._words = []
        parts = text.splitlines() if self._plain else [collapsed(text)]
        for part in parts:
            if part.strip():
                self._tally.add_line()
                self._said.append(part)
                self._targets[-1].append(Line(part, Place(line=self._line), self._heading))
