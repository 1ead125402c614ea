"""A file is marked, burned, proven and given; every change of a mark voids the proof; nothing else goes out."""

from __future__ import annotations

import io
from datetime import timedelta
from hashlib import sha256

import pypdf
import pypdfium2
import pytest

from gongkai.kit.action import Refused
from gongkai.kit.models import JournalEntry
from gongkai.kit.private_files import take_private
from gongkai.kit.who import Actor
from gongkai.law.redaction import cover_grounds
from gongkai.records.tests.making import a_unit
from gongkai.requests import releases
from gongkai.requests.actions.accept_proposals import accept_proposals
from gongkai.requests.actions.add_mark import add_mark
from gongkai.requests.actions.add_source import add_source
from gongkai.requests.actions.change_mark import change_mark
from gongkai.requests.actions.drop_release import drop_release
from gongkai.requests.actions.open_release import open_release
from gongkai.requests.actions.order_burning import order_burning
from gongkai.requests.actions.read_file import read_file, read_release
from gongkai.requests.actions.remove_marks import remove_marks, undo_marks
from gongkai.requests.burning_orders import AT_ONCE, SILENT, burn_waiting, carry_out
from gongkai.requests.looking import look
from gongkai.requests.models import (
    Attachment,
    Burning,
    CardFile,
    Mark,
    MarkProposal,
    PageCopy,
    PageImage,
    Release,
    Request,
)
from gongkai.requests.page_copies import made_ready, picture_of, read_on, read_waiting
from gongkai.requests.telling import told
from gongkai.requests.tests.making import NOW, RECEIVED, a_request, by
from gongkai.requests.tests.sources import IDENTITY, PHONE, a_source, letter
from gongkai.screening.covers import Cover
from gongkai.screening.findings import KINDS

PRIVACY = "personal_privacy"
PLACE = Cover(1, 1000, 6000, 2000, 300)
LATER = NOW + timedelta(hours=1)


def words_in(data: bytes) -> str:
    """All words of a PDF without blanks."""
    document = pypdfium2.PdfDocument(data)
    return "".join("".join(page.get_textpage().get_text_range() for page in document).split())


@pytest.fixture
def request_(db: None) -> Request:
    """A registered request."""
    return a_request()


@pytest.fixture
def clerk(request_: Request) -> Actor:
    """Who handles it."""
    return by(request_.agency, "clerk")


def opened(request: Request, clerk: Actor, audience: str = "applicant") -> Release:
    """A version of a fresh source file."""
    source = a_source(request, clerk, NOW)
    return open_release(request.pk, source.pk, audience=audience, actor=clerk, now=NOW)


def burned(release: Release, clerk: Actor, agreed: bool = False) -> Release:
    """The version after an order was carried out."""
    assert carry_out(order_burning(release.pk, agreed=agreed, actor=clerk, now=LATER).pk, LATER)
    release.refresh_from_db()
    return release


@pytest.mark.slow
def test_marked_burned_proven_certified_given(request_: Request, clerk: Actor) -> None:
    release = opened(request_, clerk)
    assert accept_proposals(release.pk, kind="id_number", actor=clerk, now=NOW) == 1
    mark = add_mark(release.pk, PLACE, "internal_affairs", "讨论意见", actor=clerk, now=NOW)
    assert releases.unready(request_) == [release] and releases.given(request_) == []
    before = releases.facts(request_)
    burned(release, clerk)
    assert release.state == "proven" and releases.unready(request_) == [] and releases.given(request_) == [release]
    made = take_private(release.digest)
    assert sha256(made).hexdigest() == release.plain_digest and release.pages == 1
    assert IDENTITY not in words_in(made) and PHONE in words_in(made)
    paper = words_in(take_private(release.certificate))
    for words in (release.plain_digest, "内部事务信息", "讨论意见", "第十六条", "第十五条", "共遮盖2处", "通过"):
        assert words in paper, words
    assert IDENTITY not in paper and IDENTITY not in str(list(JournalEntry.objects.values_list("after", flat=True)))
    after = releases.facts(request_)
    assert after != before and after[0]["ready"] and after[0]["marks"] == 2

    change_mark(release.pk, mark.pk, Cover(1, 1000, 6100, 2000, 300), PRIVACY, actor=clerk, now=LATER)
    release.refresh_from_db()
    assert (release.state, release.digest, release.certificate, release.proof) == ("marking", "", "", {})
    assert releases.facts(request_)[0]["marks_hash"] != after[0]["marks_hash"]
    told(request_, now=NOW)
    burned(release, clerk)
    assert releases.give(request_, LATER) == [release] and CardFile.objects.get().key == f"release-{release.pk}"
    with pytest.raises(Refused) as raised:
        add_mark(release.pk, PLACE, PRIVACY, actor=clerk, now=LATER)
    assert raised.value.code == "given-already"
    again = open_release(request_.pk, release.source_id, audience="applicant", actor=clerk, now=LATER)
    assert (again.version, again.marks.count()) == (2, 2) and releases.given(request_) == []
    drop_release(again.pk, actor=clerk, now=LATER)
    assert [one.pk for one in releases.given(request_)] == [release.pk]
    taken = read_release(request_.pk, release.pk, certificate=False, actor=clerk, now=LATER)
    assert taken.data == take_private(release.digest) and taken.name == "资金使用情况.pdf"
    assert not pypdf.PdfReader(io.BytesIO(taken.data)).metadata


