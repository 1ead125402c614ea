"""What the screening points at is judged one by one before the secrecy review can be passed."""

from __future__ import annotations

import pytest

from gongkai.kit.action import Refused
from gongkai.kit.models import JournalEntry
from gongkai.records import reads, screening_run
from gongkai.records.actions.change_record import change_record
from gongkai.records.actions.handle_finding import handle_finding
from gongkai.records.actions.pass_step import pass_step
from gongkai.records.actions.recall_record import recall_record
from gongkai.records.actions.return_record import return_record
from gongkai.records.actions.submit_record import submit_record
from gongkai.records.models import Finding, Record, Screening
from gongkai.records.tests.making import NOW, a_draft, a_said, a_submitted, a_unit, actors, an_approved, passed_on
from gongkai.records.text.reading import plain
from gongkai.units.models import Agency, AgencyLink

PHONES = "<p>一、经办人手机号码13950012345。</p><p>二、另一经办人手机号码13950054321。</p>"


@pytest.fixture
def pointed(unit: Agency) -> Record:
    """A submitted record in whose text two places were pointed at."""
    return a_submitted(unit, body=PHONES)


def hash_now(record: Record) -> str:
    assert record.content is not None
    return record.content.hash


def found(record: Record) -> list[Finding]:
    return list(Finding.objects.filter(content=record.content).order_by("number"))


def test_places_are_kept_where_they_stand_in_the_text(pointed: Record) -> None:
    text = plain(pointed.content.said["body"]) if pointed.content else ""
    places = found(pointed)
    assert [text[one.start : one.end] for one in places] == ["13950012345", "13950054321"]
    assert [(one.number, one.place, one.where, one.kind) for one in places] == [
        (1, "body", "正文第 1 段", "mobile_phone"), (2, "body", "正文第 2 段", "mobile_phone"),
    ]  # fmt: skip


def test_the_secrecy_review_waits_for_every_place(pointed: Record) -> None:
    reviewer = actors(pointed.agency)["secrecy_reviewer"]
    first, second = found(pointed)

    def passing() -> Record:
        return pass_step(pointed.pk, pointed.edition, hash_now(pointed), actor=reviewer, now=NOW)

    with pytest.raises(Refused, match="还有 2 处没有处理"):
        passing()
    handle_finding(first.pk, "dismissed", "本单位公务手机，已在公开指南公布。", actor=reviewer, now=NOW)
    handle_finding(second.pk, "accepted", actor=reviewer, now=NOW)
    with pytest.raises(Refused, match="有 1 处已认定须修改，不能通过"):
        passing()
    handle_finding(second.pk, "open", actor=reviewer, now=NOW)
    with pytest.raises(Refused, match="还有 1 处没有处理"):
        passing()
    handle_finding(second.pk, "dismissed", "同上", actor=reviewer, now=NOW)
    assert passing().waiting_step == "mark_review"


def test_what_may_stand_needs_a_reason(pointed: Record) -> None:
    reviewer = actors(pointed.agency)["secrecy_reviewer"]
    with pytest.raises(Refused, match="第 1 处选定可以保留，须写明理由"):
        handle_finding(found(pointed)[0].pk, "dismissed", " ", actor=reviewer, now=NOW)


def test_places_are_judged_at_the_secrecy_review_only(pointed: Record) -> None:
    reviewer = actors(pointed.agency)["secrecy_reviewer"]
    first, second = found(pointed)
    for one in (first, second):
        handle_finding(one.pk, "dismissed", "公务号码", actor=reviewer, now=NOW)
    later = passed_on(pointed, until="leader_sign")
    with pytest.raises(Refused) as refused:
        handle_finding(first.pk, "accepted", actor=actors(later.agency)["deputy_leader"], now=NOW)
    assert refused.value.code == "not-the-examining-step"


def test_the_journal_never_holds_the_words_found(pointed: Record) -> None:
    reviewer = actors(pointed.agency)["secrecy_reviewer"]
    handle_finding(found(pointed)[0].pk, "accepted", actor=reviewer, now=NOW)
    for entry in JournalEntry.objects.all():
        assert "13950012345" not in f"{entry.before}{entry.after}{entry.reason}"
    assert JournalEntry.objects.get(act="handle_finding").after["finding"] == {
        "number": 1, "kind": "mobile_phone", "place": "body",
    }  # fmt: skip


