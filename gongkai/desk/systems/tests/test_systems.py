"""The pages of office systems: for the system administrator alone, and a key is seen once."""

from __future__ import annotations

import re

import pytest
from django.conf import LazySettings
from django.test import Client

from gongkai.kit.models import JournalEntry
from gongkai.records.tests.making import BUSINESS, a_person, a_unit
from gongkai.units.models import Agency, AgencyLink, OfficeSystem, Person

pytestmark = pytest.mark.django_db
KEY = re.compile(r'<code id="one-time">([^<]+)</code>')


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def keeper(settings: LazySettings) -> Client:
    """The system administrator of a district with a town below it, and another town that is not."""
    settings.SECOND_FACTOR_DUTIES = ()
    district = a_unit("quangang", level=Agency.Level.COUNTY, short="泉港区", name="泉港区人民政府")
    AgencyLink.objects.create(upper=district, lower=a_unit("tuling"), kind=AgencyLink.Kind.ADMINISTERS)
    a_unit("elsewhere")
    return signed_in(a_person(district, "system_administrator"))


def linked(keeper: Client, name: str = "综合办公系统") -> tuple[OfficeSystem, str]:
    answer = keeper.post("/desk/systems/new/", {"agency": "tuling", "name": name})
    found = KEY.search(answer.content.decode())
    assert found is not None
    return OfficeSystem.objects.get(name=name), found[1]


def test_a_key_is_shown_once_and_works(keeper: Client) -> None:
    system, key = linked(keeper)
    assert key.startswith(f"{system.prefix}.")
    assert Client(headers={"Authorization": f"Bearer {key}"}).get("/api/oa/v1/marks").status_code == 200
    page = keeper.get("/desk/systems/").content.decode()
    assert system.prefix in page
    assert key not in page
    rows = JournalEntry.objects.filter(chain="tuling")
    assert [row.act for row in rows] == ["add_system"]
    assert key.partition(".")[2] not in str(list(rows.values()))


def test_the_page_with_a_key_is_kept_by_no_cache(keeper: Client) -> None:
    answer = keeper.post("/desk/systems/new/", {"agency": "tuling", "name": "综合办公系统"})
    assert "no-store" in answer["Cache-Control"]


def test_a_key_is_changed_and_a_system_stopped_with_a_reason(keeper: Client) -> None:
    system, old = linked(keeper)
    assert keeper.post(f"/desk/systems/{system.pk}/renew/", {"reason": ""}).status_code == 422
    answer = keeper.post(f"/desk/systems/{system.pk}/renew/", {"reason": "密钥遗失"})
    found = KEY.search(answer.content.decode())
    assert found is not None
    new = found[1]
    codes = [
        Client(headers={"Authorization": f"Bearer {key}"}).get("/api/oa/v1/marks").status_code for key in (old, new)
    ]
    assert codes == [401, 200]
    assert keeper.post(f"/desk/systems/{system.pk}/revoke/", {"reason": "系统下线"}).status_code == 302
    assert Client(headers={"Authorization": f"Bearer {new}"}).get("/api/oa/v1/marks").status_code == 401
    assert "已停用" in keeper.get("/desk/systems/").content.decode()
    again = keeper.post(f"/desk/systems/{system.pk}/revoke/", {"reason": "系统下线"})
    assert (again.status_code, "不用再次停用" in again.content.decode()) == (422, True)


def test_a_unit_out_of_reach_is_not_offered(keeper: Client) -> None:
    page = keeper.get("/desk/systems/new/").content.decode()
    assert 'value="tuling"' in page
    assert "elsewhere" not in page
    assert keeper.post("/desk/systems/new/", {"agency": "elsewhere", "name": "x"}).status_code == 422


def test_another_districts_system_is_not_there(keeper: Client) -> None:
    other = signed_in(a_person(a_unit("elsewhere"), "system_administrator"))
    system, _ = linked(keeper)
    assert system.prefix not in other.get("/desk/systems/").content.decode()
    for act in ("renew", "revoke"):
        assert other.post(f"/desk/systems/{system.pk}/{act}/", {"reason": "试"}).status_code == 404


@pytest.mark.parametrize("duty", [*BUSINESS, "security_administrator", "audit_administrator"])
def test_nobody_else_comes_in(keeper: Client, duty: str) -> None:
    system, _ = linked(keeper)
    client = signed_in(a_person(a_unit("tuling"), duty))
    assert client.get("/desk/systems/").status_code == 403
    assert client.get("/desk/systems/new/").status_code == 403
    assert client.post(f"/desk/systems/{system.pk}/revoke/", {"reason": "试"}).status_code == 403


def test_a_visitor_is_sent_to_sign_in(keeper: Client) -> None:
    assert Client().get("/desk/systems/").status_code == 302
    assert Client().post("/desk/systems/new/", {}).status_code == 302


def test_the_same_name_twice_in_one_unit_is_refused(keeper: Client) -> None:
    linked(keeper)
    answer = keeper.post("/desk/systems/new/", {"agency": "tuling", "name": "综合办公系统"})
    assert (answer.status_code, "更换密钥即可" in answer.content.decode()) == (422, True)


def test_the_end_must_lie_ahead(keeper: Client) -> None:
    answer = keeper.post("/desk/systems/new/", {"agency": "tuling", "name": "临时系统", "ends": "2020-01-01"})
    assert (answer.status_code, "不晚于今天" in answer.content.decode()) == (422, True)
