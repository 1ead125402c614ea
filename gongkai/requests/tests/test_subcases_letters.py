"""Letters to third parties and other agencies: the pause they make, the limit they run under, silence, late answers."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from gongkai.kit.action import Refused
from gongkai.kit.models import JournalEntry
from gongkai.law.calendar import Calendars
from gongkai.requests.actions.answer_subcase import Answered, answer_subcase
from gongkai.requests.actions.cancel_subcase import cancel_subcase
from gongkai.requests.actions.close_agency_opinion import close_agency_opinion
from gongkai.requests.actions.close_third_party import Findings, close_third_party
from gongkai.requests.actions.record_party_receipt import record_party_receipt
from gongkai.requests.models import Request, SubCase
from gongkai.requests.tests.lettering import answered, opened, received, sent
from gongkai.requests.tests.making import RECEIVED, a_request, a_unit, at, by, people
from gongkai.requests.third_parties import effect_of, unmet, withheld
from gongkai.units.models import Notice

pytestmark = pytest.mark.django_db
SENT, ARRIVED = date(2026, 3, 4), date(2026, 3, 6)
LIMIT = date(2026, 3, 27)
AFTER = date(2026, 4, 8)
CONSENT = Findings()


def due(request: Request) -> tuple[date | None, str]:
    request.refresh_from_db()
    return request.due_on, request.clock_state


def ended(subcase: SubCase, found: Findings = CONSENT, on: date = AFTER) -> SubCase:
    return close_third_party(subcase.pk, found, actor=by(subcase.request.agency, "clerk", on), now=at(on))


def refusal(call: object, *args: object, **more: object) -> str:
    with pytest.raises(Refused) as refused:
        call(*args, **more)  # type: ignore[operator]
    assert refused.value.sentence.endswith("。")
    return refused.value.code


def test_a_letter_stops_the_clock_until_the_opinion_comes() -> None:
    request = a_request()
    subcase = sent(request, on=SENT)
    assert (subcase.state, due(request)) == ("open", (None, "paused_third_party"))
    subcase = received(subcase, ARRIVED)
    assert subcase.clock is not None
    assert (subcase.clock.rule, subcase.clock.ref, subcase.clock.due_on) == ("third_party_opinion", "s1", LIMIT)
    answered(subcase, "object", date(2026, 3, 11))
    assert due(request) == (None, "paused_third_party")
    code = refusal(ended, subcase, Findings())
    assert code == "findings-missing"
    subcase = ended(subcase, Findings(True, False, "单价反映成本构成，公开会损害其竞争地位。"))
    # March 5, 6, 9, 10, 11 are left out, whenever the clerk ended it; April 6 is a day off.
    assert due(request) == (date(2026, 4, 7), "running")
    found = effect_of(subcase)
    assert found is not None and (found.outcome, found.leaf) == ("refuse", "refused.third_party_rights")
    assert len(withheld(request)) == 1 and unmet(request, AFTER) == []
    entry = JournalEntry.objects.get(act="close_third_party")
    assert entry.after["reasonable"] is True and "有限公司" not in str(entry.after) + str(entry.before)


def test_silence_of_a_third_party_leaves_it_to_the_agency_and_ends_the_pause_with_his_limit() -> None:
    request = a_request()
    subcase = received(sent(request, on=SENT), ARRIVED)
    assert refusal(ended, subcase, CONSENT, LIMIT) == "still-time"
    assert refusal(ended, subcase) == "findings-missing"
    subcase = ended(subcase, Findings(False, None, "该单价已在中标公告中公开。"))
    assert (subcase.state, subcase.answer, subcase.closed_at) == ("lapsed", "", at(AFTER))
    ledger = list(request.clocks.get(rule="reply").entries.values_list("kind", "on", "ref"))
    assert ledger[-1] == ("resume", LIMIT, "s1")
    assert effect_of(subcase) is not None and withheld(request) == () and unmet(request, AFTER) == []


def test_a_late_opinion_is_found_on_anew_and_moves_no_clock() -> None:
    request = a_request()
    subcase = received(sent(request, on=SENT), ARRIVED)
    ended(subcase, Findings(False, None, "没有损害。"))
    before = due(request)
    subcase = answered(subcase, "object", date(2026, 4, 9))
    assert (subcase.state, subcase.reasonable, effect_of(subcase)) == ("lapsed", None, None)
    assert len(unmet(request)) == 1
    subcase = ended(subcase, Findings(True, True, "涉及公共安全，公众须知情。"), date(2026, 4, 9))
    assert due(request) == before
    found = effect_of(subcase)
    assert found is not None and found.notice
    assert "书面告知" in unmet(request)[0]


def test_silence_of_a_co_maker_is_consent_and_of_another_agency_nothing() -> None:
    request = a_request()
    made, other = sent(request, "co_agency", SENT), sent(request, "other_agency", SENT, length=5)
    received(made, ARRIVED)
    other = received(other, ARRIVED)
    assert other.clock is not None and other.clock.due_on == date(2026, 3, 13)
    clerk = by(request.agency, "clerk", AFTER)
    made = close_agency_opinion(made.pk, actor=clerk, now=at(AFTER))
    other = close_agency_opinion(other.pk, actor=clerk, now=at(AFTER))
    assert [(one.state, one.answer) for one in (made, other)] == [("lapsed", "consent"), ("lapsed", "")]
    assert due(request)[1] == "running"
    late = answered(made, "object", AFTER)
    assert (late.answer, late.answered_on) == ("consent", AFTER)


def test_what_cannot_be() -> None:
    request = a_request()
    subcase = opened(request, on=SENT)
    clerk = by(request.agency, "clerk", AFTER)
    assert refusal(received, subcase, ARRIVED) == "not-sent"
    assert refusal(opened, request, "co_agency", to=request.agency) == "own-unit"
    assert refusal(opened, request, wanted_by=AFTER) == "day-by-law"
    assert refusal(opened, request, "weather") == "unknown-kind"
    assert refusal(cancel_subcase, subcase.pk, " ", actor=clerk, now=at(AFTER)) == "no-reason"
    cancel_subcase(subcase.pk, "该公司已同意公开。", actor=clerk, now=at(SENT))
    subcase = sent(request, on=SENT)
    assert refusal(received, subcase, date(2026, 3, 3), ARRIVED) == "day-before-letter"
    assert refusal(received, subcase, ARRIVED, SENT) == "day-ahead"
    received(subcase, ARRIVED)
    assert refusal(received, subcase, ARRIVED) == "received-already"
    assert refusal(answered, subcase, "opinion", AFTER) == "unknown-answer"
    assert refusal(answered, subcase, "object", AFTER, text="") == "no-words"
    assert refusal(close_agency_opinion, subcase.pk, actor=clerk, now=at(AFTER)) == "wrong-kind"
    head = by(request.agency, "section_head", AFTER)
    assert refusal(cancel_subcase, subcase.pk, "不需要。", actor=head, now=at(AFTER)) == "not-allowed"
    subcase = cancel_subcase(subcase.pk, "申请人缩小了范围。", actor=clerk, now=at(AFTER))
    assert request.clocks.get(rule="reply").entries.last().on == LIMIT  # type: ignore[union-attr]
    assert refusal(ended, subcase) == "not-open"


def test_a_unit_on_the_platform_is_told_signs_and_answers_and_sees_no_applicant() -> None:
    request, bureau = a_request(), a_unit("bureau")
    people(bureau)
    subcase = sent(request, "co_agency", SENT, to=bureau)
    told = Notice.objects.filter(person__login="bureau-clerk")
    assert told.count() == 1 and "王" not in told.get().text + told.get().title
    theirs = by(bureau, "clerk", ARRIVED)
    assert refusal(record_party_receipt, subcase.pk, SENT, actor=theirs, now=at(ARRIVED)) == "not-today"
    record_party_receipt(subcase.pk, ARRIVED, actor=theirs, now=at(ARRIVED))
    stranger = by(a_unit("harbour"), "clerk", ARRIVED)
    assert refusal(record_party_receipt, subcase.pk, ARRIVED, actor=stranger, now=at(ARRIVED)) == "no-subcase"
    assert Notice.objects.filter(person__login="tuling-clerk", title__contains="已签收").exists()
    said = Answered("partial", "附表不同意公开。")
    assert refusal(answer_subcase, subcase.pk, said, actor=stranger, now=at(AFTER)) == "not-allowed"
    answer_subcase(subcase.pk, said, actor=theirs, now=at(ARRIVED, 15))
    assert refusal(answer_subcase, subcase.pk, said, actor=theirs, now=at(ARRIVED, 16)) == "answered-already"
    assert due(request) == (None, "paused_other_agency")
    close_agency_opinion(subcase.pk, actor=by(request.agency, "clerk", AFTER), now=at(AFTER))
    assert request.clocks.get(rule="reply").entries.last().on == ARRIVED  # type: ignore[union-attr]


DAYS = st.tuples(st.integers(0, 18), st.integers(0, 6), st.integers(0, 40))


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@example([(0, 0, 0), (0, 6, 40), (3, 1, 2)])
@given(st.lists(DAYS, min_size=1, max_size=4))
def test_overlapping_letters_leave_out_each_day_once(letters: list[tuple[int, int, int]]) -> None:
    """Whatever letters go out and come back in whatever order, exactly twenty working days are counted that lie in no
    letter's time, a letter's time ending with its answer or with the last day of its limit."""
    request = a_request()
    calendars, today = Calendars.published(), date(2026, 9, 1)
    spans: list[tuple[date, date]] = []
    for start, way, thinking in sorted(letters):
        out = RECEIVED + timedelta(days=start)
        if (request.due_on or today) <= out:
            continue
        subcase = sent(request, on=out)
        arrived = out + timedelta(days=way)
        subcase = received(subcase, arrived)
        limit = calendars.add_working_days(arrived, 15)
        back = arrived + timedelta(days=thinking)
        if thinking % 2:
            answered(subcase, "consent", back, today)
            spans.append((out, min(back, limit)))
            ended(subcase, CONSENT, today)
        else:
            spans.append((out, limit))
            ended(subcase, Findings(False, None, "没有损害。"), today)
        request.refresh_from_db()
    day, counted = RECEIVED, 0
    while counted < 20:
        day += timedelta(days=1)
        inside = any(out < day <= back for out, back in spans)
        counted += calendars.is_working_day(day) and not inside
    assert due(request)[0] == day
