"""The terminal: every page at its reading point, nothing kept, no link that leaves, and odd addresses."""

from __future__ import annotations

import re
from collections import deque
from datetime import timedelta
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html
from lxml.html import HtmlElement
from pytest_django import Settings

from gongkai.columns.actions.withdraw_page import withdraw_page
from gongkai.columns.models import Page, Visit
from gongkai.columns.tests import making as columns
from gongkai.portal.pages import kinds
from gongkai.portal.urls_terminal import urlpatterns
from gongkai.records.actions.withdraw_record import withdraw_record
from gongkai.records.models import Publication, Record
from gongkai.records.tests import making
from gongkai.records.tests.publishing_race import an_attachment
from gongkai.requests.models import Envelope
from gongkai.units.models import Agency

pytestmark = pytest.mark.django_db
LEAVING = (
    '<p>见<a href="https://evil.example/x">网站</a>、<a href="https://evil.example/">甲<strong>乙</strong></a>、'
    '<a href="{site}/records/{number}/">该件</a>。</p>'
)


@pytest.fixture
def unit(db: None) -> Agency:
    made = making.a_unit()
    making.people(made)
    return made


@pytest.fixture
def point(unit: Agency) -> str:
    """The key of a public reading point."""
    columns.a_public("guide", unit)
    columns.a_public("institution", unit)
    return columns.a_public("reading_point", unit).key


@pytest.fixture
def number(unit: Agency, settings: Settings) -> str:
    """A public record with an attachment and links that lead everywhere."""
    body = LEAVING.format(site=settings.BASE_URL, number=number_of(making.a_published(unit)))
    return number_of(making.a_published(unit, body=body, files=[an_attachment(1)], doc_number="涂政〔2026〕12号"))


def number_of(record: Record) -> str:
    return Publication.objects.get(record=record).index_number


def page(client: Client, address: str, status: int = 200) -> HtmlElement:
    answer = client.get(address)
    assert answer.status_code == status, address
    return html.fromstring(answer.content)


def links(found: HtmlElement) -> list[str]:
    named = [one.get("href") for one in found.cssselect("a[href]")]
    sent = [one.get("action") for one in found.cssselect("form[action]")]
    turned = [one.get("content").partition("url=")[2] for one in found.cssselect("meta[http-equiv=refresh]")]
    return [*named, *sent, *turned]


def walked(client: Client, start: str) -> dict[str, HtmlElement]:
    """Every page that taps can reach from the start, each address without query once."""
    seen: dict[str, HtmlElement] = {}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        bare = unquote(urlsplit(here).path)
        if bare in seen:
            continue
        answer = client.get(here)
        if answer.status_code in (301, 302):
            waiting.append(answer["Location"])
            continue
        assert answer.status_code == 200, here
        assert "no-store" in answer["Cache-Control"], here
        seen[bare] = html.fromstring(answer.content)
        waiting.extend(urljoin(here, one) for one in links(seen[bare]) if not one.startswith("#"))
    return seen


def test_no_tap_leaves_the_terminal_and_every_kind_of_page_is_reached(client: Client, point: str, number: str) -> None:
    seen = walked(client, f"/terminal/{point}/")
    assert [one for one in seen if not one.startswith(f"/terminal/{point}/")] == []
    for part in ("about/", "again/", "find/", "browse/year/", f"records/{number}/", "for/request/", "apply/tuling/4/",
                 "units/tuling/", "units/tuling/guide/", "units/tuling/institution/"):  # fmt: skip
        assert f"/terminal/{point}/{part}" in seen
    for address, found in seen.items():
        assert [one for one in links(found) if re.match(r"(?i)[a-z]+:|//", one)] == [], address
        assert not found.cssselect("iframe, object, embed, [target], a[download]"), address


def test_nothing_unpublished_is_reached_or_offered_as_a_word(client: Client, point: str, number: str) -> None:
    for code in ("tuling", "shanyao"):
        kept = making.a_draft(making.a_unit(code), title="密谋事项草稿", body="<p>密谋事项正文</p>")
        columns.a_page("system", kept.agency, values=columns.some_values("system", name="密谋事项制度"))
    seen = walked(client, f"/terminal/{point}/")
    seen |= walked(client, f"/terminal/{point}/find/?q=密谋事项")
    seen |= walked(client, f"/terminal/{point}/find/?letter=M")
    assert f"/terminal/{point}/records/{number}/" in seen
    texts = {address: found.cssselect("main")[0].text_content() for address, found in seen.items()}
    assert [address for address, text in texts.items() if re.search("密谋事项(草稿|正文|制度)", text)] == []
    assert "密谋" not in "".join(one.text for one in page(client, f"/terminal/{point}/find/").cssselect(".words a"))


