"""A request that came by e-mail, read from its saved file (.eml): who wrote, when it came in, what it says and brings.

Nothing of it is trusted: it only fills the clerk's form, and every file is looked at when it is attached.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_to_datetime

from gongkai.kit.action import Refused
from gongkai.kit.clock import BEIJING

MOST_FILES, LONGEST_TEXT = 20, 20_000


@dataclass(frozen=True, slots=True)
class Mail:
    """`received_on` is the day on which the last server took it in, None where no head says so."""

    name: str
    address: str
    subject: str
    text: str
    received_on: date | None
    files: tuple[tuple[str, bytes], ...]
    left_off: int


def read_mail(data: bytes) -> Mail:
    """Read a saved message. Raises Refused "not-a-mail" for what is none."""
    message: EmailMessage = BytesParser(policy=policy.default).parsebytes(data)
    if not (message["From"] or message["Received"]):
        raise Refused("not-a-mail", "这个文件不是保存的电子邮件（.eml），没有读取。请从邮箱中另存为 .eml 后上传。")
    name, address = parseaddr(_head(message, "From"))
    files = [made for part in message.iter_attachments() if (made := _file(part)) is not None]
    return Mail(
        name.strip()[:100],
        address.strip()[:200],
        _head(message, "Subject")[:300],
        _text(message)[:LONGEST_TEXT],
        _received_on(message),
        tuple(files[:MOST_FILES]),
        max(0, len(files) - MOST_FILES),
    )


def _head(message: EmailMessage, name: str) -> str:
    try:
        said = message.get(name, "")
    except (ValueError, IndexError, AttributeError):  # a head that breaks the grammar says nothing
        return ""
    return " ".join(str(said).split())


def _text(message: EmailMessage) -> str:
    body = message.get_body(preferencelist=("plain",))
    if body is None:
        return ""
    try:
        return str(body.get_content()).strip()
    except (LookupError, UnicodeError):  # an unknown character set
        payload = body.get_payload(decode=True)
        return payload.decode("utf-8", "replace").strip() if isinstance(payload, bytes) else ""


def _received_on(message: EmailMessage) -> date | None:
    """The newest head of the way stands first; the sender's own date is not the day it came in."""
    for head in message.get_all("Received") or ():
        day = _day(str(head).rpartition(";")[2])
        if day is not None:
            return day
    return None


def _day(words: str) -> date | None:
    try:
        moment: datetime = parsedate_to_datetime(words.strip())
    except (ValueError, TypeError):
        return None
    return moment.astimezone(BEIJING).date() if moment.tzinfo else moment.date()


def _file(part: EmailMessage) -> tuple[str, bytes] | None:
    try:
        payload = part.get_payload(decode=True)
        name = part.get_filename() or ""
    except (ValueError, LookupError, AssertionError):
        return None
    if not isinstance(payload, bytes):
        payload = part.as_bytes() if part.is_multipart() else b""
    return (name or "未命名附件", payload) if payload else None
