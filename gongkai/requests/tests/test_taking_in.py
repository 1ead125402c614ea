"""What is handed in from outside arrives inside, once, whatever happens; and what its sender may read of it."""

from __future__ import annotations

import json
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.conf import LazySettings

from gongkai.kit.action import Refused
from gongkai.kit.models import JournalEntry
from gongkai.kit.private import card_key, drop, open_sealed
from gongkai.kit.private_files import take_private
from gongkai.kit.who import VISITOR
from gongkai.records.tests.making import a_unit
from gongkai.requests import pieces, published
from gongkai.requests.actions.confirm_receipt import confirm_receipt
from gongkai.requests.actions.register_request import register_request
from gongkai.requests.actions.void_registration import void_registration
from gongkai.requests.applicants import opened
from gongkai.requests.cards import put_file
from gongkai.requests.models import Attachment, Envelope, Exchange, Matter, Piece, Request
from gongkai.requests.pieces import Upload
from gongkai.requests.published import Handed, hand_in, hand_in_to, read_card, take_file
from gongkai.requests.taking_in import faults, sweep_pieces, take_again, take_in
from gongkai.requests.tests.making import NOW, at, by
from gongkai.units.models import Agency, AgencyLink

pytestmark = pytest.mark.django_db
FORM = "f" * 32
SAID = {
    "applicant_kind": "natural_person", "subject": "涂岭镇2025年度农村公路养护资金使用情况",
    "applicant": {"name": "王小川", "identity_kind": "resident_card", "identity_number": "35058219900101123X",
                  "phone": "13800000001"}, "supply_form": "paper", "supply_way": "post",
}  # fmt: skip


def send(
    unit: Agency, form: str = FORM, uploads: tuple[Upload, ...] = (), kind: str = "request", **more: Any
) -> Handed:
    return hand_in(VISITOR, kind, form, unit.code, SAID | more, uploads, NOW)


def an_upload(data: bytes, name: str = "身份证.txt", secret: str = "a" * 32, step: int = 40_000) -> Upload:
    parts = [data[start : start + step] for start in range(0, len(data), step)]
    for position, part in enumerate(parts):
        pieces.put_piece(VISITOR, secret, position, part, sha256(part).hexdigest(), NOW)
    return Upload(pieces.place_of(secret), name, len(data), len(parts), sha256(data).hexdigest(), "identity")


def a_handled(unit: Agency) -> tuple[Handed, Request]:
    """A request handed in from outside and in handling since 2 March 2026."""
    handed = send(unit)
    take_in(NOW)
    request = Request.objects.get()
    register_request(request.pk, days={}, actor=by(unit), now=NOW)
    return handed, confirm_receipt(request.pk, {"confirmed": NOW.date()}, actor=by(unit), now=NOW)


def test_an_application_becomes_a_request_that_its_sender_can_follow() -> None:
    unit = a_unit()
    data = "身份证明的复印件。".encode() * 9000
    handed = send(unit, uploads=(an_upload(data),))
    waiting = read_card(VISITOR, handed.receipt, handed.code)
    assert waiting is not None and waiting.said == {} and not waiting.sent[0].taken
    assert take_in(NOW) == 1 and take_in(NOW) == 0
    request = Request.objects.get()
    assert (request.state, request.channel, request.receipt_number) == ("arrived", "online", handed.receipt)
    assert request.days == {"submitted": "2026-03-02"} and opened(request).phone == "13800000001"
    file = request.attachments.get()
    assert (file.role, file.name, file.state, file.from_applicant) == ("identity", "身份证.txt", "clean", True)
    assert take_private(file.digest) == data and Piece.objects.count() == 0
    card = read_card(VISITOR, handed.receipt, handed.code.lower().replace("-", " "))
    assert card is not None and card.said["label"] == "待登记" and card.sent[0].taken
    assert card.said["timeline"] == [{"on": "2026-03-02", "words": "申请已经提交。"}]
    assert "王" not in str(JournalEntry.objects.get(act="take_in").after)


def test_the_same_form_is_one_request_with_one_receipt() -> None:
    unit = a_unit()
    first, second = send(unit), send(unit, subject="另一件")
    assert (first.receipt, first.code) == (second.receipt, second.code)
    take_in(NOW)
    again = hand_in(VISITOR, "request", FORM, unit.code, SAID, (), NOW + timedelta(days=3))
    assert again.receipt == first.receipt and take_in(NOW) == 0 and Request.objects.count() == 1


def test_a_worker_killed_between_is_a_worker_that_was_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    unit = a_unit()
    send(unit, uploads=(an_upload(b"abc" * 100),))

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(pieces, "forget", killed)
        with pytest.raises(KeyboardInterrupt):
            take_in(NOW)
    assert Request.objects.count() == 0 and Piece.objects.count() == 1
    assert take_in(NOW) == 1
    assert Request.objects.count() == 1 and Attachment.objects.count() == 1


