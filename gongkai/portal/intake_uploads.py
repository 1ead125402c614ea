"""Files of a public form: uploaded ahead by the script, or with the form itself; both travel as references."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext

from gongkai.kit.action import Refused
from gongkai.kit.who import VISITOR
from gongkai.portal.intake_fields import FILES, Part
from gongkai.portal.limits import MEGABYTE
from gongkai.requests import published
from gongkai.requests.published import PIECE, Upload

NAME = "upload"
LONGEST_REFERENCE, LONGEST_NAME = 1000, 200
# By the names' endings, which the browser offers; what a file really is, is looked at inside.
ACCEPTED = ".pdf,.doc,.docx,.wps,.xls,.xlsx,.ofd,.txt,.jpg,.jpeg,.png,.tif,.tiff,.bmp,.zip"


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that has arrived: how the page names it, and for which field."""

    secret: str
    field: str
    name: str
    size: int
    pieces: int
    digest: str

    @property
    def reference(self) -> str:
        """What stands in the page for it."""
        return json.dumps([self.secret, self.field, self.name, self.size, self.pieces, self.digest], ensure_ascii=False)


def taken(request: HttpRequest, parts: Iterable[Part], now: datetime) -> tuple[list[Sent], list[str]]:
    """All files of the form, those named and those that came along, and the sentences on what was not taken."""
    fields = {one.name for part in parts for one in part.fields if one.kind == FILES}
    dropped = set(request.POST.getlist("drop"))
    sent = [one for raw in request.POST.getlist(NAME) if (one := _named(raw, fields)) and one.secret not in dropped]
    said: list[str] = []
    for name in sorted(fields):
        for file in request.FILES.getlist(name):
            try:
                sent.append(_kept(name, file, now))
            except Refused as refused:
                said.append(f"{file.name}：{refused.sentence}")
    if len(sent) > settings.REQUEST_FILES:
        words = gettext("附件超过 %(most)s 个，多出的没有收下。请合并成一个文件，或者删去一些。")
        said.append(words % {"most": settings.REQUEST_FILES})
        sent = sent[: settings.REQUEST_FILES]
    return list({one.secret: one for one in sent}.values()), said


def uploads_of(sent: Iterable[Sent], parts: Iterable[Part]) -> tuple[Upload, ...]:
    """The files as they go through the slot."""
    roles = {one.name: one.role for part in parts for one in part.fields}
    return tuple(
        Upload(published.place_of(one.secret), one.name, one.size, one.pieces, one.digest, roles[one.field])
        for one in sent
    )


def _named(raw: str, fields: set[str]) -> Sent | None:
    try:
        secret, field, name, size, pieces, digest = json.loads(raw[:LONGEST_REFERENCE])
        one = Sent(str(secret), str(field), str(name)[:LONGEST_NAME], int(size), int(pieces), str(digest))
        published.place_of(one.secret)
    except (ValueError, TypeError, Refused):
        return None
    return one if one.field in fields and 0 < one.pieces < LONGEST_REFERENCE else None


def _kept(field: str, file: UploadedFile[bytes], now: datetime) -> Sent:
    """A file that came with the form, put through the slot piece by piece. Raises Refused."""
    most = settings.REQUEST_FILE_MB
    if not file.size or file.size > most * MEGABYTE:
        words = gettext("文件是空的，没有收下。") if not file.size else gettext("文件超过 %(most)s MB，没有收下。")
        raise Refused("file-size", words % {"most": most} if file.size else words)
    data, secret = file.read(), secrets.token_hex(16)
    parts = [data[start : start + PIECE] for start in range(0, len(data), PIECE)]
    for position, part in enumerate(parts):
        published.put_piece(VISITOR, secret, position, part, sha256(part).hexdigest(), now)
    return Sent(secret, field, str(file.name)[:LONGEST_NAME], len(data), len(parts), sha256(data).hexdigest())
