"""Last days by every kind of rule: the golden table, the two Regulations, extensions, pauses, resets, outer limits."""

from datetime import date
from functools import cache

import pytest

from gongkai.law.calendar import Calendars
from gongkai.law.deadlines import Due, Entry, EntryKind, LedgerError, due, start
from gongkai.law.errors import CalendarNotPublished, UnknownLaw

K = EntryKind


@cache
def published() -> Calendars:
    return Calendars.published()


def of(rule: str, *entries: Entry, provisional: bool = False) -> Due:
    return due(rule, entries, published(), provisional=provisional)


def day(text: str) -> date:
    return date.fromisoformat(text)


# Computed from the notice of 2026, the first day excluded: +7, +15, +20 and +40 working days.
GOLDEN = """
2026-01-05 01-14 01-26 02-02 03-06
2026-02-06 02-24 03-05 03-12 04-10
2026-02-14 03-03 03-13 03-20 04-20
2026-04-03 04-15 04-27 05-07 06-03
2026-04-30 05-13 05-25 06-01 06-30
2026-06-18 06-30 07-10 07-17 08-14
2026-09-18 09-29 10-15 10-22 11-19
2026-09-24 10-12 10-22 10-29 11-26
2026-09-30 10-15 10-27 11-03 12-01
2026-10-10 10-20 10-30 11-06 12-04
""".split("\n")[1:-1]


@pytest.mark.parametrize("line", GOLDEN)
def test_the_golden_table_of_2026(line: str) -> None:
    received, *ends = line.split()
    on = day(received)
    extended = Entry(K.EXTEND, on, approved_by="科长")
    found = [
        of("correction_notice", start(on)),
        of("third_party_opinion", start(on)),
        of("reply", start(on)),
        of("reply", start(on), extended),
    ]
    assert [f"{one.last_day:%m-%d}" for one in found] == ends
    chained = of("reply_extension", start(day(f"2026-{ends[2]}")))
    assert f"{chained.last_day:%m-%d}" == ends[3]


@pytest.mark.parametrize(
    ("rule", "begins", "ends"),
    [
        ("proactive_publication", "2026-09-24", "2026-10-29"),
        ("co_agency_opinion", "2026-09-24", "2026-10-22"),
        ("fee_notice", "2026-09-24", "2026-10-29"),
        ("fee_payment", "2026-09-24", "2026-10-29"),
        ("secrecy_report", "2026-09-24", "2026-10-15"),
        ("secrecy_determination", "2026-09-24", "2026-10-15"),
        ("department_report", "2025-12-31", "2026-01-31"),
        ("government_report", "2025-12-31", "2026-03-31"),
        ("reconsideration_filing", "2026-03-02", "2026-05-06"),
        ("reconsideration_outer_limit", "2018-03-05", None),
        ("reconsideration_acceptance", "2026-09-24", "2026-10-09"),
        ("reconsideration_correction_notice", "2026-09-24", "2026-10-09"),
        ("reconsideration_correction", "2026-09-24", "2026-10-15"),
        ("reconsideration_copy", "2026-09-24", "2026-10-12"),
        ("reconsideration_copy_summary", "2026-09-24", "2026-09-30"),
        ("reconsideration_defence", "2026-09-24", "2026-10-15"),
        ("reconsideration_defence_summary", "2026-09-24", "2026-10-09"),
        ("reconsideration_decision", "2026-03-02", "2026-05-06"),
        ("reconsideration_decision_summary", "2026-03-02", "2026-04-01"),
        ("suit_direct", "2025-08-31", "2026-02-28"),
        ("suit_after_reconsideration", "2026-09-21", "2026-10-08"),
        ("suit_inaction", "2026-03-31", "2026-09-30"),
        ("suit_outer_limit", "2020-02-29", "2025-02-28"),
        ("suit_defence", "2026-09-21", "2026-10-08"),
        ("first_instance", "2026-03-10", "2026-09-10"),
        ("first_instance_summary", "2026-03-02", "2026-04-16"),
        ("appeal", "2026-09-21", "2026-10-08"),
        ("appeal_ruling", "2026-09-21", "2026-10-08"),
        ("opinion_letter_compliance", "2026-03-02", "2026-05-06"),
    ],
)
def test_the_last_day_of_every_numbered_limit(rule: str, begins: str, ends: str | None) -> None:
    if ends is None:
        with pytest.raises(
            UnknownLaw, match=r"没有登记“申请行政复议的最长保护期”（reconsideration_outer_limit）的期限规定"
        ):
            of(rule, start(day(begins)))
    else:
        found = of(rule, start(day(begins)))
        assert (found.last_day, found.state, found.provisional) == (day(ends), "running", False)


