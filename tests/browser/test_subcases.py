"""A third party is consulted, another unit asked, a section searches: with the mouse, the keyboard, without script."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_accessibility import found_by_axe
from tests.browser.towns import served, visits

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Desk = Callable[..., Page]
# Two requests handed in three weeks ago: letters out to a third party and to a bureau of this platform; a fresh third.
SEED = """
from datetime import timedelta
from gongkai.requests.actions.open_subcase import Asked
from gongkai.requests.tests import lettering, papering
from gongkai.requests.tests.making import a_request
bureau = Agency.objects.create(
    code="qzjt", name="泉港区交通运输局", short="区交通局", level="department", index_code="QZ04102"
)
for person in making.people(bureau).values():
    set_password(person, os.environ["DESK_PASSWORD"], must_change=False, now=now)
papering.papers_of(unit)
began = now - timedelta(days=21)
day = began.date()
for kind, letter, to in (
    ("third_party", "third_party_consultation", None), ("co_agency", "co_agency_consultation", bureau),
):
    request = a_request(unit, began, days={"handed_in": day})
    subcase = lettering.opened(request, kind, day, to=to)
    papering.issued(request, letter, on=day, subcase_id=subcase.pk)
request = a_request(unit, now, days={"handed_in": now.date()}, subject="2025年度农村公路养护台账")
head = making.people(unit)["section_head"]
lettering.opened(request, "collection", now.date(), asked=Asked(person=head), wanted_by=now.date() + timedelta(days=2))
"""


@pytest.fixture(scope="module")
def staffed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site of a town and a bureau."""
    with served(tmp_path_factory.mktemp("staffed"), SEED) as address:
        yield address


@pytest.fixture
def desk(browser: Browser, staffed: str) -> Iterator[Desk]:
    """A page of somebody who signed in and stands at what is put to him."""
    with visits(browser, staffed, "/desk/subcases/") as make:
        yield make


def press(page: Page, name: str) -> None:
    """Follow a link or press a button by keyboard alone."""
    one = page.get_by_role("link", name=name, exact=True).or_(page.get_by_role("button", name=name, exact=True)).first
    one.focus()
    one.press("Enter")
    page.wait_for_load_state()


def test_a_third_party_is_consulted_by_keyboard_until_the_finding(desk: Desk) -> None:
    page = desk("tuling-clerk")
    row = page.locator("tr", has_text="某工程有限公司")
    expect(row).to_contain_text("收到日期未登记")
    row.get_by_role("link").press("Enter")
    expect(page.get_by_role("main")).to_contain_text("答复期限一直停算")
    assert found_by_axe(page) == []
    press(page, "登记对方收到")
    press(page, "登记")
    press(page, "登记答复")
    page.locator("#id_answer").select_option(label="不同意公开")
    page.get_by_label("意见和理由").fill("合同单价属于商业秘密。")
    assert found_by_axe(page) == []
    press(page, "登记")
    expect(page.get_by_role("main")).to_contain_text("已答复，待办结")
    press(page, "认定并办结")
    press(page, "认定并办结")
    expect(page.locator("#faults")).to_contain_text("还没有认定")
    page.get_by_label("其理由合理").select_option(label="是")
    page.get_by_label("重大影响").select_option(label="否")
    page.get_by_label("认定的理由").fill("单价反映成本构成。")
    press(page, "认定并办结")
    expect(page.get_by_role("main")).to_contain_text("不予公开")
    assert found_by_axe(page) == []


@pytest.mark.parametrize("script", [True, False])
def test_a_section_says_where_it_searched_on_a_narrow_screen(desk: Desk, script: bool) -> None:
    page = desk("tuling-section-head", 390, script=script)
    page.get_by_role("link", name="科室提供材料").first.click()
    if page.get_by_role("button", name="提交答复").count() == 0:
        expect(page.get_by_role("main")).to_contain_text("没有相关材料")
        return
    page.locator("#id_answer").select_option(label="没有相关材料")
    page.get_by_role("button", name="提交答复").click()
    expect(page.get_by_role("main")).to_contain_text("须写明检索了哪里")
    if script:
        assert found_by_axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= 390")
    for label, words in (("范围", "财政所2025年凭证"), ("方法", "检索“养护”"), ("结果", "没有检索到")):
        page.get_by_label(f"检索的{label}").fill(words)
    page.get_by_label("附件").set_input_files({"name": "目录.txt", "mimeType": "text/plain", "buffer": "目录".encode()})
    page.get_by_role("button", name="提交答复").click()
    expect(page.get_by_role("main")).to_contain_text("目录.txt")


def test_the_asked_bureau_signs_reads_and_answers_and_the_clerk_ends_it(desk: Desk) -> None:
    page = desk("qzjt-clerk")
    page.get_by_role("link", name="征求共同制作机关意见").first.click()
    assert found_by_axe(page) == []
    page.get_by_role("button", name="签收来函").click()
    with page.expect_download() as letter:
        page.get_by_role("link", name="来函（PDF）").click()
    assert letter.value.path().read_bytes()[:4] == b"%PDF"
    page.locator("#id_answer").select_option(label="部分同意")
    page.get_by_label("意见和理由").fill("附表不同意公开。")
    page.get_by_role("button", name="提交答复").click()
    expect(page.get_by_role("main")).to_contain_text("已作的答复")
    assert "王小川" not in page.content()
    clerk = desk("tuling-clerk", 390)
    clerk.locator("tr", has_text="交通运输局").get_by_role("link").click()
    assert clerk.evaluate("document.documentElement.scrollWidth <= 390")
    assert found_by_axe(clerk) == []
    clerk.get_by_role("link", name="办结", exact=True).click()
    clerk.get_by_role("button", name="办结").click()
    expect(clerk.get_by_role("main")).to_contain_text("已答复")
