"""The pages of supervision: wall and screen, a clock with its proof, cards from issue to judgement, the rules."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html
from openpyxl import load_workbook

from gongkai.desk.conftest import browser_of
from gongkai.kit import clock
from gongkai.kit.models import JournalEntry
from gongkai.records.tests.making import NOW
from gongkai.supervision.models import Card, Round, RuleSet, Watch, WatchMove, WatchNotice
from gongkai.supervision.tests.carding import DUE, a_card, a_district, a_watch, an_appealed, clerk, officer
from gongkai.units.models import Agency

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Agency:
    """The town, on the tests' day, its watcher having run."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "today", NOW.date)
    settings.SECOND_FACTOR_DUTIES = ()
    Round.objects.create(day=NOW.date(), began_at=NOW, finished_at=NOW)
    return a_district()[1]


@pytest.fixture
def office(town: Agency) -> Client:
    """A browser of somebody of the district's office."""
    return browser_of(officer(2))


def shown(browser: Client, address: str, **asked: str) -> html.HtmlElement:
    """The page at that address."""
    answer = browser.get(address, asked)
    assert answer.status_code == 200, answer.content.decode()[:600]
    return html.fromstring(answer.content.decode())


def texts(page: html.HtmlElement, selector: str) -> list[str]:
    """What stands in the elements, without the white around."""
    return [" ".join(word.strip() for word in one.itertext() if word.strip()) for one in page.cssselect(selector)]


def test_the_wall_counts_by_unit_and_names_who_is_late(office: Client, town: Agency) -> None:
    a_watch(town, title="逾期的通知", holder=clerk())
    a_watch(town, NOW.date(), title="今日的通知")
    a_watch(town, NOW.date() + timedelta(days=90), title="还早的通知")
    a_watch(town, met_on=DUE, title="办完的通知")
    page = shown(office, reverse("desk:clocks"))
    assert texts(page, ".sums .v") == ["1 项", "1 项", "0 项", "1 项"]
    rows = page.cssselect("section[aria-labelledby=now] tbody tr")
    assert [row.cssselect("th a")[0].text for row in rows] == ["逾期的通知", "今日的通知"]
    assert "逾期 4 个工作日" in rows[0].text_content()
    assert clerk().name in rows[0].text_content()
    assert texts(page, "section[aria-labelledby=units-h] tbody tr") == [f"{town.name} 1 1 0 1"]
    late = shown(office, reverse("desk:clocks"), state="late", unit=town.code)
    assert texts(late, "section[aria-labelledby=now] tbody th a") == ["逾期的通知"]


def test_a_thing_opens_only_for_who_may_open_it(office: Client, town: Agency) -> None:
    a_watch(town, subject_page="request", subject_key="7")
    link = f'href="{reverse("desk:request", args=[7])}"'
    assert link not in office.get(reverse("desk:clocks")).content.decode()
    assert link in browser_of(clerk()).get(reverse("desk:clocks")).content.decode()


def test_the_screen_renews_itself_and_shows_no_titles(office: Client, town: Agency) -> None:
    a_watch(town, title="不该在大屏上的标题")
    response = office.get(reverse("desk:clocks"), {"wall": "1"})
    answer = response.content.decode()
    page = html.fromstring(answer)
    assert response["Refresh"] == "60"
    assert not page.cssselect("a, form, button")
    assert town.short in answer
    assert "不该在大屏上的标题" not in answer


def test_an_empty_wall_says_since_when_and_a_silent_watcher_is_said_first(office: Client, town: Agency) -> None:
    page = shown(office, reverse("desk:clocks"))
    assert "监察从 2026-03-10 起" in texts(page, ".empty")[0]
    assert not page.cssselect(".note.stop")
    Round.objects.update(day=NOW.date() - timedelta(days=3), finished_at=NOW - timedelta(days=3))
    assert "2026-03-07 10:00" in texts(shown(office, reverse("desk:clocks")), ".note.stop")[0]
    Round.objects.all().delete()
    assert "还没有运行过" in texts(shown(office, reverse("desk:clocks")), ".note.stop")[0]


