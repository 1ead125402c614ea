"""Published records in public: the list, the page, files and stub; and that nothing else can be reached."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html
from lxml.html import HtmlElement

from gongkai.records.actions.publish_record import publish_record
from gongkai.records.actions.withdraw_record import withdraw_record
from gongkai.records.models import IndexNumber, Publication, Record, RecordLink
from gongkai.records.snapshot import digests_of
from gongkai.records.tests import making
from gongkai.records.tests.publishing_race import an_attachment
from gongkai.records.tests.test_publish_record import revised
from gongkai.units.models import Agency

pytestmark = pytest.mark.django_db
NOW = making.NOW


@pytest.fixture
def unit(db: None) -> Agency:
    """A town government with its people."""
    made = making.a_unit()
    making.people(made)
    return made


def publish(record: Record, note: str = "", now: object = NOW) -> Publication:
    actor = making.actors(record.agency)["publisher"]
    return publish_record(record.pk, change_note=note, actor=actor, now=now)  # type: ignore[arg-type]


@pytest.fixture
def public(unit: Agency) -> Publication:
    """A published rule-like notice with an attachment."""
    return publish(making.an_approved(unit, files=[an_attachment(1)], effective_on="2026-04-01"))


def page(client: Client, address: str, status: int = 200) -> HtmlElement:
    answer = client.get(address)
    assert answer.status_code == status
    return html.fromstring(answer.content)


def meta(found: HtmlElement) -> dict[str, str]:
    return {one.get("name", ""): one.get("content", "") for one in found.cssselect("meta[name]")}


def test_the_page_shows_text_metadata_and_its_tags(client: Client, public: Publication) -> None:
    found = page(client, reverse("portal:record", args=(public.index_number,)))
    assert found.cssselect("h1")[0].text == public.title
    rows = {dt.text: dt.getnext().text for dt in found.cssselect(".meta dt")}
    assert list(rows)[:4] == ["索引号", "发文字号", "发布机构", "成文日期"]
    assert rows["索引号"] == public.index_number
    assert "各村民委员会" in found.cssselect(".doc")[0].text_content()
    tags = meta(found)
    assert (tags["ArticleTitle"], tags["PubDate"]) == (public.title, "2026-03-10 10:00")
    assert tags["ContentSource"] == public.agency_name
    assert {"SiteDomain", "ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"} <= set(tags)


def test_the_validity_is_that_of_the_day(client: Client, public: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    address = reverse("portal:record", args=(public.index_number,))
    for day, words in (("2026-03-31", "尚未施行"), ("2026-04-01", "现行有效")):
        monkeypatch.setattr("gongkai.kit.clock.today", lambda day=day: NOW.date().fromisoformat(day))
        assert words in page(client, address).cssselect("article .tag")[0].text_content()


def test_an_attachment_is_sent_under_its_name_and_never_guessed_at(client: Client, public: Publication) -> None:
    found = page(client, reverse("portal:record", args=(public.index_number,)))
    (link,) = found.cssselect(".files a")
    answer = client.get(link.get("href"))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment; filename*=UTF-8''%E8%B4%A3")


def test_a_number_with_a_slash_has_a_page(client: Client, public: Publication, unit: Agency, settings: object) -> None:
    settings.INDEX_RULE = "national_2009"  # type: ignore[attr-defined]
    Agency.objects.filter(pk=unit.pk).update(index_code="000014349")
    other = publish(making.an_approved(unit, title="关于另一件事的通知", doc_number=""))
    assert other.index_number == "000014349/2026-00001"
    address = reverse("portal:record", args=(other.index_number,))
    assert address == "/records/000014349/2026-00001/"
    assert page(client, address).cssselect("h1")[0].text == other.title


def test_nothing_that_is_not_published_can_be_reached(client: Client, unit: Agency, public: Publication) -> None:
    attached = an_attachment(2)
    draft = making.a_draft(unit, title="关于内部安排的草稿", doc_number="", files=[attached])
    signed = making.an_approved(unit, title="关于已签发而未公开的通知", doc_number="", files=[an_attachment(3)])
    assert signed.content is not None
    IndexNumber.objects.create(
        record=draft,
        number="QZ04001-0105-2025-00077",
        rule="fujian",
        scope="x",
        serial=77,
        agency=unit,
        year=2025,
        given_at=NOW,
    )
    cleaned = signed.content.screening.cleaned[signed.content.said["files"][0]["digest"]]["digest"]
    original = public.record.content.said["files"][0]["digest"] if public.record.content else ""
    addresses = [
        reverse("portal:record", args=(number,))
        for number in (
            "QZ04001-0105-2025-00077",
            "QZ04001-0105-2026-00002",
            str(draft.pk),
            str(signed.pk),
            "../../desk",
            "%00",
        )
    ]
    addresses += [
        reverse("portal:record-file", args=(public.index_number, digest))
        for digest in (attached["digest"], cleaned, original, "0" * 64, "..", "%2e%2e", signed.content.hash)
    ]
    for address in addresses:
        assert client.get(address).status_code == 404, address
    listed = page(client, reverse("portal:records")).text_content()
    assert "草稿" not in listed and "未公开" not in listed
    for words in ("草稿", "未公开", "77"):
        assert page(client, reverse("portal:records") + f"?q={words}").cssselect(".rows li") == []


def test_a_draft_of_a_revision_does_not_show(client: Client, public: Publication) -> None:
    record = revised(public.record, title="关于改过的通知")
    address = reverse("portal:record", args=(public.index_number,))
    assert page(client, address).cssselect("h1")[0].text == public.title
    publish(record, "标题有误。", NOW + timedelta(days=1))
    found = page(client, address)
    assert found.cssselect("h1")[0].text == "关于改过的通知"
    assert [one.text for one in found.cssselect("#changes b")] == ["首次发布", "标题有误。"]
    assert meta(found)["PubDate"] == "2026-03-10 10:00"


def test_a_withdrawn_page_is_a_stub(client: Client, public: Publication) -> None:
    (digest,) = digests_of(public.snapshot)
    withdraw_record(public.record_id, "附表数据有误", actor=making.actors(public.record.agency)["publisher"], now=NOW)
    found = page(client, reverse("portal:record", args=(public.index_number,)), 410)
    text = found.text_content()
    assert public.index_number in text and "附表数据有误" in text and "各村民委员会" not in text
    assert found.cssselect(".files") == []
    page(client, reverse("portal:record-file", args=(public.index_number, digest)), 410)
    assert page(client, reverse("portal:records")).cssselect(".rows li") == []


def test_a_stub_without_its_title(client: Client, public: Publication) -> None:
    actor = making.actors(public.record.agency)["publisher"]
    withdraw_record(public.record_id, "标题不宜公开", keep_title=False, actor=actor, now=NOW)
    answer = client.get(reverse("portal:record", args=(public.index_number,)))
    assert answer.status_code == 410
    assert public.title not in answer.content.decode()


def test_the_list_is_filtered_by_what_stands_in_the_address(client: Client, unit: Agency, public: Publication) -> None:
    other = making.a_unit("shanyao")
    making.people(other)
    publish(
        making.an_approved(other, title="关于环境整治的通知", doc_number="山政〔2026〕3号"),
        now=NOW + timedelta(hours=1),
    )
    address = reverse("portal:records")

    def titles(query: str) -> list[str | None]:
        return [link.text for link in page(client, address + query).cssselect(".rows li > a")]

    assert titles("") == ["关于环境整治的通知", public.title]
    assert titles("?agency=shanyao") == ["关于环境整治的通知"]
    assert titles("?q=山政[2026]3号") == ["关于环境整治的通知"]
    # Both say it in the text; the one that says it in the title comes first, though it is older.
    assert titles("?q=森林 防火") == [public.title, "关于环境整治的通知"]
    assert titles("?year=2026&class=art20_12_emergencies") == ["关于环境整治的通知", public.title]
    assert titles("?year=2025") == titles("?agency=nobody") == titles("?page=x") == titles("")
    assert titles("?q=没有的词") == []
    assert "没有符合条件" in page(client, address + "?q=没有的词").text_content()


def test_an_empty_list_says_what_will_stand_there(client: Client, db: None) -> None:
    assert "发布后会列在这里" in page(client, reverse("portal:records")).text_content()


def test_a_list_asks_the_database_a_few_times_whatever_its_length(
    client: Client, unit: Agency, public: Publication, django_assert_max_num_queries: object
) -> None:
    for number in range(3):
        publish(making.an_approved(unit, title=f"关于第{number}件事的通知", doc_number=""))
    with django_assert_max_num_queries(10):  # type: ignore[operator]
        page(client, reverse("portal:records"))


@pytest.mark.parametrize("withdrawn", [False, True])
def test_page_and_stub_keep_the_headers_and_need_no_inline_anything(
    client: Client, public: Publication, withdrawn: bool
) -> None:
    if withdrawn:
        actor = making.actors(public.record.agency)["publisher"]
        withdraw_record(public.record_id, "有误", actor=actor, now=NOW)
    answer = client.get(reverse("portal:record", args=(public.index_number,)))
    text = answer.content.decode()
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert " style=" not in text and "<style" not in text and " onclick" not in text
    assert text.count("<script") == text.count('<script type="module" src=')


def test_the_english_frame_leaves_the_text_in_chinese(client: Client, public: Publication) -> None:
    client.cookies["language"] = "en"
    found = page(client, reverse("portal:record", args=(public.index_number,)))
    assert found.get("lang") == "en"
    assert found.cssselect("article")[0].get("lang") == "zh-Hans-CN"


def test_what_documents_do_to_one_another_is_shown_while_both_are_public(
    client: Client, unit: Agency, public: Publication
) -> None:
    new = making.an_approved(unit, title="关于新办法的通知", doc_number="涂政〔2026〕9号")
    hidden = making.an_approved(unit, title="关于未公开办法的通知", doc_number="")
    RecordLink.objects.create(record=new, other=public.record, kind="repeals", on=NOW.date())
    RecordLink.objects.create(record=new, other=hidden, kind="amends", on=NOW.date())
    made = publish(new)
    old = page(client, reverse("portal:record", args=(public.index_number,)))
    assert "被关于新办法的通知（涂政〔2026〕9号）废止" in old.cssselect(".line")[0].text_content()
    assert "已废止" in old.cssselect("article .tag")[0].text_content()
    shown = page(client, reverse("portal:record", args=(made.index_number,)))
    assert public.title in shown.cssselect(".line")[0].text_content()
    assert "未公开" not in shown.text_content()
    actor = making.actors(unit)["publisher"]
    withdraw_record(made.record_id, "有误", actor=actor, now=NOW)
    assert "新办法" not in page(client, reverse("portal:record", args=(public.index_number,))).text_content()
