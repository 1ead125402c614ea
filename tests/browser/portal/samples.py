"""Where a citizen meets each kind of public page. A kind without an entry fails `test_every_kind_has_a_sample`."""

from __future__ import annotations

from tests.browser.portal.conftest import District

# Kinds that no browser shows as a page, and why.
NO_PAGE = {
    "record-file": "an attachment", "download": "an attachment", "unit-items-file": "an attachment",
    "record-qr": "a picture", "site-emblem": "a picture", "visit-image": "a picture",
    "record-json": "data", "open-catalogue": "data", "open-catalogue-csv": "data", "open-catalogue-json": "data",
    "feed-rss": "a feed", "feed-atom": "a feed", "feed-rss-unit": "a feed", "feed-atom-unit": "a feed",
    "sitemap": "for crawlers", "sitemap-pages": "for crawlers", "sitemap-piece": "for crawlers",
    "robots": "for crawlers", "search-suggest": "an answer to the script", "visit": "counts",
    "health": "for the operator", "site-css": "a style sheet", "display": "leads back to the page it came from",
    "check-copy": "a file made of what was posted", "request-piece": "takes pieces of files",
    "request-follow-file": "an attachment", "request-sign-in": "leads to the identity service",
    "request-sign-in-back": "the form, come to from the identity service",
}  # fmt: skip
# The terminal has a screen, a frame and tests of its own.
ELSEWHERE = "terminal"
CLASS = "art20_01_rules_and_normative_docs"
TOWN, OFFICE = "/units/QZ-QG-TL", "/units/QZ-QG-ZFB"
# The address to look at where it is not simply the first that the kind itself names.
SHOWN: dict[str, tuple[str, ...]] = {
    "column": ("/annual/", "/annual/?q=没有这样的单位"),
    "report": ("/annual/QZ-QG/2025/", "/annual/QZ-LC-ZFB/2020/", "/annual/QZ-QG-XZFW/2018/"),
    "compare": ("/annual/QZ-QG/compare/",),
    "check": ("/annual/check/",),
    "unit": (f"{OFFICE}/", "/units/QZ/"),
    "unit-guide": (f"{TOWN}/guide/", "/units/QZ/guide/"),
    "unit-institutions": (f"{TOWN}/institutions/",),
    "unit-systems": (f"{TOWN}/systems/",),
    "unit-contents": (f"{OFFICE}/contents/",),
    "unit-class": (f"{TOWN}/contents/{CLASS}/",),
    "unit-rules": (f"{OFFICE}/rules/",),
    "unit-annual": ("/units/QZ-QG/annual/",),
    "unit-request": (f"{TOWN}/request/",),
    "unit-reading-points": (f"{TOWN}/reading-points/",),
    "library": (
        "/library/",
        "/library/?q=保洁&validity=repealed&kind=normative_document",
        "/library/?q=没有这样的文件&year=2026",
    ),
    "search": ("/search/?q=饮水", "/search/", "/search/?q=没有这样的话"),
    "browse-value": ("/browse/agency/QZ-QG-TL/",),
    "request-new": ("/request/new/?unit=QZ-QG-TL",),
    "request-follow": ("/request/follow/",),
    "complaint": ("/complaint/",),
    "correct-record": ("/correct-record/",),
}
# Pages that belong to no kind: what a reader gets who asks for what is not there.
MISSING = "/nowhere"
# Lists of a full page of records, nothing beside them.
LISTS = ("class", "unit-class", "rules", "records", "browse-value", "contents")


def addresses(kind: str, district: District) -> tuple[str, ...]:
    """The pages to look at for a kind: those named above, every remarkable record, else the first that exists."""
    if kind == "record":
        return tuple(district.record(name) for name in district.records)
    return SHOWN.get(kind) or (district.kinds[kind],)
