"""The facts a question may be narrowed by as tokens beside the words: words and filters are one look into the index."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.search.models import IndexedDocument

# The field of the document and the letter its tokens begin with. A text never gives a token of digits and letters both.
LETTERS = {
    "kind": "k",
    "agency": "a",
    "class_code": "c",
    "category": "i",
    "genre": "g",
    "document_kind": "d",
    "topic": "t",
    "year": "y",
}
# Borne by every document: what to begin from where words are only excluded.
EVERY = "0all"


def facet(field: str, value: str | int) -> str:
    """The token of one value of a field. Raises KeyError for a field nobody can narrow by."""
    return f"0{LETTERS[field]}{str(value).encode().hex()}"


def facets_of(document: IndexedDocument) -> Iterator[str]:
    """All tokens of one document."""
    yield EVERY
    for field in LETTERS:
        value = getattr(document, field)
        if value not in ("", None):
            yield facet(field, value)
