"""What is sent with a file: its type by its name, and the headers that the application sends with the same page.

The example for nginx says the same in its own words; `gongkai pages --check` and a test compare them.
"""

from __future__ import annotations

import re
from pathlib import PurePath

HTML = "text/html; charset=utf-8"
# By the end of the name, the longer first. A kept page whose type is another is not written.
TYPES = (
    ("rss.xml", "application/rss+xml; charset=utf-8"),
    ("atom.xml", "application/atom+xml; charset=utf-8"),
    (".xml", "application/xml; charset=utf-8"),
    (".html", HTML),
    (".json", "application/json; charset=utf-8"),
    (".csv", "text/csv; charset=utf-8"),
    (".svg", "image/svg+xml"),
    (".css", "text/css; charset=utf-8"),
    (".txt", "text/plain; charset=utf-8"),
    (".pdf", "application/pdf"),
)
UNKNOWN = "application/octet-stream"
ATTACHED = re.compile(r"^/records/.+/file/[0-9a-f]{64}/[^/]+$")
# The only kind that a browser shows by itself without being able to run anything of ours; everything else is saved.
SHOWN = ".pdf"
SANDBOX = "default-src 'none'; frame-ancestors 'none'; sandbox"
# Asked again each time, which costs a 304: what was withdrawn must not stand in anybody's cache.
CACHED = "no-cache"
VARY = "Cookie, Accept-Encoding"
# Of what the application sends, only these can be left to the web server or go without saying.
KNOWN = frozenset({
    "content-type", "content-length", "vary", "etag", "last-modified", "cache-control", "content-security-policy",
    "x-content-type-options", "x-frame-options", "referrer-policy", "cross-origin-opener-policy",
    "strict-transport-security", "content-language", "content-encoding",
})  # fmt: skip


def is_attached(path: str) -> bool:
    """Whether the decoded path is that of a record's file, which is sent as the type of its name and nothing else."""
    return ATTACHED.match(path) is not None


def type_of(path: str) -> str:
    """The type of a decoded path."""
    if is_attached(path):
        return "application/pdf" if path.lower().endswith(SHOWN) else UNKNOWN
    name = "index.html" if path.endswith("/") else PurePath(path).name
    return next((kind for end, kind in TYPES if name.endswith(end)), UNKNOWN)


def bare(content_type: str) -> str:
    """The type without its character set, for comparing."""
    return content_type.partition(";")[0].strip().lower()


def beside(path: str) -> dict[str, str]:
    """The headers of a file of that decoded path that no middleware adds."""
    found = {"Cache-Control": CACHED, "Vary": VARY, "X-Frame-Options": "DENY"}
    if is_attached(path) and not path.lower().endswith(SHOWN):
        found |= {"Content-Security-Policy": SANDBOX, "Content-Disposition": "attachment"}
    return found
