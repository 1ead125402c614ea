"""The desk of the unit columns and of the site: who reaches which page, and every verb without script."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html
from lxml.html import HtmlElement

from gongkai.columns import published
from gongkai.columns.actions.note_change import note_change
from gongkai.columns.models import Page, SiteDraft
from gongkai.columns.tests.making import a_page, a_public, a_waiting, some_values
from gongkai.columns.tests.test_site import a_picture
from gongkai.desk.conftest import browser_of
from gongkai.kit import clock
from gongkai.kit.who import VISITOR
from gongkai.law.unit_columns import columns
from gongkai.records.tests import making
from gongkai.units.models import Agency, AgencyName

pytestmark = pytest.mark.django_db
NOW, TODAY = making.NOW, making.TODAY


@pytest.fixture(autouse=True)
def moment(monkeypatch: pytest.MonkeyPatch, settings: object) -> None:
    """The desk works on the tests' day, and administrators need no second factor here."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "today", NOW.date)
    settings.SECOND_FACTOR_DUTIES = ()  # type: ignore[attr-defined]


def signed_in(unit: Agency, duty: str = "clerk") -> Client:
    return browser_of(making.people(unit)[duty])


def manager(unit: Agency) -> Client:
    return browser_of(making.a_person(unit, "system_administrator"))


def seen(client: Client, name: str, *args: object, status: int = 200, query: str = "") -> HtmlElement:
    answer = client.get(reverse(f"desk:{name}", args=args) + query)
    assert answer.status_code == status
    return html.fromstring(answer.content)


def words(page: HtmlElement) -> str:
    return " ".join(page.text_content().split())


def test_the_list_says_what_must_be_there_and_is_not(unit: Agency) -> None:
    a_public("institution", unit)
    page = seen(signed_in(unit), "columns")
    assert words(page).count("必须设置，还没有公开的内容") == 2
    assert "编写政府信息公开指南" in words(page)
    assert "编写机构职能" not in words(page)


def test_a_clerk_writes_and_submits_and_a_publisher_publishes_without_script(unit: Agency) -> None:
    clerk, publisher = signed_in(unit), signed_in(unit, "publisher")
    answer = clerk.post(reverse("desk:column-new") + "?kind=guide", some_values("guide"))
    row = Page.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == reverse("desk:column-page", args=(row.pk,))
    for who, verb in ((clerk, "submit"), (publisher, "publish")):
        form = seen(who, f"column-{verb}", row.pk).forms[-1]
        given = {name: field.value for name, field in form.inputs.items() if name}
        assert who.post(reverse(f"desk:column-{verb}", args=(row.pk,)), given).status_code == 302
    assert published.guide(VISITOR, unit.code) is not None
    assert "第 1 版" in words(seen(clerk, "column-page", row.pk))


def test_an_incomplete_page_says_what_is_missing_on_its_page_and_when_submitted(unit: Agency) -> None:
    page = a_page("guide", unit, values={"scope": "全部"})
    clerk = signed_in(unit)
    assert "没有填写“编排体系”" in words(seen(clerk, "column-page", page.pk))
    answer = clerk.post(reverse("desk:column-submit", args=(page.pk,)), {"edition": page.edition})
    assert answer.status_code == 422
    assert "没有填写“编排体系”" in answer.content.decode()


def test_what_cannot_be_kept_stands_at_its_field_with_everything_typed(unit: Agency) -> None:
    given = some_values("guide", office_phone="没有号码", scope="我写的范围")
    answer = signed_in(unit).post(reverse("desk:column-new") + "?kind=guide", given)
    page = html.fromstring(answer.content)
    assert answer.status_code == 422
    assert page.get_element_by_id("id_office_phone").get("aria-invalid") == "true"
    assert page.get_element_by_id("id_scope").text.strip() == "我写的范围"
    assert not Page.objects.exists()


def test_whoever_comes_second_keeps_what_he_typed(unit: Agency) -> None:
    page = a_page("guide", unit)
    answer = signed_in(unit).post(
        reverse("desk:column-edit", args=(page.pk,)), some_values("guide", scope="我的") | {"edition": 99}
    )
    assert answer.status_code == 422
    assert "已由他人改动" in answer.content.decode()
    assert "我的" in answer.content.decode()


@pytest.mark.parametrize("verb", ["edit", "submit", "publish", "return", "withdraw", "changed", "discard"])
def test_another_unit_finds_nothing(unit: Agency, verb: str) -> None:
    page = a_waiting("guide", unit)
    stranger = signed_in(making.a_unit("neighbour"), "disclosure_office")
    for method in ("get", "post"):
        assert getattr(stranger, method)(reverse(f"desk:column-{verb}", args=(page.pk,))).status_code == 404


@pytest.mark.parametrize(
    ("duty", "verb", "status"),
    [("clerk", "publish", 403), ("publisher", "edit", 403), ("deputy_leader", "edit", 403), ("clerk", "edit", 200),
     ("publisher", "publish", 200), ("deputy_leader", "return", 403), ("deputy_leader", "page", 200)],
)  # fmt: skip
def test_each_duty_has_its_verbs(unit: Agency, duty: str, verb: str, status: int) -> None:
    page = a_waiting("guide", unit)
    assert signed_in(unit, duty).get(reverse(f"desk:column-{verb}", args=(page.pk,))).status_code == status


