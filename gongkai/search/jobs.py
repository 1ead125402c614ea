"""What the worker does for the index: it fills one that was never whole, and goes on with a building."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit import worker
from gongkai.search import rebuild
from gongkai.search.models import IndexState


def build_a_piece(now: datetime) -> int:
    """One piece of a building under way, or of the first one in a home that was there before the index was."""
    state = IndexState.objects.filter(id=1).first()
    if state is not None and state.whole and not state.building:
        return 0
    rebuild.begin()
    read = rebuild.step()
    if not read:
        rebuild.finish()
    return read


worker.register("search-index", 60, build_a_piece, label="检索索引")
