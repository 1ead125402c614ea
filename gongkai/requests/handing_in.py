"""What somebody hands in with an act: files that were looked at before the request was locked, and who acts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from gongkai.kit.action import Refused
from gongkai.kit.who import Actor
from gongkai.requests.attaching import attach
from gongkai.requests.looking import Looked, look
from gongkai.requests.models import Attachment, Request
from gongkai.units.acting import PERSON, person_of
from gongkai.units.models import Person


@dataclass(frozen=True, slots=True)
class Handed:
    """What was handed in: by which way, in which words, which files by name, or attachments kept already by id."""

    way: str
    text: str = ""
    files: Sequence[tuple[str, bytes]] = ()
    attachments: Sequence[int] = ()


Seen = list[tuple[str, bytes, Looked]]


def doer(actor: Actor) -> Person | None:
    """The person who acts; None where the platform acts for the applicant."""
    return person_of(actor) if actor.id.startswith(PERSON) else None


def looked_at(said: Handed) -> Seen:
    """Look at the files, before anything is held still: that takes time."""
    return [(name, data, look(name, data)) for name, data in said.files]


def kept(
    request: Request, role: str, said: Handed, seen: Seen, person: Person | None, now: datetime
) -> list[Attachment]:
    """The attachments of what was handed in, kept with the request.

    Raises Refused "file-refused" for a file that may not be kept, "no-attachment" for one of another request.
    """
    rows = list(Attachment.objects.filter(request=request, pk__in=said.attachments))
    if len(rows) != len(set(said.attachments)):
        raise Refused("no-attachment", "所选的附件不是这件申请的，未登记。请重新选择。")
    for name, data, found in seen:
        row = attach(request, role, name, data, person, now, from_applicant=True, looked=found)
        if row.state == Attachment.State.REFUSED:
            why = "".join(one["sentence"] for one in found.findings)
            raise Refused("file-refused", f"附件“{name}”没有接收，未登记。{why}")
        rows.append(row)
    return rows