def test_marks_need_a_page_a_size_and_a_ground(request_: Request, clerk: Actor) -> None:
    release = opened(request_, clerk)
    for place, ground, code in (
        (Cover(2, 0, 0, 500, 500), PRIVACY, "mark-off-page"), (Cover(1, 0, 0, 5, 500), PRIVACY, "mark-too-small"),
        (Cover(1, 9999, 0, 500, 500), PRIVACY, "mark-too-small"), (PLACE, "convenience", "mark-ground"),
        (PLACE, "", "mark-ground"),
    ):  # fmt: skip
        with pytest.raises(Refused) as raised:
            add_mark(release.pk, place, ground, actor=clerk, now=NOW)
        assert raised.value.code == code
    assert add_mark(release.pk, Cover(1, -50, 9900, 300, 300), PRIVACY, actor=clerk, now=NOW).height == 100
    with pytest.raises(Refused, match="不在"):
        change_mark(release.pk, 0, PLACE, PRIVACY, actor=clerk, now=NOW)


def test_proposals_are_accepted_one_by_one_or_by_kind_and_undone(request_: Request, clerk: Actor) -> None:
    release = opened(request_, clerk)
    one = MarkProposal.objects.get(kind="mobile_phone")
    add_mark(release.pk, PLACE, PRIVACY, actor=clerk, now=NOW)
    accept_proposals(release.pk, one=one.pk, actor=clerk, now=LATER)
    mark = Mark.objects.get(origin="proposed")
    assert (mark.ground, mark.left, mark.width) == (PRIVACY, one.left, one.width)
    with pytest.raises(Refused, match="已经遮盖"):
        accept_proposals(release.pk, kind="mobile_phone", actor=clerk, now=LATER)
    assert undo_marks(release.pk, actor=clerk, now=LATER) == 1 and release.marks.get().origin == "drawn"
    assert remove_marks(release.pk, [release.marks.get().pk], actor=clerk, now=LATER) == 1
    with pytest.raises(Refused, match="没有可以撤销"):
        undo_marks(release.pk, actor=clerk, now=LATER)


def test_the_public_version_begins_with_the_applicants_marks_and_all_personal_data(
    request_: Request, clerk: Actor
) -> None:
    release = opened(request_, clerk)
    add_mark(release.pk, PLACE, "process_information", actor=clerk, now=NOW)
    public = open_release(request_.pk, release.source_id, audience="public", actor=clerk, now=NOW)
    assert sorted(public.marks.values_list("ground", flat=True)) == [PRIVACY, PRIVACY, "process_information"]
    assert open_release(request_.pk, release.source_id, audience="public", actor=clerk, now=NOW) == public
    PageCopy.objects.update(read_to=0)
    with pytest.raises(Refused) as raised:
        open_release(request_.pk, release.source_id, audience="public", actor=clerk, now=NOW)
    assert raised.value.code == "not-looked-through"
    assert read_waiting(NOW) == 1 and read_waiting(NOW) == 0


