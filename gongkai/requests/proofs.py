"""Proofs handed in with an act: looked at before anything is locked, kept with it, refused as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from gongkai.kit.action import Refused
from gongkai.requests.attaching import attach, plain_name
from gongkai.requests.looking import Looked, look
from gongkai.requests.models import Attachment, Request
from gongkai.units.models import Person

File = tuple[str, bytes]


def looked_at(files: Sequence[File]) -> list[tuple[str, bytes, Looked]]:
    """Each file with what looking at it found. Raises Refused "file-refused"."""
    found = [(name, data, look(plain_name(name), data)) for name, data in files]
    for name, _data, said in found:
        if said.state == "refused":
            because = "；".join(one.get("sentence", "").rstrip("。") for one in said.findings) or "不能接收这种文件"
            raise Refused("file-refused", f"凭证“{plain_name(name)}”没有接收：{because}。未登记。请换一份文件。")
    return found


def keep_proofs(
    request: Request, ids: Sequence[int], looked: Sequence[tuple[str, bytes, Looked]], person: Person, now: datetime
) -> list[Attachment]:  # fmt: skip
    """The named files of that request, and the new ones kept in the role of a proof. Raises Refused "no-attachment"."""
    found = list(Attachment.objects.filter(request=request, pk__in=ids))
    if len(found) != len(set(ids)):
        raise Refused("no-attachment", "所选的凭证不是这件申请的附件，未登记。请重新选择。")
    role = Attachment.Role.SERVICE
    return found + [attach(request, role, name, data, person, now, looked=said) for name, data, said in looked]
