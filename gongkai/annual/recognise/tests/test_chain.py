"""Labels are found in their printed order, with slips and breaks, and never out of order."""

from __future__ import annotations

from gongkai.annual.documents import Document, Line, Place
from gongkai.annual.recognise.chain import Anchor, best_chain, finds
from gongkai.annual.recognise.stream import stream_of

ANCHORS = (Anchor("a", ("保护第三方合法权益",)), Anchor("b", ("属于行政执法案卷",)), Anchor("c", ("其他处理",)))


def _chain(text: str) -> list[tuple[str, str]]:
    stream = stream_of(Document("a", "text", (Line(text, Place(line=1)),)))
    found = best_chain(finds(stream, ANCHORS, 0, len(stream.text)))
    return [(ANCHORS[find.anchor].code, stream.text[find.start : find.end]) for find in found]


def test_labels_in_order_are_all_found() -> None:
    assert [code for code, _ in _chain("保护第三方合法权益 1 属于行政执法案卷 2 其他处理 3")] == ["a", "b", "c"]


def test_a_label_with_a_slip_is_still_found_and_borrows_nothing() -> None:
    assert _chain("保护第三方合法权利 1 属于行政执法案卷 2")[1] == ("b", "属于行政执法案卷")
    assert [code for code, _ in _chain("保护第三方法权益 1 属于行政执法案卷 2")] == ["a", "b"]


def test_labels_in_the_wrong_order_are_not_both_taken() -> None:
    assert len(_chain("属于行政执法案卷 2 保护第三方合法权益 1")) == 1


def test_a_paper_without_labels_has_no_chain() -> None:
    assert _chain("今年天气良好 5") == []
