"""The tables of this room: what is indexed, its text, and which of the two copies of the index answers."""

from gongkai.search.models.document import IndexedDocument, IndexedText
from gongkai.search.models.state import IndexState

__all__ = ["IndexState", "IndexedDocument", "IndexedText"]
