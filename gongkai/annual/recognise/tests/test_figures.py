"""Whole tables in every shape and break: a figure is the printed one or it is not there, never another."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from decimal import Decimal

import pytest

from bench.annual.shapes import BREAKS, Rows, facts, glued, is_figure, label_rows, made, spaces, tabs, wrapped
from gongkai.annual.documents import Document
from gongkai.annual.recognise.figures import Recognised, recognise
from gongkai.annual.tests.making import document
from gongkai.law.formats import FormTable, ReportFormat, formats

FORMS = ("2021", "2019", "pre2019-fujian", "pre2019-national")
FORM = formats()["2021"]


def _paper(values: dict[str, Decimal], shape: Callable[[Rows], str], change: Callable[[str], str] = str) -> str:
    def table(one: FormTable) -> str:
        rows = label_rows(FORM, one, values)
        return shape([[change(cell) if is_figure(cell) else cell for cell in row] for row in rows])

    return _report(table, "" if shape is glued else "\n")


def _report(table: Callable[[FormTable], str], joint: str = "\n") -> str:
    parts = []
    for section in FORM.sections:
        parts.append(f"{section.numeral}、{section.heading}")
        parts.append(table(FORM.table(section.table)) if section.table else "办理情况正常。")
    return joint.join(parts)


def _truth(seed: int) -> dict[str, Decimal]:
    return facts(FORM, random.Random(seed), busy=0.4)


def _wrong(read: Recognised, truth: dict[str, Decimal]) -> dict[str, tuple[Decimal, Decimal]]:
    return {
        cell: (figure.value, truth[cell])
        for cell, figure in read.figures.items()
        if cell in truth and figure.value != truth[cell]
    }


def _parts_above_their_whole(form: ReportFormat, truth: dict[str, Decimal]) -> set[str]:
    """Made figures do not keep the rules that glued digits may be cut by; such a paper reads as one that keeps them."""
    out: set[str] = set()
    for relation in form.relations:
        if (
            relation.kind == "at_most"
            and relation.certain
            and all(term.cell in truth for term in (*relation.left, *relation.right))
        ):
            left, right = (sum(truth[term.cell] for term in side) for side in (relation.left, relation.right))
            out.update(relation.cells if left > right else ())
    return out


@pytest.mark.parametrize("form_id", FORMS)
def test_in_every_shape_and_break_a_figure_is_right_or_absent(form_id: str) -> None:
    form: ReportFormat = formats()[form_id]
    for one in made(form, 0 if form_id == "2021" else 2):
        read = recognise(document(one.text), form)
        if one.name == "glued/lose_last" and form_id == "2019":
            # "0 0 0 0 0 22 (22)" run together without its last figure is "0 0 0 0 0 2 2" to every reader.
            assert len(_wrong(read, one.truth)) <= 2, one.name
            continue
        slips = _parts_above_their_whole(form, one.truth)
        assert {cell for cell in _wrong(read, one.truth) if cell not in slips} == set(), one.name
        assert set(read.unread).isdisjoint(read.figures), one.name
    assert len(BREAKS) == 8


@pytest.mark.parametrize("shape", [tabs, spaces, wrapped], ids=lambda shape: shape.__name__)
def test_a_whole_table_is_read_to_the_last_cell(shape: Callable[[Rows], str]) -> None:
    truth = _truth(1)
    read = recognise(document(_paper(truth, shape)), FORM)
    assert (read.unread, _wrong(read, truth)) == ((), {})


@pytest.mark.parametrize(
    "change",
    [
        lambda cell: f"{cell}件",
        lambda cell: cell.translate(str.maketrans("0123456789.", "０１２３４５６７８９．")),
        lambda cell: f"{int(cell):,}" if cell.isdigit() else cell,
        lambda cell: f"{cell}①",
    ],
    ids=["unit", "full width", "thousands", "note"],
)
def test_how_a_figure_is_dressed_does_not_change_it(change: Callable[[str], str]) -> None:
    truth = _truth(2)
    read = recognise(document(_paper(truth, tabs, change)), FORM)
    assert (read.unread, _wrong(read, truth)) == ((), {})


@pytest.mark.parametrize("shape", [tabs, spaces, glued], ids=lambda shape: shape.__name__)
@pytest.mark.parametrize("stroke", ["—", "-", "/", "无"])
def test_a_stroke_for_nought_never_moves_a_figure(shape: Callable[[Rows], str], stroke: str) -> None:
    if (shape, stroke) in ((glued, "—"), (glued, "-")):
        return  # a stroke before digits is a sign there
    truth = _truth(3)
    read = recognise(document(_paper(truth, shape, lambda cell: stroke if cell == "0" else cell)), FORM)
    assert _wrong(read, truth) == {}


@pytest.mark.parametrize("shape", [tabs, spaces], ids=lambda shape: shape.__name__)
def test_a_published_slip_is_read_as_printed(shape: Callable[[Rows], str]) -> None:
    truth = _truth(4)
    truth["t3.granted.total"] += 3
    read = recognise(document(_paper(truth, shape)), FORM)
    assert (read.unread, _wrong(read, truth)) == ((), {})


def test_a_slip_among_glued_digits_is_left_unread_not_mended() -> None:
    truth = _truth(4)
    truth["t3.granted.total"] += 3
    assert _wrong(recognise(document(_paper(truth, glued)), FORM), truth) == {}


def test_of_two_tables_under_one_heading_neither_is_guessed() -> None:
    old, new = _truth(5), _truth(6)

    def table(one: FormTable) -> str:
        now = tabs(label_rows(FORM, one, new))
        return f"上年情况：\n{tabs(label_rows(FORM, one, old))}\n本年情况：\n{now}" if one.id == "t3" else now

    read = recognise(document(_report(table)), FORM)
    assert _wrong(read, new) == {}
    assert "t3.granted.total" in read.unread
    assert any("无法确定" in note for note in read.notes)


def test_nothing_at_all_gives_no_figure_and_no_nought() -> None:
    read = recognise(Document("a", "text", ()), FORM)
    assert read.figures == {}
    assert len(read.unread) == sum(not spec.optional for spec in FORM.cells.values())


def test_the_same_paper_reads_the_same_twice() -> None:
    paper = document(_paper(_truth(7), glued))
    assert recognise(paper, FORM) == recognise(paper, FORM)


@pytest.mark.parametrize("flood", ["1" * 20000, "10" * 10000, "1 " * 10000, " - " * 10000, "1,111" * 4000])
def test_a_flood_in_one_row_costs_little_and_hides_no_other_row(flood: str) -> None:
    truth = _truth(8)
    paper = _paper(truth, tabs).replace("（一）予以公开", f"（一）予以公开{flood}")
    start = time.process_time()
    read = recognise(document(paper), FORM)
    assert time.process_time() - start < 2
    assert read.figures["t3.new_received.total"].value == truth["t3.new_received.total"]
