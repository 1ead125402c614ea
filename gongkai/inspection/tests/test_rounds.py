"""The probe against a site of our own: what it finds, what it mends, where it does not go, and how it ends."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from gongkai.inspection import jobs, rounds
from gongkai.inspection.asking import WrongSite, site_at
from gongkai.inspection.models import Probe, ProbedPage, ProbeFinding
from gongkai.inspection.rounds import begin, go_on, visit, walk
from gongkai.inspection.tests.public_site import COLUMN, SITE, PublicSite, a_certificate, a_page, serving
from gongkai.kit import clock
from gongkai.kit.models import JournalEntry
from gongkai.records.tests.making import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
ID_NUMBER = "350521198003075610"


@pytest.fixture(autouse=True)
def in_a_hurry(settings: Settings) -> None:
    settings.PROBE_PAUSE_MS = 0


def a_round(site: PublicSite, settings: Settings, now: datetime = NOW) -> Probe:
    settings.BASE_URL = site.base
    probe = begin(now)
    for _ in walk(probe, lambda: now):
        assert probe.pages + probe.files < 200
    return probe


def open_ones() -> set[tuple[str, str]]:
    return set(ProbeFinding.objects.filter(state="open").values_list("kind", "address"))


def test_faults_are_found_mended_and_open_again_when_they_come_back(settings: Settings) -> None:
    broken = {
        "/": a_page('<a href="/a/">甲</a><a href="/gone/">乙</a><a href="https://elsewhere.example/">丙</a>', SITE),
        "/a/": a_page(
            f'<p>申请人身份证<b>{ID_NUMBER[:9]}</b><!-- x -->{ID_NUMBER[9:]}</p><p>机密★10年</p><img src="/no.png">',
            head='<link rel="stylesheet" href="/a.css">',
        ),
        "/a.css": "a{}",
        "/gone/": 404,
    }  # fmt: skip
    sound = broken | {"/gone/": a_page("在"), "/a/": a_page('<a href="/">首页</a>')}
    with serving(dict(broken)) as site:
        first = a_round(site, settings)
        assert (first.state, first.pages, first.opened) == ("done", 2, True)
        assert open_ones() == {
            ("dead_link", "/gone/"), ("missing_file", "/no.png"), ("id_number", "/a/"), ("security_mark", "/a/"),
        }  # fmt: skip
        kept = ProbeFinding.objects.get(kind="id_number")
        assert ID_NUMBER not in repr(vars(kept)) and kept.excerpt
        ProbeFinding.objects.filter(kind="security_mark").update(
            state="dismissed", reason="讲保密知识的页面", decided_by="person:a"
        )
        site.pages = dict(sound)
        second = a_round(site, settings, NOW + DAY)
        assert open_ones() == set()
        assert set(ProbeFinding.objects.filter(mended_probe=second).values_list("mended_on", flat=True)) == {
            (NOW + DAY).date()
        }
        site.pages = dict(broken)
        a_round(site, settings, NOW + 2 * DAY)
        assert len(open_ones()) == 3
        assert set(ProbeFinding.objects.values_list("kind", "times", "state")) == {
            ("dead_link", 2, "open"), ("missing_file", 2, "open"), ("id_number", 2, "open"),
            ("security_mark", 1, "dismissed"),
        }  # fmt: skip
    assert JournalEntry.objects.filter(chain="site", act="end_probe").count() == 3


def test_missing_and_empty_tags_are_told_by_the_level_of_the_page(settings: Settings) -> None:
    article = {"ArticleTitle": "通知", "PubDate": "", "ContentSource": "区政府办"}
    with serving({"/": a_page('<a href="/a/">甲</a>', SITE), "/a/": a_page("甲", article)}) as site:
        a_round(site, settings)
    told = set(ProbeFinding.objects.values_list("excerpt", flat=True))
    assert {"PubDate", "SiteName", "ColumnName"} <= told
    assert "ArticleTitle" not in told


def test_a_tag_that_the_front_page_lacks_is_told_once(settings: Settings) -> None:
    nameless = {name: value for name, value in COLUMN.items() if name != "SiteIDCode"}
    pages = {"/": a_page('<a href="/a/">甲</a><a href="/b/">乙</a>', nameless)}
    pages |= {one: a_page("甲", nameless) for one in ("/a/", "/b/")}
    with serving(dict(pages)) as site:
        a_round(site, settings)
    assert open_ones() == {("missing_tag", "/")}


def test_an_empty_tag_is_told_as_empty(settings: Settings) -> None:
    with serving({"/": a_page("甲", SITE | {"SiteIDCode": ""})}) as site:
        a_round(site, settings)
    assert "为空" in ProbeFinding.objects.get().sentence


def test_it_stays_on_the_public_side_of_its_own_site(settings: Settings) -> None:
    links = (
        '<a href="/desk/">台</a><a href="/account/login/">登</a><a href="/s/?q=1">检</a>'
        '<a rel="nofollow" href="/f/">随</a>'
        '<a href="//elsewhere.example/">外</a><a href="javascript:x()">脚</a><a href="/m/">移</a><a href="http://[">坏</a>'
        '<img src="/visit.gif?p=/">'
    )
    pages = {"/": a_page(links, SITE), "/m/": "->https://elsewhere.example/", "/desk/": a_page("内")}
    with serving(dict(pages)) as site:
        probe = a_round(site, settings)
        assert set(site.asked) == {"/", "/m/"}
    assert probe.state == "done" and open_ones() == set()


@pytest.mark.parametrize(
    "base", ["http://elsewhere.example", "http://127.0.0.2:80", "file:///etc/passwd", "http://127.0.0.1:x", "127.0.0.1"]
)
def test_any_other_host_is_refused_before_anything_is_sent(settings: Settings, base: str) -> None:
    settings.BASE_URL = "http://127.0.0.1:9"
    with pytest.raises(WrongSite):
        site_at(base, 1)
    assert site_at("https://127.0.0.1:8443", 1).base == "https://127.0.0.1:8443"


@pytest.mark.parametrize("how", ["slow", "drip"])
def test_a_page_that_never_comes_costs_its_limit_and_is_told(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    monkeypatch.setattr(rounds, "seconds_allowed", lambda now: 0.3)
    with serving({"/": a_page('<a href="/late/">甲</a>', SITE), "/late/": how}) as site:
        # The site would never answer: that the round ends is what is proved.
        a_round(site, settings)
        assert open_ones() == {("no_answer", "/late/")}
        site.pages["/"] = how
        seen = visit(NOW)
        assert (seen.opened, seen.status, seen.fault) == (False, 0, "0.3 秒没有打开")


def test_a_site_that_is_down_fails_the_round_and_mends_nothing(settings: Settings) -> None:
    with serving({"/": a_page('<a href="/gone/">甲</a>', SITE)}) as site:
        a_round(site, settings)
    assert open_ones() == {("dead_link", "/gone/")}
    failed = begin(NOW + DAY)
    assert (failed.state, failed.fault, failed.opened) == ("failed", "连接不上", False)
    assert open_ones() == {("dead_link", "/gone/")}


def test_a_cut_round_says_so_and_the_next_begins_with_what_it_did_not_reach(settings: Settings) -> None:
    pages = {"/": a_page("".join(f'<a href="/{at}/">{at}</a>' for at in range(8)), SITE)}
    pages |= {f"/{at}/": a_page('<a href="/gone/">甲</a>') for at in range(8)}
    settings.PROBE_PAGES = 5
    with serving(dict(pages)) as site:
        assert a_round(site, settings).state == "cut"
        first = set(site.asked)
        site.asked.clear()
        assert a_round(site, settings, NOW + DAY).state == "cut"
        # The front page is opened for its speed; then the rest comes before what was seen.
        assert set(site.asked[1:5]).isdisjoint(first)
        settings.PROBE_PAGES, settings.PROBE_MINUTES = 500, -1
        assert a_round(site, settings, NOW + 2 * DAY).state == "cut"
        settings.PROBE_MINUTES = 60
        assert a_round(site, settings, NOW + 3 * DAY).state == "done"
    assert open_ones() == {("dead_link", "/gone/")}


def test_a_round_broken_off_is_gone_on_with_and_only_one_runs(settings: Settings) -> None:
    pages = {"/": a_page("".join(f'<a href="/{at}/">{at}</a>' for at in range(30)), SITE)}
    pages |= {f"/{at}/": a_page("甲") for at in range(30)}
    with serving(dict(pages)) as site:
        settings.BASE_URL = site.base
        first = begin(NOW)
        go_on(first, NOW)
        again = begin(NOW + DAY)
        assert again.pk == first.pk
        list(walk(again, lambda: NOW))
    again.refresh_from_db()
    assert (again.state, again.pages) == ("done", 31)
    assert ProbedPage.objects.filter(seen_in=again).count() == 31


def test_a_certificate_is_told_before_it_ends_and_at_once_when_nobody_trusts_it(
    settings: Settings, tmp_path: Path
) -> None:
    paper = a_certificate(tmp_path, clock.now() + timedelta(days=10, hours=1))
    with serving({"/": a_page('<img src="http://elsewhere.example/a.png">', SITE)}, paper) as site:
        now = clock.now()
        untrusted = a_round(site, settings, now)
        assert (untrusted.fault, untrusted.opened, untrusted.pages) == ("证书是自签名证书", False, 1)
        assert open_ones() == {("certificate", "/"), ("mixed_content", "/")}
        assert not visit(now).opened
        settings.PROBE_CA = str(paper)
        near = a_round(site, settings, now + DAY / 24)
        assert (near.fault, near.opened) == ("", True)
        assert near.certificate_until == (now + timedelta(days=10, hours=1)).date()
        assert open_ones() == {("certificate_near", "/"), ("mixed_content", "/")}
        assert visit(now).opened


def test_the_worker_opens_the_front_page_every_hour_and_walks_once_a_day(settings: Settings) -> None:
    assert jobs.run_once(NOW) == 0
    settings.PROBE = True
    with serving({"/": a_page("甲", SITE)}) as site:
        settings.BASE_URL = site.base
        for minutes in range(0, 25 * 60, 30):
            while jobs.run_once(NOW + timedelta(minutes=minutes)):
                pass
    kinds = list(Probe.objects.values_list("kind", "state"))
    assert kinds.count(("visit", "done")) == 25
    assert kinds.count(("round", "done")) == 2