def test_the_same_content_sent_again_keeps_its_verdicts(pointed: Record) -> None:
    staff = actors(pointed.agency)
    handle_finding(found(pointed)[0].pk, "dismissed", "公务号码", actor=staff["secrecy_reviewer"], now=NOW)
    back = recall_record(pointed.pk, pointed.edition, "补说明", actor=staff["clerk"], now=NOW)
    again = submit_record(back.pk, back.edition, actor=staff["clerk"], now=NOW)
    assert [str(one.state) for one in found(again)] == ["dismissed", "open"]
    assert Screening.objects.filter(content=again.content).count() == 1


def test_a_new_version_is_judged_anew_beside_the_earlier_verdict(pointed: Record) -> None:
    staff = actors(pointed.agency)
    handle_finding(found(pointed)[0].pk, "dismissed", "公务号码", actor=staff["secrecy_reviewer"], now=NOW)
    back = return_record(
        pointed.pk, pointed.edition, hash_now(pointed), "改日期", actor=staff["secrecy_reviewer"], now=NOW
    )
    changed = change_record(
        back.pk, back.edition, a_said(body=PHONES, formed_on="2026-03-04"), actor=staff["clerk"], now=NOW
    )
    again = submit_record(changed.pk, changed.edition, actor=staff["clerk"], now=NOW)
    first, second = found(again)
    assert (first.state, second.state) == ("open", "open")
    assert again.content is not None
    verdicts = reads.earlier_verdicts(staff["secrecy_reviewer"], again.content)
    assert {pk: one.reason for pk, one in verdicts.items()} == {first.pk: "公务号码"}


def test_a_place_of_an_older_version_is_no_longer_judged(pointed: Record) -> None:
    staff = actors(pointed.agency)
    old = found(pointed)[0]
    changed = change_record(pointed.pk, pointed.edition, a_said(), actor=staff["clerk"], now=NOW)
    submit_record(changed.pk, changed.edition, actor=staff["clerk"], now=NOW)
    with pytest.raises(Refused, match="属于以前的版本"):
        handle_finding(old.pk, "accepted", actor=staff["secrecy_reviewer"], now=NOW)


def test_quoting_a_withheld_document_of_the_unit_above_is_pointed_at(unit: Agency) -> None:
    upper = a_unit("district")
    AgencyLink.objects.create(upper=upper, lower=unit, kind=AgencyLink.Kind.ADMINISTERS)
    an_approved(
        upper, title="关于某专项行动部署情况的内部通报", doc_number="泉港政办〔2026〕77号", mark="on_request",
        mark_reason="按申请处理。", class_code="",
    )  # fmt: skip
    record = a_submitted(unit, body="<p>根据泉港政办〔2026〕77号文件要求，现通知如下。</p>")
    assert [one.kind for one in found(record)] == ["nonpublic_number"]
    stranger = a_submitted(a_unit("other"), body="<p>根据泉港政办〔2026〕77号文件要求，现通知如下。</p>")
    assert found(stranger) == []


def test_a_withheld_record_is_looked_through_for_what_must_never_be_here(unit: Agency) -> None:
    withheld = {"mark": "on_request", "mark_reason": "按申请处理。", "class_code": ""}
    assert found(a_submitted(unit, body=PHONES, **withheld)) == []
    marked = a_submitted(unit, body="<p>机密★10年</p><p>手机号码13950012345。</p>", **withheld)
    assert {one.kind for one in found(marked)} == {"security_mark"}
    office = actors(unit)["disclosure_office"]
    with pytest.raises(Refused) as refused:
        pass_step(marked.pk, marked.edition, hash_now(marked), actor=office, now=NOW)
    assert refused.value.code == "findings-open"


def test_title_and_other_stated_words_are_looked_through_too(unit: Agency) -> None:
    record = a_submitted(unit, title="关于手机号码13950012345的公告", summary="联系手机13950054321")
    assert {one.place for one in found(record)} == {"title", "summary"}


def test_a_look_at_one_content_is_not_written_down_for_another(unit: Agency) -> None:
    draft = a_draft(unit)
    looked = screening_run.look(draft, a_said(body=PHONES), NOW)
    assert draft.content is not None
    with pytest.raises(Refused, match="内容在筛查期间有改动，未提交"):
        screening_run.write(looked, draft.content, NOW)


def test_nothing_is_kept_by_a_look_ahead(unit: Agency) -> None:
    draft = a_draft(unit, body=PHONES)
    spots = screening_run.preview(draft, a_said(body=PHONES), NOW)
    assert [one.kind for one in spots] == ["mobile_phone", "mobile_phone"]
    assert not Screening.objects.exists()
