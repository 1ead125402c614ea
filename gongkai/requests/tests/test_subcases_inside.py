"""Work put to people of the own unit: collection with searches, reviews bound to content, determination, reminders."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from gongkai.kit.action import Refused
from gongkai.kit.private_files import keep_private
from gongkai.requests.actions.answer_subcase import Answered, answer_subcase
from gongkai.requests.actions.open_subcase import Asked
from gongkai.requests.actions.read_subcase_file import read_subcase_file
from gongkai.requests.actions.remind_subcase import remind_subcase
from gongkai.requests.answering import Searched
from gongkai.requests.attaching import attach
from gongkai.requests.chasing import remind_due
from gongkai.requests.models import Attachment, Paper, Release, Reminder, Request, SearchRecord, SubCase
from gongkai.requests.reads_asked import put_to
from gongkai.requests.secrecy import legal_gap, secrecy_gap
from gongkai.requests.tests.lettering import answered, opened, received, sent
from gongkai.requests.tests.making import NOW, RECEIVED, a_request, a_unit, at, by, people
from gongkai.units.models import Notice

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 3)


def refusal(call: Any, *args: Any, **more: Any) -> str:
    with pytest.raises(Refused) as refused:
        call(*args, **more)
    return refused.value.code


def says(subcase: SubCase, duty: str, said: Answered, day: date = DAY) -> SubCase:
    return answer_subcase(subcase.pk, said, actor=by(subcase.request.agency, duty, day), now=at(day))


def a_source(request: Request, text: str = "养护资金明细") -> Attachment:
    return attach(request, "source", "明细.txt", text.encode(), people(request.agency)["clerk"], NOW)


def a_release(request: Request, source: Attachment, text: str) -> Release:
    data = text.encode()
    return Release.objects.create(
        request=request, source=source, audience="applicant", state="proven", name="明细（公开版）.pdf",
        digest=keep_private(data), plain_digest=sha256(data).hexdigest(), certificate="3" * 64,
        made_by=people(request.agency)["clerk"], made_at=NOW,
    )  # fmt: skip


def a_draft(request: Request, content: str = "a" * 64) -> Paper:
    return Paper.objects.create(
        request=request, agency=request.agency, kind="reply", title="答复书", content_hash=content,
        made_by=people(request.agency)["clerk"], made_at=NOW,
    )  # fmt: skip


def test_a_section_gives_documents_or_says_where_it_searched() -> None:
    request = a_request()
    head = people(request.agency)["section_head"]
    subcase = opened(request, "collection", asked=Asked(person=head), wanted_by=DAY)
    assert (subcase.state, subcase.party) == ("open", head.name)
    assert Notice.objects.filter(person=head).count() == 1
    assert refusal(says, subcase, "section_head", Answered("nothing_held")) == "no-search"
    assert refusal(says, subcase, "legal_reviewer", Answered("opinion", "见附件。")) == "not-allowed"
    searched = Searched("镇财政所2025年凭证档案", "按“养护”“公路”检索目录", "没有检索到", "2025年")
    says(subcase, "section_head", Answered("nothing_held", searches=(searched,)))
    kept = SearchRecord.objects.get(request=request)
    assert (kept.place, kept.made_by, kept.searched_on) == (searched.place, head, DAY)
    with pytest.raises(DatabaseError), transaction.atomic():
        SearchRecord.objects.filter(pk=kept.pk).update(found="检索到了")
    other = opened(request, "collection", asked=Asked("村建站"))
    other = says(other, "clerk", Answered("opinion", "附台账。", files=(("台账.txt", "台账".encode()),)))
    assert (other.state, other.attachments.get().role) == ("answered", "source")
    request.refresh_from_db()
    assert (request.due_on, request.state) == (date(2026, 3, 30), "handling")


def test_a_legal_opinion_holds_for_the_draft_it_was_given_on() -> None:
    request = a_request()
    draft = a_draft(request)
    assert refusal(opened, request, "legal_review", asked=Asked()) == "nothing-to-judge"
    subcase = opened(request, "legal_review", asked=Asked(), judged=[draft])
    item = subcase.items.get()
    assert refusal(says, subcase, "clerk", Answered("opinion")) == "no-subcase"
    assert refusal(says, subcase, "legal_reviewer", Answered("opinion")) == "no-verdict"
    unreasoned = Answered("opinion", verdicts={item.pk: ("unlawful", "")})
    assert refusal(says, subcase, "legal_reviewer", unreasoned) == "no-verdict"
    says(subcase, "legal_reviewer", Answered("opinion", verdicts={item.pk: ("lawful", "")}))
    assert legal_gap(draft) == ""
    draft.content_hash = "b" * 64
    draft.save()
    assert "有改动" in legal_gap(draft)
    again = opened(request, "legal_review", asked=Asked(), judged=[draft])
    draft.content_hash = "c" * 64
    draft.save()
    late = Answered("opinion", verdicts={again.items.get().pk: ("lawful", "")})
    assert refusal(says, again, "legal_reviewer", late) == "content-changed"


def test_each_file_passes_secrecy_by_its_own_content() -> None:
    request = a_request()
    assert secrecy_gap(request) == ""
    source = a_source(request)
    release = a_release(request, source, "遮盖之后")
    assert "还没有经过保密审查" in secrecy_gap(request)
    subcase = opened(request, "secrecy", asked=Asked(), judged=[source])
    says(subcase, "secrecy_reviewer", Answered("opinion", verdicts={subcase.items.get().pk: ("releasable", "")}))
    assert secrecy_gap(request) == ""
    subcase = opened(request, "secrecy", asked=Asked(), judged=[release])
    unclear = Answered("opinion", verdicts={subcase.items.get().pk: ("unclear", "涉及军事设施位置。")})
    says(subcase, "secrecy_reviewer", unclear)
    assert "不能确定" in secrecy_gap(request)
    asked = opened(request, "determination", asked=Asked("区国家保密局"), judged=[release])
    assert asked.clock is not None and asked.clock.rule == "secrecy_report"
    asked = received(asked, DAY)
    rows = {one.rule: (one.due_on, one.state) for one in request.clocks.filter(ref=asked.key)}
    assert rows == {
        "secrecy_report": (date(2026, 3, 16), "closed"), "secrecy_determination": (date(2026, 3, 17), "running"),
    }  # fmt: skip
    verdict = {asked.items.get().pk: ("releasable", "")}
    answered(asked, "opinion", date(2026, 3, 10), text="不属于国家秘密。", verdicts=verdict)
    assert secrecy_gap(request) == ""
    a_release(request, a_source(request, "另一份"), "另一份")
    assert "还没有经过保密审查" in secrecy_gap(request)


def test_nobody_reviews_what_he_put_up_and_files_are_opened_by_whom_they_concern() -> None:
    request = a_request()
    source = a_source(request)
    subcase = opened(request, "secrecy", asked=Asked(), judged=[source])
    SubCase.objects.filter(pk=subcase.pk).update(made_by=people(request.agency)["secrecy_reviewer"])
    said = Answered("opinion", verdicts={subcase.items.get().pk: ("releasable", "")})
    assert refusal(says, subcase, "secrecy_reviewer", said) == "own-work"
    item, there = subcase.items.get().pk, by(request.agency, "secrecy_reviewer", DAY)
    assert read_subcase_file(subcase.pk, item=item, actor=there, now=at(DAY)) == ("明细.txt", "养护资金明细".encode())
    for stranger in (by(a_unit("harbour"), "secrecy_reviewer", DAY), by(request.agency, "publisher", DAY)):
        assert refusal(read_subcase_file, subcase.pk, item=item, actor=stranger, now=at(DAY)) == "no-subcase"


def test_each_sees_only_what_is_put_to_him() -> None:
    request, bureau = a_request(), a_unit("bureau")
    people(bureau)
    letter, draft = sent(request, "co_agency", to=bureau), opened(request, "other_agency", to=bureau)
    mine = opened(request, "collection", asked=Asked(person=people(request.agency)["section_head"]))
    review = opened(request, "legal_review", asked=Asked(), judged=[a_draft(request)])
    seen = {
        (unit.code, duty): {one.pk for one in put_to(by(unit, duty, DAY), DAY)}
        for unit in (request.agency, bureau)
        for duty in ("clerk", "section_head", "legal_reviewer", "secrecy_reviewer", "publisher")
    }
    assert draft.pk not in set().union(*seen.values())
    assert seen["bureau", "clerk"] == seen["bureau", "section_head"] == {letter.pk}
    assert seen["tuling", "section_head"] == {mine.pk} and seen["tuling", "legal_reviewer"] == {review.pk}
    assert seen["tuling", "clerk"] == seen["tuling", "secrecy_reviewer"] == seen["bureau", "publisher"] == set()


def test_the_worker_reminds_once_for_each_day_it_is_about_and_decides_nothing() -> None:
    request = a_request()
    clerk = by(request.agency, "clerk", DAY)
    head = people(request.agency)["section_head"]
    task = opened(request, "collection", asked=Asked(person=head), wanted_by=date(2026, 3, 5))
    letter = sent(request, on=RECEIVED)
    remind_subcase(task.pk, "请尽快。", actor=clerk, now=at(DAY))
    assert refusal(remind_subcase, task.pk, "", actor=clerk, now=at(DAY, 17)) == "reminded-today"
    assert remind_due(at(DAY)) == 0
    assert [remind_due(at(date(2026, 3, 4))), remind_due(at(date(2026, 3, 4)))] == [1, 0]
    assert remind_due(at(date(2026, 3, 10))) == 2
    received(letter, DAY, date(2026, 3, 10))
    assert remind_due(at(date(2026, 3, 30))) == 1
    assert list(Reminder.objects.order_by("id").values_list("subcase", "reason", "on")) == [
        (task.pk, "asked", DAY), (task.pk, "near", date(2026, 3, 5)), (task.pk, "late", date(2026, 3, 5)),
        (letter.pk, "no_receipt", RECEIVED), (letter.pk, "passed", date(2026, 3, 24)),
    ]  # fmt: skip
    letter.refresh_from_db()
    assert letter.state == "open"
    answered(letter, "consent", date(2026, 3, 30))
    assert remind_due(at(date(2026, 6, 1))) == 0
