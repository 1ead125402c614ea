"""What a reviewer is told before he acts: his step, why not, what is open, what changed since he last judged."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.kit.who import VISITOR
from gongkai.records import reads_review
from gongkai.records.actions.change_record import change_record
from gongkai.records.actions.escalate_record import escalate_record
from gongkai.records.actions.handle_finding import handle_finding
from gongkai.records.actions.return_record import return_record
from gongkai.records.actions.submit_record import submit_record
from gongkai.records.models import Finding, Record
from gongkai.records.reads_review import ASKED
from gongkai.records.tests.making import NOW, TODAY, a_said, a_submitted, a_unit, actors, passed_on
from gongkai.units.models import Agency

PHONES = "<p>经办人手机号码13950012345。</p>"


def test_before_anything_is_tried_the_reasons_do_not_say_that_it_was(unit: Agency) -> None:
    record = a_submitted(unit, body=PHONES)
    seen = reads_review.standing(actors(unit)["secrecy_reviewer"], record, NOW)
    assert seen is not None and seen.may_judge and seen.examining
    assert (seen.open, seen.accepted, seen.passing[:8]) == (1, 0, "还有 1 处没有")
    other = reads_review.standing(actors(unit)["clerk"], record, NOW)
    assert other is not None and not other.may_judge and "未执行" not in other.barrier


def test_strangers_visitors_and_records_at_rest_have_no_standing(unit: Agency, draft: Record) -> None:
    record = a_submitted(unit, joint=["jieshan"]) if a_unit("jieshan") else draft
    assert reads_review.standing(VISITOR, record, NOW) is None
    assert reads_review.standing(actors(a_unit("jieshan"))["secrecy_reviewer"], record, NOW) is None
    assert reads_review.standing(actors(unit)["secrecy_reviewer"], draft, NOW) is None


def test_while_an_authority_is_asked_nobody_judges(unit: Agency) -> None:
    record = a_submitted(unit)
    assert record.content is not None
    who = actors(unit)["secrecy_reviewer"]
    escalate_record(
        record.pk, record.edition, record.content.hash, "区保密行政管理部门", "能否公开？", actor=who, now=NOW
    )
    record.refresh_from_db()
    seen = reads_review.standing(who, record, NOW)
    assert seen is not None and (seen.barrier, seen.mine) == (ASKED, False)


def test_rows_say_what_changed_and_what_must_go_alone(unit: Agency) -> None:
    who, clerk = actors(unit)["secrecy_reviewer"], actors(unit)["clerk"]
    record = a_submitted(unit, body=PHONES)
    assert record.content is not None
    (row,) = reads_review.waiting_rows(who, list(reads_review.waiting(who)), TODAY)
    assert (row.open, row.changed) == (1, False) and "逐项" in row.batch
    handle_finding(Finding.objects.get().pk, "accepted", actor=who, now=NOW)
    record = return_record(record.pk, record.edition, record.content.hash, "删去手机号码。", actor=who, now=NOW)
    record = change_record(record.pk, record.edition, a_said(), actor=clerk, now=NOW)
    record = submit_record(record.pk, record.edition, actor=clerk, now=NOW)
    (row,) = reads_review.waiting_rows(who, list(reads_review.waiting(who)), TODAY)
    assert (row.open, row.accepted, row.changed) == (0, 0, True)
    before = reads_review.last_sent_content(who, record)
    assert before is not None and before.version == 1
    assert reads_review.last_sent_content(actors(a_unit("jieshan"))["clerk"], record) is None


def test_a_step_that_need_not_go_alone_may_go_with_others(unit: Agency) -> None:
    passed_on(a_submitted(unit), until="leader_sign")
    leader = actors(unit)["deputy_leader"]
    (row,) = reads_review.waiting_rows(leader, list(reads_review.waiting(leader)), TODAY)
    assert row.batch == ""


def test_a_longer_list_asks_the_database_no_more_often(unit: Agency) -> None:
    who = actors(unit)["secrecy_reviewer"]

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            reads_review.waiting_rows(who, list(reads_review.waiting(who)), TODAY)
        return len(queries)

    a_submitted(unit)
    first = asked()
    for serial in range(3):
        a_submitted(unit, doc_number=f"涂政〔2026〕{40 + serial}号")
    assert asked() == first