@pytest.mark.parametrize(
    ("received", "plain", "extended"),
    [("2019-05-14", "2019-06-04", "2019-06-26"), ("2019-05-15", "2019-06-13", "2019-07-11")],
)
def test_the_law_of_the_day_of_receipt_governs_to_the_end(received: str, plain: str, extended: str) -> None:
    begun = start(day(received))
    assert of("reply", begun).last_day == day(plain)
    assert of("reply", begun, Entry(K.EXTEND, day("2019-05-28"), approved_by="甲")).last_day == day(extended)


def test_reports_were_all_due_in_march_under_the_first_regulation() -> None:
    assert of("department_report", start(day("2018-12-31"))).last_day == day("2019-03-31")
    assert of("department_report", start(day("2019-12-31"))).last_day == day("2020-01-31")


def test_a_report_day_on_a_saturday_does_not_move() -> None:
    found = of("department_report", start(day("2025-12-31")))
    assert found.last_day == day("2026-01-31") and found.last_day.weekday() == 5
    assert found.trail[-1].reason == "法定截止日"


@pytest.mark.parametrize("rule", ["guide_catalog_update", "two_halls_delivery", "record_correction"])
def test_promptly_has_no_last_day(rule: str) -> None:
    found = of(rule, start(day("2026-03-02")))
    assert (found.last_day, found.state) == (None, "promptly")
    assert "只要求及时办理，没有规定天数" in found.sentence


@pytest.mark.parametrize(
    "rule", ["correction_response", "other_agency_opinion", "reason_statement", "reasonable_delay"]
)
def test_what_the_agency_sets_is_unknown_until_it_is_set(rule: str) -> None:
    begun = start(day("2026-09-24"))
    assert of(rule, begun).state == "unset"
    assert of(rule, begun, Entry(K.SET, day("2026-09-24"), length=10)).last_day == day("2026-10-15")
    until = of(rule, begun, Entry(K.SET, day("2026-09-24"), until=day("2026-11-20")))
    assert (until.last_day, until.state) == (day("2026-11-20"), "running")


def test_a_consultation_is_left_out_in_whole_working_days() -> None:
    found = of(
        "reply",
        start(day("2026-03-02")),
        Entry(K.PAUSE, day("2026-03-05"), "third_party", paper="征求意见书〔2026〕1号"),
        Entry(K.RESUME, day("2026-03-19"), "third_party"),
    )
    assert of("reply", start(day("2026-03-02"))).last_day == day("2026-03-30")
    assert (found.last_day, found.state, found.counted) == (day("2026-04-14"), "running", 20)
    assert "其间不计入征求第三方意见 14 天、休息日和节假日 9 天" in found.sentence
    assert any(step.reason == "征求第三方意见，次日起停算（征求意见书〔2026〕1号）" for step in found.trail)


def test_two_letters_at_once_leave_a_day_out_once() -> None:
    found = of(
        "reply",
        start(day("2026-03-02")),
        Entry(K.PAUSE, day("2026-03-05"), "third_party", "甲"),
        Entry(K.PAUSE, day("2026-03-05"), "third_party", "乙"),
        Entry(K.PAUSE, day("2026-03-06"), "other_agency"),
        Entry(K.RESUME, day("2026-03-12"), "third_party", "乙"),
        Entry(K.RESUME, day("2026-03-13"), "other_agency"),
        Entry(K.RESUME, day("2026-03-19"), "third_party", "甲"),
    )
    assert found.last_day == day("2026-04-14")


