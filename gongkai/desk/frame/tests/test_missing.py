"""Unknown addresses and files that are too large: the desk's people are answered on the desk."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client

from gongkai.records.tests import making
from gongkai.units.models import Agency

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Client]
TOO_MUCH = b"x" * ((settings.UPLOAD_LIMIT_MB + 2) * 1024 * 1024)


def test_an_unknown_address_of_the_desk_is_answered_on_the_desk(signed_in: SignedIn) -> None:
    answer = signed_in("clerk").get("/desk/nowhere/")
    said = answer.content.decode()
    assert answer.status_code == 404
    assert "没有这个网址" in said and "我的待办" in said


def test_all_others_get_the_portals_page(signed_in: SignedIn) -> None:
    for client, address in ((Client(), "/desk/nowhere/"), (signed_in("clerk"), "/nowhere/")):
        answer = client.get(address)
        assert answer.status_code == 404
        assert "没有找到这个页面" in answer.content.decode()


def test_too_large_a_file_is_refused_on_the_desk(signed_in: SignedIn) -> None:
    answer = signed_in("clerk").post("/desk/imports/", TOO_MUCH, content_type="application/octet-stream")
    said = answer.content.decode()
    assert answer.status_code == 413
    assert f"不超过 {settings.UPLOAD_LIMIT_MB} MB" in said and "我的待办" in said


def test_a_part_of_a_page_gets_a_notice(signed_in: SignedIn, unit: Agency) -> None:
    record = making.a_draft(unit)
    answer = signed_in("clerk").post(
        f"/desk/records/{record.pk}/edit/",
        TOO_MUCH,
        content_type="application/octet-stream",
        headers={"HX-Request": "true"},
    )
    assert (answer.status_code, answer["HX-Retarget"]) == (413, "#notice")


def test_who_is_not_signed_in_is_sent_there_and_the_portal_keeps_its_own(db: None) -> None:
    sent = Client().post("/desk/imports/", TOO_MUCH, content_type="application/octet-stream")
    assert sent.status_code == 302 and "/account/" in sent["Location"]
    portal = Client().post("/", TOO_MUCH, content_type="application/octet-stream")
    assert portal.status_code == 413 and "文件太大" in portal.content.decode()
