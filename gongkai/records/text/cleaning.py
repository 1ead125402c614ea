"""Cleaning of official text: whatever is pasted or imported becomes plain paragraphs, headings, lists and tables."""

from __future__ import annotations

import nh3
from lxml.html import HtmlElement, fragment_fromstring

from gongkai.kit.action import Refused
from gongkai.records.text.blocks import blocks_of
from gongkai.records.text.runs import UNSEEN

# Characters of markup that are looked at; a document of this platform has some tens of thousands.
LONGEST = 3_000_000
DEEPEST = 200
WITHOUT_CONTENT = {"script", "style", "title", "xml", "template", "noscript", "iframe", "object", "svg", "math", "head"}
# What is needed to understand pasted markup; styles only tell the lists of office programs, and are gone afterwards.
UNDERSTOOD = {
    "p", "div", "section", "article", "main", "header", "footer", "aside", "blockquote", "center", "pre", "dl", "dt",
    "dd", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "table", "caption", "thead", "tbody", "tfoot", "tr",
    "td", "th", "strong", "b", "sup", "sub", "br", "a", "span",
}  # fmt: skip
KEPT = {
    "p",
    "h2",
    "h3",
    "h4",
    "ul",
    "ol",
    "li",
    "table",
    "thead",
    "tbody",
    "tr",
    "td",
    "th",
    "strong",
    "sup",
    "sub",
    "br",
    "a",
}
ATTRIBUTES = {
    "a": {"href"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "ol": {"start", "type"},
}
_first = nh3.Cleaner(
    tags=UNDERSTOOD,
    clean_content_tags=WITHOUT_CONTENT,
    attributes=ATTRIBUTES | {"p": {"style"}, "span": {"style"}},
    filter_style_properties={"mso-list"},
    link_rel=None,
    url_schemes={"http", "https", "mailto"},
)
_last = nh3.Cleaner(
    tags=KEPT,
    clean_content_tags=WITHOUT_CONTENT,
    attributes=ATTRIBUTES,
    link_rel=None,
    url_schemes={"http", "https", "mailto"},
)


def clean_html(html: str) -> str:
    """The text in the one form that is kept: p, h2 to h4, ol, ul, table, strong, sup, sub, br, a; "" for none.

    Cleaning a cleaned text changes nothing. Words and figures are never changed; blanks are folded, unseen characters
    dropped. Raises Refused "body-too-long" above LONGEST characters, "body-too-deep" for markup nested without end.
    """
    if len(html) > LONGEST:
        raise Refused("body-too-long", f"正文过长（{len(html)} 个字符），未保存。请把附表、附图作为附件上传后再试。")
    known = UNSEEN.sub("", _first.clean(UNSEEN.sub("", html)))
    if not known.strip():
        return ""
    try:
        root = fragment_fromstring(known, create_parent="div")
        if _depth(root) > DEEPEST:
            raise Refused("body-too-deep", "正文的嵌套层数过多，无法识别，未保存。请先粘贴到记事本，再复制到正文。")
        return _last.clean("".join(blocks_of(root)))
    except RecursionError:
        raise Refused(
            "body-too-deep", "正文的嵌套层数过多，无法识别，未保存。请先粘贴到记事本，再复制到正文。"
        ) from None


def _depth(root: HtmlElement) -> int:
    deepest, waiting = 0, [(root, 1)]
    while waiting:
        node, depth = waiting.pop()
        deepest = max(deepest, depth)
        waiting += [(child, depth + 1) for child in node]
    return deepest
