"""Units and people on the desk: who sees which page, and what is done there ends up where it should."""

from __future__ import annotations

import io
from collections.abc import Callable

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from gongkai.kit import clock
from gongkai.units.models import Agency, AgencyLink, Duty, Person
from gongkai.units.tests import signing

Seat = Callable[[str], Client]
SEES = {"system", "security", "audit"}
PAGES = {
    "units": (SEES, ()), "unit": (SEES, ("town",)), "unit-new": ({"system"}, ()), "units-reorganise": ({"system"}, ()),
    "unit-change": ({"system"}, ("town",)), "unit-rename": ({"system"}, ("town",)),
    "unit-link": ({"system"}, ("town",)),
    "people": (SEES, ()), "person": (SEES, ("clerk",)), "person-new": ({"system"}, ()),
    "people-import": ({"system", "security"}, ()), "people-import-blank": ({"system", "security"}, ()),
    "person-change": ({"system"}, ("clerk",)), "person-password": ({"system"}, ("clerk",)),
    "person-unlock": ({"system"}, ("clerk",)), "person-sessions": ({"system"}, ("clerk",)),
    "person-leave": ({"system"}, ("clerk",)), "person-duty": ({"security"}, ("clerk",)),
    "person-factor": ({"security"}, ("clerk",)), "duty-end": ({"security"}, ("clerk", "duty")),
}  # fmt: skip


def address(name: str, staff: dict[str, Person]) -> str:
    values = {"clerk": staff["clerk"].pk, "duty": Duty.objects.get(person=staff["clerk"]).pk, "town": "town"}
    return reverse(f"desk:{name}", args=[values[key] for key in PAGES[name][1]])


@pytest.mark.parametrize("who", ["system", "security", "audit", "clerk", "nobody"])
@pytest.mark.parametrize("name", PAGES)
def test_each_page_opens_for_those_it_is_for(staff: dict[str, Person], seat: Seat, name: str, who: str) -> None:
    answer = seat(who).get(address(name, staff))
    if who == "nobody":
        assert answer["Location"].startswith("/account/login/")
    elif who in PAGES[name][0]:
        assert answer.status_code == 200
        assert b" style=" not in answer.content
    else:
        assert answer.status_code == 403


@pytest.mark.parametrize("who", ["audit", "clerk"])
@pytest.mark.parametrize("name", [name for name in PAGES if PAGES[name][0] != SEES])
def test_nothing_is_done_by_those_a_page_is_not_for(staff: dict[str, Person], seat: Seat, name: str, who: str) -> None:
    before = (Person.objects.count(), Duty.objects.filter(ends=None).count(), Agency.objects.count())
    given = {"reason": "试", "name": "试", "login": "try", "agency": "town", "kind": "clerk", "begins": "2026-01-01"}
    assert seat(who).post(address(name, staff), given).status_code in (403, 405)
    assert (Person.objects.count(), Duty.objects.filter(ends=None).count(), Agency.objects.count()) == before


def test_a_unit_is_registered_under_its_superiors(staff: dict[str, Person], seat: Seat) -> None:
    given = {
        "code": "edu", "name": "某区教育局", "short": "区教育局", "level": "department", "under": "district",
        "supervisor": "town",
    }  # fmt: skip
    answer = seat("system").post(reverse("desk:unit-new"), given)
    assert answer["Location"] == reverse("desk:units")
    links = AgencyLink.objects.filter(lower__code="edu").values_list("kind", "upper__code")
    assert set(links) == {("administers", "district"), ("supervises", "town")}


def test_what_is_refused_is_said_on_the_form_and_nothing_typed_is_lost(staff: dict[str, Person], seat: Seat) -> None:
    given = {"code": "town", "name": "又一个", "short": "又一", "level": "town", "under": "district"}
    answer = seat("system").post(reverse("desk:unit-new"), given)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "已有单位使用" in page
    assert 'value="又一个"' in page


def test_a_unit_half_registered_is_not_registered(staff: dict[str, Person], seat: Seat, top: Agency) -> None:
    far = signing.agency("far")
    given = {
        "code": "edu",
        "name": "某局",
        "short": "某局",
        "level": "town",
        "under": "district",
        "supervisor": far.code,
    }
    assert seat("system").post(reverse("desk:unit-new"), given).status_code == 422
    assert not Agency.objects.filter(code="edu").exists()


def test_an_account_shows_its_password_once(staff: dict[str, Person], seat: Seat) -> None:
    given = {"name": "新人", "login": "new.one", "agency": "town"}
    client = seat("system")
    answer = client.post(reverse("desk:person-new"), given)
    made = Person.objects.get(login="new.one")
    password = answer.content.decode().partition('id="one-time">')[2].partition("<")[0]
    assert made.check_password(password)
    assert "no-store" in answer["Cache-Control"]
    assert password not in client.get(reverse("desk:person", args=[made.pk])).content.decode()


