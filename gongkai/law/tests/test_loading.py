"""Strict loading: whatever is wrong in a data file is named by file and key."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from gongkai.law.errors import LawDataError
from gongkai.law.loading import Row, files, load
from gongkai.law.tests.broken import write

GOOD = """
title = "题"
day = 2019-05-15
days = [2019-05-15, 2019-05-16]
moment = 2019-05-15T08:00:00
count = 3
share = 0.125
ok = true
names = ["甲", "乙"]
[inner]
x = 1
[[many]]
x = 2
[[many]]
x = 3
"""


def row(tmp_path: Path, text: str = GOOD) -> Row:
    return load(write(tmp_path, "things/sample.toml", text))


def test_each_kind_of_value_comes_out_as_written(tmp_path: Path) -> None:
    one = row(tmp_path)
    assert one.text("title") == "题"
    assert one.day("day") == one.day_or_none("day") == date(2019, 5, 15)
    assert one.days("days") == (date(2019, 5, 15), date(2019, 5, 16))
    assert one.integer("count") == one.integer_or_none("count") == 3
    assert (one.number("share"), one.number("count")) == (Decimal("0.125"), Decimal(3))
    assert one.flag("ok") is True
    assert one.texts("names") == ("甲", "乙")
    assert [inner.integer("x") for inner in one.rows("many")] == [2, 3]
    assert one.raw("share") == 0.125
    assert one.has("title")
    assert not one.has("subtitle")
    inner = one.table("inner")
    assert inner is not None
    assert inner.keys() == ("x",)
    inner.done()


def test_what_is_absent_and_optional_is_empty(tmp_path: Path) -> None:
    one = row(tmp_path)
    assert one.text("missing", required=False) == ""
    assert one.text("missing", "默认") == "默认"
    assert (one.day_or_none("missing"), one.integer_or_none("missing"), one.table("missing")) == (None, None, None)
    assert (one.texts("missing"), one.days("missing"), list(one.rows("missing"))) == ((), (), [])
    assert one.integer("missing", 7) == 7
    assert one.flag("missing") is False


@pytest.mark.parametrize(
    ("take", "key", "problem"),
    [
        (lambda one: one.text("missing"), "missing", "缺少此项"),
        (lambda one: one.day("missing"), "missing", "缺少此项"),
        (lambda one: one.integer("missing"), "missing", "缺少此项"),
        (lambda one: one.raw("missing"), "missing", "缺少此项"),
        (lambda one: one.texts("missing", required=True), "missing", "缺少此项"),
        (lambda one: list(one.rows("missing", required=True)), "missing", "缺少此项"),
        (lambda one: one.text("count"), "count", "应为文字，现为 3"),
        (lambda one: one.integer("title"), "title", "应为整数，现为 '题'"),
        (lambda one: one.integer("ok"), "ok", "应为整数，现为 True"),
        (lambda one: one.number("ok"), "ok", "应为数字，现为 True"),
        (lambda one: one.flag("count"), "count", "应为true 或 false，现为 3"),
        (lambda one: one.day("title"), "title", "应为日期"),
        (lambda one: one.day("moment"), "moment", "应为不带时刻的日期"),
        (lambda one: one.days("names"), "names", "列表中只能有日期"),
        (lambda one: one.texts("days"), "days", "列表中只能有文字"),
        (lambda one: one.table("title"), "title", "应为表，现为 '题'"),
        (lambda one: list(one.rows("names")), "names[1]", "应为表"),
    ],
)
def test_a_wrong_value_names_file_and_key(
    tmp_path: Path, take: Callable[[Row], object], key: str, problem: str
) -> None:
    with pytest.raises(LawDataError) as error:
        take(row(tmp_path))
    assert (error.value.file.name, error.value.key) == ("sample.toml", key)
    assert problem in error.value.problem
    assert error.value.sentence == f"法规数据有误：sample.toml，{key}：{error.value.problem}"
    assert error.value.code == "law-data"


def test_a_key_deep_inside_is_named_with_its_way(tmp_path: Path) -> None:
    second = list(row(tmp_path).rows("many"))[1]
    with pytest.raises(LawDataError, match=r"sample\.toml，many\[2\]\.y：缺少此项"):
        second.integer("y")


def test_a_key_nobody_asked_for_is_refused(tmp_path: Path) -> None:
    one = row(tmp_path, 'title = "题"\nttile = "题"\n')
    one.text("title")
    with pytest.raises(LawDataError, match=r"sample\.toml，ttile：不认识的项；请改正拼写或删去"):
        one.done()


def test_an_optional_key_that_was_asked_for_is_not_unknown(tmp_path: Path) -> None:
    one = row(tmp_path, 'title = "题"\n')
    one.text("title")
    one.text("note", required=False)
    one.done()


@pytest.mark.parametrize("text", ["title = ", 'a = "1"\na = "2"\n', "day = 2019-02-30\n"])
def test_what_is_not_toml_is_refused_with_the_file(tmp_path: Path, text: str) -> None:
    with pytest.raises(LawDataError, match=r"sample\.toml，全文：不是有效的 TOML"):
        row(tmp_path, text)


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, "things/sample.toml", "")
    path.write_bytes("题 = 1".encode("gb18030"))
    with pytest.raises(LawDataError, match="不是有效的 TOML"):
        load(path)


def test_the_files_of_a_folder_come_in_name_order(tmp_path: Path) -> None:
    for name in ("b", "a", "c"):
        write(tmp_path, f"things/{name}.toml", "")
    write(tmp_path, "things/notes.txt", "")
    assert [file.name for file in files("things", tmp_path)] == ["a.toml", "b.toml", "c.toml"]


def test_an_empty_or_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LawDataError, match="nothing：文件夹里没有数据文件"):
        files("nothing", tmp_path)
