"""Web pages: what a reader sees, and what stands in the source besides."""

from __future__ import annotations

import re

from lxml import etree, html

from gongkai.screening.errors import CannotScreen
from gongkai.screening.findings import Place
from gongkai.screening.gathering import Gathering
from gongkai.screening.plain import decoded

_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*[01](?:\.\d+)?(?:px|pt)?\s*(?:;|$)|"
    r"opacity\s*:\s*0(?:\.0+)?\s*(?:;|$)|"
    r"text-indent\s*:\s*-\d{3,}|left\s*:\s*-\d{3,}",
    re.IGNORECASE,
)
_WHITE = re.compile(r"(?<![-\w])color\s*:\s*(?:#fff(?:fff)?\b|white\b)", re.IGNORECASE)
_BACKGROUND = re.compile(r"background(?:-color)?\s*:", re.IGNORECASE)
_BREAKING = frozenset(
    "p div br tr li h1 h2 h3 h4 h5 h6 table section article header footer ul ol dl dt dd blockquote pre "
    "title caption".split()
)
_WORDLESS = frozenset({"script", "style", "template"})
_SPEAKING = (
    "alt",
    "title",
    "content",
    "placeholder",
    "value",
    "aria-label",
    "href",
    "summary",
    "label",
    "data-name",
    "data-title",
)
_MEND = "删去后再公开"


def look_at_page(name: str, data: bytes, gathering: Gathering) -> None:
    """The words of a page in order; hidden elements, comments, scripts, attributes and outside parts apart."""
    text = decoded(name, data)
    try:
        root = html.document_fromstring(
            text.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8", huge_tree=False)
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as problem:
        raise CannotScreen("damaged", f"{name}：网页已损坏，重新导出后再上传。") from problem
    for comment in root.iter(etree.Comment):
        words = (comment.text or "").strip()
        if words:
            gathering.hidden("comment", "doubtful", Place("attribute"), words, "源代码里有注释", _MEND)
    for element in root.iter("*"):
        _besides(element, gathering)
    for element in list(root.iter("*")):
        if _unseen(element) and element.getparent() is not None:
            words = " ".join(" ".join(str(one) for one in element.itertext()).split())
            if words:
                gathering.hidden("hidden_text", "sure", Place("attribute"), words, "有不显示的文字", _MEND)
            _cut(element)
        elif _WHITE.search(style := element.get("style", "")) and not _BACKGROUND.search(style):
            # What lies behind it may be set by a style sheet, which nobody reads here.
            words = " ".join(" ".join(str(one) for one in element.itertext()).split())
            gathering.hidden(
                "hidden_text", "doubtful", Place("attribute"), words, "有白色的文字", _MEND, screened=False
            )
    for number, words in enumerate(_lines(root), start=1):
        gathering.add(Place("body", paragraph=number), words)


def _unseen(element: etree._Element) -> bool:
    if element.tag in _WORDLESS | {"head", "noscript"}:
        return False
    return element.get("hidden") is not None or _HIDDEN.search(element.get("style", "")) is not None


def _besides(element: etree._Element, gathering: Gathering) -> None:
    place = Place("attribute", name=str(element.tag))
    for name in _SPEAKING:
        words = element.get(name, "")
        if words and not words.startswith(("#", "http", "/", "./", "../", "javascript:")):
            gathering.add(place, words.removeprefix("mailto:").removeprefix("tel:"), hidden=True)
    if element.tag == "meta" and (element.get("name") or "").lower() in {
        "author",
        "generator-user",
        "owner",
        "reply-to",
    }:
        gathering.hidden(
            "metadata", "doubtful", place, element.get("content", ""), "留有作者等信息", _MEND, screened=False
        )
    if element.tag == "input" and (element.get("type") or "").lower() == "hidden" and element.get("value"):
        gathering.hidden("form_field", "doubtful", place, element.get("value", ""), "有隐藏的表单域", _MEND)
    if element.tag in {"script", "iframe", "object", "embed"} or any(
        key.startswith("on") for key in map(str, element.attrib)
    ):
        words = (element.text or "") if element.tag == "script" else element.get("src", "") or element.get("data", "")
        gathering.hidden("script", "doubtful", place, words, "带有脚本或者嵌入的外部内容", _MEND)


def _cut(element: etree._Element) -> None:
    """Take an element out and leave the words behind it."""
    parent, tail = element.getparent(), element.tail or ""
    if parent is None:
        return
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)


def _lines(root: etree._Element) -> list[str]:
    """The words in order, a line for each block; without recursion, since pages may be nested without end."""
    parts: list[str] = []
    stack: list[tuple[etree._Element, bool]] = [(root, False)]
    while stack:
        node, done = stack.pop()
        broken = node.tag in _BREAKING
        if done:
            parts += ["\n" if broken else "\t" if node.tag in {"td", "th"} else "", node.tail or ""]
        elif isinstance(node, etree._Comment | etree._ProcessingInstruction) or node.tag in _WORDLESS:
            parts.append(node.tail or "")
        else:
            parts += ["\n" if broken else "", node.text or ""]
            stack.append((node, True))
            stack.extend((child, False) for child in reversed(node))
    return [
        line
        for line in (re.sub(r"[ \r\f\v]+", " ", one).strip(" ") for one in "".join(parts).split("\n"))
        if line.strip()
    ]