def test_while_a_consultation_is_open_there_is_no_last_day() -> None:
    found = of("reply", start(day("2026-03-02")), Entry(K.PAUSE, day("2026-03-05"), "third_party"))
    assert (found.last_day, found.state, found.counted) == (None, "paused_third_party", 3)
    assert "已计 3，征求第三方意见尚未结束，暂无截止日" in found.sentence


def test_a_correction_begins_the_period_anew() -> None:
    begun, asked = start(day("2026-03-02")), Entry(K.AWAIT, day("2026-03-05"), "correction")
    waiting = of("reply", begun, asked)
    assert (waiting.last_day, waiting.state) == (None, "awaiting_correction")
    corrected = of("reply", begun, asked, Entry(K.RESET, day("2026-09-24"), "correction"))
    assert (corrected.last_day, corrected.state) == (day("2026-10-29"), "reset_by_correction")
    assert corrected.sentence.startswith(
        "答复申请：自 2026-09-24 完成补正起算，当日不计；依据《条例》第三十三条第二款计 20 个工作日"
    )


def test_a_payment_begins_the_period_anew_and_may_be_extended_once_more() -> None:
    found = of(
        "reply",
        start(day("2026-08-03")),
        Entry(K.EXTEND, day("2026-08-10"), approved_by="甲"),
        Entry(K.AWAIT, day("2026-09-01"), "payment"),
        Entry(K.RESET, day("2026-09-24"), "payment"),
    )
    assert (found.last_day, found.state) == (day("2026-10-29"), "reset_by_payment")


def test_fees_did_not_interrupt_before_there_were_fees() -> None:
    with pytest.raises(LedgerError, match="可重算的事由：补正"):
        of("reply", start(day("2020-12-31")), Entry(K.AWAIT, day("2021-01-04"), "payment"))


def test_an_outer_limit_cuts_the_period_off() -> None:
    told = start(day("2026-03-02"))
    early = of("reconsideration_filing_untold", told, Entry(K.OUTER_START, day("2026-03-02")))
    assert early.last_day == day("2026-05-06")
    late = of("reconsideration_filing_untold", told, Entry(K.OUTER_START, day("2025-04-03")))
    assert late.last_day == day("2026-04-03")
    assert late.trail[-1].reason == "最长期限届满" and late.trail[-1].cite == "reconsideration-law-2023 art.20 para.3"
    rolled = of("reconsideration_filing_untold", told, Entry(K.OUTER_START, day("2025-05-04")))
    assert rolled.last_day == day("2026-05-06")
    suit = of("suit_untold", told, Entry(K.OUTER_START, day("2025-03-10")))
    assert suit.last_day == day("2026-03-10")


def test_an_outer_limit_needs_its_first_day() -> None:
    with pytest.raises(LedgerError) as refused:
        of("suit_untold", start(day("2026-03-02")))
    assert refused.value.code == "ledger-no-outer-start"
    assert refused.value.sentence == "未告知起诉期限时起诉：请登记“知道或者应当知道行政行为”之日，最长期限自该日起算。"


def test_an_obstacle_is_left_out_of_days_and_months() -> None:
    entries = (Entry(K.PAUSE, day("2026-03-10"), "obstacle"), Entry(K.RESUME, day("2026-03-20"), "obstacle"))
    assert of("reconsideration_filing", start(day("2026-03-02")), *entries).last_day == day("2026-05-11")
    assert of("suit_direct", start(day("2026-01-15")), *entries).last_day == day("2026-07-27")
    open_ended = of("suit_direct", start(day("2026-01-15")), entries[0])
    assert (open_ended.last_day, open_ended.state) == (None, "paused_obstacle")