def test_a_duty_that_is_excluded_is_refused_with_its_basis(staff: dict[str, Person], seat: Seat) -> None:
    given = {"agency": "town", "kind": "audit_administrator", "begins": str(clock.today())}
    answer = seat("security").post(reverse("desk:person-duty", args=[staff["clerk"].pk]), given)
    assert answer.status_code == 422
    assert "不能由同一人担任" in answer.content.decode()


def test_a_duty_is_given_and_ended(staff: dict[str, Person], seat: Seat) -> None:
    client, clerk = seat("security"), staff["clerk"]
    given = {"agency": "town", "kind": "section_head", "begins": str(clock.today())}
    assert client.post(reverse("desk:person-duty", args=[clerk.pk]), given).status_code == 302
    duty = Duty.objects.get(person=clerk, kind="section_head")
    ended = {"ends": str(clock.today()), "reason": "换岗"}
    assert client.post(reverse("desk:duty-end", args=[clerk.pk, duty.pk]), ended).status_code == 302
    duty.refresh_from_db()
    assert (duty.ends, duty.ended_reason) == (clock.today(), "换岗")


def test_a_person_leaves_and_is_listed_among_those_who_left(staff: dict[str, Person], seat: Seat) -> None:
    client, clerk = seat("system"), staff["clerk"]
    client.post(reverse("desk:person-leave", args=[clerk.pk]), {"reason": "退休"})
    clerk.refresh_from_db()
    assert not clerk.is_active
    assert "经办人（某镇）" not in client.get(reverse("desk:people")).content.decode()
    assert "经办人（某镇）" in client.get(reverse("desk:people") + "?left=1").content.decode()


def test_people_are_found_by_name_unit_and_duty(staff: dict[str, Person], seat: Seat) -> None:
    client = seat("system")
    for query in ("q=经办", "unit=town", "duty=clerk"):
        page = client.get(reverse("desk:people") + f"?{query}").content.decode()
        assert "经办人（某镇）" in page
        assert f"/desk/people/{staff['audit'].pk}/" not in page


def test_the_tree_is_shown_as_of_a_day(staff: dict[str, Person], seat: Seat) -> None:
    client = seat("system")
    Agency.objects.filter(code="town").update(begins="2020-01-01")
    assert "某镇人民政府" in client.get(reverse("desk:units")).content.decode()
    assert "某镇人民政府" not in client.get(reverse("desk:units") + "?on=2019-12-31").content.decode()


def test_a_name_keeps_its_history_on_the_page(staff: dict[str, Person], seat: Seat) -> None:
    client = seat("system")
    given = {"name": "某街道办事处", "short": "某街道", "since": "2026-02-01", "reason": "某政〔2026〕1号"}
    assert client.post(reverse("desk:unit-rename", args=["town"]), given).status_code == 302
    page = client.get(reverse("desk:unit", args=["town"])).content.decode()
    assert "某街道办事处" in page
    assert "2026-02-01 更名" in page


def test_one_does_not_see_people_of_another_district(staff: dict[str, Person], seat: Seat) -> None:
    other = signing.person("外区人员", signing.agency("elsewhere"), "clerk")
    client = seat("system")
    assert client.get(reverse("desk:person", args=[other.pk])).status_code == 404
    assert "外区人员" not in client.get(reverse("desk:people")).content.decode()


def test_a_workbook_is_uploaded_looked_at_and_imported_on_the_desk(staff: dict[str, Person], seat: Seat) -> None:
    client = seat("system")
    blank = client.get(reverse("desk:people-import-blank"))
    workbook = openpyxl.load_workbook(io.BytesIO(blank.content))
    workbook["人员"].append(("新人", "new.one", "town", "", ""))
    workbook["人员"].append(("坏行", "Bad One", "town", "", ""))
    out = io.BytesIO()
    workbook.save(out)
    upload = SimpleUploadedFile("人员.xlsx", out.getvalue())
    preview = client.post(reverse("desk:people-import"), {"file": upload})["Location"]
    page = client.get(preview).content.decode()
    assert "共 2 行，可导入 1 行" in page
    assert "不合要求" in page
    client.post(preview)
    made = Person.objects.get(login="new.one")
    slips = client.post(f"{preview}passwords/").content.decode()
    made.refresh_from_db()
    password = slips.partition("new.one</code></td><td><code>")[2].partition("<")[0]
    assert made.check_password(password)
    assert "发放密码</button>" not in client.get(preview).content.decode()
    assert seat("security").get(preview).status_code == 404


def test_a_file_that_is_no_workbook_is_said_on_the_page(staff: dict[str, Person], seat: Seat) -> None:
    answer = seat("system").post(reverse("desk:people-import"), {"file": SimpleUploadedFile("a.xlsx", b"nothing")})
    assert answer.status_code == 422
    assert "不是 .xlsx 文件" in answer.content.decode()
    assert "没有选择文件" in seat("security").post(reverse("desk:people-import")).content.decode()
