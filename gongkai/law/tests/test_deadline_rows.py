"""A broken row of a limit is refused with its file and key."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from gongkai.law.deadline_rules import deadlines
from gongkai.law.deadline_words import words
from gongkai.law.errors import LawDataError, UnknownLaw
from gongkai.law.loading import DATA


def broken(tmp_path: Path, file: str, old: str, new: str) -> Path:
    """A copy of what the limits need, with one thing changed."""
    for folder in ("instruments", "params", "deadlines"):
        shutil.copytree(DATA / folder, tmp_path / folder)
    path = tmp_path / "deadlines" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("file", "old", "new", "sentence"),
    [
        ("request.toml", 'starts_on = "request_received"', 'starts_on = "rumour"', "没有登记 event 代码 rumour"),
        ("request.toml", 'who = "agency"', 'who = "nobody"', "没有登记 bearer 代码 nobody"),
        ("request.toml", 'lapse = "overdue"', 'lapse = "oops"', "没有登记 lapse 代码 oops"),
        ("request.toml", 'what = "third_party"', 'what = "fourth_party"', "没有登记 interruption 代码 fourth_party"),
        ("request.toml", 'kind = "pause"', 'kind = "nap"', "只能是 pause 或 reset，现为 nap"),
        ("request.toml", '"correction_notice.working_days"', '"patience"', "没有登记参数 patience"),
        ("request.toml", 'unit = "working_day"', 'unit = "day"', "的单位是 working_day，不是 day"),
        ("request.toml", 'unit = "working_day"', 'unit = "moon"', "没有登记“moon”的计算方法"),
        ("request.toml", 'number = "D05"', 'number = "D04"', "correction_response（D04）已在别处登记"),
        (
            "request.toml",
            'id = "correction_response"',
            'id = "correction_notice"',
            "correction_notice（D05）已在别处登记",
        ),
        ("request.toml", 'cite = "ogi-2019 art.30"', 'cite = "ogi-2019 art.99"', "没有登记该条款"),
        ("request.toml", "from = 2019-05-15", 'from = "2019-05-15"', "应为日期"),
        ("request.toml", 'lapse = "overdue"', 'lapse = "overdue"\nlaps = "x"', "不认识的项"),
        ("request.toml", "times = 1", "times = 1, often = 2", "extension.often：不认识的项"),
        ("words.toml", 'code = "applicant"', 'code = "agency"', "agency 已在别处登记"),
        ("counting.toml", 'unit = "day"', 'unit = "working_day"', "working_day 的计算方法已在别处登记"),
    ],
)
def test_a_broken_row_names_its_file_and_key(tmp_path: Path, file: str, old: str, new: str, sentence: str) -> None:
    with pytest.raises(LawDataError) as refused:
        deadlines(broken(tmp_path, file, old, new))
    assert sentence in refused.value.sentence
    assert refused.value.sentence.startswith(f"法规数据有误：{file}，")


def test_a_unit_is_not_counted_before_anyone_said_how() -> None:
    with pytest.raises(UnknownLaw, match="2008-04-30 没有登记“working_day”的期间计算方法"):
        words().counted("working_day", date(2008, 4, 30))
