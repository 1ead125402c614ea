"""Traditional characters to simplified ones, for comparing with the statutory labels."""

from __future__ import annotations

from functools import cache

from opencc import OpenCC


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


def to_simplified(text: str) -> str:
    """The text in simplified characters; digits, letters, spaces and punctuation stay as they are."""
    if text.isascii():
        return text
    converted: str = _converter().convert(text)
    return converted