def test_a_visit_counts_for_the_reading_point(client: Client, point: str) -> None:
    agent = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Chrome/130.0"}
    assert client.post("/visit", {"p": f"/terminal/{point}/find/"}, headers=agent).status_code == 204
    assert list(Visit.objects.values_list("column_code", "point", "count")) == [("terminal", point, 1)]


def test_links_of_a_record_stay_or_become_text(client: Client, point: str, number: str) -> None:
    found = page(client, f"/terminal/{point}/records/{number}/")
    body = found.cssselect(".doc")[0]
    other = Publication.objects.exclude(index_number=number).get().index_number
    assert [one.get("href") for one in body.cssselect("a")] == [f"/terminal/{point}/records/{other}/"]
    said = body.text_content()
    assert "网站（https://evil.example/x）" in said
    assert "甲乙（https://evil.example/）" in said
    assert "href" not in html.tostring(found.cssselect(".bullets")[0]).decode()


def test_a_record_says_how_many_sheets_and_can_be_taken_home(client: Client, point: str, number: str) -> None:
    found = page(client, f"/terminal/{point}/records/{number}/")
    assert "约 1 页 A4 纸" in found.cssselect(".paper")[0].text_content()
    assert found.cssselect(".code svg path")
    assert reverse("portal:record", args=(number,)) in found.cssselect(".scan .quiet")[0].text


def test_the_words_of_a_withdrawn_title_leave_the_panel_with_it(client: Client, point: str, unit: Agency) -> None:
    made = [making.a_published(unit, title=title, doc_number="") for title in ("甲张三丰补助乙", "丙张三丰补助丁")]

    def panel() -> str:
        return str(page(client, f"/terminal/{point}/find/").text_content())

    assert "张三丰补助" in panel()
    for record in made:
        withdraw_record(record.pk, "姓名不应公开", actor=making.actors(unit)["publisher"], now=making.NOW)
    assert "张三丰" not in panel()


def test_a_withdrawn_record_is_gone_here_too(client: Client, point: str, unit: Agency) -> None:
    record = making.a_published(unit)
    number = number_of(record)
    withdraw_record(record.pk, "附件有误", actor=making.actors(unit)["publisher"], now=making.NOW + timedelta(days=1))
    found = page(client, f"/terminal/{point}/records/{number}/", 410)
    assert "附件有误" in found.text_content()
    assert not found.cssselect(".doc, .code, .take")


def test_words_are_tapped_together_and_a_number_leads_to_its_record(client: Client, point: str, number: str) -> None:
    title = Publication.objects.get(index_number=number).title
    making.a_published(making.a_unit("shanyao"), title=title)
    found = page(client, f"/terminal/{point}/find/")
    first = found.cssselect(".words a")[0]
    results = page(client, f"/terminal/{point}/find/{first.get('href')}")
    assert first.text in results.cssselect("#q")[0].get("value")
    assert len(results.cssselect("#results .list a")) >= 2
    straight = client.get(f"/terminal/{point}/find/", {"q": "涂政[2026]12号"})
    assert (straight.status_code, straight["Location"]) == (302, f"/terminal/{point}/records/{number}/")
    nothing = page(client, f"/terminal/{point}/find/?q=没有这样的词")
    way = nothing.cssselect("#results a.btn")[0].get("href")
    assert way.startswith(f"/terminal/{point}/for/request/?wanted=")


def test_the_form_holds_the_unit_and_what_was_wanted_and_asks_nothing_of_the_person(
    client: Client, point: str, unit: Agency
) -> None:
    found = page(client, f"/terminal/{point}/apply/{unit.code}/3/?wanted=防汛预案<b>")
    form = found.cssselect(".form")[0]
    assert unit.name in form.text_content()
    assert [one.text for one in form.cssselect(".given")] == ["防汛预案<b>"]
    assert len(form.cssselect("tr")) == 5
    assert not found.cssselect("main input, main textarea, main select")
    where = page(client, f"/terminal/{point}/apply/{unit.code}/4/")
    assert "0595-87654321" in where.text_content()


