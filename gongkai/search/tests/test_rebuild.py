"""Building anew: the old copy answers until the new one is whole; nothing that happens meanwhile is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from gongkai.kit import worker
from gongkai.search import index, rebuild
from gongkai.search.asked import Asked
from gongkai.search.asking import ask
from gongkai.search.engines.chosen import engine
from gongkai.search.index import Document
from gongkai.search.jobs import build_a_piece
from gongkai.search.looking import Look
from gongkai.search.models import IndexedDocument, IndexState
from gongkai.search.rebuild import Difference, Source
from gongkai.search.tests.making import FIRST, ON, document, numbers, put

pytestmark = pytest.mark.django_db


@pytest.fixture
def public(monkeypatch: pytest.MonkeyPatch) -> dict[str, Document]:
    """Everything that is public: a source of records and one of guides read it."""
    things: dict[str, Document] = {}

    def source(kind: str) -> Source:
        def keys(after: str, limit: int) -> list[str]:
            return sorted(key for key, one in things.items() if one.kind == kind and key > after)[:limit]

        def documents(keys: list[str]) -> list[Document]:
            return [things[key] for key in keys if key in things]

        return Source(kind, kind, keys, documents)

    monkeypatch.setattr(rebuild, "_SOURCES", {kind: source(kind) for kind in ("record", "guide")})
    return things


def publish(things: dict[str, Document], *documents: Document) -> None:
    things.update({one.key: one for one in documents})
    put(*documents)


def build(limit: int = 3) -> Iterator[None]:
    rebuild.begin()
    while rebuild.step(limit):
        yield
    rebuild.finish()


def state() -> IndexState:
    return IndexState.objects.get(id=1)


def test_what_was_public_before_the_index_is_filled_in_by_the_worker(public: dict[str, Document]) -> None:
    public.update({one.key: one for one in (document(1), document(2, kind="guide"))})
    assert (numbers("清淤"), list(rebuild.differences())) == ([], [
        Difference("guide", "K-00002", True), Difference("record", "K-00001", True),
    ])  # fmt: skip
    assert any(job.name == "search-index" for job in worker.jobs())
    while build_a_piece(FIRST):
        pass
    assert (numbers("清淤"), list(rebuild.differences()), state().whole) == ([2, 1], [], True)
    assert build_a_piece(FIRST) == 0
    assert state().active == "b"


def test_the_old_copy_answers_until_the_new_one_is_whole(public: dict[str, Document]) -> None:
    publish(public, *(document(number) for number in range(10)))
    list(build())
    active = state().active
    for _ in build():
        assert len(numbers("清淤")) == 10
        assert state().active == active
    assert len(numbers("清淤")) == 10
    assert state().active != active
    assert engine().present(active, list(IndexedDocument.objects.values_list("id", flat=True))) == set()


def test_what_happens_meanwhile_is_in_both(public: dict[str, Document]) -> None:
    publish(public, *(document(number) for number in range(9)))
    building = build()
    next(building)
    publish(
        public, document(20, text="新发布"), replace(document(0), text="已修订"), replace(document(8), text="已修订")
    )
    del public["K-00001"], public["K-00007"]
    index.remove("record", "K-00001")
    index.remove("record", "K-00007")
    assert (numbers("新发布"), numbers("已修订")) == ([20], [8, 0])
    list(building)
    assert (numbers("新发布"), numbers("已修订")) == ([20], [8, 0])
    assert numbers("清淤") == [20, 8, 6, 5, 4, 3, 2, 0]
    assert list(rebuild.differences()) == []


def test_an_interrupted_building_goes_on_where_it_stood(public: dict[str, Document]) -> None:
    publish(public, *(document(number) for number in range(9)))
    next(build())
    assert (state().building, state().done, state().after_key) == ("b", 3, "K-00002")
    assert len(numbers("清淤")) == 9
    assert rebuild.begin() is False
    assert (sum(1 for _ in rebuild.pieces(3)), rebuild.finish()) == (6, 0)
    assert list(rebuild.differences()) == []


def test_a_building_can_be_thrown_away(public: dict[str, Document]) -> None:
    publish(public, *(document(number) for number in range(5)))
    next(build())
    assert rebuild.begin(anew=True) is True
    assert state().done == 0
    assert sum(1 for _ in rebuild.pieces()) == 5


def test_what_is_found_and_not_public_is_told_and_cleared(public: dict[str, Document]) -> None:
    publish(public, document(1), document(2))
    put(document(3, kind="stray"))
    del public["K-00002"]
    assert list(rebuild.differences()) == [
        Difference("record", "K-00002", False),
        Difference("stray", "K-00003", False),
    ]
    list(build())
    assert (numbers("清淤"), list(rebuild.differences())) == ([1], [])


def test_what_another_hand_removes_is_found_no_more(public: dict[str, Document]) -> None:
    publish(public, document(1), document(2))
    IndexedDocument.objects.filter(key="K-00002").delete()
    assert (numbers("清淤"), numbers("-甲")) == ([1], [1])
    publish(public, document(2, text="再发布"))
    assert (numbers("再发布"), numbers("清淤")) == ([2], [2, 1])


def test_finishing_what_was_not_begun_changes_nothing(public: dict[str, Document]) -> None:
    publish(public, document(1))
    assert (rebuild.step(), rebuild.finish(), numbers("清淤")) == (0, 0, [1])


@pytest.mark.parametrize("filled", [False, True])
def test_a_look_goes_on_in_the_copy_that_answers_by_then(public: dict[str, Document], filled: bool) -> None:
    publish(public, *(document(number) for number in range(4)))
    look = Look()
    assert len(look.matching(Asked(on=ON, words="清淤"))[0]) == 4
    list(build())
    if filled:
        # The copy left behind is being filled for the next time: what it holds so far is no answer.
        rebuild.begin()
        assert rebuild.step(1) == 1
    assert len(look.matching(Asked(on=ON, words="通知"))[0]) == 4
    assert ask(Asked(on=ON, words="河道"), look=look).total == 4
