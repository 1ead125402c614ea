"""Open a file of a sub-case: what is put to a reviewer, or what came with an answer. Each opening is written down."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action
from gongkai.kit.clock import day_of
from gongkai.kit.private_files import take_private
from gongkai.kit.who import Actor
from gongkai.requests import sight
from gongkai.requests.locking import subject_of
from gongkai.requests.models import Attachment, Release, SubCase, SubCaseItem
from gongkai.requests.reads_asked import asked
from gongkai.requests.subcases import NOT_THERE

ACT = "read_subcase_file"


@action
def read_subcase_file(
    subcase_id: int, *, item: int | None = None, attachment: int | None = None, actor: Actor, now: datetime
) -> tuple[str, bytes]:  # fmt: skip
    """The name and the bytes of one file: for whom the sub-case is put to, and who may open its request.

    Raises Refused "no-subcase", FileLost.
    """
    subcase = SubCase.objects.select_related("request__agency").filter(pk=subcase_id).first()
    if subcase is None:
        raise Refused("no-subcase", NOT_THERE)
    if not sight.visible(actor).filter(pk=subcase.request_id).exists():
        asked(actor, subcase_id, day_of(now))
    one: Attachment | Release | None = None
    if item is not None:
        row = SubCaseItem.objects.select_related("attachment", "release").filter(pk=item, subcase=subcase).first()
        one = (row.attachment or row.release) if row is not None else None
    elif attachment is not None:
        one = Attachment.objects.filter(pk=attachment, subcase=subcase).first()
    if one is None or not one.digest:
        raise Refused("no-subcase", "没有这份文件，或者它已拒收、没有留存。请从列表重新打开。")
    journal.write(
        subcase.request.agency.code, act=ACT, subject=subject_of(subcase.request), before={},
        after={"key": subcase.key, "sha256": one.plain_digest}, reason=subcase.get_kind_display(), actor=actor, now=now,
    )  # fmt: skip
    return one.name, take_private(one.digest)
