"""Building the index anew beside the one that answers, piece by piece, and comparing it with what is public.

The site stays up: the old copy answers until the new one is whole, and what is published or withdrawn meanwhile is
written to both. A building that was interrupted goes on where it stood.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.db import connection, transaction

from gongkai.search import slots
from gongkai.search.engines.chosen import engine
from gongkai.search.index import Document, put_many
from gongkai.search.models import IndexedDocument, IndexState

A_PIECE = 200


@dataclass(frozen=True, slots=True)
class Source:
    """Where the documents of one kind come from; a room that has public things registers one.

    `keys(after, limit)` gives the keys of what is public now, in order, from behind `after`; `documents(keys)` those of
    these that are still public. `label` names the kind to people.
    """

    kind: str
    label: str
    keys: Callable[[str, int], list[str]]
    documents: Callable[[list[str]], Iterable[Document]]


@dataclass(frozen=True, slots=True)
class Difference:
    """Something public that is not found (`missing`), or found although it is not public."""

    kind: str
    key: str
    missing: bool


_SOURCES: dict[str, Source] = {}


def register_source(source: Source) -> None:
    """Make the source of a kind known; a kind registered again is replaced."""
    _SOURCES[source.kind] = source


def sources() -> list[Source]:
    """All sources, by kind: the order in which they are read."""
    return [_SOURCES[kind] for kind in sorted(_SOURCES)]


def total() -> int:
    """How many things are public, of all kinds."""
    return sum(1 for source in sources() for _ in _all_keys(source))


@transaction.atomic
def begin(*, anew: bool = False) -> bool:
    """Begin to build; False where a building is under way and goes on. `anew` throws away what it has."""
    state = held_state()
    if state.building and not anew:
        return False
    state.building = slots.other(state.active)
    state.at_kind, state.after_key, state.done = "", "", 0
    state.save()
    _empty(state.building)
    return True


@transaction.atomic
def step(limit: int = A_PIECE) -> int:
    """Read one piece more into the copy that is being built; how many documents it was, 0 where nothing is left.

    The state is held meanwhile: whoever publishes waits for the piece, and is then newer than it.
    """
    state = held_state()
    if not state.building:
        return 0
    for source in sources():
        if source.kind < state.at_kind:
            continue
        after = state.after_key if source.kind == state.at_kind else ""
        keys = source.keys(after, limit)
        if keys:
            put_many(source.documents(keys), building=True)
            state.at_kind, state.after_key, state.done = source.kind, keys[-1], state.done + len(keys)
            state.save()
            return len(keys)
    return 0


def finish() -> int:
    """Let the new copy answer and empty the old one; how many things went that are public no more."""
    # Looked for before the state is held: it takes seconds where there are a million.
    strays = [found for found in differences() if not found.missing]
    with transaction.atomic():
        state = held_state()
        if not state.building:
            return 0
        gone = [one for one in strays if not _is_public(one)]
        for one in gone:
            IndexedDocument.objects.filter(kind=one.kind, key=one.key).delete()
        _run(slots.filled(connection.vendor, state.building))
        old, state.active, state.building, state.whole = state.active, state.building, "", True
        state.save()
        _empty(old)
    return len(gone)


def pieces(limit: int = A_PIECE) -> Iterator[int]:
    """Read all that is left into the copy that is being built; one item for each document done."""
    while read := step(limit):
        yield from range(read)


def differences() -> Iterator[Difference]:
    """Where the index that answers and what is public disagree, kind by kind."""
    known = {source.kind for source in sources()}
    slot = IndexState.objects.get_or_create(id=1)[0].active
    for source in sources():
        public = set(_all_keys(source))
        rows = dict(IndexedDocument.objects.filter(kind=source.kind).values_list("key", "id"))
        held = engine().present(slot, list(rows.values()))
        found = {key for key, number in rows.items() if number in held}
        yield from (Difference(source.kind, key, True) for key in sorted(public - found))
        yield from (Difference(source.kind, key, False) for key in sorted(set(rows) - public))
    strays = IndexedDocument.objects.exclude(kind__in=known).values_list("kind", "key")
    yield from (Difference(kind, key, False) for kind, key in strays)


def held_state() -> IndexState:
    """The state, held by this transaction alone until it ends."""
    IndexState.objects.get_or_create(id=1)
    return IndexState.objects.select_for_update().get(id=1)


def _is_public(one: Difference) -> bool:
    source = _SOURCES.get(one.kind)
    return source is not None and any(True for _ in source.documents([one.key]))


def _all_keys(source: Source) -> Iterator[str]:
    after = ""
    while keys := source.keys(after, A_PIECE * 25):
        yield from keys
        after = keys[-1]


def _empty(slot: str) -> None:
    _run(slots.emptied(connection.vendor, slot))


def _run(statements: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