def test_the_look_lasts_for_the_visit_only_and_is_forgotten(client: Client, point: str) -> None:
    start = f"/terminal/{point}/"
    answer = client.get(f"{start}look/size/large/?next={start}find/")
    assert (answer.status_code, answer["Location"]) == (302, f"{start}find/")
    kept = client.cookies["size"]
    assert (kept.value, kept["path"], kept["max-age"], kept["expires"]) == ("large", "/terminal/", "", "")
    assert page(client, start).get("data-size") == "large"
    away = client.get(f"{start}again/", headers={"Sec-Fetch-Dest": "document", "Sec-Fetch-Site": "same-origin"})
    assert away["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert {name: (one.value, one["path"], one["max-age"]) for name, one in away.cookies.items()} == {
        name: ("", "/terminal/", 0) for name in ("size", "contrast", "language")
    }
    assert page(client, start).get("data-size") is None


@pytest.mark.parametrize("dest, origin", [("image", "cross-site"), ("document", "cross-site"), ("iframe", "none")])
def test_other_sites_cannot_make_the_browser_forget(client: Client, point: str, dest: str, origin: str) -> None:
    sent = {"Sec-Fetch-Dest": dest, "Sec-Fetch-Site": origin}
    assert not client.get(f"/terminal/{point}/again/", headers=sent).has_header("Clear-Site-Data")


@pytest.mark.parametrize(
    "back",
    [
        "https://evil.example/",
        "//evil.example",
        "/desk/",
        "/terminal/{}/../../desk/",
        "/terminal/{}/%2e%2E/.%2e/desk/",
        "/terminal/{}/\\x",
        "x",
    ],
)
def test_the_look_leads_back_nowhere_else(client: Client, point: str, back: str) -> None:
    answer = client.get(f"/terminal/{point}/look/contrast/more/", {"next": back.format(point)})
    assert answer["Location"] == f"/terminal/{point}/"


def test_the_clock_runs_where_there_is_something_to_forget(client: Client, point: str, settings: Settings) -> None:
    settings.TERMINAL_IDLE_SECONDS = 5
    start = f"/terminal/{point}/"
    body = page(client, start).cssselect("body")[0]
    assert body.get("data-idle") == "0"
    inside = page(client, f"{start}about/")
    body = inside.cssselect("body")[0]
    assert (body.get("data-idle"), body.get("data-warning"), body.get("data-again")) == ("30", "20", f"{start}again/")
    assert inside.cssselect("meta[http-equiv=refresh]")[0].get("content") == f"90;url={start}again/"
    assert inside.cssselect("dialog#still button[data-stay]")


def test_a_withdrawn_or_unknown_point_is_no_terminal(client: Client, point: str, unit: Agency) -> None:
    asked = Page.objects.get(kind="reading_point", agency=unit)
    withdraw_page(asked.pk, None, "已搬迁", actor=making.actors(unit)["publisher"], now=making.NOW + timedelta(days=1))
    for address in (f"/terminal/{point}/", f"/terminal/{point}/find/", "/terminal/none/again/"):
        found = page(client, address, 404)
        assert set(links(found)) <= {"/terminal/", "#main"}
    assert page(client, "/terminal/").cssselect(".tap a") == []


@pytest.mark.parametrize(
    "rest",
    ["nothing/", "browse/drafts/", "browse/year/1999/", "browse/topic/%00/", "records/../desk/", "records/none/",
     "for/evil/", "units/nobody/", "units/tuling/drafts/", "apply/tuling/0/", "apply/tuling/9/", "apply/nobody/1/",
     "annual/tuling/1999/", "look/size/huge/", "look/evil/large/", "browse/year/2026/?page=999",
     "%2e%2e/%2e%2e/desk/"],
)  # fmt: skip
def test_odd_addresses_answer_within_the_terminal(client: Client, point: str, rest: str) -> None:
    answer = client.get(f"/terminal/{point}/{rest}")
    assert answer.status_code == 404
    assert "no-store" in answer["Cache-Control"]
    for one in links(html.fromstring(answer.content)) if answer.content else ():
        assert one == "#main" or one.startswith("/terminal/")


