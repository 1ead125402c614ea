"""A card through the screens: issued on what is late, appealed, judged; axe and no sideways scrolling on each page."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_accessibility import found_by_axe
from tests.browser.towns import served, visits

pytestmark = [pytest.mark.browser, pytest.mark.slow]
# A clock of the town from no room that the watcher asks, so that it stays as it is; and the district above.
LATE = """
from datetime import timedelta
from gongkai.records.tests.making import a_person
from gongkai.supervision.models import Watch
from gongkai.units.models import AgencyLink
district = Agency.objects.create(code="district", name="泉港区人民政府", short="区政府", level="county")
AgencyLink.objects.create(upper=district, lower=unit, kind="administers")
for name in ("officer", "other"):
    person = a_person(district, "disclosure_office", login=name)
    password = make_password(os.environ["DESK_PASSWORD"])
    Person.objects.filter(pk=person.pk).update(password=password, must_change_password=False, password_set_at=now)
begun = now.date() - timedelta(days=40)
Watch.objects.create(
    source="journey", key="1", node="publication", agency=unit, title="关于春季防火的通知", begun_on=begun,
    due_on=now.date() - timedelta(days=8), since_on=begun, opened_at=now, changed_at=now,
)
"""


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("supervision"), LATE) as address:
        yield address


@pytest.fixture
def desk(browser: Browser, town: str) -> Iterator[Callable[..., Page]]:
    with visits(browser, town, "/desk/clocks/") as make:
        yield make


def sound(page: Page) -> None:
    """Axe finds nothing at either width, and nothing is wider than the screen."""
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert (found_by_axe(page), wider) == ([], 0), f"{page.url} {width}"
    page.set_viewport_size({"width": 1280, "height": 900})


def test_a_card_is_issued_appealed_and_judged_by_somebody_else(desk: Callable[..., Page]) -> None:
    officer = desk("officer", script=True)
    sound(officer)
    officer.get_by_role("link", name="关于春季防火的通知").first.click()
    sound(officer)
    officer.get_by_role("link", name="发监察牌").click()
    officer.get_by_role("radio", name="黄牌").check()
    officer.get_by_label("理由和要求").fill("逾期未公开，请在三日内公开。")
    sound(officer)
    officer.get_by_role("button", name="发监察牌").click()
    card = officer.url
    expect(officer.locator("main")).to_contain_text("已发出")
    clerk = desk("tuling-clerk", script=False)
    clerk.goto(card)
    clerk.locator("summary", has_text="提出申诉").click()
    clerk.get_by_label("申诉的事实和理由").fill("材料在等上级批复。")
    proof = {"name": "批复.txt", "mimeType": "text/plain", "buffer": "三月九日批复。".encode()}
    clerk.get_by_label("证明材料").set_input_files([proof])  # type: ignore[list-item]
    clerk.get_by_role("button", name="提出申诉").click()
    officer.reload()
    expect(officer.locator("#acts-h").locator("..").locator("..")).to_contain_text("发牌的人不能裁定")
    other = desk("other", script=False)
    other.goto(card)
    other.locator("summary", has_text="裁定申诉").click()
    other.get_by_label("采纳申诉").check()
    other.get_by_label("裁定的理由").fill("批复在期限之后，申诉属实。")
    other.get_by_role("button", name="裁定申诉").click()
    officer.reload()
    expect(officer.locator(".lead .tag")).to_have_text("已撤销")
    sound(officer)
    for address in ("/desk/cards/", f"{card}notice/", "/desk/clocks/month/", "/desk/supervision-rules/"):
        officer.goto(address)
        sound(officer)
    officer.goto("/desk/clocks/?wall=1")
    expect(officer.locator("table")).to_contain_text("涂岭镇")
    sound(officer)
