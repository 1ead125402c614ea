"""White space in markup: line breaks of the source are no text, and Chinese needs no space where one stood."""

from __future__ import annotations

import re

# Full-width and no-break spaces are text; only these six are layout of the source.
_RUN = re.compile(r"[ \t\r\n\f\v]+")
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\u2018-\u201d\u2014\u2026"
_BETWEEN_WIDE = re.compile(f"(?<=[{_WIDE}])[ \t]*[\r\n]+[ \t\r\n]*(?=[{_WIDE}])")


def collapsed(text: str) -> str:
    """As a browser shows it: runs of white space become one space, or none where a line was broken between Chinese."""
    return _RUN.sub(" ", _BETWEEN_WIDE.sub("", text)).replace("\xa0", " ").strip(" ")
