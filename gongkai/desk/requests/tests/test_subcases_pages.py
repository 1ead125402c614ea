"""The screens of sub-cases: a consultation from question to finding; what the asked see, and what they do not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from gongkai.kit import clock
from gongkai.kit.models import JournalEntry
from gongkai.records.tests.making import BUSINESS, a_unit, people
from gongkai.requests.actions.open_subcase import Asked
from gongkai.requests.models import Paper, Request, SubCase
from gongkai.requests.tests import papering
from gongkai.requests.tests.lettering import opened, received, sent
from gongkai.requests.tests.making import RECEIVED, a_request
from gongkai.units.models import Agency

SignedIn = Callable[..., Client]
SECRETS = ("王小川", "王**", "35058219900101123X", "138", "wang@example.test", "某村")


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    """The day on which the screens are seen; the day of receipt at first."""

    def on(day: date) -> None:
        moment = datetime(day.year, day.month, day.day, 17, 0, tzinfo=clock.BEIJING)
        monkeypatch.setattr(clock, "now", lambda: moment)
        monkeypatch.setattr(clock, "today", lambda: day)

    on(RECEIVED)
    return on


@pytest.fixture
def row(unit: Agency) -> Request:
    papering.papers_of(unit)
    return a_request(unit)


def text_of(browser: Client, name: str, *args: object) -> str:
    answer = browser.get(reverse(f"desk:{name}", args=args))
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


def post(browser: Client, name: str, *args: object, status: int = 302, **said: object) -> str:
    answer = browser.post(reverse(f"desk:{name}", args=args), said)
    assert answer.status_code == status, answer.content.decode()
    return str(answer.content.decode())


def version(row: Request) -> int:
    row.refresh_from_db()
    return row.version


def test_a_consultation_from_its_question_to_its_finding(
    signed_in: SignedIn, row: Request, today: Callable[[date], None]
) -> None:
    clerk = signed_in("clerk")
    assert "没有征求意见" in text_of(clerk, "request-subcases", row.pk)
    said = {
        "party": "某工程有限公司",
        "question": "合同单价是否同意公开？",
        "seen": version(row),
        "phone": "13900000002",
    }
    assert "名称" in post(clerk, "request-subcase-new", row.pk, "third_party", status=422, **said | {"party": ""})
    post(clerk, "request-subcase-new", row.pk, "third_party", **said)
    subcase = SubCase.objects.get()
    assert "13900000002" not in subcase.sealed_contact
    page = text_of(clerk, "request-subcases", row.pk)
    assert reverse("desk:request-paper-new", args=(row.pk, "third_party_consultation")) in page

    letter = papering.issued(row, "third_party_consultation", subcase_id=subcase.pk)
    subcase.refresh_from_db()
    assert (letter.state, subcase.state, subcase.sent_on) == (Paper.State.ISSUED, "open", RECEIVED)
    page = text_of(clerk, "request-subcases", row.pk)
    assert "答复期限一直停算" in page and "还没有告知申请人" in page
    today(date(2026, 3, 4))
    clerk = signed_in("clerk")
    post(clerk, "subcase-receipt", subcase.pk, on="2026-03-04", seen=version(row))
    today(date(2026, 4, 2))
    clerk = signed_in("clerk")
    assert "期限已过" in text_of(clerk, "subcases") + text_of(clerk, "request-subcases", row.pk)
    page = text_of(clerk, "request-subcases", row.pk)
    assert "停算到 2026-03-25 为止，现在办结，答复期限到 2026-04-23" in page
    close = {"seen": version(row), "reasonable": "", "public_interest": "", "words": ""}
    assert "还没有认定" in post(clerk, "subcase-close", subcase.pk, status=422, **close)
    close |= {"reasonable": "yes", "public_interest": "yes", "words": "资金使用须接受监督。"}
    post(clerk, "subcase-close", subcase.pk, **close)
    page = text_of(clerk, "request-subcases", row.pk)
    assert "还没有将决定公开的内容和理由书面告知" in page and "拟写给第三方的告知书" in page
    row.refresh_from_db()
    assert row.due_on == date(2026, 4, 23)
    post(clerk, "subcase-answer", subcase.pk, answer="object", text="属于商业秘密。", on="2026-04-01", seen=row.version)
    assert "逾期收到意见" in text_of(clerk, "request-subcases", row.pk)


def test_service_of_the_letter_starts_its_limit(row: Request, today: Callable[[date], None]) -> None:
    subcase = opened(row, "co_agency")
    letter = papering.issued(row, "co_agency_consultation", subcase_id=subcase.pk)
    papering.served(letter)
    subcase.refresh_from_db()
    assert subcase.received_on == RECEIVED and subcase.clock is not None
    assert subcase.clock.due_on == date(2026, 3, 23)


def test_the_asked_unit_reads_the_letter_signs_and_answers_and_learns_nothing_of_the_applicant(
    signed_in: SignedIn, row: Request, today: Callable[[date], None]
) -> None:
    bureau = a_unit("bureau")
    people(bureau)
    subcase = opened(row, "co_agency", to=bureau)
    theirs = signed_in("clerk", bureau)
    assert theirs.get(reverse("desk:subcase", args=(subcase.pk,))).status_code == 404
    papering.issued(row, "co_agency_consultation", subcase_id=subcase.pk)
    pages = text_of(theirs, "subcases") + text_of(theirs, "subcase", subcase.pk) + text_of(theirs, "messages")
    assert subcase.question in pages and not [one for one in SECRETS if one in pages]
    for form in ("pdf", "docx"):
        answer = theirs.get(reverse("desk:subcase-letter", args=(subcase.pk, form)))
        assert answer.status_code == 200 and answer.content[:4] in (b"%PDF", b"PK\x03\x04")
    post(theirs, "subcase-sign", subcase.pk)
    answer = theirs.post(
        reverse("desk:subcase", args=(subcase.pk,)),
        {"answer": "partial", "text": "附表不同意公开。", "attached": SimpleUploadedFile("意见.txt", "意见".encode())},
    )
    assert answer.status_code == 302
    assert "意见.txt" in text_of(theirs, "subcase", subcase.pk)
    kept = subcase.attachments.get()
    assert theirs.get(reverse("desk:subcase-file", args=(subcase.pk, kept.pk))).content == "意见".encode()
    assert JournalEntry.objects.filter(act="read_subcase_file").count() == 1
    clerk = signed_in("clerk")
    assert "已答复，待办结" in text_of(clerk, "subcases")
    post(clerk, "subcase-close", subcase.pk, seen=version(row), words="")
    assert "部分同意" in text_of(clerk, "request-subcases", row.pk)
    for address in ("request", "request-subcases"):
        assert theirs.get(reverse(f"desk:{address}", args=(row.pk,))).status_code == 404


def test_every_role_at_every_address(signed_in: SignedIn, row: Request, today: Callable[[date], None]) -> None:
    bureau, harbour = a_unit("bureau"), a_unit("harbour")
    people(bureau), people(harbour)
    head = people(row.agency)["section_head"]
    letter = received(sent(row, "co_agency", to=bureau), RECEIVED)
    task = opened(row, "collection", asked=Asked(person=head))
    acts = ("subcase-receipt", "subcase-answer", "subcase-close", "subcase-cancel", "subcase-remind")
    handlers, readers = {"clerk", "disclosure_office"}, set(BUSINESS) - {"publisher", "statistics_clerk"}
    for duty in BUSINESS:
        home, there, elsewhere = (signed_in(duty, at) for at in (row.agency, bureau, harbour))

        def status(browser: Client, name: str, pk: int) -> int:
            return browser.get(reverse(f"desk:{name}", args=(pk,))).status_code

        assert [status(home, name, letter.pk) for name in acts] == [200 if duty in handlers else 404] * 5, duty
        assert [status(one, name, letter.pk) for name in acts for one in (there, elsewhere)] == [404] * 10, duty
        assert status(home, "request-subcases", row.pk) == (200 if duty in readers else 404), duty
        assert status(there, "request-subcases", row.pk) == status(elsewhere, "request-subcases", row.pk) == 404
        assert status(there, "subcase", letter.pk) == (200 if duty in readers else 404), duty
        assert status(home, "subcase", letter.pk) == status(elsewhere, "subcase", letter.pk) == 404
        assert status(home, "subcase", task.pk) == (200 if duty == "section_head" else 404), duty
        new = reverse("desk:request-subcase-new", args=(row.pk, "secrecy"))
        assert home.get(new).status_code == (200 if duty in handlers else 404), duty
        assert elsewhere.get(reverse("desk:subcases")).status_code == 200


def test_a_section_answers_with_its_search_and_the_page_asks_few_questions(
    signed_in: SignedIn,
    row: Request,
    today: Callable[[date], None],
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    clerk, head = signed_in("clerk"), signed_in("section_head")
    person = people(row.agency)["section_head"]
    said = {"people": [person.pk], "question": "请提供养护资金明细。", "wanted_by": "2026-03-06", "seen": version(row)}
    post(clerk, "request-subcase-new", row.pk, "collection", **said)
    subcase = SubCase.objects.get()
    empty = {"answer": "nothing_held", "text": ""}
    assert "检索了哪里" in post(head, "subcase", subcase.pk, status=422, **empty)
    post(head, "subcase", subcase.pk, **empty, place="2025年凭证", how="检索“养护”", found="没有检索到")
    for number in range(3):
        received(sent(row, "other_agency", length=5 + number), RECEIVED)
    page = reverse("desk:request-subcases", args=(row.pk,))
    with django_assert_max_num_queries(20):  # type: ignore[attr-defined]
        text = clerk.get(page).content.decode()
    assert "2025年凭证：检索“养护”" in text
