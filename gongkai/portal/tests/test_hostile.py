"""Addresses and forms that no page of ours makes: a plain answer, never a fault of the server."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as effort
from hypothesis import strategies as st

from gongkai.units.models import Agency

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address",
    [
        "/annual/?q=%00",
        "/annual/?q=%ff%fe",
        "/annual/?q=" + "长" * 5000,
        "/annual/?q=%25_%5c'%22",
        "/annual/?page=99999999999999999999",
        "/annual/?page=-1&findings=%00&format=../../x&agency=%00",
        "/annual/QZ-QG/99999999999999999999/",
        "/annual/QZ-QG/0/",
        "/annual/QZ-QG/2025/..%2f..%2fsecret",
        "/annual/%00/2025/",
        "/display/?size=%00&next=%00",
        "/display/?next=%0d%0aSet-Cookie:x=1",
        "/static/../secret.key",
    ],
)
def test_a_strange_address_gets_a_plain_answer(client: Client, column: Agency, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code in (200, 302, 404)


@pytest.mark.parametrize("address", ["/library/?q=" + "a" * 7000, "/search/?q=" + "供 " * 900, "/" + "x/" * 3000])
def test_a_long_address_makes_no_long_page(client: Client, column: Agency, address: str) -> None:
    assert len(client.get(address).content) < 60_000


@effort(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(max_size=40))
def test_any_words_can_be_searched_for(client: Client, column: Agency, words: str) -> None:
    assert client.get("/annual/", {"q": words}).status_code == 200


@pytest.mark.parametrize("name", ["\x00.txt", "../../etc/passwd", "a" * 3000 + ".txt", "<img src=x>.txt", "无名"])
def test_a_strange_file_name_is_only_a_name(client: Client, db: None, name: str) -> None:
    answer = client.post("/annual/check/", {"file": SimpleUploadedFile(name, b"\x89PNG\r\n\x1a\n")})
    assert answer.status_code == 422
    assert "<img src=x>" not in answer.content.decode()


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options"])
def test_other_methods_change_nothing(client: Client, column: Agency, method: str) -> None:
    for address in ("/", "/annual/", "/annual/QZ-QG/2025/", "/annual/check/", "/annual/check/copy/"):
        assert getattr(client, method)(address).status_code in (200, 405)