def test_words_that_stand_elsewhere_wait_for_a_person(request_: Request, clerk: Actor) -> None:
    source = a_source(request_, clerk, NOW, "两页.pdf", letter(2))
    twice = open_release(request_.pk, source.pk, audience="applicant", actor=clerk, now=NOW)
    add_mark(twice.pk, Cover(1, 3540, 1200, 2920, 350), PRIVACY, "标题", actor=clerk, now=NOW)
    burned(twice, clerk)
    fault = Burning.objects.get(release=twice).fault
    assert twice.state == "marking" and "在别处仍然可见" in fault and "第 1、2 页" in fault
    burned(twice, clerk, agreed=True)
    assert twice.state == "proven" and "核对，确认可以保留" in words_in(take_private(twice.certificate))


def test_an_order_is_carried_out_once_and_taken_over_from_a_process_that_ended(request_: Request, clerk: Actor) -> None:
    release = opened(request_, clerk)
    order = order_burning(release.pk, actor=clerk, now=NOW)
    with pytest.raises(Refused) as raised:
        add_mark(release.pk, PLACE, PRIVACY, actor=clerk, now=NOW)
    assert raised.value.code == "burning-now"
    Burning.objects.update(claimed_at=NOW)
    assert not carry_out(order.pk, NOW + SILENT / 2) and burn_waiting(NOW + SILENT / 2) == 0
    Mark.objects.create(
        release=release, page=1, left=1, top=1, width=50, height=50, ground=PRIVACY, made_by=release.made_by, at=NOW
    )
    assert burn_waiting(NOW + SILENT * 2) == 1
    order.refresh_from_db()
    release.refresh_from_db()
    assert "标注有改动" in order.fault and release.state == "marking" and order.done == order.total == 1 <= AT_ONCE


def test_only_who_handles_the_units_requests_marks_and_each_reading_is_written_down(
    request_: Request, clerk: Actor
) -> None:
    release = opened(request_, clerk)
    other = a_unit("fengwei")
    for stranger in (by(request_.agency, "section_head"), by(other, "clerk")):
        for attempt in (
            lambda who=stranger: add_mark(release.pk, PLACE, PRIVACY, actor=who, now=NOW),
            lambda who=stranger: order_burning(release.pk, actor=who, now=NOW),
            lambda who=stranger: drop_release(release.pk, actor=who, now=NOW),
        ):
            with pytest.raises(Refused) as raised:
                attempt()
            assert raised.value.code == "not-allowed"
    with pytest.raises(Refused) as raised:
        read_file(request_.pk, release.source_id, actor=by(other, "clerk"), now=NOW)
    assert raised.value.code == "no-request"
    count = JournalEntry.objects.count()
    assert read_file(request_.pk, release.source_id, actor=clerk, now=NOW).data == letter()
    assert JournalEntry.objects.count() == count + 1


def test_pages_are_drawn_once_and_files_that_are_no_pages_say_so(request_: Request, clerk: Actor) -> None:
    source = a_source(request_, clerk, NOW, "两页.pdf", letter(2))
    copy = made_ready(source, NOW)
    first = picture_of(copy, 1, NOW)
    assert first.startswith(b"\xff\xd8") and PageImage.objects.count() == 2 and picture_of(copy, 1, NOW) == first
    with pytest.raises(Refused, match="没有第 3 页"):
        picture_of(copy, 3, NOW)
    table = "甲,乙\n".encode()
    for name, data, code in (("两页.pdf", letter(2), "file-twice"), ("空.pdf", b"", "file-refused")):
        with pytest.raises(Refused) as raised:
            add_source(request_.pk, role="source", name=name, data=data, looked=look(name, data), actor=clerk, now=NOW)
        assert raised.value.code == code
    row = add_source(
        request_.pk, role="source", name="名单.csv", data=table, looked=look("名单.csv", table), actor=clerk, now=NOW
    )
    with pytest.raises(Refused, match="打印成 PDF"):
        made_ready(row, NOW)
    assert PageCopy.objects.get(attachment=row).fault and Attachment.objects.filter(role="source").count() == 2
    assert read_on(copy, RECEIVED)


def test_every_kind_that_suggests_a_ground_is_known_to_the_screening() -> None:
    assert {kind for one in cover_grounds(RECEIVED) for kind in one.kinds} <= set(KINDS)
