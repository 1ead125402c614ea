"""The desk's pages of content assurance and inspection: who is let in, and each step through its form."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern, reverse

from gongkai.desk.conftest import browser_of
from gongkai.desk.inspection.urls import urlpatterns
from gongkai.inspection.keeping import keep
from gongkai.inspection.looking import Found
from gongkai.inspection.models import AssuranceList, Probe, ProbeFinding
from gongkai.inspection.tests.making import a_district, a_draft, a_said, in_force
from gongkai.kit import clock
from gongkai.records.tests import making
from gongkai.records.tests.making import NOW
from gongkai.units.models import Agency

pytestmark = pytest.mark.django_db
Browsers = Callable[..., Client]
# The district's office keeps the list; supervisor, clerk and publisher are of the town, the stranger of another unit.
CAST = ("office", "town-office", "supervisor", "clerk", "publisher", "stranger", "receiver")
BUSINESS = frozenset({"office", "town-office", "supervisor", "clerk", "publisher", "stranger"})
LET_IN: dict[str, frozenset[str]] = {
    "assurance": BUSINESS,
    "assurance-new": frozenset({"office"}),
    "assurance-list": frozenset({"office"}),
    "assurance-file": frozenset({"office"}),
    "assurance-confirm": frozenset({"office"}),
    "assurance-import": frozenset({"office"}),
    "assurance-add": frozenset({"office"}),
    "assurance-row": frozenset({"office"}),
    "assurance-remove": frozenset({"office"}),
    "inspections": frozenset({"office", "town-office", "supervisor"}),
    "inspection-findings": BUSINESS,
    "inspection-finding": BUSINESS - {"stranger"},
    "inspection-probe": frozenset({"office", "town-office", "supervisor"}),
}


@pytest.fixture
def district(unit: Agency, monkeypatch: pytest.MonkeyPatch) -> Agency:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "today", NOW.date)
    made = a_district(unit)
    making.people(made)
    return made


@pytest.fixture
def office(district: Agency, signed_in: Browsers) -> Client:
    return signed_in("disclosure_office", at=district)


def page(browser: Client, name: str, *args: object, **query: str) -> str:
    answer = browser.get(reverse(f"desk:{name}", args=args), query)
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


def a_finding(unit: str, at: datetime = NOW) -> ProbeFinding:
    probe = Probe.objects.create(kind="round", state="done", base="http://127.0.0.1", begun_at=at, ended_at=at)
    keep(probe, [Found("wrong_word", "/units/tuling/", "“布署”应为“部署”。", "布署")], unit, at)
    return ProbeFinding.objects.get(agency_code=unit)


def test_every_address_lets_in_whom_it_should(unit: Agency, district: Agency, signed_in: Browsers) -> None:
    assert {one.name for one in urlpatterns} == set(LET_IN)
    in_force(district, a_said(unit))
    draft = a_draft(district)
    finding = a_finding(unit.code)
    people = {
        "office": making.people(district)["disclosure_office"], "town-office": making.people(unit)["disclosure_office"],
        "supervisor": making.a_person(unit, "supervisor"), "clerk": making.people(unit)["clerk"],
        "publisher": making.people(unit)["publisher"], "stranger": making.a_person(making.a_unit("third"), "clerk"),
        "receiver": making.a_person(unit, "hall_receiver"),
    }  # fmt: skip
    values = {
        "code": district.code, "list_id": draft.pk, "row_id": draft.rows.get().pk, "finding_id": finding.pk,
        "probe_id": finding.first_probe_id,
    }  # fmt: skip
    wrong = []
    for role in CAST:
        browser = browser_of(people[role])
        for one in urlpatterns:
            assert isinstance(one, URLPattern)
            address = reverse(f"desk:{one.name}", kwargs={name: values[name] for name in one.pattern.converters})
            answer = browser.get(address)
            if answer.status_code == 405:
                answer = browser.post(address)
            if (answer.status_code not in (403, 404)) != (role in LET_IN[str(one.name)]) or answer.status_code >= 500:
                wrong.append((role, one.name, answer.status_code))
    assert wrong == []


def test_the_office_prepares_a_list_by_form_and_by_sheet_and_puts_it_in_force(
    unit: Agency, district: Agency, office: Client, signed_in: Browsers
) -> None:
    assert "还没有执行中的清单" in page(office, "assurance")
    begun = office.post(reverse("desk:assurance-new", args=(district.code,)))
    row = AssuranceList.objects.get()
    assert begun["Location"] == reverse("desk:assurance-list", args=(row.pk,))
    form = {
        "edition": 1, "column": "column:guide", "unit_code": unit.code, "kind": "standing", "responsible": unit.code,
        "person": f"{unit.code}-clerk", "every": 0, "unit": "week", "basis": "《条例》第十二条", "remark": "",
    }  # fmt: skip
    add = reverse("desk:assurance-add", args=(row.pk,))
    assert office.post(add, form).status_code == 302
    stale = office.post(add, form)
    assert stale.status_code == 422 and "刚被别人改动过" in stale.content.decode()
    wrong = office.post(add, form | {"edition": 2, "every": "很久"})
    assert wrong.status_code == 422 and "更新间隔：" in wrong.content.decode()
    assert "第十二条" in page(office, "assurance-row", row.pk, row.rows.get().pk)
    sheet = office.get(reverse("desk:assurance-file", args=(row.pk,)))
    data = b"".join(sheet) if sheet.streaming else sheet.content
    upload = reverse("desk:assurance-import", args=(row.pk,))
    bad = office.post(upload, {"edition": 2, "file": SimpleUploadedFile("a.xlsx", b"\x00no")})
    assert bad.status_code == 422 and "不是 .xlsx" in bad.content.decode()
    assert office.post(upload, {"edition": 2, "file": SimpleUploadedFile("a.xlsx", data)}).status_code == 302
    assert office.post(reverse("desk:assurance-confirm", args=(row.pk,)), {"edition": 3}).status_code == 302
    shown = page(signed_in("clerk"), "assurance")
    assert "政府信息公开指南" in shown and "空白" in shown
    assert "没有这样的栏目" in page(office, "assurance", state="near")
    row.refresh_from_db()
    assert (row.state, row.rows.get().person.login) == ("confirmed", f"{unit.code}-clerk")


def test_the_scheme_shows_what_it_counts_and_a_finding_is_judged_with_a_reason(
    unit: Agency, district: Agency, office: Client, signed_in: Browsers
) -> None:
    finding = a_finding(unit.code)
    Probe.objects.create(kind="visit", state="done", base="http://127.0.0.1", begun_at=NOW, opened=True, total_ms=420)
    in_force(district, *(a_said(unit, column=f"column:{one}") for one in ("guide", "systems", "rules", "annual")))
    shown = page(office, "inspections")
    for words in ("数到的 4 项", "扣 4 分", "人工核对", "不能判断", "420"):
        assert words in shown, words
    assert "布署" in page(signed_in("clerk"), "inspection-findings")
    assert "首次发现的问题" in page(office, "inspection-probe", finding.first_probe_id)
    address = reverse("desk:inspection-finding", args=(finding.pk,))
    assert "认定不是问题" not in signed_in("clerk").get(address).content.decode()
    assert office.post(address, {"reason": ""}).status_code == 422
    assert signed_in("clerk").post(address, {"reason": "样张"}).status_code == 422
    assert office.post(address, {"reason": "引用古籍原文"}).status_code == 302
    assert "引用古籍原文" in page(office, "inspection-finding", finding.pk)
    assert "布署" not in page(office, "inspection-findings")
    assert "布署" in page(office, "inspection-findings", state="dismissed", unit="", kind="")
