"""Take a file of a request out of its seal: each taking is written down with who took it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action
from gongkai.kit.private_files import take_private
from gongkai.kit.who import Actor
from gongkai.requests.locking import subject_of
from gongkai.requests.models import Attachment, Release, Request
from gongkai.requests.sight import seen

ACT = "read_request_file"
MISSING = "没有这个文件，或者它没有保存内容。请从申请的文件栏重新打开。"
PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class Taken:
    """A file as it leaves: name, media type, bytes."""

    name: str
    media: str
    data: bytes


@action
def read_file(request_id: int, file_id: int, *, actor: Actor, now: datetime) -> Taken:
    """One attachment. Raises Refused "no-request", "no-file"."""
    request = seen(actor, request_id)
    row = Attachment.objects.filter(request=request, pk=file_id).exclude(digest="").first()
    if row is None:
        raise Refused("no-file", MISSING)
    _note(request, {"file": row.pk, "role": row.role, "sha256": row.plain_digest}, actor, now)
    return Taken(row.name, row.media, take_private(row.digest))


@action
def read_release(request_id: int, release_id: int, *, certificate: bool, actor: Actor, now: datetime) -> Taken:
    """One burned file, or its certificate. Raises Refused "no-request", "no-file"."""
    request = seen(actor, request_id)
    row = Release.objects.filter(request=request, pk=release_id).exclude(digest="").exclude(certificate="").first()
    if row is None:
        raise Refused("no-file", MISSING)
    _note(request, {"release": row.pk, "certificate": certificate, "sha256": row.plain_digest}, actor, now)
    if certificate:
        return Taken(f"{row.name.removesuffix('.pdf')}（处理证明）.pdf", PDF, take_private(row.certificate))
    return Taken(row.name, PDF, take_private(row.digest))


def _note(request: Request, what: dict[str, object], actor: Actor, now: datetime) -> None:
    journal.write(
        request.agency.code, act=ACT, subject=subject_of(request), before={}, after=what, reason="查看、下载文件",
        actor=actor, now=now,
    )  # fmt: skip
