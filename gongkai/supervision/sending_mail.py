"""A notice as a mail: through Django's mail, with the server's own answer kept as proof."""

from __future__ import annotations

import smtplib
from dataclasses import dataclass
from email.utils import parseaddr
from hashlib import sha256
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

from gongkai.supervision.models import WatchNotice

SECONDS = 15
SECURE, STARTED = "smtp+ssl", "smtp+tls"
SCHEMES = ("smtp", SECURE, STARTED)
DEFAULT_PORT = {"smtp": 25, SECURE: 465, STARTED: 587}


class Unsendable(Exception):
    """It did not go. `final`: trying again is no use."""

    def __init__(self, said: str, *, final: bool = False) -> None:
        super().__init__(said)
        self.final = final


@dataclass(frozen=True, slots=True)
class Server:
    """Where mail is handed in."""

    scheme: str
    host: str
    port: int
    user: str
    password: str


def server_of(url: str) -> Server:
    """The server of GONGKAI_MAIL_URL. Raises ValueError for an address that is none."""
    parts = urlsplit(url)
    if parts.scheme not in SCHEMES or not parts.hostname:
        raise ValueError("网址应以 smtp://、smtp+tls:// 或 smtp+ssl:// 开头，并写明主机。")
    port = parts.port or DEFAULT_PORT[parts.scheme]
    return Server(parts.scheme, parts.hostname, port, unquote(parts.username or ""), unquote(parts.password or ""))


def send_mail(notice: WatchNotice) -> dict[str, Any]:
    """Hand the notice to the server; what it answered, as proof. Raises Unsendable."""
    if notice.person is None or not notice.person.email:
        raise Unsendable("收件人没有登记电子邮件地址。", final=True)
    number = message_id(notice)
    mail = EmailMessage(
        notice.title, f"{notice.text}\n\n{settings.BASE_URL}/desk/clocks/{notice.watch_id}/\n", settings.MAIL_FROM,
        [notice.person.email], headers={"Message-ID": number},
    )  # fmt: skip
    backend = Backend(server_of(settings.MAIL_URL))
    try:
        backend.send_messages([mail])
    except smtplib.SMTPRecipientsRefused as error:
        code, said = next(iter(error.recipients.values()))
        raise Unsendable(f"邮件服务器不接受收件人（{code} {_text(said)}）。", final=code >= FINAL) from None
    except smtplib.SMTPResponseException as error:
        raise Unsendable(f"邮件服务器答复 {error.smtp_code}（{_text(error.smtp_error)}）。") from None
    except (OSError, smtplib.SMTPException) as error:
        raise Unsendable(f"没有连上邮件服务器（{type(error).__name__}）。") from None
    return {"message_id": number, "reply": backend.answer, "to": _masked(notice.person.email)}


FINAL = 550


def message_id(notice: WatchNotice) -> str:
    """The notice's own number: the same mail handed in twice is the same mail."""
    said = f"{notice.pk} {notice.watch_id} {notice.due_on.isoformat()} {notice.step} {notice.recipient}"
    domain = parseaddr(settings.MAIL_FROM)[1].rpartition("@")[2] or "localhost"
    return f"<{sha256(said.encode()).hexdigest()[:32]}@{domain}>"


class Backend(EmailBackend):
    """Django's own, which keeps what the server said when it took the mail."""

    def __init__(self, server: Server) -> None:
        super().__init__(
            host=server.host, port=server.port, username=server.user, password=server.password,
            use_tls=server.scheme == STARTED, use_ssl=server.scheme == SECURE, timeout=SECONDS, fail_silently=False,
        )  # fmt: skip
        self.answer = ""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        """A connection that hands the last answer over to this backend."""
        backend, base = self, super().connection_class

        class Heard(base):  # type: ignore[valid-type, misc]
            def data(self, msg: Any) -> Any:
                code, said = super().data(msg)
                backend.answer = f"{code} {_text(said)}"
                return code, said

        return Heard


def _text(said: bytes | str) -> str:
    return (said.decode("utf-8", "replace") if isinstance(said, bytes) else said)[:120]


def _masked(address: str) -> str:
    name, _at, domain = address.partition("@")
    return f"{name[:1]}***@{domain}"
