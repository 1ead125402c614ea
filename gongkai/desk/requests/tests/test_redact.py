"""Files and marking on the desk: uploaded, marked with and without script, burned, taken; strangers see nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from gongkai.desk.conftest import browser_of
from gongkai.kit import clock
from gongkai.records.models import Record
from gongkai.records.tests.making import a_unit, people
from gongkai.requests.models import Attachment, Burning, Conversion, Mark, MarkProposal, Release, Request
from gongkai.requests.tests.making import a_request, by
from gongkai.requests.tests.sources import IDENTITY, a_source, letter
from gongkai.units.models import Agency

SignedIn = Callable[..., Client]
PRIVACY = "personal_privacy"
PLACE = {"left": "10", "top": "60", "width": "20", "height": "3", "ground": PRIVACY}


@pytest.fixture
def request_(unit: Agency) -> Request:
    """A registered request of the unit."""
    return a_request(unit, now=clock.now(), days={"handed_in": clock.today()})


@pytest.fixture
def source(request_: Request) -> Attachment:
    """A file that is to be given."""
    return a_source(request_, by(request_.agency, "clerk", clock.today()), clock.now())


def begun(browser: Client, source: Attachment, audience: str = "applicant") -> tuple[Release, str]:
    """The version that the button begins, and its page."""
    address = reverse("desk:request-release-new", args=(source.request_id, source.pk))
    answer = browser.post(address, {"audience": audience})
    assert answer.status_code == 302, answer.content.decode()
    release = Release.objects.get(source=source, audience=audience)
    return release, reverse("desk:request-redact", args=(source.request_id, release.pk))


def test_what_never_becomes_pages_is_not_offered_for_covering(request_: Request, signed_in: SignedIn) -> None:
    browser = signed_in("clerk")
    files = reverse("desk:request-files", args=(request_.pk,))
    browser.post(files, {"role": "source", "file": SimpleUploadedFile("说明.txt", "养护资金说明".encode())})
    shown = browser.get(files).content.decode()
    assert "说明.txt" in shown and "为申请人处理" not in shown and "请打印成 PDF" in shown
    browser.post(files, {"role": "source", "file": SimpleUploadedFile("资金.pdf", letter())})
    assert "为申请人处理" in browser.get(files).content.decode()


@pytest.mark.slow
def test_from_upload_to_download_without_script(request_: Request, signed_in: SignedIn) -> None:
    browser = signed_in("clerk")
    files = reverse("desk:request-files", args=(request_.pk,))
    assert "还没有拟提供的信息" in browser.get(files).content.decode()
    upload = SimpleUploadedFile("资金.pdf", letter())
    assert browser.post(files, {"role": "source", "file": upload}).status_code == 302
    again = browser.post(files, {"role": "source", "file": SimpleUploadedFile("又一份.pdf", letter())})
    assert again.status_code == 422 and "内容相同" in again.content.decode()
    assert "没有选择文件" in browser.post(files, {"role": "source"}).content.decode()
    release, page = begun(browser, request_.attachments.get())
    shown = browser.get(page).content.decode()
    assert "第 1 页 身份证号码" in shown and "采纳全文手机号码 1 处" in shown and IDENTITY not in shown
    proposal = MarkProposal.objects.get(kind="id_number")
    for said in (
        {"act": "add", "page": "1", "reason": "讨论意见", **PLACE}, {"act": "accept", "proposal": proposal.pk},
        {"act": "accept", "kind": "mobile_phone"}, {"act": "undo"},
    ):  # fmt: skip
        assert browser.post(page, said).status_code == 302, said
    assert Mark.objects.count() == 2
    drawn = Mark.objects.get(origin="drawn")
    assert (drawn.left, drawn.top, drawn.width, drawn.height) == (1000, 6000, 2000, 300)
    browser.post(page, {"act": "change", "mark": drawn.pk, "page": "1", **PLACE, "left": "12.5"})
    assert Mark.objects.get(pk=drawn.pk).left == 1250
    assert browser.post(page, {"act": "burn"}).status_code == 302
    done = browser.get(page).content.decode()
    assert "逐个对象解压" in done and "已处理并验证" in browser.get(files).content.decode()
    for form, name in (("burned", "%E8%B5%84%E9%87%91.pdf"), ("certificate", "%E8%AF%81%E6%98%8E")):
        answer = browser.get(reverse("desk:request-release-file", args=(request_.pk, release.pk, form)))
        assert answer.content.startswith(b"%PDF") and name in answer["Content-Disposition"]
    picture = browser.get(reverse("desk:request-redact-page", args=(request_.pk, release.pk, 1)))
    assert picture["Content-Type"] == "image/jpeg" and picture.content.startswith(b"\xff\xd8")
    browser.post(page, {"act": "remove", "mark": drawn.pk})
    release.refresh_from_db()
    assert release.state == "marking" and "生成文件并验证" in browser.get(page).content.decode()
    drop = reverse("desk:request-release-drop", args=(request_.pk, release.pk))
    assert "原文件还在" in browser.get(drop).content.decode() and browser.post(drop).status_code == 302
    assert not Release.objects.exists()


def test_with_script_the_side_and_the_marks_are_sent_and_a_refusal_says_why(
    source: Attachment, signed_in: SignedIn
) -> None:
    browser = signed_in("clerk")
    _, page = begun(browser, source)
    answer = browser.post(page, {"act": "add", "page": "1", **PLACE}, headers={"HX-Request": "true"})
    text = answer.content.decode()
    assert 'id="side"' in text and 'hx-swap-oob="true"' in text and "data-mark=" in text and "<html" not in text
    for said, words in (
        ({"act": "add", "page": "1", **PLACE, "left": "x"}, "0 到 100"),
        ({"act": "add", "page": "1", **PLACE, "ground": ""}, "须选定理由"), ({"act": "none"}, "没有这种操作"),
        ({"act": "add", "page": "1", **PLACE, "width": "0"}, "重新画框"),
    ):  # fmt: skip
        refused = browser.post(page, said, headers={"HX-Request": "true"})
        assert refused.status_code == 422 and words in refused.content.decode()


def test_a_long_file_is_the_workers_and_shows_how_far_it_is(source: Attachment, signed_in: SignedIn) -> None:
    browser = signed_in("clerk")
    release, page = begun(browser, source)
    Release.objects.update(pages=200)
    assert browser.post(page, {"act": "burn"}).status_code == 302
    assert "第 0 页，共 200 页" in browser.get(page).content.decode()
    progress = reverse("desk:request-redact-progress", args=(source.request_id, release.pk))
    assert "HX-Refresh" not in browser.get(progress)
    Burning.objects.update(finished_at=clock.now(), fault="别处可见", left_open=1)
    assert browser.get(progress)["HX-Refresh"] == "true"
    assert "已核对，别处的文字可以保留" in browser.get(page).content.decode()


def test_who_only_reads_cannot_mark_and_strangers_find_nothing(source: Attachment, signed_in: SignedIn) -> None:
    release, page = begun(signed_in("clerk"), source)
    reader = signed_in("section_head")
    shown = reader.get(page).content.decode()
    assert "data-may" not in shown and "生成文件" not in shown
    assert reader.post(page, {"act": "add", "page": "1", **PLACE}).status_code == 403
    stranger = browser_of(people(a_unit("fengwei"))["clerk"])
    for name, more in (
        ("request-files", ()), ("request-file", (source.pk,)), ("request-redact", (release.pk,)),
        ("request-redact-page", (release.pk, 1)), ("request-release-file", (release.pk, "burned")),
        ("request-release-drop", (release.pk,)), ("request-redact-progress", (release.pk,)),
    ):  # fmt: skip
        address = reverse(f"desk:{name}", args=(source.request_id, *more))
        assert stranger.get(address).status_code in (404, 422), name
        assert Client().get(address).status_code == 302


def test_queries_of_the_marking_page_do_not_grow(
    source: Attachment, signed_in: SignedIn, django_assert_max_num_queries: Callable[..., object]
) -> None:
    browser = signed_in("clerk")
    release, page = begun(browser, source)
    place = {"page": 1, "width": 50, "height": 50, "ground": PRIVACY, "made_by": release.made_by, "at": clock.now()}
    Mark.objects.bulk_create(Mark(release=release, left=at, top=at, **place) for at in range(200))
    with django_assert_max_num_queries(16):  # type: ignore[attr-defined]
        assert browser.get(page).status_code == 200


def test_a_proposal_to_publish_is_made_declined_and_accepted(
    request_: Request, source: Attachment, signed_in: SignedIn
) -> None:
    browser = signed_in("clerk")
    propose = reverse("desk:request-propose", args=(request_.pk,))
    assert "须写明" in browser.post(propose).content.decode()
    assert browser.post(propose, {"reason": "群众普遍关心"}).status_code == 302
    row = Conversion.objects.get()
    page = reverse("desk:request-conversion", args=(row.pk,))
    assert request_.subject in browser.get(reverse("desk:request-conversions")).content.decode()
    assert "还没有" in browser.get(page).content.decode()
    assert browser.post(page, {"act": "decline"}).status_code == 422
    assert browser.post(page, {"act": "decline", "verdict": "仍在办理"}).status_code == 302
    browser.post(propose, {"reason": "现已办结"})
    release, redact = begun(browser, source, "public")
    assert release.marks.count() == 2 and browser.post(redact, {"act": "burn"}).status_code == 302
    answer = browser.post(reverse("desk:request-conversion", args=(row.pk + 1,)), {"act": "accept"})
    assert answer.status_code == 302 and Record.objects.get().title == request_.subject
    stranger = browser_of(people(a_unit("fengwei"))["clerk"])
    assert stranger.get(page).status_code == 404
