"""The running text of a cleaned body: one line a block, no markup."""

from __future__ import annotations

import re
from html import unescape

ENDS = re.compile(r"</(?:p|h2|h3|h4|li|td|th|tr)>|<br ?/?>")
TAGS = re.compile(r"<[^>]+>")


def plain(html: str) -> str:
    """The text of markup that `clean_html` gave."""
    return unescape(TAGS.sub("", ENDS.sub("\n", html))).strip("\n")
