"""Index numbers: made and read back, counted under the right key, and refused where they could not be unique."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.law.errors import LawDataError, UnknownLaw
from gongkai.law.index_numbers import (
    IndexNumber,
    IndexNumberError,
    index_rule,
    index_rules,
    parse,
    recognise,
    render,
    scope_of,
)
from gongkai.law.tests.broken import copy_with

PUBLISHED = [
    ("fujian", "QZ04101-0105-2025-00005", "QZ04101", "0105", 2025, None, 5),
    ("fujian", "QZ02101-9000-2026-00012", "QZ02101", "9000", 2026, None, 12),
    ("fujian", "XM02100-0101-2019-00001", "XM02100", "0101", 2019, None, 1),
    ("national_2009", "000014349/2018-00222", "000014349", "", 2018, None, 222),
    ("national_credit", "11441700007280420Y/2021-00050", "11441700007280420Y", "", 2021, None, 50),
    ("national_credit_month", "11341702486344515H/202110-00013", "11341702486344515H", "", 2021, 10, 13),
]
AGENCIES = st.from_regex(r"[A-Z]{2}[0-9]{5}", fullmatch=True)
CLASSES = st.from_regex(r"[0-9]{4}", fullmatch=True)
YEARS = st.integers(2008, 9999)
SERIALS = st.integers(1, 99999)


@pytest.mark.parametrize(("rule", "text", "agency", "class_code", "year", "month", "serial"), PUBLISHED)
def test_published_numbers_are_read_and_made_again(
    rule: str, text: str, agency: str, class_code: str, year: int, month: int | None, serial: int
) -> None:
    number = IndexNumber(rule, agency, class_code, year, month, serial)
    assert parse(rule, text) == recognise(text) == number
    assert number.text() == text


@given(AGENCIES, CLASSES, YEARS, SERIALS)
def test_every_number_of_fujian_comes_back_as_it_was_made(agency: str, of: str, year: int, serial: int) -> None:
    text = render("fujian", agency_code=agency, class_code=of, year=year, serial=serial)
    assert parse("fujian", text) == IndexNumber("fujian", agency, of, year, None, serial)


PARTS = st.tuples(AGENCIES, CLASSES, YEARS, SERIALS)


@given(PARTS, PARTS)
def test_two_numbers_are_the_same_only_when_all_their_parts_are(one: tuple, other: tuple) -> None:
    texts = [
        render("fujian", agency_code=agency, class_code=of, year=year, serial=serial)
        for agency, of, year, serial in (one, other)
    ]
    assert (texts[0] == texts[1]) == (one == other)


@given(PARTS, PARTS, st.sampled_from([(), ("agency", "year", "class"), ("agency",)]))
def test_the_same_serial_in_two_counts_never_makes_one_number(one: tuple, other: tuple, restarts: tuple) -> None:
    """Whatever the serials restart with: different keys and one serial give different numbers."""
    keys = [
        scope_of("fujian", agency_code=agency, class_code=of, year=year, restarts=restarts)
        for agency, of, year, _ in (one, other)
    ]
    texts = [render("fujian", agency_code=a, class_code=c, year=y, serial=one[3]) for a, c, y, _ in (one, other)]
    assert keys[0] == keys[1] or texts[0] != texts[1]


def test_the_key_of_a_count_is_agency_and_year_unless_a_site_says_otherwise() -> None:
    parts = {"agency_code": "QZ04101", "class_code": "0105", "year": 2026}
    assert scope_of("fujian", **parts) == "fujian|QZ04101|2026"
    assert scope_of("fujian", **parts, restarts=("agency", "class", "year")) == "fujian|QZ04101|0105|2026"
    monthly = scope_of("national_credit_month", agency_code="11341702486344515H", year=2021, month=10)
    assert monthly == "national_credit_month|11341702486344515H|2021|10"


def test_full_width_and_long_dashes_are_read() -> None:
    assert recognise(" ＱＺ04101—0105－2025‑00005 ") == parse("fujian", "QZ04101-0105-2025-00005")
    assert recognise("泉港政办〔2026〕2号") is None


@pytest.mark.parametrize(
    ("given_parts", "code"),
    [
        ({"agency_code": "qz04101"}, "index-agency-code"),
        ({"agency_code": "QZ0410"}, "index-agency-code"),
        ({"agency_code": "QZ04101\n"}, "index-agency-code"),
        ({"agency_code": "QZ0４101"}, "index-agency-code"),
        ({"class_code": ""}, "index-class-code"),
        ({"class_code": "010"}, "index-class-code"),
        ({"year": 26}, "index-year"),
        ({"year": 12026}, "index-year"),
        ({"month": 3}, "index-month"),
        ({"serial": 0}, "index-serial"),
        ({"serial": -1}, "index-serial"),
        ({"serial": 100000}, "index-serial-overflow"),
    ],
)
def test_what_the_rule_cannot_make_is_refused(given_parts: dict, code: str) -> None:
    parts = {"agency_code": "QZ04101", "class_code": "0105", "year": 2026, "serial": 7} | given_parts
    with pytest.raises(IndexNumberError) as refused:
        render("fujian", **parts)
    assert refused.value.code == code


def test_the_last_serial_of_the_width_is_still_given() -> None:
    text = render("fujian", agency_code="QZ04101", class_code="0105", year=2026, serial=99999)
    assert text.endswith("-99999")


def test_a_national_number_has_no_class_and_checks_its_agency_code() -> None:
    with pytest.raises(IndexNumberError, match="没有信息类别这一段"):
        render("national_2009", agency_code="000014349", class_code="0105", year=2026, serial=1)
    for wrong, rule in (("000014348", "national_2009"), ("11441700007280420X", "national_credit")):
        with pytest.raises(IndexNumberError, match="校验码不符合"):
            render(rule, agency_code=wrong, year=2026, serial=1)
    with pytest.raises(IndexNumberError, match="月份只能是 1 至 12"):
        render("national_credit_month", agency_code="11341702486344515H", year=2021, month=13, serial=1)
    with pytest.raises(IndexNumberError, match="月份应为大于零的整数，现为 None"):
        render("national_credit_month", agency_code="11341702486344515H", year=2021, serial=1)


def test_a_serial_may_not_restart_with_what_the_number_does_not_show() -> None:
    for strange in ("month", "serial"):
        with pytest.raises(IndexNumberError, match="会重号") as refused:
            scope_of("fujian", agency_code="QZ04101", class_code="0105", year=2026, restarts=("agency", strange))
        assert refused.value.code == "index-restarts"


@pytest.mark.parametrize(
    "text",
    ["", "QZ04101-0105-2025-0005", "QZ04101-0105-2025-00000", "000014349-2018-00222", "QZ04101-0105-2025-00005x"],
)
def test_what_is_no_number_is_not_read(text: str) -> None:
    assert recognise(text) is None
    with pytest.raises(IndexNumberError):
        parse("fujian", text)


def test_an_unknown_rule_is_said() -> None:
    with pytest.raises(UnknownLaw, match="没有登记索引号规则“mars”"):
        index_rule("mars")
    assert {"fujian", "national_2009"} <= index_rules().keys()


@pytest.mark.parametrize(
    ("file", "old", "new", "sentence"),
    [
        ("rules.toml", 'restarts = ["agency", "year"]', 'restarts = ["agency", "month"]', "否则会重号"),
        ("rules.toml", '{ kind = "year", width = 4, before = "-" },\n', "", "须有机构代码、年度和流水号"),
        ("rules.toml", 'pattern = "[0-9]{4}"', 'pattern = "[0-9"', "不是有效的正则表达式"),
        ("rules.toml", '"QZ04101-0105-2025-00005"', '"QZ04101-0105-2025-5"', "不合本规则"),
        ("rules.toml", 'check = "organization_code"', 'check = "luck"', "没有登记校验方法 luck"),
        ("rules.toml", 'kind = "class"', 'kind = "mood"', "只能是 agency、class、year、month、serial"),
        ("rules.toml", 'id = "national_2009"', 'id = "fujian"', "fujian 已在别处登记"),
        ("checks.toml", "3 7 9 10", "3 7 9 ten", "应为空格隔开的整数"),
        ("checks.toml", 'checks = "0123456789X"', 'checks = "0123456789XX"', "字符不得重复"),
    ],
)
def test_a_broken_rule_names_its_key(tmp_path: Path, file: str, old: str, new: str, sentence: str) -> None:
    root = copy_with(tmp_path, f"index_rules/{file}", old, new, ("instruments", "index_rules"))
    with pytest.raises(LawDataError) as refused:
        index_rules(root)
    assert sentence in refused.value.sentence
