"""A record's other forms: the code to scan, the data, the history; and the weight of its page."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from gongkai.portal.scanning import QUIET, as_svg
from gongkai.records.actions.publish_record import publish_record
from gongkai.records.actions.withdraw_record import withdraw_record
from gongkai.records.models import IndexNumber, Publication, RecordLink
from gongkai.records.tests import making
from gongkai.records.tests.publishing_race import an_attachment

NOW = making.NOW
PLACES = re.compile(r"M(\d+) (\d+)h(\d+)v1")


@pytest.fixture
def public(db: None) -> Publication:
    """A published notice with an attachment, in force from April on."""
    return publish(files=[an_attachment(1)], effective_on="2026-04-01", topic="工业、交通/公路")


def publish(**said: object) -> Publication:
    record = making.an_approved(making.a_unit(), **said)
    return publish_record(record.pk, change_note="", actor=making.actors(record.agency)["publisher"], now=NOW)


def withdraw(public: Publication) -> None:
    actor = making.actors(public.record.agency)["publisher"]
    withdraw_record(public.record_id, "附件有误", actor=actor, now=NOW)


@given(st.text(alphabet="/-0123456789ABCXYZ泉港", max_size=90))
def test_the_code_is_well_formed_and_has_its_margin(text: str) -> None:
    drawing = html.fromstring(as_svg(f"https://www.example.gov.cn/records/{text}/"))
    side = int(drawing.get("viewbox").split()[2])
    dark = PLACES.findall(drawing.cssselect("path")[1].get("d"))
    assert dark and side % 4 == (17 + 2 * QUIET) % 4
    assert all(QUIET <= int(x) and int(x) + int(wide) <= side - QUIET and QUIET <= int(y) < side - QUIET
               for x, y, wide in dark)  # fmt: skip


@pytest.mark.django_db
def test_the_code_of_a_record_is_there_while_it_is_public(client: Client, public: Publication) -> None:
    address = reverse("portal:record-qr", args=(public.index_number,))
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/svg+xml")
    withdraw(public)
    assert client.get(address).status_code == 410


@pytest.mark.django_db
def test_the_data_say_what_the_page_says(client: Client, public: Publication) -> None:
    address = reverse("portal:record-json", args=(public.index_number,))
    answer = client.get(address)
    assert answer["Content-Type"] == "application/json"
    said = answer.json()
    assert (said["title"], said["state"], said["index_number"]) == (public.title, "published", public.index_number)
    assert [one["value"] for one in said["metadata"] if one["code"] == "topic_class"] == ["工业、交通/公路"]
    (file,) = said["files"]
    assert client.get(file["address"].removeprefix(said["address"].partition("/records/")[0])).status_code == 200
    withdraw(public)
    gone = client.get(address)
    assert gone.status_code == 410
    assert set(gone.json()) == {"index_number", "title", "address", "agency", "first_published_at", "state",
                                "withdrawn_at", "withdrawn_reason"}  # fmt: skip


@pytest.mark.django_db
def test_a_number_with_a_slash_has_all_its_forms(client: Client, public: Publication) -> None:
    # Numbers never change and published rows are frozen: a record of another scheme is put in their place.
    number = "000014349/2018-00222"
    kept = {
        field.attname: getattr(public, field.attname)
        for field in Publication._meta.concrete_fields
        if field.attname != "id"
    }
    other = making.an_approved(making.a_unit(), title="另一件")
    Publication.objects.create(**kept | {"record_id": other.pk, "index_number": number})
    for name in ("record", "record-qr", "record-json"):
        assert client.get(reverse(f"portal:{name}", args=(number,))).status_code == 200
    assert client.get(f"/records/{number}/nothing.svg", follow=True).status_code == 404
    assert not IndexNumber.objects.filter(number=number).exists()


@pytest.mark.django_db
def test_nothing_unpublished_has_a_form(client: Client, public: Publication) -> None:
    for number in ("QZ04001-0105-2026-99999", "..", "%00", "x" * 300):
        for name in ("record-qr", "record-json"):
            assert client.get(reverse(f"portal:{name}", args=(number,))).status_code == 404


@pytest.mark.django_db
def test_an_interpretation_and_its_document_lead_to_each_other(client: Client, public: Publication) -> None:
    speaking = making.an_approved(making.a_unit(), title="农村公路养护由谁负责", doc_number="")
    RecordLink.objects.create(record=speaking, other=public.record, kind="interprets", on=NOW.date())
    actor = making.actors(speaking.agency)["publisher"]
    made = publish_record(speaking.pk, change_note="", actor=actor, now=NOW)

    def section(number: str, heading: str) -> list[str]:
        page = html.fromstring(client.get(reverse("portal:record", args=(number,))).content)
        return [
            link.get("href") for part in page.xpath("//aside//section") if part.cssselect("h2")[:1]
            and part.cssselect("h2")[0].text == heading for link in part.cssselect("a")
        ]  # fmt: skip

    assert section(public.index_number, "政策解读") == [reverse("portal:record", args=(made.index_number,))]
    assert section(made.index_number, "解读的文件") == [reverse("portal:record", args=(public.index_number,))]
    history = html.fromstring(client.get(reverse("portal:record", args=(public.index_number,))).content)
    assert "解读" not in history.cssselect(".line")[0].text_content()


@pytest.mark.django_db
def test_the_history_tells_what_is_still_to_come(
    client: Client, public: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = reverse("portal:record", args=(public.index_number,))
    for day, to_come in (("2026-03-31", ["施行"]), ("2026-04-01", [])):
        monkeypatch.setattr("gongkai.kit.clock.today", lambda day=day: NOW.date().fromisoformat(day))
        page = html.fromstring(client.get(address).content)
        assert [one.cssselect("b")[0].text for one in page.cssselect(".to-come")] == to_come


@pytest.mark.django_db
def test_a_long_page_is_light_without_its_attachments(client: Client) -> None:
    long = "".join(f"<p>第{number}条　各单位应当按照职责做好农村公路的养护管理工作。</p>" for number in range(300))
    public = publish(body=long, title="关于农村公路养护管理的若干规定" * 4)
    address = reverse("portal:record", args=(public.index_number,))
    assert len(client.get(address).content) < 100_000
    assert len(client.get(address, headers={"Accept-Encoding": "gzip"}).content) < 40_000
