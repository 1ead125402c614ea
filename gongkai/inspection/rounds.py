"""Rounds and visits of the probe: begun, gone on with piece by piece, ended; what was broken off is gone on with.

The frontier stands in the rows: an address that the round at hand has not seen is asked next, never-asked ones first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from time import perf_counter, sleep
from urllib.parse import unquote

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet

from gongkai.columns.visited import path_of, visited
from gongkai.inspection.asking import FAULT, Answer, Site, site_at
from gongkai.inspection.certificate import certificate_of
from gongkai.inspection.keeping import LINKED, OF_SITE, PAGE_KINDS, keep, settle
from gongkai.inspection.looking import HOME, Found, look
from gongkai.inspection.models import Probe, ProbedPage, ProbeFinding
from gongkai.inspection.page import within
from gongkai.kit import journal
from gongkai.kit.clock import day_of
from gongkai.kit.who import Actor
from gongkai.law.inspection import inspection_rules

State = Probe.State
PROCESS = Actor("process:probe", "站点巡检")
CHAIN, ACT = "site", "end_probe"
A_PIECE, PIECE_SECONDS = 20, 5.0
GONE, NOT_THERE = 410, 404
UNKNOWN_LIMIT = 15.0
BATCH = 100


def visit(now: datetime, base: str = "") -> Probe:
    """Open the front page once and keep how it went. Raises WrongSite."""
    site = site_at(base, seconds_allowed(now))
    answer = site.ask(HOME)
    return Probe.objects.create(
        kind=Probe.Kind.VISIT, state=State.DONE, base=site.base, begun_at=now, ended_at=now,
        opened=0 < answer.status < FAULT, status=answer.status, first_byte_ms=answer.first_byte_ms,
        total_ms=answer.total_ms, fault=answer.fault,
    )  # fmt: skip


def begin(now: datetime, base: str = "") -> Probe:
    """The round that is running, or a new one with the front page and the certificate looked at. Raises WrongSite."""
    site = site_at(base, seconds_allowed(now))
    running = Probe.objects.filter(kind=Probe.Kind.ROUND, state=State.RUNNING).first()
    if running is not None:
        return running
    made = Probe.objects.create(kind=Probe.Kind.ROUND, base=site.base, begun_at=now)
    paper = certificate_of(site)
    if paper is not None:
        made.certificate_until = paper.until
        made.fault = f"证书{paper.fault}" if paper.fault else ""
    answer = replace(site, trusted=not made.fault).ask(HOME)
    made.opened = 0 < answer.status < FAULT and not made.fault
    made.status, made.first_byte_ms, made.total_ms = answer.status, answer.first_byte_ms, answer.total_ms
    made.fault = made.fault or answer.fault
    made.save()
    ProbedPage.objects.get_or_create(address=HOME)
    found = list(_of_certificate(paper.left(now), paper.fault) if paper else ())
    with transaction.atomic():
        keep(made, found, "", now)
        settle(made, HOME, OF_SITE, {one.key("") for one in found}, now)
    if not answer.status:
        return end(made, State.FAILED, now)
    return made


def go_on(probe: Probe, now: datetime) -> int:
    """One piece of a running round; how many addresses were asked. It ends when none is left or a bound is met."""
    probe.refresh_from_db()
    if probe.state != State.RUNNING:
        return 0
    site = replace(site_at(probe.base, seconds_allowed(now)), trusted=not probe.fault.startswith("证书"))
    begun, asked = perf_counter(), 0
    if now - probe.begun_at > timedelta(minutes=settings.PROBE_MINUTES):
        end(probe, State.CUT, now)
        return 0
    for row in frontier(probe)[:A_PIECE]:
        if probe.pages + probe.files >= settings.PROBE_PAGES:
            end(probe, State.CUT, now)
            return asked
        _ask(probe, site, row, now)
        asked += 1
        if perf_counter() - begun > PIECE_SECONDS:
            return asked
        sleep(settings.PROBE_PAUSE_MS / 1000)
    if not frontier(probe).exists():
        end(probe, State.DONE, now)
    return asked


def walk(probe: Probe, now: Callable[[], datetime]) -> Iterator[int]:
    """A whole round, giving after each piece how many addresses were asked so far."""
    while probe.state == State.RUNNING:
        go_on(probe, now())
        yield probe.pages + probe.files


def frontier(probe: Probe) -> QuerySet[ProbedPage]:
    """What the round has still to ask, in order."""
    unseen = ProbedPage.objects.filter(Q(seen_in=None) | ~Q(seen_in=probe))
    return unseen.order_by(F("asked_at").asc(nulls_first=True), "pk")


def end(probe: Probe, state: str, now: datetime) -> Probe:
    """End a round: links that lead nowhere are told, what nobody names any more is forgotten, the journal says so."""
    with transaction.atomic():
        if Probe.objects.select_for_update().get(pk=probe.pk).state != State.RUNNING:
            # Somebody else went on with the same round and ended it.
            probe.refresh_from_db()
            return probe
        probe.state, probe.ended_at = state, now
        probe.save()
        if state != State.FAILED:
            _dead(probe, now)
        opened = probe.found.filter(state="open").count()
        after = {"state": state, "pages": probe.pages, "files": probe.files, "new": opened, "fault": probe.fault}
        journal.write(
            CHAIN,
            act=ACT,
            subject=f"probe {probe.pk}",
            before={},
            after=after,
            reason="站点巡检",
            actor=PROCESS,
            now=now,
        )
    return probe


def seconds_allowed(now: datetime) -> float:
    """After how many seconds a page counts as not opened: the indicators' own number."""
    rules = inspection_rules("national", day_of(now))
    return float(next((one.seconds for one in rules if one.measure == "slow_visits"), UNKNOWN_LIMIT))


