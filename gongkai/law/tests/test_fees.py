"""Quotes of the information processing fee: golden values, worked examples, and what must hold for every count."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.law.errors import LawDataError, UnknownLaw
from gongkai.law.fees import FeeError, quote, quote_by_item, quote_by_volume, tariff, tariffs, tariffs_on
from gongkai.law.tests.broken import copy_with

DAY = date(2026, 5, 20)
COUNTS = st.integers(min_value=1, max_value=2_000)


def marginal(n: int) -> int:
    """The formula of the measures for the n-th item, written independently of the tiers."""
    if n <= 10:
        return 0
    if n <= 30:
        return 100
    return 100 * (-(-(n - 30) // 10) + 1)


def volume(p: int) -> int:
    """The closed form for p pages."""
    return 10 * max(0, min(p, 100) - 30) + 20 * max(0, min(p, 200) - 100) + 40 * max(0, p - 200)


@pytest.mark.parametrize(
    ("n", "yuan"), [(1, 0), (10, 0), (11, 100), (30, 100), (31, 200), (40, 200), (41, 300), (50, 300), (51, 400)]
)
def test_the_nth_item_of_the_month_costs(n: int, yuan: int) -> None:
    assert quote_by_item(n, on=DAY).total_yuan == yuan


@pytest.mark.parametrize(
    ("pages", "yuan"), [(1, 0), (30, 0), (31, 10), (68, 380), (100, 700), (101, 720), (200, 2700), (201, 2740)]
)
def test_so_many_pages_cost(pages: int, yuan: int) -> None:
    assert quote_by_volume(pages, on=DAY).total_yuan == yuan


@pytest.mark.parametrize(("items", "yuan"), [(8, 0), (12, 200), (30, 2000), (35, 3000), (60, 11_000)])
def test_a_month_charged_by_item_adds_up_to(items: int, yuan: int) -> None:
    assert quote_by_item(1, items, on=DAY).total_yuan == yuan


def test_a_month_of_sixty_items_is_one_line_a_tier() -> None:
    whole = quote_by_item(1, 60, on=DAY)
    assert [line.words for line in whole.lines] == [
        "第1至10件：10件，免收",
        "第11至30件：20件×100元=2000元",
        "第31至40件：10件×200元=2000元",
        "第41至50件：10件×300元=3000元",
        "第51至60件：10件×400元=4000元",
    ]
    assert [line.cite for line in whole.lines][:3] == [f"fee-measures-2020 art.4 item.{n}" for n in (1, 2, 3)]
    assert (whole.tariff, whole.cite, whole.since) == ("by_item", "fee-measures-2020 art.4", date(2021, 1, 1))


def test_two_hundred_and_fifty_pages_are_itemised_and_added() -> None:
    assert quote_by_volume(250, on=DAY).words == (
        "第1至30页：30页，免收；第31至100页：70页×10元=700元；"
        "第101至200页：100页×20元=2000元；第201至250页：50页×40元=2000元；合计4700元。"
    )


def test_a_single_free_item_says_that_nothing_is_charged() -> None:
    assert quote_by_item(3, on=DAY).words == "第3件：1件，免收；不收费。"


def test_the_forty_fifth_item_with_120_pages_costs_one_or_the_other_never_both() -> None:
    assert quote(on=DAY, items=(45, 45)).total_yuan == 300
    assert quote(on=DAY, pages=120).total_yuan == 1100
    with pytest.raises(FeeError) as error:
        quote(on=DAY, items=(45, 45), pages=120)
    assert error.value.sentence == (
        "同一件申请不得同时按件、按量计收信息处理费（《政府信息公开信息处理费管理办法》第三条）；请只选一种标准。"
    )
    with pytest.raises(FeeError, match="没有说明按件还是按量计收"):
        quote(on=DAY)


def test_pages_already_public_are_not_charged_by_volume() -> None:
    free = quote(on=DAY, pages=500, already_public=True)
    assert free.total_yuan == 0
    assert free.words == "已主动公开，只告知获取方式和途径，不按量计收；不收费。"


@pytest.mark.parametrize("day", [date(2008, 5, 1), date(2019, 5, 15), date(2020, 12, 31)])
def test_before_the_measures_nothing_can_be_charged(day: date) -> None:
    with pytest.raises(UnknownLaw) as error:
        quote_by_item(50, on=day)
    assert error.value.sentence == (
        f"{day.isoformat()} 还没有信息处理费的按件计收标准（2021-01-01 起施行），不能收费。"
    )
    with pytest.raises(UnknownLaw, match="按量计收标准"):
        quote_by_volume(50, on=day)


def test_the_law_of_a_day_lists_both_tariffs_or_none() -> None:
    assert [one.id for one in tariffs_on(DAY)] == ["by_item", "by_volume"]
    assert tariffs_on(date(2020, 12, 31)) == ()


def test_the_measures_apply_from_their_first_day() -> None:
    assert quote_by_item(11, on=date(2021, 1, 1)).total_yuan == 100


def test_an_unregistered_basis_is_unknown_law() -> None:
    with pytest.raises(UnknownLaw, match="没有登记收费标准“by_weight”"):
        tariff("by_weight", DAY)


@pytest.mark.parametrize(("first", "last"), [(0, None), (-3, 5), (12, 11)])
def test_a_count_that_is_not_one_is_refused(first: int, last: int | None) -> None:
    with pytest.raises(FeeError, match="按件计收须从第 1 件算起"):
        quote_by_item(first, last, on=DAY)
    with pytest.raises(FeeError, match="按量计收须从第 1 页算起，止数不小于起数，现为第 1 至 0 页"):
        quote_by_volume(0, on=DAY)


@given(n=COUNTS)
def test_each_item_follows_the_formula(n: int) -> None:
    assert quote_by_item(n, on=DAY).total_yuan == marginal(n)


@settings(max_examples=30)
@given(n=st.integers(min_value=1, max_value=300))
def test_a_month_is_the_sum_of_its_items(n: int) -> None:
    assert quote_by_item(1, n, on=DAY).total_yuan == sum(marginal(k) for k in range(1, n + 1))


@given(first=COUNTS, more=st.integers(min_value=0, max_value=500), then=st.integers(min_value=1, max_value=500))
def test_two_stretches_of_items_cost_what_the_whole_costs(first: int, more: int, then: int) -> None:
    middle, last = first + more, first + more + then
    parts = quote_by_item(first, middle, on=DAY).total_yuan + quote_by_item(middle + 1, last, on=DAY).total_yuan
    assert parts == quote_by_item(first, last, on=DAY).total_yuan


@given(pages=COUNTS)
def test_pages_follow_the_closed_form(pages: int) -> None:
    assert quote_by_volume(pages, on=DAY).total_yuan == volume(pages)


@given(pages=COUNTS)
def test_one_more_page_never_costs_less(pages: int) -> None:
    assert quote_by_volume(pages, on=DAY).total_yuan <= quote_by_volume(pages + 1, on=DAY).total_yuan


@given(first=COUNTS, more=st.integers(min_value=0, max_value=500))
def test_the_lines_cover_every_unit_once_and_add_up(first: int, more: int) -> None:
    whole = quote_by_item(first, first + more, on=DAY)
    assert sum(line.units for line in whole.lines) == more + 1
    assert sum(line.units * line.yuan_each for line in whole.lines) == whole.total_yuan


def test_a_later_tariff_ends_the_earlier_one(tmp_path: Path) -> None:
    later = (
        '[[tariff]]\nfrom = 2030-01-01\ncite = "fee-measures-2020 art.5"\none_basis = "fee-measures-2020 art.3"\n'
        '[[tariff.tier]]\nfirst = 1\nyuan = 5\ncite = "fee-measures-2020 art.5"\n'
    )
    root = copy_with(tmp_path, "tariffs/by_volume.toml", "yuan = 40\n", "yuan = 40\n")
    file = root / "tariffs/by_volume.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text + later, encoding="utf-8")
    assert quote_by_volume(10, on=date(2029, 12, 31), root=root).total_yuan == 0
    assert quote_by_volume(10, on=date(2030, 1, 1), root=root).total_yuan == 50
    with pytest.raises(UnknownLaw, match="没有登记不适用的情形"):
        quote_by_volume(10, on=date(2030, 1, 1), already_public=True, root=root)


@pytest.mark.parametrize(
    ("file", "old", "new", "key", "problem"),
    [
        ("by_item", "first = 11", "first = 12", "tariff[1].tier[2].first", "各档须首尾相接，此档应从 11 起"),
        ("by_item", "last = 30", "last = 9", "tariff[1].tier[2].first", "各档须首尾相接"),
        ("by_item", "first = 31\n", "first = 31\nlast = 99\n", "tariff[1].tier", "最后一档不写 last"),
        ("by_item", "every = 10", "every = 0", "tariff[1].tier[3].yuan", "step.every 须为正整数"),
        ("by_item", "yuan = 100", "yuan = -1", "tariff[1].tier[2].yuan", "标准不得为负"),
        ("by_item", "yuan = 100", "yuan = 99.5", "tariff[1].tier[2].yuan", "应为整数，现为 99.5"),
        ("by_item", "add = 100", "add = 100, cap = 500", "tariff[1].tier[3].step.cap", "不认识的项"),
        ("by_item", '"yuan"', '"fen"', "currency", "只认识整数元"),
        ("by_volume", 'id = "by_volume"', 'id = "by_item"', "id", "by_item 已在别处登记"),
    ],
)
def test_a_broken_tariff_is_refused_with_file_and_key(
    tmp_path: Path, file: str, old: str, new: str, key: str, problem: str
) -> None:
    root = copy_with(tmp_path, f"tariffs/{file}.toml", old, new)
    with pytest.raises(LawDataError) as error:
        tariffs(root)
    assert (error.value.file.name, error.value.key) == (f"{file}.toml", key)
    assert problem in error.value.problem