def test_a_month_counts_each_day_by_the_chinese_calendar(office: Client, town: Agency) -> None:
    a_watch(town)
    page = shown(office, reverse("desk:clocks-month"), month="2026-03")
    assert texts(page, "section[aria-labelledby=list] tbody tr") == ["2026-03-04 是 1 1 0"]
    assert len(page.cssselect(".monthdays li:not(.wk):not(.gap)")) == 31
    assert texts(page, ".monthdays .off")[0].startswith("1")
    assert office.get(reverse("desk:clocks-month"), {"month": "无效"}).status_code == 200


def test_the_list_is_handed_out_as_a_sheet_and_that_is_written_down(office: Client, town: Agency) -> None:
    a_watch(town, title="逾期的通知")
    answer = office.post(reverse("desk:clocks-export") + "?state=late")
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    assert any("逾期的通知" in str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)
    entry = JournalEntry.objects.get(act="export_clocks")
    assert entry.after == {"asked": "state=late", "lines": 1}


def test_a_clock_says_why_its_day_how_it_moved_and_what_went_when(office: Client, town: Agency) -> None:
    watch = a_watch(town, holder=clerk())
    WatchMove.objects.create(watch=watch, before=DUE - timedelta(days=2), after=DUE, at=NOW)
    WatchNotice.objects.create(
        watch=watch, round=Round.objects.get(), due_on=DUE, step="late-1", kind="alarm", days=1, for_on=DUE,
        role="section_head", instead_of="holder", person=officer(), recipient="officer-1", channel="mail",
        title="逾期", made_at=NOW, state="sent", sent_at=NOW, proof={"message_id": "<7@example.cn>"},
    )  # fmt: skip
    page = shown(office, reverse("desk:clock", args=[watch.pk]))
    said = texts(page, "section[aria-labelledby=why]")[0]
    assert "最迟 2026-03-04 完成" in said
    assert "由 2026-03-02 改为 2026-03-04" in said
    assert "《条例》" in said or "条例第" in said, said
    row = texts(page, "section[aria-labelledby=notices] tbody tr")[0]
    assert "2026-03-10 10:00 补发" in row
    assert "<7@example.cn>" in row
    assert "代经办人（无人担任）" in row


def test_a_card_from_the_clock_to_the_judgement(office: Client, town: Agency) -> None:
    watch = a_watch(town)
    new = reverse("desk:clock-card", args=[watch.pk])
    page = shown(office, new)
    assert [one.get("disabled") for one in page.cssselect("input[name=colour]")] == [None, "disabled"]
    empty = office.post(new, {"colour": "", "reason": ""})
    assert empty.status_code == 422
    assert "没有写明发牌的理由，请补写。" in empty.content.decode()
    assert office.post(new, {"colour": "red", "reason": "逾期"}).status_code == 422
    assert browser_of(officer()).post(new, {"colour": "yellow", "reason": "逾期"}).status_code == 302
    card = Card.objects.get()
    own = browser_of(clerk())
    where = reverse("desk:card", args=[card.pk])
    assert own.post(where, {"do": "judge", "verdict": "cancel", "words": "好", "seen": 1}).status_code == 403
    assert own.post(where, {"do": "appeal", "reasons": "等批复", "seen": card.version}).status_code == 302
    issuer = shown(browser_of(officer()), where)
    assert "发牌的人不能裁定" in texts(issuer, "section[aria-labelledby=acts-h]")[0]
    card.refresh_from_db()
    stale = office.post(where, {"do": "judge", "verdict": "cancel", "words": "属实", "seen": card.version - 1})
    assert stale.status_code == 409
    said = {"do": "judge", "verdict": "cancel", "words": "属实", "seen": str(card.version)}
    assert office.post(where, said).status_code == 302
    card.refresh_from_db()
    assert card.state == Card.State.CANCELLED
    assert "本牌已撤销" in office.get(reverse("desk:card-notice", args=[card.pk])).content.decode()


