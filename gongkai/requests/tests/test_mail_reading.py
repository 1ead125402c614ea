"""Saved e-mails: what fills the form, and what is no mail."""

from __future__ import annotations

from datetime import date
from email.message import EmailMessage

import pytest

from gongkai.kit.action import Refused
from gongkai.requests.mail_reading import MOST_FILES, read_mail


def a_mail(files: int = 1, received: str = "from a by b; Mon, 2 Mar 2026 23:30:00 +0000") -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "王小川 <wang@example.test>"
    mail["Subject"] = "申请公开农村公路养护资金"
    mail["Date"] = "Mon, 2 Mar 2026 09:00:00 +0800"
    if received:
        mail["Received"] = received
    mail.set_content("请公开 2025 年资金使用情况。\n")
    for at in range(files):
        mail.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename=f"申请书{at}.pdf")
    return mail


def test_sender_subject_day_text_and_files_are_read() -> None:
    found = read_mail(a_mail().as_bytes())
    assert (found.name, found.address) == ("王小川", "wang@example.test")
    assert found.subject == "申请公开农村公路养护资金" and found.text == "请公开 2025 年资金使用情况。"
    assert found.received_on == date(2026, 3, 3)  # the server's day in Beijing, not the day the sender's clock says
    assert found.files == (("申请书0.pdf", b"%PDF-1.4"),) and found.left_off == 0


def test_hostile_ones_break_nothing() -> None:
    many = read_mail(a_mail(files=25, received="nonsense").as_bytes())
    assert (len(many.files), many.left_off, many.received_on) == (MOST_FILES, 5, None)
    odd = b"From: =?utf-8?b?///?=\r\nSubject: x\r\nContent-Type: text/plain; charset=klingon\r\n\r\n\xff\xfe\r\n"
    assert read_mail(odd).text and read_mail(odd).received_on is None
    nested = EmailMessage()
    nested["From"] = "a@b.test"
    nested.set_content("x")
    nested.add_attachment(a_mail())
    assert len(read_mail(nested.as_bytes()).files) == 1
    for none in (b"", b"%PDF-1.4", b"PK\x03\x04"):
        with pytest.raises(Refused) as caught:
            read_mail(none)
        assert caught.value.code == "not-a-mail"
