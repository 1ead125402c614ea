"""A refusal from registration to service: decided, drafted, passed by three ranks, issued, served; axe, keys, 390."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_accessibility import found_by_axe
from tests.browser.towns import served, visits

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Desk = Callable[..., Page]
SEED = """
from gongkai.requests.tests import papering
from gongkai.requests.tests.making import an_arrived
papering.papers_of(unit)
day = now.date()
for subject in ("2025年度机关后勤采购内部流程", "2025年度农村公路养护台账", "2025年度村道路灯维修台账"):
    an_arrived(unit, now, subject=subject, days={"handed_in": day})
"""
REASON = "记录的是机关内部物品领用的步骤，不对外产生影响。"


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site of a town with three requests that arrived today."""
    with served(tmp_path_factory.mktemp("town"), SEED) as address:
        yield address


@pytest.fixture
def desk(browser: Browser, town: str) -> Iterator[Desk]:
    """A page of somebody who signed in and stands at the papers."""
    with visits(browser, town, "/desk/papers/") as make:
        yield make


def registered(page: Page, subject: str) -> str:
    """The request registered on its screen; the address of its papers."""
    page.goto("/desk/requests/")
    page.get_by_role("link", name=subject).first.click()
    page.get_by_role("link", name="登记", exact=True).click()
    page.get_by_role("button", name="登记").first.click()
    page.get_by_role("link", name="文书", exact=True).click()
    return page.url


def test_a_refusal_goes_through_all_ranks_to_service(desk: Desk) -> None:
    clerk = desk("tuling-clerk")
    registered(clerk, "2025年度机关后勤采购内部流程")
    assert found_by_axe(clerk) == []
    clerk.get_by_role("link", name="作决定").click()
    assert found_by_axe(clerk) == []
    clerk.get_by_label("不予公开：内部事务信息").check()
    clerk.get_by_role("button", name="继续").click()
    clerk.get_by_label("属于哪一类").fill("后勤管理")
    expect(clerk.locator("#leading")).to_contain_text("5.属于三类内部事务信息")
    expect(clerk.locator("#leading")).to_contain_text("先申请行政复议")
    clerk.get_by_role("button", name="保存决定").click()
    expect(clerk.locator("[data-errors]")).to_contain_text("没有写明理由")
    assert found_by_axe(clerk) == []
    clerk.get_by_label("理由", exact=True).fill(REASON)
    clerk.get_by_role("button", name="保存决定").click()
    clerk.get_by_role("link", name="政府信息公开申请答复书", exact=True).click()
    clerk.get_by_label("是否电子送达").select_option(label="否")
    clerk.get_by_role("button", name="拟稿并看全文").click()
    expect(clerk.locator(".letter")).to_contain_text(REASON)
    assert found_by_axe(clerk) == []
    address = clerk.url
    clerk.get_by_role("button", name="送审").click()
    for login, word in (("section-head", "通过"), ("legal-reviewer", "通过"), ("deputy-leader", "签发")):
        page = desk(f"tuling-{login}")
        page.locator("table.tasks th a").first.click()
        expect(page.locator(".letter")).to_contain_text("王小川")
        page.keyboard.press("a")
        expect(page.get_by_role("button", name=word, exact=True)).to_be_focused()
        assert found_by_axe(page) == []
        page.keyboard.press("Enter")
        expect(page.get_by_role("main")).to_contain_text("没有待我审签的文书")
    clerk.goto(address)
    clerk.get_by_role("button", name="发出").click()
    expect(clerk.get_by_role("main")).to_contain_text("涂岭镇公复〔")
    with clerk.expect_popup() as shown:
        clerk.get_by_role("link", name="查看 PDF").click()
    shown.value.close()
    assert found_by_axe(clerk) == []
    clerk.get_by_label("送达方式").select_option(label="直接送达")
    clerk.get_by_label("申请人签收").fill(clerk.locator("#day-signed").get_attribute("max") or "")
    clerk.get_by_label("签收人").fill("王小川")
    clerk.get_by_role("button", name="登记送达").click()
    expect(clerk.get_by_role("main")).to_contain_text("未逾期")
    expect(clerk.get_by_role("main")).to_contain_text("已答复")


@pytest.mark.parametrize(
    ("script", "subject"), [(True, "2025年度农村公路养护台账"), (False, "2025年度村道路灯维修台账")]
)
def test_a_narrow_screen_with_and_without_script_drafts_and_takes_back(desk: Desk, script: bool, subject: str) -> None:
    clerk = desk("tuling-clerk", 390, script=script)
    registered(clerk, subject)
    clerk.get_by_role("link", name="政府信息公开申请补正告知书", exact=True).first.click()
    clerk.get_by_label("要求补正的原因").select_option(index=1)
    clerk.get_by_label("需要补正的事项").fill("请写明所需台账的路段。")
    clerk.get_by_label("期限（工作日）").fill("10")
    clerk.get_by_role("button", name="拟稿并看全文").click()
    expect(clerk.locator(".letter")).to_contain_text("请写明所需台账的路段")
    if script:
        assert found_by_axe(clerk) == []
        assert clerk.evaluate("document.documentElement.scrollWidth <= 390")
    clerk.get_by_role("button", name="送审").click()
    clerk.get_by_role("button", name="收回修改").click()
    clerk.get_by_text("作废这份文书").click()
    clerk.get_by_label("作废的原因").fill("申请人已当面说明")
    clerk.get_by_role("button", name="作废", exact=True).click()
    expect(clerk.get_by_role("main")).to_contain_text("申请人已当面说明")
