"""Add a file to a request by hand: what is to be given, a scan, a proof."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.requests.attaching import attach
from gongkai.requests.locking import lock_request, subject_of
from gongkai.requests.looking import Looked
from gongkai.requests.models import CLOSED, Attachment
from gongkai.units.acting import person_of
from gongkai.units.powers import HANDLE_REQUESTS

ACT = "add_request_file"
ROLES = (
    Attachment.Role.SOURCE, Attachment.Role.SCAN, Attachment.Role.IDENTITY, Attachment.Role.CORRECTION,
    Attachment.Role.REASONS, Attachment.Role.OPINION, Attachment.Role.SERVICE, Attachment.Role.OTHER,
)  # fmt: skip


@action
def add_source(
    request_id: int, *, role: str, name: str, data: bytes, looked: Looked, actor: Actor, now: datetime
) -> Attachment:
    """Keep one file under its role. `looked` is what `looking.look` said of the same bytes, asked before any lock.

    Raises Refused "no-request", "not-allowed", "file-role", "request-closed", "file-twice", "file-refused".
    """
    request = lock_request(request_id)
    require(actor, HANDLE_REQUESTS, request.agency.code, "添加文件")
    if role not in ROLES:
        raise Refused("file-role", "没有选定文件的用途，未添加。请从列出的用途中选择。")
    if request.state in CLOSED and role == Attachment.Role.SOURCE:
        raise Refused("request-closed", "这件申请已经办结，不能再添加拟提供的信息，未添加。")
    if looked.state == "refused":
        said = "".join(one["sentence"] for one in looked.findings)
        raise Refused("file-refused", f"《{name}》没有添加：{said}")
    row = attach(request, role, name, data, person_of(actor), now, looked=looked)
    twin = request.attachments.filter(role=role, plain_digest=row.plain_digest).exclude(pk=row.pk).first()
    if twin is not None:
        raise Refused("file-twice", f"《{row.name}》与已有的《{twin.name}》内容相同，没有重复添加。")
    journal.write(
        request.agency.code, act=ACT, subject=subject_of(request), before={},
        after={"file": row.pk, "role": row.role, "sha256": row.plain_digest, "state": row.state, "size": row.size},
        reason=f"添加文件：{row.get_role_display()}", actor=actor, now=now,
    )  # fmt: skip
    return row
