"""Attachments in the form: kept as soon as they arrive, and named by a signed word, so that nothing is sent twice."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext

from gongkai.kit import files
from gongkai.kit.action import Refused
from gongkai.kit.who import Actor
from gongkai.records.said import Attached

SALT = "desk.attachment"
# What an office sends out; anything that runs or unpacks has no place in a document.
KINDS = (
    "pdf", "ofd", "docx", "xlsx", "pptx", "doc", "xls", "ppt", "wps", "et", "dps", "txt", "csv", "jpg", "jpeg", "png",
    "tif", "tiff",
)  # fmt: skip
ACCEPTED = ",".join(f".{kind}" for kind in KINDS)
FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')
LONGEST = 120


@dataclass(frozen=True, slots=True)
class Held:
    """One attachment as the form shows it. `token` brings it back without being sent again."""

    name: str
    digest: str
    size: int
    token: str

    @property
    def kind(self) -> str:
        """The format, by the name's ending, in capitals."""
        return PurePosixPath(self.name).suffix.lstrip(".").upper()


def held(one: Attached, actor: Actor) -> Held:
    """An attachment of a content, or one just kept, with its token for this person."""
    token = signing.dumps([one.digest, one.size, one.name], salt=f"{SALT}:{actor.id}", compress=True)
    return Held(one.name, one.digest, one.size, token)


def from_tokens(tokens: Iterable[str], actor: Actor) -> list[Attached]:
    """The attachments behind the tokens. Raises Refused "file-token" for one that this person was not given."""
    found = []
    for token in tokens:
        try:
            digest, size, name = signing.loads(token, salt=f"{SALT}:{actor.id}")
        except (signing.BadSignature, ValueError) as error:
            raise Refused("file-token", gettext("有一个附件不是从本表单添加的，未保存。请重新添加该附件。")) from error
        found.append(Attached(str(name), str(digest), int(size)))
    return found


def received(uploads: Sequence[UploadedFile[Any]]) -> tuple[list[Attached], list[str]]:
    """Keep what was sent: the attachments, and a sentence for each file that was not taken."""
    kept, problems = [], []
    for upload in uploads:
        name = clean_name(upload.name or "")
        sentence = _fault(name, upload.size or 0)
        if sentence:
            problems.append(sentence)
            continue
        data = upload.read()
        kept.append(Attached(name, files.keep(data), len(data)))
    return kept, problems


def clean_name(name: str) -> str:
    """A file name that every computer takes: composed, without folders, control characters and reserved signs."""
    bare = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    bare = "".join(char for char in bare if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co"))
    bare = " ".join(FORBIDDEN.sub(" ", bare).split()).strip(". ")
    stem, dot, ending = bare.rpartition(".")
    return f"{stem.rstrip()[:LONGEST]}.{ending}" if dot and stem else bare[:LONGEST]


def renamed(one: Attached, name: str) -> Attached:
    """The attachment under another name; the ending stays, since it says what the file is."""
    ending = PurePosixPath(one.name).suffix
    wanted = clean_name(name)
    if wanted.lower().endswith(ending.lower()) and ending:
        wanted = wanted[: -len(ending)]
    return Attached(f"{wanted}{ending}", one.digest, one.size) if wanted else one


def _fault(name: str, size: int) -> str:
    shown, limit = name[:60] or gettext("无名文件"), settings.UPLOAD_LIMIT_MB
    if not size:
        return gettext("“%(name)s”是空文件，没有添加。") % {"name": shown}
    if size > limit * 1024 * 1024:
        words = gettext("“%(name)s”超过 %(limit)d MB，没有添加。可压缩图片、拆分文件后再添加。")
        return words % {"name": shown, "limit": limit}
    if PurePosixPath(name).suffix.lstrip(".").lower() not in KINDS:
        words = gettext("“%(name)s”的格式不能作为附件，没有添加。可用的格式：%(kinds)s。")
        return words % {"name": shown, "kinds": "、".join(KINDS)}
    return ""
