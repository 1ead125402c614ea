"""In time or late, by the day that counts for each way of service."""

from datetime import date
from pathlib import Path

import pytest

from gongkai.law.errors import LawDataError, UnknownLaw
from gongkai.law.loading import DATA
from gongkai.law.service import ServiceError, served_in_time, ways
from gongkai.law.tests.broken import write

DUE = date(2026, 3, 30)
POST = "postal_enterprise"


@pytest.mark.parametrize(
    ("way", "event", "carrier"),
    [
        ("direct", "signed", ""),
        ("entrusted", "signed", ""),
        ("post", "posted", POST),
        ("electronic", "sent", ""),
        ("on_the_spot", "told", ""),
    ],
)
def test_the_last_day_is_in_time_and_the_next_is_late(way: str, event: str, carrier: str) -> None:
    on_the_day = served_in_time(way, {event: DUE}, DUE, carrier=carrier)
    after = served_in_time(way, {event: date(2026, 3, 31)}, DUE, carrier=carrier)
    assert (on_the_day.in_time, on_the_day.served_on, after.in_time) == (True, DUE, False)


def test_every_way_is_tested() -> None:
    assert list(ways().history) == ["direct", "entrusted", "post", "electronic", "on_the_spot"]


def test_posting_counts_and_not_the_arrival() -> None:
    found = served_in_time("post", {"posted": DUE, "signed": date(2026, 4, 5)}, DUE, carrier=POST)
    assert found.in_time
    assert found.sentence == (
        "邮寄送达：以交邮之日 2026-03-30 为准，期限至 2026-03-30，未逾期；"
        "依据《政府信息公开处理决定送达问题的解释》第四部分。"
    )


def test_a_clock_that_stands_is_never_late() -> None:
    found = served_in_time("direct", {"signed": DUE}, None)
    assert found.in_time and "期限未在计算" in found.sentence


@pytest.mark.parametrize(
    ("way", "days", "carrier", "sentence"),
    [
        ("drone", {"sent": DUE}, "", "没有登记送达方式“drone”，可选：direct、"),
        ("direct", {}, "", "直接送达：请登记申请人签收的日期，才能判断是否逾期。"),
        (
            "post",
            {"posted": DUE},
            "courier",
            "邮寄送达应当通过邮政企业，所用的是其他快递企业；依据《政府信息公开处理决定送达问题的解释》第二部分，"
            "请改由邮政企业寄送，以交邮之日为准。",
        ),
        ("post", {"posted": DUE}, "", "尚未登记所用的寄递企业"),
        ("post", {"posted": DUE}, "friend", "没有登记寄递企业“friend”，可选：postal_enterprise、courier。"),
    ],
)
def test_service_that_cannot_be_judged_is_refused(way: str, days: dict[str, date], carrier: str, sentence: str) -> None:
    with pytest.raises(ServiceError) as refused:
        served_in_time(way, days, DUE, carrier=carrier)
    assert sentence in refused.value.sentence and refused.value.code == "service"


def test_before_the_explanation_postal_service_is_unknown() -> None:
    with pytest.raises(UnknownLaw, match="2016-12-06 没有登记“邮寄送达”的送达时点规定"):
        served_in_time("post", {"posted": date(2016, 12, 6)}, None, carrier=POST)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            'counts = "signed"',
            'counts = "sniffed"',
            r"service\.toml，way\[1\]\.value\[1\]\.counts：没有登记事件 sniffed",
        ),
        ('carrier = "postal_enterprise"', 'carrier = "pony"', r"way\[3\]\.value\[1\]\.carrier：没有登记寄递企业 pony"),
    ],
)
def test_a_bad_row_names_file_and_key(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    for file in (DATA / "instruments").glob("*.toml"):
        write(tmp_path, f"instruments/{file.name}", file.read_text(encoding="utf-8"))
    text = (DATA / "channels" / "service.toml").read_text(encoding="utf-8")
    assert old in text
    write(tmp_path, "channels/service.toml", text.replace(old, new, 1))
    with pytest.raises(LawDataError, match=sentence):
        ways(tmp_path)
