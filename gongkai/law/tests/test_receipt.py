"""The day of receipt for every channel, before and after the Regulation of 2019."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from gongkai.law.calendar import Calendars
from gongkai.law.errors import LawDataError, UnknownLaw
from gongkai.law.loading import DATA
from gongkai.law.receipt import ReceiptError, channels, event_titles, received_on
from gongkai.law.tests.broken import write

CAME, LATER = date(2026, 3, 2), date(2026, 3, 4)


@cache
def published() -> Calendars:
    return Calendars.published()


@pytest.mark.parametrize(
    ("channel", "counts"),
    [
        ("in_person", "handed_in"),
        ("oral", "form_completed"),
        ("post_signed", "signed"),
        ("post_unsigned", "confirmed"),
        ("misdirected", "confirmed"),
        ("online", "confirmed"),
        ("email", "confirmed"),
        ("fax", "confirmed"),
        ("other", "announced"),
        ("other_unannounced", "confirmed"),
    ],
)
def test_each_channel_has_its_day(channel: str, counts: str) -> None:
    found = received_on(channel, {counts: LATER})
    assert (found.received_on, found.counts) == (LATER, counts)
    assert found.sentence.endswith("。") and "2026-03-04 为收到申请之日" in found.sentence


def test_the_channels_are_those_tested() -> None:
    assert len(channels()) == 10
    assert [code for code, channel in channels().items() if channel.basic] == [
        "in_person",
        "oral",
        "post_signed",
        "post_unsigned",
    ]


def test_an_email_was_received_when_the_system_took_it_until_2019() -> None:
    days = {"mail_received": date(2019, 5, 14), "confirmed": date(2019, 5, 16)}
    assert received_on("email", days).received_on == date(2019, 5, 14)
    days = {"mail_received": date(2019, 5, 15), "confirmed": date(2019, 5, 16)}
    found = received_on("email", days)
    assert (found.received_on, found.reading) == (date(2019, 5, 16), "D-011")


def test_an_email_not_confirmed_has_no_day_and_a_reminder() -> None:
    found = received_on("email", {"mail_received": date(2026, 2, 13)}, published())
    assert (found.received_on, found.remind_on) == (None, date(2026, 2, 14))
    assert found.sentence == (
        "电子邮件：2026-02-13 邮件系统接收，尚未双方确认；依据《条例》第三十一条第（三）项，"
        "以双方确认之日为收到申请之日，请尽快与申请人确认。"
    )
    assert received_on("email", {"mail_received": CAME}).remind_on is None


@pytest.mark.parametrize(
    ("channel", "days", "sentence"),
    [
        ("pigeon", {"confirmed": CAME}, "没有登记接收渠道“pigeon”，可选：in_person、"),
        ("email", {"dreamt": CAME}, "不认识的事件“dreamt”，可选：handed_in、"),
        ("email", {}, "电子邮件：请登记邮件系统接收或者双方确认的日期，才能确定收到申请之日。"),
        ("in_person", {"confirmed": CAME}, "当面提交：请登记当面提交的日期"),
        (
            "email",
            {"mail_received": LATER, "confirmed": CAME},
            "电子邮件：双方确认（2026-03-02）早于邮件系统接收（2026-03-04），请核对日期。",
        ),
    ],
)
def test_days_that_cannot_be_are_refused(channel: str, days: dict[str, date], sentence: str) -> None:
    with pytest.raises(ReceiptError) as refused:
        received_on(channel, days)
    assert sentence in refused.value.sentence and refused.value.code == "receipt"


def test_before_the_explanation_nothing_is_known() -> None:
    with pytest.raises(UnknownLaw, match="2015-11-17 没有登记“当面提交”的收到之日规定"):
        received_on("in_person", {"handed_in": date(2015, 11, 17)})


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            'counts = "handed_in"',
            'counts = "handed_over"',
            r"receipt\.toml，channel\[1\]\.value\[1\]\.counts：没有登记事件",
        ),
        ('code = "oral"', 'code = "in_person"', r"channel\[2\]\.code：in_person 已在别处登记"),
    ],
)
def test_a_bad_row_names_file_and_key(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    for file in (DATA / "instruments").glob("*.toml"):
        write(tmp_path, f"instruments/{file.name}", file.read_text(encoding="utf-8"))
    text = (DATA / "channels" / "receipt.toml").read_text(encoding="utf-8")
    assert old in text
    write(tmp_path, "channels/receipt.toml", text.replace(old, new, 1))
    with pytest.raises(LawDataError, match=sentence):
        channels(tmp_path)


def test_every_event_has_chinese_words() -> None:
    assert all(title for title in event_titles().values())