def test_wrong_number_and_wrong_code_are_told_the_same() -> None:
    handed = send(a_unit())
    take_in(NOW)
    other = handed.receipt[:-1] + ("A" if handed.receipt[-1] != "A" else "B")
    assert read_card(VISITOR, handed.receipt, "AAAA-BBBB-CCCC") is None
    assert read_card(VISITOR, other, handed.code) is None
    assert take_file(VISITOR, handed.receipt, "AAAA-BBBB-CCCC", "paper-1") is None
    assert not hand_in_to(VISITOR, "withdrawal", "g" * 32, other, handed.code, {}, (), NOW)


def test_a_withdrawal_from_the_card_ends_the_request_on_that_day() -> None:
    unit = a_unit()
    handed, request = a_handled(unit)
    card = read_card(VISITOR, handed.receipt, handed.code)
    assert card is not None and card.said["can"] == ["withdrawal", "message"]
    assert card.said["turn"] == {"who": "agency", "words": "最迟 2026-03-30 答复", "on": "2026-03-30"}
    assert [line["words"] for line in card.said["timeline"]][1:] == ["工作人员已经登记申请。", "已经与您确认收到申请。"]
    day = at(date(2026, 3, 10))
    assert hand_in_to(VISITOR, "withdrawal", "g" * 32, handed.receipt, handed.code, {"text": "已经找到。"}, (), day)
    take_in(at(date(2026, 3, 11)))
    request.refresh_from_db()
    assert (request.state, request.closed_on, request.leaf != "") == ("ended", date(2026, 3, 10), True)
    said = open_sealed(Exchange.objects.get().sealed)
    assert (said["kind"], said["text"], said["note"]) == ("withdrawal", "已经找到。", "")
    closed = read_card(VISITOR, handed.receipt, handed.code)
    assert closed is not None and closed.said["can"] == ["message"] and closed.said["turn"] == {}


def test_a_correction_nobody_asked_for_is_kept_and_left_to_the_office() -> None:
    unit = a_unit()
    handed, request = a_handled(unit)
    upload = an_upload(b"\x00MZ", "补正.txt")
    sent = (VISITOR, "correction", "h" * 32, handed.receipt, handed.code, {"text": "补写年份。"}, (upload,), NOW)
    assert hand_in_to(*sent) and hand_in_to(*sent)
    assert Envelope.objects.get(kind="correction").agency == unit.code
    take_in(NOW)
    request.refresh_from_db()
    said = open_sealed(Exchange.objects.get().sealed)
    assert request.state == "handling" and "没有在等待补正" in said["note"]
    assert Attachment.objects.get().role == "correction"


def test_files_lie_beside_the_card_and_open_with_number_and_code_only() -> None:
    unit = a_unit()
    handed, request = a_handled(unit)
    put_file(request.card, request.sealed_card_key, "paper-1", "答复书.pdf", b"%PDF one", NOW)
    put_file(request.card, request.sealed_card_key, "paper-1", "答复书.pdf", b"%PDF two", NOW)
    card = read_card(VISITOR, handed.receipt, handed.code)
    assert card is not None and [(one.key, one.name, one.size) for one in card.papers] == [("paper-1", "答复书.pdf", 8)]
    assert take_file(VISITOR, handed.receipt, handed.code, "paper-1") == ("答复书.pdf", b"%PDF two")
    assert take_file(VISITOR, handed.receipt, handed.code, "paper-2") is None


def test_a_complaint_goes_to_who_supervises_the_unit() -> None:
    unit = a_unit()
    office = Agency.objects.create(code="office", name="泉港区政府办公室", short="区政府办", level="department")
    AgencyLink.objects.create(upper=office, lower=unit, kind=AgencyLink.Kind.SUPERVISES)
    asked = send(unit)
    handed = send(
        unit, "k" * 32, (an_upload(b"x" * 10, "回执.txt"),), "complaint", text="逾期没有答复。",
        about="no_reply", request_receipt=asked.receipt,
    )  # fmt: skip
    take_in(NOW)
    matter = Matter.objects.get()
    assert (matter.agency, matter.against, matter.request) == (office, unit, Request.objects.get())
    assert matter.files.get().name == "回执.txt" and "王" not in matter.sealed
    card = read_card(VISITOR, handed.receipt, handed.code)
    assert card is not None and (card.said["title"], card.said["label"]) == ("投诉举报", "待办理")
    hand_in_to(VISITOR, "message", "m" * 32, handed.receipt, handed.code, {"text": "补充一点。"}, (), NOW)
    take_in(NOW)
    matter.refresh_from_db()
    assert matter.text.endswith("2026-03-02 补充：补充一点。")


