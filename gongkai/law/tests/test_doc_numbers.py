"""Document numbers: every writing gives the one canonical form, and what is none is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.law.doc_numbers import DocNumber, DocNumberError, find_doc_numbers, key_of, parse_doc_number

CANONICAL = "泉港政办〔2026〕2号"
WRITINGS = [
    CANONICAL,
    "泉港政办[2026]2号",
    "泉港政办（2026）2号",
    "泉港政办(2026) 2 号",
    "泉港政办【2026】2号",
    "泉港政办﹝2026﹞2号",
    "泉港政办［２０２６］２号",
    "泉港政办〔2026年〕2号",
    "泉港政办〔2026〕第2号",
    "泉港政办〔2026〕002号",
    " 泉港政办 〔2026〕　2号\n",
    "泉港政办〔2026〕2",
]


@pytest.mark.parametrize("text", WRITINGS)
def test_every_writing_gives_the_canonical_form(text: str) -> None:
    number = parse_doc_number(text)
    assert (number.prefix, number.year, number.serial) == ("泉港政办", 2026, 2)
    assert number.text == CANONICAL
    assert key_of(text) == key_of(CANONICAL)


@pytest.mark.parametrize(
    ("text", "canonical", "year", "serial"),
    [
        ("国务院令第711号", "国务院令第711号", None, 711),
        ("福建省人民政府令 第１３４号", "福建省人民政府令第134号", None, 134),
        ("泉州市人民政府令第五号", "泉州市人民政府令第5号", None, 5),
        ("国务院令第七百一十一号", "国务院令第711号", None, 711),
        ("某部公告2024年第3号", "某部公告2024年第3号", 2024, 3),
    ],
)
def test_orders_and_announcements_keep_their_form(text: str, canonical: str, year: int | None, serial: int) -> None:
    number = parse_doc_number(text)
    assert (number.text, number.year, number.serial, number.ordinal) == (canonical, year, serial, True)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("某公（治）行罚决字〔2026〕00012号", "某公（治）行罚决字〔2026〕12号"),
        ("某公(治)行罚决字[2026]12号", "某公（治）行罚决字〔2026〕12号"),
        ("某市监罚〔2026〕2-1号", "某市监罚〔2026〕2-1号"),
        ("某市监罚（2026）第02－01号", "某市监罚〔2026〕2-1号"),
    ],
)
def test_branches_and_series_keep_their_parts(text: str, canonical: str) -> None:
    assert parse_doc_number(text).text == canonical
    assert parse_doc_number(canonical) == parse_doc_number(text)


def test_two_of_a_series_are_two() -> None:
    assert len({key_of(f"某罚〔2026〕{serial}号") for serial in ("2", "2-1", "2-2", "21")}) == 4


def test_an_announcement_is_matched_in_both_forms() -> None:
    assert key_of("某部公告2024年第3号") == key_of("某部公告〔2024〕3号")


@pytest.mark.parametrize(
    "text",
    [
        "泉港政办2号",
        "〔2026〕2号",
        "泉港政办〔26〕2号",
        "泉港政办〔2026〕号",
        "泉港政办〔2026〕0号",
        "泉港政办〔2026〕2号的通知",
        "泉港政办〔2026〕2-号",
        "QZ04101-0105-2025-00005",
        "第5号",
        "楼第5号",
        "国务院令第一一号",
    ],
)
def test_what_is_no_document_number_is_refused_and_still_has_a_key(text: str) -> None:
    with pytest.raises(DocNumberError) as refused:
        parse_doc_number(text)
    assert refused.value.code == "doc-number-malformed"
    assert text in refused.value.sentence
    assert key_of(text) != key_of(CANONICAL)


def test_an_empty_number_is_said_to_be_empty() -> None:
    with pytest.raises(DocNumberError) as refused:
        parse_doc_number(" 　")
    assert refused.value.code == "doc-number-empty"
    assert key_of("　") == ""


PREFIXES = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=12)
SUBS = st.none() | st.integers(0, 9999)
NUMBERS = st.builds(DocNumber, PREFIXES, st.integers(1900, 2099), st.integers(1, 999999), st.just(False), SUBS)
ORDERS = st.builds(
    DocNumber,
    PREFIXES.map(lambda text: text + "令"),
    st.none() | st.integers(1900, 2099),
    st.integers(1, 999999),
    st.just(True),
)


@given(NUMBERS | ORDERS)
def test_the_canonical_form_comes_back_as_it_was(number: DocNumber) -> None:
    assert parse_doc_number(number.text) == number


@given(NUMBERS, st.sampled_from(["[]", "（）", "【】", "﹝﹞", "［］", "()", "〖〗"]), st.sampled_from(["", " ", "　"]))
def test_brackets_blanks_and_full_width_digits_make_no_difference(number: DocNumber, pair: str, blank: str) -> None:
    wide = {ord(digit): chr(ord(digit) + 0xFEE0) for digit in "0123456789"}
    written = f"{number.prefix}{blank}{pair[0]}{number.year}{pair[1]}{blank}{number._serial}号".translate(wide)
    assert key_of(written) == number.key


@given(NUMBERS, NUMBERS)
def test_two_numbers_share_a_key_only_when_they_are_the_same(one: DocNumber, other: DocNumber) -> None:
    assert (one.key == other.key) == (one == other)


@given(st.text(max_size=40))
def test_any_text_has_a_key(text: str) -> None:
    assert key_of(text) == key_of(f" {text}\n")


def test_numbers_are_found_in_running_text_with_their_place() -> None:
    text = "根据《通知》（泉政办〔2025〕12号）和印发泉港政办[2026]2号的要求，按照国务院令第711号，见第3号楼、2026年。"
    found = list(find_doc_numbers(text))
    assert [one.number.text for one in found] == ["泉政办〔2025〕12号", CANONICAL, "国务院令第711号"]
    assert [text[one.start : one.end] for one in found] == [
        "泉政办〔2025〕12号",
        "泉港政办[2026]2号",
        "国务院令第711号",
    ]


def test_a_long_text_without_numbers_is_gone_through_once() -> None:
    assert list(find_doc_numbers("政府信息公开" * 20_000 + "第" * 1_000)) == []
