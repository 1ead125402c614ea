"""Every file of a request comes in here: looked at, kept sealed, and written down with what was found."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from pathlib import PurePosixPath

from gongkai.kit.private_files import keep_private
from gongkai.requests.looking import Looked, look
from gongkai.requests.models import Attachment, Matter, MatterFile, Request, SubCase
from gongkai.units.models import Person

LONGEST_NAME = 200


def attach(
    request: Request, role: str, name: str, data: bytes, person: Person | None, now: datetime,
    subcase: SubCase | None = None, *, from_applicant: bool = False, looked: Looked | None = None,
) -> Attachment:  # fmt: skip
    """Write down one file in the role of Attachment.Role; a refused one keeps its row and reason, not its bytes.

    Looking takes time: who holds a lock meanwhile gives `looked`, the answer of `looking.look` to the same bytes.
    """
    called = plain_name(name)
    said = looked or look(called, data)
    row = Attachment(
        request=request, subcase=subcase, role=role, name=called, media=said.media, size=len(data), pages=said.pages,
        digest="" if said.state == "refused" else keep_private(data), plain_digest=sha256(data).hexdigest(),
        state=said.state, findings=list(said.findings), from_applicant=from_applicant, made_by=person, at=now,
    )  # fmt: skip
    row.save(force_insert=True)
    return row


def plain_name(name: str) -> str:
    """The file's own name without folders, signs that are not printed, and signs that turn the reading round."""
    last = PurePosixPath(name.replace("\\", "/")).name
    said = "".join(sign for sign in last if sign.isprintable() and sign not in '<>:"|?*').strip(". ")
    if len(said) > LONGEST_NAME:
        place = PurePosixPath(said)
        said = place.stem[: LONGEST_NAME - len(place.suffix[:12])] + place.suffix[:12]
    return said or "未命名"


def keep_matter_file(matter: Matter, name: str, data: bytes, looked: Looked, now: datetime) -> MatterFile:
    """Write down one file of a complaint or record correction; refused ones as with `attach`."""
    row = MatterFile(
        matter=matter, name=plain_name(name), media=looked.media, size=len(data), pages=looked.pages,
        digest="" if looked.state == "refused" else keep_private(data), plain_digest=sha256(data).hexdigest(),
        state=looked.state, findings=list(looked.findings), at=now,
    )  # fmt: skip
    row.save(force_insert=True)
    return row
