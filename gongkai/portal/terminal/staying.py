"""Text of a record without a way out of the terminal: a link to another record stays, any other becomes its address."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import unquote, urlsplit

from django.conf import settings
from lxml.html import HtmlElement, fragment_fromstring, tostring

RECORDS = "/records/"


def kept_inside(body: str, address_of: Callable[[str], str]) -> str:
    """The same markup; `address_of` gives the terminal's page of an index number. Raises nothing for odd addresses."""
    if "<a" not in body:
        return body
    root = fragment_fromstring(body, create_parent="div")
    for link in list(root.iter("a")):
        _kept(link, address_of)
    inner: str = tostring(root, encoding="unicode", method="html")
    return inner[len("<div>") : -len("</div>")]


def _kept(link: HtmlElement, address_of: Callable[[str], str]) -> None:
    target = "".join(letter for letter in link.attrib.pop("href", "") if letter.isprintable()).strip()
    number = _record(target)
    if number:
        link.attrib["href"] = address_of(number)
        return
    said = link.text_content().strip()
    link.tag = "span"
    if target and not target.startswith("#") and target != said:
        last = link[-1] if len(link) else None
        tail = f"（{target}）"
        if last is None:
            link.text = (link.text or "") + tail
        else:
            last.tail = (last.tail or "") + tail


def _record(target: str) -> str:
    """The index number of the record page that an address of this site names; empty for any other."""
    try:
        parts = urlsplit(target)
        own = urlsplit(settings.BASE_URL)
    except ValueError:
        return ""
    path = unquote(parts.path)
    if (parts.scheme or parts.netloc) and (parts.scheme, parts.netloc) != (own.scheme, own.netloc):
        return ""
    if not path.startswith(RECORDS) or not path.endswith("/") or ".." in path:
        return ""
    return path[len(RECORDS) : -1]
