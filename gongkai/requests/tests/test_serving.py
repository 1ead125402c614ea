"""Service: the day that counts by each way, what it closes, what a failed try leaves, and replies on the spot."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from io import BytesIO

import pytest
from django.db import DatabaseError, transaction
from pypdf import PdfWriter

from gongkai.kit.action import Refused
from gongkai.law.service import ways
from gongkai.requests.actions.reply_on_the_spot import reply_on_the_spot
from gongkai.requests.actions.serve_paper import serve_paper
from gongkai.requests.models import CardFile, Paper, Request, Service, SpotReply
from gongkai.requests.tests.making import RECEIVED, a_request, at, by
from gongkai.requests.tests.papering import decided, issued

pytestmark = pytest.mark.django_db
LAST, LATE = date(2026, 3, 30), date(2026, 3, 31)
POSTAL = {"carrier": "postal_enterprise", "mail_number": "XA12345678935"}


def a_page() -> bytes:
    out, made = BytesIO(), PdfWriter()
    made.add_blank_page(width=595, height=842)
    made.write(out)
    return out.getvalue()


def serve(paper: Paper, way: str, days: Mapping[str, date], now: date = LATE, **more: object) -> Service:
    return serve_paper(paper.pk, way, days, **more, actor=by(paper.agency, "clerk", now), now=at(now, 17))


def a_reply() -> Paper:
    return issued(decided(a_request()), "reply")


@pytest.mark.parametrize(
    ("way", "days", "more", "served_on", "in_time"),
    (
        ("direct", {"signed": LAST}, {"signer": "王小川"}, LAST, True),
        ("direct", {"signed": LATE}, {}, LATE, False),
        ("entrusted", {"signed": LATE}, {}, LATE, False),
        ("post", {"posted": LAST}, POSTAL, LAST, True),
        ("post", {"posted": LAST, "signed": LATE}, POSTAL, LAST, True),
        ("electronic", {"sent": LATE}, {}, LATE, False),
        ("on_the_spot", {"told": RECEIVED}, {}, RECEIVED, True),
    ),
)
def test_each_way_has_its_day_and_closes_the_request(
    way: str, days: dict[str, date], more: dict[str, str], served_on: date, in_time: bool
) -> None:
    paper = a_reply()
    done = serve(paper, way, days, **more, files=[("签收单.pdf", a_page())])
    assert (done.served_on, done.in_time) == (served_on, in_time)
    request = Request.objects.get(pk=paper.request_id)
    assert (request.state, request.closed_on, request.in_time) == ("replied", served_on, in_time)
    assert not request.clocks.filter(closed_on=None).exists()
    assert [proof.attachment.name for proof in done.proofs.all()] == ["签收单.pdf"]
    arrived = LATE if "signed" in days and way == "post" else None if way == "post" else served_on
    assert done.arrived_on == arrived
    # The copy lies with the card only where he was served that way.
    assert CardFile.objects.filter(card_id=request.card).exists() == (way == "electronic")
    with pytest.raises(DatabaseError), transaction.atomic():
        Service.objects.filter(pk=done.pk).update(served_on=RECEIVED)


def test_every_way_of_the_law_was_tried() -> None:
    assert set(ways().titles) == {"direct", "entrusted", "post", "electronic", "on_the_spot"}


def test_what_does_not_count_as_service_is_refused() -> None:
    paper = a_reply()
    for way, days, more, code in (
        ("post", {"posted": LAST}, {"carrier": "courier"}, "service"), ("post", {"posted": LAST}, {}, "service"),
        ("direct", {}, {}, "service"), ("pigeon", {"sent": LAST}, {}, "service"),
        ("direct", {"signed": date(2026, 4, 1)}, {}, "day-ahead"),
        ("direct", {"signed": date(2026, 3, 1)}, {}, "served-before-issue"),
        ("direct", {"signed": LAST}, {"proofs": [999]}, "no-attachment"),
        ("direct", {"signed": LAST}, {"files": [("病毒.exe", b"MZ\x90\x00" + b"\x00" * 64)]}, "file-refused"),
    ):  # fmt: skip
        with pytest.raises(Refused) as refused:
            serve(paper, way, days, **more)
        assert refused.value.code == code, (way, days)
    assert not Service.objects.exists()


def test_a_failed_try_stands_and_moves_nothing_and_a_returned_letter_can_be_served_again() -> None:
    paper = a_reply()
    failed = serve(paper, "direct", {"signed": LAST}, failed="家中无人")
    assert (failed.served_on, failed.failed) == (None, "家中无人")
    assert Request.objects.get(pk=paper.request_id).state == "signed"
    serve(paper, "post", {"posted": LAST}, **POSTAL)
    serve(paper, "post", {"posted": LAST}, failed="查无此人，退回", **POSTAL)
    again = serve(paper, "direct", {"signed": LATE})
    request = Request.objects.get(pk=paper.request_id)
    assert (again.in_time, request.in_time, request.closed_on) == (False, True, LAST)
    assert paper.services.count() == 4


def test_a_reply_on_the_spot_closes_with_the_signed_record() -> None:
    request = decided(a_request())
    clerk, said = by(request.agency, "clerk"), {"place": "公开工作机构窗口", "actor": by(request.agency, "clerk")}
    for words, more, code in (
        (" ", {"unsigned": "因"}, "no-words"), ("现向您提供。", {}, "no-record"),
        ("现向您提供。", {"record": ("笔录.exe", b"MZ\x90\x00" + b"\x00" * 64)}, "file-refused"),
    ):  # fmt: skip
        with pytest.raises(Refused) as refused:
            reply_on_the_spot(request.pk, RECEIVED, words, **said, **more, now=at(RECEIVED, 11))
        assert refused.value.code == code
    reply_on_the_spot(
        request.pk, RECEIVED, "现向您提供。", record=("笔录.pdf", a_page()), **said, now=at(RECEIVED, 11)
    )  # fmt: skip
    row = SpotReply.objects.get(request=request)
    assert row.record is not None and row.in_time and "现向您提供" not in row.sealed
    request.refresh_from_db()
    assert (request.state, request.leaf, request.closed_on) == ("replied", "granted", RECEIVED)
    with pytest.raises(Refused) as refused:
        reply_on_the_spot(request.pk, RECEIVED, "又", place="窗口", unsigned="因", actor=clerk, now=at(RECEIVED, 12))
    assert refused.value.code == "not-now"
