"""The benchmark counts rightly, its samples are whole, and what was once found stays found."""

from __future__ import annotations

from bench.screening.__main__ import ours
from bench.screening.corpus import Sample, Span, samples, unmark, varied
from bench.screening.scoring import NEAR_MISS, score
from gongkai.screening.findings import KINDS


def test_a_marked_text_becomes_a_text_and_its_places() -> None:
    made = unmark("a", "甲⟦id_number|乙丙⟧丁⟦~|戊⟧")
    assert made == Sample("a", "甲乙丙丁戊", (Span("id_number", 1, 3), Span("~", 4, 5)))


def test_found_missed_and_false_are_counted() -> None:
    sample = unmark("a", "⟦plate|甲乙⟧丙⟦plate|丁戊⟧⟦~|己⟧")
    made = score([sample], lambda _: [Span("plate", 0, 2), Span("email", 3, 5), Span("plate", 5, 6)])
    assert (made.found["plate"], made.marked["plate"]) == (1, 2)
    assert (made.false["email"], made.false["plate"], made.near, made.lured) == (1, 1, 1, 1)
    assert (made.precision(), made.recall()) == (1 / 3, 1 / 2)


def test_the_set_is_large_enough_and_names_only_known_kinds() -> None:
    spans = [span for part in ("developed", "held_out") for sample in samples(part) for span in sample.spans]
    near = sum(span.kind == NEAR_MISS for span in spans)
    assert near >= 300 and len(spans) - near >= 300
    assert {span.kind for span in spans} - {NEAR_MISS} <= set(KINDS)


def test_variations_are_the_same_in_every_run() -> None:
    base = samples("developed")
    assert varied(base) == varied(base)
    assert sum(one.text != other.text for one, other in zip(base, varied(base), strict=True)) > 10


def test_nothing_that_was_found_in_the_developed_part_is_lost() -> None:
    base = samples("developed")
    assert score(base, ours).notes == []
    assert score(varied(base), ours).notes == []