def test_a_decision_may_be_extended_by_less_than_the_most() -> None:
    begun = start(day("2026-03-02"))
    by_ten = Entry(K.EXTEND, day("2026-04-20"), length=10, approved_by="负责人")
    assert of("reconsideration_decision", begun, by_ten).last_day == day("2026-05-11")
    most = Entry(K.EXTEND, day("2026-04-20"), approved_by="负责人")
    assert of("reconsideration_decision", begun, most).last_day == day("2026-06-01")


def test_an_extension_without_a_number_names_its_last_day() -> None:
    until = Entry(K.EXTEND, day("2026-09-01"), until=day("2026-12-10"), approved_by="高级人民法院")
    assert of("first_instance", start(day("2026-03-10")), until).last_day == day("2026-12-10")
    days = Entry(K.EXTEND, day("2026-10-10"), length=5, approved_by="复议机关")
    assert of("reconsideration_correction", start(day("2026-09-24")), days).last_day == day("2026-10-22")


def test_what_is_done_is_in_time_or_not() -> None:
    begun = start(day("2026-09-24"))
    done = of("reply", begun, Entry(K.CLOSE, day("2026-10-29")))
    late = of("reply", begun, Entry(K.CLOSE, day("2026-10-30")))
    still = of("reply", begun)
    assert (done.state, done.in_time, done.overdue(day("2026-12-01"))) == ("closed", True, False)
    assert (late.in_time, late.overdue(day("2026-10-30"))) == (False, True)
    assert (still.in_time, still.overdue(day("2026-10-29")), still.overdue(day("2026-10-30"))) == (None, False, True)
    assert still.left(day("2026-10-27"), published()) == 2
    assert of("record_correction", begun).left(day("2026-10-27"), published()) is None


def test_the_trail_lists_every_day_with_ordinal_reason_and_article() -> None:
    found = of("reply", start(day("2026-09-24")))
    assert [step.ordinal for step in found.trail if step.ordinal] == list(range(1, 21))
    assert [(found.trail[-1].day, found.trail[-1].ordinal)] == [(day("2026-10-29"), 20)]
    assert all(step.reason and step.cite for step in found.trail)
    assert found.trail[0].reason == "收到申请，当日不计"
    assert found.sentence == (
        "答复申请：自 2026-09-24 收到申请起算，当日不计；依据《条例》第三十三条第二款计 20 个工作日；"
        "其间不计入休息日和节假日 15 天；应于 2026-10-29（含当日）前完成；"
        "逾期不予答复，申请人可以申请行政复议或者提起行政诉讼。"
    )


def test_a_limit_that_runs_into_a_year_without_notice_stops_or_is_marked() -> None:
    begun = start(day("2026-12-20"))
    with pytest.raises(CalendarNotPublished, match=r"^2027 年的节假日安排还没有录入"):
        of("reply", begun)
    found = of("reply", begun, provisional=True)
    assert (found.last_day, found.provisional) == (day("2027-01-15"), True)
    assert "其中有年份的节假日安排尚未公布，此日期为暂定" in found.sentence
    firm = of("reply", start(day("2026-09-24")), provisional=True)
    assert not firm.provisional
    assert of("suit_direct", start(day("2026-11-03")), provisional=True).provisional


def test_an_unknown_limit_stops() -> None:
    with pytest.raises(UnknownLaw, match="没有登记期限“patience”；请核对代码"):
        of("patience", start(day("2026-01-05")))


def test_what_was_done_without_a_last_day_still_says_why_there_was_none() -> None:
    begun, done = start(day("2026-03-02")), Entry(K.CLOSE, day("2026-03-06"))
    promptly, unset = of("record_correction", begun, done), of("reason_statement", begun, done)
    assert (promptly.state, promptly.in_time) == ("closed", True)
    assert "《条例》第四十一条只要求及时办理，没有规定天数" in promptly.sentence
    assert "《条例》第三十五条由行政机关确定合理期限，尚未登记所定期限" in unset.sentence