def test_a_noted_change_stands_with_its_limit(unit: Agency) -> None:
    made = a_public("guide", unit)
    note_change(made.page_id, None, date(2026, 3, 2), "办公室搬到三楼", actor=making.actors(unit)["clerk"], now=NOW)
    page = words(seen(signed_in(unit), "columns"))
    assert "办公室搬到三楼" in page
    assert "2026-03-30" in page


def test_a_new_name_makes_pages_with_the_old_one_stale(unit: Agency) -> None:
    a_public("guide", unit)
    AgencyName.objects.create(agency=unit, name=unit.name, short=unit.short, ends=date(2026, 3, 6))
    Agency.objects.filter(pk=unit.pk).update(name="新名称镇人民政府")
    assert "单位已更名为“新名称镇人民政府”" in words(seen(signed_in(unit), "columns"))


def test_reasons_come_back_to_the_writer(unit: Agency) -> None:
    page = a_waiting("guide", unit)
    given = {"edition": page.edition, "reason": "电话不对"}
    answer = signed_in(unit, "publisher").post(reverse("desk:column-return", args=(page.pk,)), given)
    assert answer.status_code == 302
    assert "电话不对" in words(seen(signed_in(unit), "column-page", page.pk))


def test_a_withdrawal_names_its_reason(unit: Agency) -> None:
    made = a_public("guide", unit)
    edition = Page.objects.get().edition
    address = reverse("desk:column-withdraw", args=(made.page_id,))
    publisher = signed_in(unit, "publisher")
    assert publisher.post(address, {"edition": edition, "reason": ""}).status_code == 422
    assert publisher.post(address, {"edition": edition, "reason": "重新编制"}).status_code == 302
    assert "撤回：重新编制" in words(seen(publisher, "column-page", made.page_id))


def a_site(**changes: str) -> dict[str, str]:
    given = {"name": "泉港区政府信息公开", "owner": "泉港区人民政府", "main": "#8c1d18", "edition": "0"}
    for number, one in enumerate(columns(TODAY), start=1):
        given |= {f"{one.code}-label": "", f"{one.code}-place": str(number), f"{one.code}-shown": "on"}
    return given | changes


def test_the_site_is_changed_previewed_and_put_to_use(unit: Agency, client: Client) -> None:
    browser = manager(unit)
    picture = io.BytesIO(a_picture())
    picture.name = "emblem.png"
    answer = browser.post(reverse("desk:site"), a_site(**{"rules-place": "1"}) | {"emblem": picture})
    assert answer.status_code == 302
    assert "泉港区政府信息公开" in words(seen(browser, "site-preview"))
    assert "#8c1d18" in browser.get(reverse("desk:site-preview-css")).content.decode()
    assert browser.get(reverse("desk:site-preview-emblem"))["Content-Type"] == "image/png"
    assert "#8c1d18" not in client.get("/site.css").content.decode()
    assert browser.post(reverse("desk:site-use"), {"edition": 1, "reason": "启用"}).status_code == 302
    assert "#8c1d18" in client.get("/site.css").content.decode()
    site = published.site_profile(VISITOR, TODAY)
    assert (site.name, site.columns[1].code) == ("泉港区政府信息公开", "rules")
    assert "启用过的设定" in words(seen(browser, "site"))


def test_a_bad_colour_and_a_bad_picture_stand_at_their_fields(unit: Agency) -> None:
    browser = manager(unit)
    page = html.fromstring(browser.post(reverse("desk:site"), a_site(main="#cccccc")).content)
    assert page.get_element_by_id("id_main").get("aria-invalid") == "true"
    drawing = io.BytesIO(b"<svg onload='x'/>")
    drawing.name = "emblem.svg"
    answer = browser.post(reverse("desk:site"), a_site() | {"emblem": drawing})
    assert answer.status_code == 422
    assert "徽标不能用 SVG" in answer.content.decode()
    assert not SiteDraft.objects.exists()


def test_a_required_column_stays_shown_whatever_is_sent(unit: Agency) -> None:
    given = a_site()
    del given["guide-shown"]
    browser = manager(unit)
    browser.post(reverse("desk:site"), given)
    browser.post(reverse("desk:site-use"), {"edition": 1, "reason": "启用"})
    assert published.site_profile(VISITOR, TODAY).columns[0].shown


@pytest.mark.parametrize(
    "name", ["site", "site-preview", "site-preview-css", "site-preview-emblem", "site-use", "site-drop"]
)
@pytest.mark.parametrize("duty", ["disclosure_office", "publisher", "clerk"])
def test_only_the_system_administrator_sees_the_site(unit: Agency, name: str, duty: str) -> None:
    assert signed_in(unit, duty).get(reverse(f"desk:{name}")).status_code == 403


def test_an_administrator_of_one_unit_is_told_which_other_keeps_him_out(unit: Agency) -> None:
    making.people(making.a_unit("neighbour"))
    answer = manager(unit).get(reverse("desk:site"))
    assert answer.status_code == 403
    assert "不是“neighbour镇人民政府”的系统管理员" in answer.content.decode()


def test_the_draft_can_be_given_up(unit: Agency) -> None:
    browser = manager(unit)
    browser.post(reverse("desk:site"), a_site())
    assert browser.post(reverse("desk:site-drop"), {"edition": 1}).status_code == 302
    assert not SiteDraft.objects.exists()