def test_the_list_of_cards_narrows(office: Client, town: Agency) -> None:
    card, other = a_card(), an_appealed()
    where = reverse("desk:cards")
    assert len(shown(office, where).cssselect("tbody tr")) == 2
    assert texts(shown(office, where, state="appealed"), "tbody th") == [f"黄牌 {other.number}"]
    assert texts(shown(office, where, colour="red"), ".empty b") == ["没有符合条件的牌"]
    assert card.number in texts(shown(browser_of(clerk()), where, unit=town.code), "tbody")[0]


def form_of(page: html.HtmlElement) -> dict[str, Any]:
    """What a browser would send of the rules' form as it stands."""
    form = next(one for one in page.forms if "steps-TOTAL_FORMS" in one.fields)
    sent: dict[str, Any] = {}
    for name, value in form.form_values():
        sent.setdefault(name, []).append(value)
    return sent


def test_rules_are_looked_at_before_they_are_kept_as_a_version(office: Client, town: Agency) -> None:
    where = reverse("desk:supervision-rules")
    page = shown(office, where)
    assert "平台默认的规则" in texts(page, ".lead")[0]
    sent = form_of(page)
    looked = office.post(where, sent | {"near_days": "4", "look": "1"})
    assert "人次" in looked.content.decode()
    assert not RuleSet.objects.exists()
    kept = office.post(where, sent | {"near_days": "4", "reason": "提前一天提醒", "save": "1"})
    assert kept.status_code == 302, kept.content.decode()[-3000:]
    row = RuleSet.objects.get()
    assert (row.agency.code, row.rules["near_days"], row.made_by) == ("district", 4, officer(2))
    assert [step["code"] for step in row.rules["steps"]] == [
        "before-3",
        "before-1",
        "due",
        "late-1",
        "late-3",
        "late-5",
    ]
    assert "提前一天提醒" in texts(shown(office, where), "section[aria-labelledby=versions] tbody")[0]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"quiet_from": "08:00", "quiet_until": "08:00"}, "永远不会结束"),
        ({"quiet_from": "08:00", "quiet_until": ""}, "须写明起止"),
        ({"steps-0-days": ""}, "提醒要在期限之前"),
        ({"steps-3-days": "0"}, "告警要在逾期之后"),
        ({"steps-2-days": "2"}, "期限当日不必写工作日"),
        ({"steps-1-tell": []}, "没有写明告诉谁"),
        ({"steps-3-when": "", "steps-4-when": "", "steps-5-when": ""}, "没有一个是逾期之后的告警"),
        ({"near_days": "999"}, "临期天数"),
        ({"reason": ""}, "没有填写改动的原因"),
    ],
)
def test_senseless_rules_are_refused_in_one_sentence_at_their_field(
    office: Client, town: Agency, change: dict[str, Any], words: str
) -> None:
    where = reverse("desk:supervision-rules")
    sent = form_of(shown(office, where)) | {"reason": "试一试", "save": "1"} | change
    answer = office.post(where, sent)
    assert answer.status_code == 422
    page = html.fromstring(answer.content.decode())
    assert any(words in one for one in texts(page, "#faults li")), texts(page, "#faults")
    assert not RuleSet.objects.exists()


def test_a_met_clock_shows_how_it_ended(office: Client, town: Agency) -> None:
    watch = a_watch(town)
    Watch.objects.filter(pk=watch.pk).update(met_on=NOW.date())
    assert "逾期办结" in texts(shown(office, reverse("desk:clock", args=[watch.pk])), ".tag.stop")[0]


def test_home_says_in_one_line_what_is_late_and_leads_to_the_wall(office: Client, town: Agency) -> None:
    own = browser_of(clerk())
    assert texts(shown(own, "/desk/"), "#watched") == ["期限监察 没有逾期，也没有今日到期的期限。"]
    a_watch(town)
    a_watch(town, NOW.date())
    a_watch(town, node="fee_payment")
    page = shown(own, "/desk/")
    assert texts(page, "#watched") == ["期限监察 本单位 逾期 1 项 今日到期 1 项"]
    assert page.cssselect("#watched a")[0].get("href") == reverse("desk:clocks")
    assert texts(shown(browser_of(officer()), "/desk/"), "#watched") == ["期限监察 逾期 1 项 今日到期 1 项"]
