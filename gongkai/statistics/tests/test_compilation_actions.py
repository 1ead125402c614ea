"""Writing, reviewing, issuing and publishing a report: who may, what is bound, what is refused."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from gongkai.delivery.models import Extra
from gongkai.kit import files, journal
from gongkai.kit.action import Refused
from gongkai.kit.models import JournalEntry
from gongkai.kit.who import VISITOR
from gongkai.records.tests.making import a_person, a_unit, actor, actors, people
from gongkai.requests.models import NumberSeries
from gongkai.statistics import reads
from gongkai.statistics.actions.issue_report import issue_report
from gongkai.statistics.actions.pass_compilation import pass_compilation
from gongkai.statistics.actions.publish_compilation import publish_compilation
from gongkai.statistics.actions.recall_compilation import recall_compilation
from gongkai.statistics.actions.return_compilation import return_compilation
from gongkai.statistics.actions.start_compilation import start_compilation
from gongkai.statistics.actions.submit_compilation import submit_compilation
from gongkai.statistics.actions.write_compilation import write_compilation
from gongkai.statistics.compiling_issue import differing, take_number, words_barrier
from gongkai.statistics.models import Compilation, CompilationReview, Filing
from gongkai.statistics.snapshot import thaw
from gongkai.statistics.tests.conftest import files_of
from gongkai.statistics.tests.making_compiling import (
    NOW,
    REST,
    YEAR,
    a_filing,
    a_town,
    hash_of,
    office,
    set_cell,
    signed,
    started,
    submitted,
    words,
    written,
)
from gongkai.units.models import Agency

pytestmark = pytest.mark.django_db
State = Compilation.State


def refused(code: str) -> pytest.RaisesExc[Refused]:
    return pytest.RaisesExc(Refused, check=lambda error: error.code == code)


def test_a_report_begins_from_accepted_figures_only_and_once() -> None:
    unit = a_town()
    clerk = actors(unit)["clerk"]
    with refused("no-filing"):
        start_compilation(unit, YEAR, actor=clerk, now=NOW)
    filing = a_filing(unit)
    Filing.objects.filter(pk=filing.pk).update(state="submitted")
    with refused("no-filing"):
        start_compilation(unit, YEAR, actor=clerk, now=NOW)
    Filing.objects.filter(pk=filing.pk).update(state="accepted")
    made = start_compilation(unit, YEAR, actor=clerk, now=NOW)
    assert (made.state, made.edition, made.filing) == ("draft", "2021", filing)
    with refused("compilation-there"):
        start_compilation(unit, YEAR, actor=clerk, now=NOW)
    assert JournalEntry.objects.filter(chain=unit.code, act="start_compilation").count() == 1


def test_the_sum_of_all_units_goes_before_the_units_own_figures() -> None:
    unit = a_town()
    a_filing(unit)
    whole = a_filing(unit, year=YEAR - 1)
    Filing.objects.filter(pk=whole.pk).update(year=YEAR, rolled_up=True)
    assert start_compilation(unit, YEAR, actor=actors(unit)["clerk"], now=NOW).filing_id == whole.pk


def test_who_may_write_and_what_two_writers_are_told() -> None:
    row = started()
    clerk, head = actors(row.agency)["clerk"], actors(row.agency)["section_head"]
    stranger = actor(a_person(a_unit("elsewhere"), "clerk"))
    with refused("not-allowed"):
        write_compilation(row.pk, REST, seen=1, actor=head, now=NOW)
    with refused("no-compilation"):
        write_compilation(row.pk, REST, seen=1, actor=stranger, now=NOW)
    assert write_compilation(row.pk, REST, seen=1, actor=clerk, now=NOW).version == 2
    with refused("changed-meanwhile"):
        write_compilation(row.pk, REST, seen=1, actor=clerk, now=NOW)
    assert write_compilation(row.pk, REST, seen=2, actor=clerk, now=NOW).version == 2
    with refused("text-too-long"):
        write_compilation(row.pk, {"other": "长" * 20001}, seen=2, actor=clerk, now=NOW)


def test_the_ranks_pass_it_in_order_and_nobody_his_own() -> None:
    row = submitted()
    people_of = actors(row.agency)
    with refused("not-allowed"):
        pass_compilation(row.pk, seen=row.signed_hash, actor=people_of["deputy_leader"], now=NOW)
    with refused("changed-meanwhile"):
        pass_compilation(row.pk, seen="another", actor=people_of["section_head"], now=NOW)
    a_person(row.agency, "section_head", login=people(row.agency)["clerk"].login)
    with refused("own-report"):
        pass_compilation(row.pk, seen=row.signed_hash, actor=people_of["clerk"], now=NOW)
    for duty in ("section_head", "disclosure_office", "deputy_leader"):
        row = pass_compilation(row.pk, seen=row.signed_hash, actor=people_of[duty], now=NOW)
    assert (row.state, row.position) == (State.SIGNED, 3)
    assert set(row.reviews.values_list("content_hash", flat=True)) == {row.signed_hash}


def test_anothers_last_comma_does_not_let_the_author_pass_his_own_text() -> None:
    row = written()
    author = actor(a_person(row.agency, "section_head", "clerk", login="head-who-writes"), NOW.date())
    row = write_compilation(row.pk, {"problems": "由科长改写。"}, seen=row.version, actor=author, now=NOW)
    clerk = actors(row.agency)["clerk"]
    row = write_compilation(row.pk, {"problems": "由科长改写，"}, seen=row.version, actor=clerk, now=NOW)
    row = submit_compilation(row.pk, seen=hash_of(row), actor=clerk, now=NOW)
    with refused("own-report"):
        pass_compilation(row.pk, seen=row.signed_hash, actor=author, now=NOW)


def test_the_database_too_refuses_a_number_borne_by_another() -> None:
    row = started()
    Compilation.objects.filter(pk=row.pk).update(number="泉港测〔2026〕1号")
    other = Compilation(
        agency=row.agency, year=YEAR - 1, edition=row.edition, filing=row.filing, made_at=NOW,
        number="泉港测〔2026〕1号",
    )  # fmt: skip
    with pytest.raises(IntegrityError, match="number"), transaction.atomic():
        other.save()


def test_the_database_too_refuses_who_submitted() -> None:
    row = submitted()
    with pytest.raises(IntegrityError), transaction.atomic():
        CompilationReview.objects.create(
            compilation=row, step=0, duty="section_head", verdict="passed", content_hash="x",
            submitted_by=row.submitted_by, by=row.submitted_by, at=NOW,
        )  # fmt: skip


def test_returned_with_words_it_is_mended_and_submitted_again() -> None:
    row = submitted()
    head, clerk = actors(row.agency)["section_head"], actors(row.agency)["clerk"]
    with refused("no-words"):
        return_compilation(row.pk, " ", actor=head, now=NOW)
    row = return_compilation(row.pk, "请补写改进措施", actor=head, now=NOW)
    assert (row.state, row.signed_hash) == (State.RETURNED, "")
    assert row.submitted_by is not None and row.submitted_by.notices.filter(text="请补写改进措施").exists()
    row = write_compilation(row.pk, {"problems": "更新慢，按月检查。"}, seen=row.version, actor=clerk, now=NOW)
    assert submit_compilation(row.pk, seen=hash_of(row), actor=clerk, now=NOW).state == State.IN_REVIEW


def test_submission_needs_a_text_without_errors_settled_figures_and_open_eyes() -> None:
    row = written(other="信息处理费{不知道的数}元。")
    clerk = actors(row.agency)["clerk"]
    with refused("text-not-ready"):
        submit_compilation(row.pk, seen=hash_of(row), actor=clerk, now=NOW)
    row = write_compilation(row.pk, {"other": REST["other"]}, seen=2, actor=clerk, now=NOW)
    with refused("changed-meanwhile"):
        submit_compilation(row.pk, seen="another", actor=clerk, now=NOW)
    Filing.objects.filter(pk=row.filing_id).update(state="returned", returned_reason="重填")
    with refused("filing-open"):
        submit_compilation(row.pk, seen=hash_of(row), actor=clerk, now=NOW)


def test_a_figure_that_moves_ends_the_review_until_it_is_taken_back() -> None:
    row = submitted()
    head, clerk = actors(row.agency)["section_head"], actors(row.agency)["clerk"]
    set_cell(row.filing, "t2.licence.decisions", 41)
    with refused("content-changed"):
        pass_compilation(row.pk, seen=hash_of(row), actor=head, now=NOW)
    with refused("not-writable"):
        write_compilation(row.pk, REST, seen=row.version, actor=clerk, now=NOW)
    row = recall_compilation(row.pk, actor=clerk, now=NOW)
    assert submit_compilation(row.pk, seen=hash_of(row), actor=clerk, now=NOW).state == State.IN_REVIEW
    with refused("nothing-to-recall"):
        recall_compilation(started(a_unit("other")).pk, actor=actors(a_unit("other"))["clerk"], now=NOW)


def test_a_word_or_a_figure_after_the_signature_voids_it() -> None:
    row = signed()
    clerk = actors(row.agency)["clerk"]
    set_cell(row.filing, "t2.licence.decisions", 41)
    with refused("content-changed"):
        issue_report(row.pk, words(row), actor=office(row), now=NOW)
    row = write_compilation(row.pk, {"problems": "另一种说法。"}, seen=row.version, actor=clerk, now=NOW)
    assert (row.state, row.signed_hash) == (State.DRAFT, "")
    assert JournalEntry.objects.filter(chain=row.agency.code, reason="修改，签发失效").exists()
    with refused("not-signed"):
        issue_report(row.pk, words(row), actor=office(row), now=NOW)


def test_issued_and_published_it_reads_back_cell_by_cell_everywhere() -> None:
    # Two files are set and read back, and the PDF takes most of the time.
    row = signed()
    with refused("not-allowed"):
        issue_report(row.pk, words(row), actor=actors(row.agency)["clerk"], now=NOW)
    row = issue_report(row.pk, words(row, serial=2), actor=office(row), now=NOW)
    assert (row.number, str(row.issued_on)) == ("泉港测〔2026〕2号", "2026-01-12")
    report = thaw(row.issue["report"])
    assert report.values == {cell: Decimal(value) for cell, value in row.filing.cells.values_list("cell", "value")}
    for kind in ("pdf", "docx"):
        assert differing(report, f"报告.{kind}", files.take(row.files[kind]["digest"])) == ()
    wrong = dict(report.figures) | {"t2.licence.decisions": report.figures["t2.penalty.decisions"]}
    word = files.take(row.files["docx"]["digest"])
    assert differing(replace(report, figures=wrong), "报告.docx", word) == ("t2.licence.decisions",)
    row = publish_compilation(row.pk, actor=office(row), now=NOW, render=files_of)
    public = reads.current(VISITOR, row.agency.code, YEAR)
    assert public is not None and thaw(public.content).values == report.values
    assert public.number == row.number and reads.file_of(VISITOR, public, "original") == files.take(
        row.files["pdf"]["digest"]
    )
    extra = Extra.objects.get(agency=row.agency)
    assert (extra.key, extra.doc_number) == ("annual-report-2025", row.number)
    assert Filing.objects.get(pk=row.filing_id).file_digest == row.files["pdf"]["digest"]
    assert list(journal.verify()) == []
    with refused("not-issued"):
        publish_compilation(row.pk, actor=office(row), now=NOW, render=files_of)


@pytest.mark.parametrize("changed", [{"kind": "order"}, {"addressees": ()}, {"prefix": " "}, {"serial": 0}])
def test_a_cover_that_lacks_something_is_told(changed: dict[str, object]) -> None:
    barrier = words_barrier(words(Compilation(agency=Agency(code="x")), **changed))
    assert barrier is not None and barrier.code == "cover-incomplete"
    assert words_barrier(words(Compilation(agency=Agency(code="x")))) is None


def test_a_number_that_another_bears_or_an_issuer_not_ones_own_issues_nothing() -> None:
    row = signed()
    other = started(a_unit("other", name="泉港区别局", short="别局"))
    Compilation.objects.filter(pk=other.pk).update(number="泉港测〔2026〕7号")
    for changed, code in (
        ({"issuer": "other"}, "cover-incomplete"), ({"prefix": "2026"}, "number-wrong"), ({"serial": 7}, "number-taken")
    ):  # fmt: skip
        with refused(code):
            issue_report(row.pk, words(row, **changed), actor=office(row), now=NOW)
    assert NumberSeries.objects.filter(series__startswith="document:").count() == 0
    assert Compilation.objects.get(pk=row.pk).state == State.SIGNED


def test_the_own_series_follows_what_was_given_by_hand() -> None:
    row = Compilation(agency=a_town())
    assert take_number(row.agency, words(row, serial=5), 2026).text == "泉港测〔2026〕5号"
    assert take_number(row.agency, words(row), 2026).text == "泉港测〔2026〕6号"
    assert take_number(row.agency, words(row), 2027).text == "泉港测〔2027〕1号"
