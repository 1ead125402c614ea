"""What is handed in as a content is checked, tidied and hashed the same way every time."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.kit.action import Refused
from gongkai.records.said import Said, hash_of

WHOLE: dict[str, Any] = {
    "title": "关于印发工作方案的通知", "doc_number": "涂政[2026]8号", "formed_on": "2026-03-02",
    "effective_on": "2026-04-01", "expires_on": "2031-03-31", "embargo_until": "2026-03-20T09:00", "origin": "made",
    "class_code": "art20_03_plans", "category": "plans", "index_class": "0105", "topic": "综合政务", "genre": "notice",
    "document_kind": "other", "keywords": ["方案"], "summary": "一、总体要求",
    "body": "<p>正文</p>", "mark": "proactive", "ground": "",
    "files": [{"name": "附件1.pdf", "digest": "0" * 64, "size": 3}], "ground_details": {"kind": "draft"},
    "mark_reason": "", "joint": ["b", "a", "b"],
}  # fmt: skip


def test_what_is_handed_in_comes_out_tidied() -> None:
    said = Said.from_json(WHOLE)
    assert said.doc_number == "涂政〔2026〕8号"
    assert said.formed_on == date(2026, 3, 2)
    assert said.to_json()["embargo_until"] == "2026-03-20T09:00:00+08:00"
    assert said.joint == ("b", "a")
    number = said.number()
    assert number is not None
    assert (number.prefix, number.year, number.serial) == ("涂政", 2026, 8)


@pytest.mark.parametrize("odd", ["\ufffe", "\uffff", "\U0001fffe", "\x0b", "\u202e"])
def test_a_title_holds_nothing_that_breaks_a_feed(odd: str) -> None:
    assert Said.from_json(WHOLE | {"title": f"通{odd}知", "keywords": [f"方{odd}案"]}).title == "通知"


def test_the_hash_covers_every_field() -> None:
    base = Said.from_json(WHOLE)
    changes: dict[str, Any] = {
        name: "2027-01-01" if name in ("formed_on", "embargo_until") else "改" for name in WHOLE
    } | {
        "doc_number": "涂政〔2026〕9号", "effective_on": "2026-05-01", "expires_on": "2031-04-30",
        "origin": "obtained_public", "keywords": ["改"], "body": "<p>改</p>", "files": [],
        "ground_details": {}, "joint": ["a"],
    }  # fmt: skip
    assert set(changes) == set(base.to_json())
    hashes = {name: Said.from_json(WHOLE | {name: value}).hash() for name, value in changes.items()}
    assert [name for name, made in hashes.items() if made == base.hash()] == []
    assert len(set(hashes.values())) == len(hashes)


texts = st.text(max_size=60)


@given(
    title=texts.filter(str.strip), doc_number=texts, summary=texts, topic=texts, keywords=st.lists(texts, max_size=5),
    reason=texts, day=st.none() | st.dates(date(1900, 1, 1), date(2999, 12, 31)),
    details=st.dictionaries(st.sampled_from(["level", "kind"]), texts),
)  # fmt: skip
def test_reading_again_what_was_stored_changes_nothing(
    title: str, doc_number: str, summary: str, topic: str, keywords: list[str], reason: str, day: date | None,
    details: dict[str, str],
) -> None:  # fmt: skip
    given = {
        "title": title, "doc_number": doc_number, "summary": summary, "topic": topic, "mark_reason": reason,
        "keywords": [one[:30] for one in keywords], "formed_on": day, "ground_details": details,
    }  # fmt: skip
    try:
        said = Said.from_json(given)
    except Refused as refused:
        assert refused.code in ("said-title-missing", "said-keywords")
        return
    kept = said.to_json()
    assert Said.stored(kept) == said
    assert Said.from_json(kept) == said
    assert hash_of(kept) == said.hash()


values = (
    st.none() | texts | st.sampled_from(["\x00", "\ud800", "一\x00二"]) | st.integers() | st.floats() | st.booleans()
)
anything = values | st.lists(values, max_size=3) | st.dictionaries(texts | st.just("\x00"), values, max_size=2)


@given(st.dictionaries(st.sampled_from(sorted(WHOLE)), anything))
def test_whatever_is_handed_in_is_refused_with_words_or_can_be_stored(change: dict[str, Any]) -> None:
    try:
        said = Said.from_json(WHOLE | change)
    except Refused as refused:
        assert refused.sentence.endswith("。")
        return
    kept = said.to_json()
    assert "\\u0000" not in json.dumps(kept)
    assert Said.from_json(kept).hash() == hash_of(kept)


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ({"title": " \u200b "}, "said-title-missing", "没有填写标题"),
        ({"title": "长" * 301}, "said-title", "标题有 301 字，最多 300 字"),
        ({"title": 5}, "said-title", "标题应当是文字"),
        ({"formed_on": "2026-02-30"}, "said-formed_on", "成文日期“2026-02-30”不是有效日期"),
        ({"formed_on": "0226-03-02"}, "said-formed_on", "不是有效日期"),
        ({"expires_on": "2026-03-01"}, "said-expires_on", "早于施行日期"),
        ({"embargo_until": "明天"}, "said-embargo_until", "无效"),
        ({"origin": "found"}, "said-origin", "没有登记"),
        ({"keywords": "一,二"}, "said-keywords", "逐个列出"),
        ({"keywords": [str(n) for n in range(21)]}, "said-keywords", "最多 20 个"),
        ({"ground_details": ["x"]}, "said-ground_details", "格式有误"),
        ({"ground_details": {"law": "长" * 1001}}, "said-ground_details", "不超过 1000 字"),
        ({"body": 7}, "said-body", "正文应当是文字"),
        ({"body": "长" * 2_000_001}, "said-body", "正文过长"),
        ({"files": "x.pdf"}, "said-files", "附件最多 50 个"),
        ({"files": [{"name": "../x.pdf", "digest": "0" * 64, "size": 1}]}, "said-file-name", "不能用作文件名"),
        ({"files": [{"name": "x\u202efdp.exe", "digest": "0" * 64, "size": 1}]}, "said-file-name", "请改名"),
        ({"files": [{"name": "x.pdf", "digest": "0" * 63, "size": 1}]}, "said-file", "没有完整收到"),
        ({"files": [{"name": "x.pdf", "digest": "0" * 64, "size": 0}]}, "said-file", "没有完整收到"),
        ({"files": [{"name": "x.pdf", "digest": "0" * 64, "size": 1}] * 2}, "said-file-twice", "都叫“x.pdf”"),
    ],
)
def test_bad_values_are_refused_naming_the_field(change: dict[str, Any], code: str, words: str) -> None:
    with pytest.raises(Refused) as refused:
        Said.from_json(WHOLE | change)
    assert refused.value.code == code
    assert words in refused.value.sentence
    assert refused.value.sentence.endswith("。")


def test_a_number_not_of_the_three_part_form_is_kept_as_typed_in_a_draft() -> None:
    said = Said.from_json(WHOLE | {"doc_number": "无文号"})
    assert (said.doc_number, said.number()) == ("无文号", None)


def test_what_runs_in_a_page_never_gets_into_a_body() -> None:
    said = Said.from_json(WHOLE | {"body": '<p onclick="x()">一<script>alert(1)</script></p><img src=x onerror=y>'})
    assert "script" not in said.body
    assert "on" not in said.body.replace("一", "")


def test_public_text_is_all_that_a_reader_sees() -> None:
    said = Said.from_json(WHOLE | {"body": "<p>甲</p><p>乙&amp;丙</p>", "mark_reason": "内部理由"})
    assert said.public_text().splitlines() == [
        "关于印发工作方案的通知", "涂政〔2026〕8号", "一、总体要求", "方案", "甲", "乙&丙",
    ]  # fmt: skip