@pytest.mark.parametrize(
    "query", ["q=%00", "q=%22%27%3Cscript%3E", "letter=%F0%9F%98%80&q=x", "page=-1", "q=" + "防" * 300]
)
def test_nothing_typed_is_an_error(client: Client, point: str, query: str) -> None:
    found = page(client, f"/terminal/{point}/find/?{query}")
    assert "<script>" not in html.tostring(found.cssselect("main")[0]).decode()
    assert len(found.cssselect("#q")[0].get("value") or "") <= 100


def test_no_page_of_the_terminal_is_kept_as_a_file() -> None:
    kept = {kind.name: kind.kept for kind in kinds()}
    assert [one.name for one in urlpatterns if kept[str(one.name)]] == []


def test_a_post_is_refused(client: Client, point: str) -> None:
    assert client.post(f"/terminal/{point}/find/", {"q": "x"}).status_code == 405


def test_annual_reports_are_read_here_and_withdrawn_ones_are_stubs(client: Client, point: str, column: Agency) -> None:
    start = f"/terminal/{point}/"
    of_unit = page(client, f"{start}units/QZ-QG/")
    assert f"{start}annual/QZ-QG/2025/" in links(of_unit)
    found = page(client, f"{start}annual/QZ-QG/2025/")
    assert [one for one in links(found) if not one.startswith(("#", start))] == []
    assert re.search(r"约 [1-9]\d? 页 A4 纸", found.cssselect(".paper")[0].text_content())
    assert found.cssselect("table.stat")
    gone = page(client, f"{start}annual/QZ-LC/2024/", 410)
    assert "附件有误" in gone.text_content()
    assert not gone.cssselect("table")


def test_somebody_applies_here_and_nothing_stays(
    client: Client, point: str, unit: Agency, number: str, settings: Settings
) -> None:
    settings.PUZZLE_BITS = 0
    address = f"/terminal/{point}/apply/{unit.code}/write/"
    door = page(client, f"/terminal/{point}/apply/{unit.code}/3/?wanted=防汛预案").cssselect("main a.btn.main")[0]
    blank = page(client, door.get("href"))
    assert blank.cssselect("#subject")[0].get("value") == "防汛预案"
    form = blank.cssselect("main form")[0]
    # No draft, no file, nothing the browser is told to remember; the unit is the address's.
    assert form.get("data-intake") is None and form.get("autocomplete") == "off"
    assert {one.get("autocomplete") for one in form.cssselect("input.input")} == {"off"}
    assert not blank.cssselect("input[type=file], [name=unit], script[src*='intake.']")
    said = {
        "applicant_kind": "natural_person", "name": "王小川", "identity_kind": "resident_card",
        "identity_number": "35058219900101123X", "phone": "13800000001", "supply_form": "paper", "supply_way": "post",
        "unit": "shanyao", "subject": Publication.objects.get(index_number=number).title,
    }  # fmt: skip
    unfit = client.post(address, carried(blank) | {"step": "found"})
    assert unfit.status_code == 422 and "no-store" in unfit["Cache-Control"]
    assert html.fromstring(unfit.content).cssselect("[data-errors] a[href='#name']")
    found = html.fromstring(client.post(address, carried(blank) | said | {"step": "found"}).content)
    assert {one.get("href").split("/")[1] for one in found.cssselect("main .list a")} == {"terminal"}
    checked = html.fromstring(client.post(address, carried(found) | {"step": "check"}).content)
    sent = client.post(address, carried(checked) | {"step": "send"})
    receipt = html.fromstring(sent.content)
    envelope = Envelope.objects.get()
    assert (envelope.agency, envelope.receipt_number) == (unit.code, receipt.cssselect("[data-receipt]")[0].text)
    assert receipt.cssselect("button[data-print]") and "王小川" not in sent.content.decode()
    assert receipt.cssselect("main a.btn")[0].get("href") == f"/terminal/{point}/again/"
    assert receipt.cssselect("body")[0].get("data-idle") != "0" and "no-store" in sent["Cache-Control"]
    assert [one for one in links(receipt) if not one.startswith(("/terminal/", "#"))] == []
    assert client.get(f"/terminal/{point}/apply/nobody/write/").status_code == 404


def carried(found: HtmlElement) -> dict[str, str]:
    """What the form of a page carries on."""
    return {one.get("name"): one.get("value") or "" for one in found.cssselect("main form input[type=hidden]")}
