"""One public page taken apart: the addresses it names, its tags, what it loads without TLS, and its words."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, unquote, urljoin, urlsplit

from django.conf import settings
from lxml import etree, html

# What ends a line of the words, so that a figure that goes through several tags stays one.
LINES = {
    "p", "div", "section", "article", "header", "footer", "nav", "main", "li", "ul", "ol", "dl", "dt", "dd", "tr", "td",
    "th", "table", "h1", "h2", "h3", "h4", "br", "form", "label", "caption", "figcaption", "option", "button",
}  # fmt: skip
UNSEEN = {"script", "style", "template", "noscript", "svg", "nav"}
LOADING = ("script", "img", "source", "audio", "video")
MOST_LINKS = 2000
LONGEST = 600
# Counters and switches: asking them would change or count something.
NOT_ASKED = ("/visit", "/display/")


@dataclass(frozen=True, slots=True)
class Page:
    """`links` and `files` are paths of this site, percent-encoded; `insecure` what is loaded without TLS."""

    links: tuple[str, ...]
    files: tuple[str, ...]
    tags: dict[str, str]
    insecure: tuple[str, ...]
    words: str


def page_of(body: bytes, base: str, address: str) -> Page:
    """The page at that address of the site; an unreadable one is empty. `words` are those of its main part."""
    try:
        tree = html.document_fromstring(body, parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, ValueError):
        return Page((), (), {}, (), "")
    here = base + address
    links: dict[str, None] = {}
    files: dict[str, None] = {}
    insecure: dict[str, None] = {}
    for one in tree.iter("a"):
        told = set(str(one.get("rel") or "").split())
        if "nofollow" not in told and (path := within(str(one.get("href") or "#"), here, base)):
            links[path] = None
    for named in _loaded(tree):
        whole = urljoin(here, named.strip())
        if base.startswith("https:") and whole.startswith("http:"):
            insecure[whole[:LONGEST]] = None
        elif path := within(named, here, base, query=True):
            files[path] = None
    tags = {str(one.get("name")): str(one.get("content") or "").strip() for one in tree.iter("meta") if one.get("name")}
    main = list(tree.iter("main")) or list(tree.iter("body"))
    title = str(tree.findtext(".//title") or "").strip()
    words = "\n".join([title, *(_words(one) for one in main)])
    return Page(tuple(links)[:MOST_LINKS], tuple(files)[:MOST_LINKS], tags, tuple(insecure), words)


def within(href: str, here: str, base: str, *, query: bool = False) -> str:
    """The path of an address named on a page, if it is one of this site's public side that may be asked; else empty.

    Addresses with a query are not walked: there is no end of them. Files may have one.
    """
    try:
        whole = urlsplit(urljoin(here, href.strip()))
        same = f"{whole.scheme}://{whole.netloc}" == base
    except ValueError:
        return ""
    if not same or (whole.query and not query):
        return ""
    path = quote(unquote(whole.path or "/", errors="replace"), safe="/~:@!$&'()*+,;=-._")
    if path.startswith((*settings.PRIVATE_PATHS, *NOT_ASKED)):
        return ""
    path += f"?{whole.query}" if whole.query else ""
    return path if len(path) <= LONGEST else ""


def whole_words(body: bytes) -> str:
    """The words of the whole page, the frame included."""
    try:
        return _words(html.document_fromstring(body, parser=html.HTMLParser(encoding="utf-8")).find("body"))
    except (etree.ParserError, ValueError):
        return ""


def _loaded(tree: html.HtmlElement) -> list[str]:
    """The addresses of everything the page loads by itself."""
    sheets = [
        one.get("href") for one in tree.iter("link") if {"stylesheet", "icon"} & set(str(one.get("rel") or "").split())
    ]
    return [str(one) for one in (*sheets, *(one.get("src") for one in tree.iter(*LOADING))) if one]


def _words(start: html.HtmlElement | None) -> str:
    found: list[str] = []
    if start is not None:
        _walk(start, found)
    lines = (" ".join(line.split()) for line in "".join(found).split("\n"))
    return "\n".join(line for line in lines if line)


def _walk(top: html.HtmlElement, found: list[str]) -> None:
    # No recursion: a page nests as deep as it likes. A comment is not seen, what stands behind it is.
    for event, one in etree.iterwalk(top, events=("start", "end", "comment", "pi")):
        named = isinstance(one.tag, str)
        line = named and one.tag in LINES and not _unseen(one, top)
        if event == "start" and not _unseen(one, top):
            found += ["\n"] if line else []
            found.append(one.text or "")
        elif event != "start":
            found += ["\n"] if line else []
            parent = one.getparent()
            if one is not top and parent is not None and not _unseen(parent, top):
                found.append(one.tail or "")


def _unseen(one: html.HtmlElement, top: html.HtmlElement) -> bool:
    at: html.HtmlElement | None = one
    while at is not None and at is not top:
        if at.tag in UNSEEN:
            return True
        at = at.getparent()
    return top.tag in UNSEEN