def test_what_cannot_be_opened_stays_with_its_reason_and_holds_nobody_up() -> None:
    unit = a_unit()
    place = card_key("20260302-FORGED22", "AAAA-AAAA-AAAA")[0]
    envelope = {"kind": "request", "receipt_number": "20260302-FORGED22", "agency": unit.code, "at": NOW}
    inside = json.dumps(SAID | {"code": "BBBB-BBBB-BBBB"}).encode()
    Envelope.objects.create(card=place, token="1" * 64, sealed=drop(inside), **envelope)
    Envelope.objects.create(card=place, token="2" * 64, sealed=b"\x01" * 80, **envelope)
    Envelope.objects.create(card=place, token="3" * 64, sealed=drop(b'{"code": []}'), **envelope)
    Envelope.objects.create(
        card=place, token="4" * 64, sealed=drop(json.dumps({"code": "AAAA-AAAA-AAAA"}).encode()),
        **(envelope | {"agency": "nobody"}),
    )  # fmt: skip
    send(unit)
    assert take_in(NOW) == 5 and take_in(NOW) == 0
    assert Request.objects.count() == 1
    said = [one.fault for one in faults()]
    assert take_again(NOW) == 0
    Envelope.objects.filter(token="4" * 64).update(agency=unit.code)
    Envelope.objects.filter(token="2" * 64).update(sealed=drop(inside))
    assert take_again(NOW) == 0 and len(faults()) == 4
    Envelope.objects.filter(token="1" * 64).update(card=card_key("20260302-FORGED22", "BBBB-BBBB-BBBB")[0])
    assert take_again(NOW) == 1 and len(faults()) == 3 and Request.objects.count() == 2
    assert len(said) == 4 and "不能打开它所指的进度卡" in said[0] and "无法打开" in said[1] and "不在平台上" in said[3]


def test_pieces_are_checked_and_resumed(settings: LazySettings) -> None:
    part = b"a" * 1000
    digest = sha256(part).hexdigest()
    for arguments, code in (
        (("short", 0, part, digest), "upload-secret"), (("x" * 32, 0, part, "0" * 64), "piece-digest"),
        (("x" * 32, -1, part, digest), "piece-size"), (("x" * 32, 0, b"", digest), "piece-size"),
    ):  # fmt: skip
        with pytest.raises(Refused) as refused:
            pieces.put_piece(VISITOR, *arguments, NOW)
        assert refused.value.code == code
    for _ in range(2):
        pieces.put_piece(VISITOR, "x" * 32, 1, part, digest, NOW)
    assert pieces.positions(VISITOR, "x" * 32) == (1,)
    with pytest.raises(Refused) as refused:
        pieces.put_piece(VISITOR, "x" * 32, 1, b"b", sha256(b"b").hexdigest(), NOW)
    assert refused.value.code == "piece-conflict"
    half = Upload(pieces.place_of("x" * 32), "半份.txt", 2000, 2, "0" * 64)
    with pytest.raises(Refused) as refused:
        send(a_unit(), uploads=(half,))
    assert refused.value.code == "upload-incomplete"
    settings.UPLOADS_WAITING_MB = 0
    with pytest.raises(Refused) as refused:
        pieces.put_piece(VISITOR, "y" * 32, 0, part, digest, NOW)
    assert refused.value.code == "uploads-full"


def test_a_file_that_is_not_what_was_sent_does_not_hold_the_application_up() -> None:
    unit = a_unit()
    whole = an_upload(b"z" * 50)
    send(unit, uploads=(Upload(whole.upload, "改过.txt", whole.size, 1, "0" * 64),))
    take_in(NOW)
    file = Attachment.objects.get()
    assert (file.state, file.digest) == ("refused", "") and "没有传完整" in file.findings[0]["sentence"]


def test_old_pieces_are_swept_but_not_those_of_a_waiting_envelope() -> None:
    unit = a_unit()
    send(unit, uploads=(an_upload(b"kept" * 10),))
    an_upload(b"stray" * 10, secret="s" * 32)
    later = NOW + pieces.KEPT + timedelta(minutes=1)
    assert sweep_pieces(later) == 1 and Piece.objects.count() == 1
    take_in(later)
    assert Attachment.objects.get().state == "clean"


def test_nothing_of_a_request_comes_out_by_this_door() -> None:
    unit = a_unit()
    handed, request = a_handled(unit)
    void_registration(request.pk, "误收", actor=by(unit), now=NOW)
    card = read_card(VISITOR, handed.receipt, handed.code)
    assert card is not None and card.said["label"] == "登记作废"
    with pytest.raises(Refused):
        published.hand_in(VISITOR, "withdrawal", "q" * 32, unit.code, {}, (), NOW)
    with pytest.raises(Refused):
        hand_in_to(VISITOR, "request", "q" * 32, handed.receipt, handed.code, {}, (), NOW)
