"""Entries that a rule does not allow are refused with a code and a sentence that says what to do."""

from datetime import date
from functools import cache

import pytest

from gongkai.law.calendar import Calendars
from gongkai.law.clock_entries import Entry, EntryKind, LedgerError
from gongkai.law.deadlines import due, start

K = EntryKind


@cache
def published() -> Calendars:
    return Calendars.published()


def march(number: int) -> date:
    return date(2026, 3, number)


BEGUN = start(march(2))  # the reply is due on 30 March
SENT = Entry(K.PAUSE, march(5), "third_party")
ASKED = Entry(K.AWAIT, march(5), "correction")
EXTENDED = Entry(K.EXTEND, march(10), approved_by="科长")

REFUSED = [
    ("reply", [], "no-start", "答复申请：台账的第一条须是起算事件，请先登记起算日。"),
    ("reply", [SENT], "no-start", "答复申请：台账的第一条须是起算事件，请先登记起算日。"),
    ("reply", [BEGUN, BEGUN], "started", "期限已经起算；重新计算请登记为重算。"),
    ("reply", [BEGUN, SENT, Entry(K.CLOSE, march(4))], "out-of-order", "早于前一条（2026-03-05），请按日期先后登记。"),
    (
        "reply",
        [BEGUN, Entry(K.CLOSE, march(4)), EXTENDED],
        "closed",
        "答复申请，2026-03-10：期限已于 2026-03-04 办结，不能再登记。",
    ),
    ("reply", [BEGUN, Entry(K.OUTER_START, march(2))], "no-outer-limit", "本期限没有最长期限，请删去此条。"),
    ("reply", [BEGUN, Entry(K.SET, march(3), length=5)], "not-settable", "期限由法律规定，不能自行设定天数。"),
    (
        "reply",
        [BEGUN, Entry(K.PAUSE, march(5), "holiday_mood")],
        "unknown-interruption",
        "本期限不因“holiday_mood”停算；可停算的事由：征求第三方意见、征求其他机关意见。",
    ),
    ("fee_payment", [BEGUN, SENT], "unknown-interruption", "本期限不因“third_party”停算；可停算的事由：无。"),
    ("reply", [BEGUN, Entry(K.RESET, march(5), "third_party")], "unknown-interruption", "可重算的事由：补正、缴费。"),
    ("reply", [BEGUN, SENT, SENT], "pause-open", "征求第三方意见已经开始，尚未结束；再发一函请另编函号。"),
    (
        "reply",
        [BEGUN, Entry(K.RESUME, march(5), "third_party")],
        "not-paused",
        "没有尚未结束的征求第三方意见，不能恢复计算。",
    ),
    ("reply", [BEGUN, SENT, Entry(K.RESUME, march(6), "third_party", "乙")], "not-paused", "没有尚未结束的"),
    ("reply", [BEGUN, ASKED, SENT], "awaiting", "正在等待补正，期限未在计算，不必停算。"),
    ("reply", [BEGUN, ASKED, Entry(K.AWAIT, march(6), "payment")], "awaiting", "已在等待补正，请先登记其结果。"),
    ("reply", [BEGUN, ASKED, Entry(K.RESET, march(6), "payment")], "awaiting", "正在等待补正，不是缴费。"),
    ("reply", [BEGUN, ASKED, EXTENDED], "awaiting", "正在等待补正，期限未在计算，不能延长。"),
    (
        "reply",
        [BEGUN, Entry(K.PAUSE, march(30), "third_party")],
        "expired",
        "期限 2026-03-30 届满，发函次日起才停算，已来不及停算。",
    ),
    (
        "reply",
        [BEGUN, Entry(K.EXTEND, march(31), approved_by="科长")],
        "expired",
        "答复申请，2026-03-31：期限已于 2026-03-30 届满，届满后不能再停算、重算、延长或者设定。",
    ),
    ("reply", [BEGUN, Entry(K.AWAIT, march(31), "payment")], "expired", "期限已于 2026-03-30 届满"),
    ("reply", [BEGUN, Entry(K.RESET, march(31), "correction")], "expired", "期限已于 2026-03-30 届满"),
    ("reply", [BEGUN, EXTENDED, EXTENDED], "extended", "已经延长过 1 次，不能再次延长。"),
    (
        "reply",
        [BEGUN, Entry(K.EXTEND, march(10))],
        "unapproved",
        "延长须经政府信息公开工作机构负责人同意，请登记批准人。",
    ),
    ("third_party_opinion", [BEGUN, EXTENDED], "no-extension", "本期限没有可以延长的规定。"),
    *(
        (
            "reply",
            [BEGUN, Entry(K.EXTEND, march(10), length=days, until=until, approved_by="科长")],
            "extension-length",
            said,
        )
        for days, until, said in (
            (21, None, "延长须写天数，最少 1 日，最多 20 日。"),
            (0, None, "最多 20 日"),
            (5, march(31), "延长须写天数"),
        )
    ),
    *(
        ("reasonable_delay", [BEGUN, Entry(K.SET, march(5), length=days, until=until)], "bad-length", said)
        for days, until, said in (
            (None, None, "请写天数或者截止日，二者写一项。"),
            (5, march(9), "请写天数或者截止日，二者写一项。"),
            (0, None, "天数须为正数，截止日不得早于登记之日。"),
            (None, march(4), "截止日不得早于登记之日"),
        )
    ),
    (
        "reasonable_delay",
        [BEGUN, Entry(K.SET, march(3), length=2), Entry(K.SET, march(6), length=9)],
        "expired",
        "期限已于 2026-03-04 届满",
    ),
    (
        "reasonable_delay",
        [BEGUN, Entry(K.SET, march(3), until=march(9)), Entry(K.SET, march(10), until=march(20))],
        "expired",
        "期限已于 2026-03-09 届满",
    ),
    (
        "first_instance",
        [BEGUN, Entry(K.EXTEND, march(5), approved_by="高级人民法院")],
        "bad-length",
        "请写天数或者截止日",
    ),
]


@pytest.mark.parametrize(("rule", "entries", "code", "sentence"), REFUSED)
def test_an_entry_the_rule_does_not_allow_is_refused(rule: str, entries: list[Entry], code: str, sentence: str) -> None:
    with pytest.raises(LedgerError) as refused:
        due(rule, entries, published())
    assert refused.value.code == f"ledger-{code}"
    assert sentence in refused.value.sentence


def test_the_refused_entry_is_handed_back() -> None:
    with pytest.raises(LedgerError) as refused:
        due("reply", [BEGUN, EXTENDED, Entry(K.EXTEND, march(11), approved_by="科长")], published())
    assert refused.value.entry == Entry(K.EXTEND, march(11), approved_by="科长")


def test_an_extension_on_the_last_day_is_in_time() -> None:
    found = due("reply", [BEGUN, Entry(K.EXTEND, march(30), approved_by="科长")], published())
    assert (found.last_day, found.state) == (date(2026, 4, 28), "extended")


def test_a_fee_notice_on_the_last_day_is_in_time() -> None:
    found = due("reply", [BEGUN, Entry(K.AWAIT, march(30), "payment")], published())
    assert (found.last_day, found.state) == (None, "awaiting_payment")


def test_a_set_length_may_be_set_longer_before_it_ends() -> None:
    entries = [BEGUN, Entry(K.SET, march(2), length=7), Entry(K.SET, march(11), length=15)]
    assert due("correction_response", entries, published()).last_day == march(23)