def _ask(probe: Probe, site: Site, row: ProbedPage, now: datetime) -> None:
    answer = site.ask(row.address, whole=not row.is_file)
    links: list[str] = []
    found: list[Found] = []
    agency = _agency(row)
    with transaction.atomic():
        if answer.is_page and not row.is_file:
            page, found = look(answer, site.base, row.address, day_of(now))
            found = _not_told_already(found)
            links = [*page.links, *page.files]
            _discover(page.links, agency, is_file=False)
            _discover(page.files, agency, is_file=True)
        elif moved := _moved(answer, site, row.address):
            links = [moved]
            _discover(links, agency, is_file=row.is_file)
        row.seen_in, row.asked_at, row.links, row.agency_code = probe, now, links, agency
        row.status, row.first_byte_ms, row.total_ms = answer.status, answer.first_byte_ms, answer.total_ms
        row.save()
        if answer.status:
            keep(probe, found, agency, now)
            settle(probe, row.address, PAGE_KINDS, {one.key(agency) for one in found}, now)
        is_page = answer.is_page and not row.is_file
        probe.pages, probe.files = probe.pages + is_page, probe.files + (not is_page)
        probe.save(update_fields=["pages", "files"])


def _not_told_already(found: list[Found]) -> list[Found]:
    """Without the tags that the front page lacks too: such a fault is the site's, and is told once."""
    known = ProbeFinding.objects.filter(address=HOME, kind="missing_tag").exclude(state=ProbeFinding.State.MENDED)
    lacks = set(known.values_list("excerpt", flat=True)) if found else set()
    return [one for one in found if one.address == HOME or one.kind != "missing_tag" or one.excerpt not in lacks]


def _moved(answer: Answer, site: Site, address: str) -> str:
    return within(answer.location, site.base + address, site.base) if answer.location else ""


def _discover(addresses: Iterable[str], agency: str, *, is_file: bool) -> None:
    wanted = list(addresses)
    for at in range(0, len(wanted), BATCH):
        rows = (ProbedPage(address=one, is_file=is_file, agency_code=agency) for one in wanted[at : at + BATCH])
        ProbedPage.objects.bulk_create(rows, ignore_conflicts=True)


def _agency(row: ProbedPage) -> str:
    """The unit whose page it is; for a file and a page that names none, the unit of the page that named it first."""
    try:
        known = visited(path_of(row.address))
    except UnicodeDecodeError:
        known = None
    return known.agency_code if known is not None else row.agency_code


def _of_certificate(left: int, fault: str) -> Iterable[Found]:
    if fault:
        said = f"网站证书{fault}，浏览器会拦住来访的人。请立即更换证书。"
        yield Found("certificate", HOME, said, fault, mark="certificate")
    elif left <= settings.PROBE_CERTIFICATE_DAYS:
        said = f"网站证书还有 {left} 天到期。请申请新证书并更换。"
        yield Found("certificate_near", HOME, said, mark="certificate")


def _dead(probe: Probe, now: datetime) -> None:
    """Addresses that answer nothing or a fault, told to each unit whose pages name them; a stub is an honest answer."""
    seen = ProbedPage.objects.filter(seen_in=probe)
    bad = {one.address: one for one in seen.filter(Q(status=0) | Q(status__gte=FAULT)).exclude(status=GONE)}
    named: dict[tuple[str, str], list[str]] = {}
    if bad:
        for address, agency, links in (
            seen.exclude(links=[]).values_list("address", "agency_code", "links").iterator(200)
        ):
            for one in links:
                if one in bad and one != address:
                    named.setdefault((one, agency), []).append(address)
    kept: dict[str, set[str]] = {}
    for (address, agency), pages in named.items():
        found = _of_dead(bad[address], pages)
        keep(probe, [found], agency, now)
        kept.setdefault(address, set()).add(found.key(agency))
    among = None if probe.state == State.DONE else set(seen.values_list("address", flat=True))
    settle(probe, "", LINKED, {key for keys in kept.values() for key in keys}, now, among=among)
    if probe.state == State.DONE:
        # The front page is always there; others that are gone and that no page names are no addresses any more.
        nowhere = set(bad) - {address for address, _ in named} - {HOME}
        gone = seen.filter(status__in=(NOT_THERE, GONE))
        gone.filter(Q(address__in=nowhere) | Q(status=GONE)).delete()


def _of_dead(row: ProbedPage, pages: list[str]) -> Found:
    where = unquote(pages[0])[:120] + (f"等 {len(pages)} 个页面" if len(pages) > 1 else "")
    if not row.status:
        kind, what = "no_answer", "没有应答"
    else:
        kind, what = ("missing_file" if row.is_file else "dead_link"), f"返回 {row.status}"
    said = f"{where}指向的地址{what}。请补上内容，或者改正链接。"
    return Found(kind, row.address, said, mark=kind)
