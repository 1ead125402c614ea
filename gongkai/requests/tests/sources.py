"""Source files for tests: a letter with an identity number and a telephone, attached to a request and made ready."""

from __future__ import annotations

from datetime import datetime
from functools import cache

from gongkai.kit.who import Actor
from gongkai.papers.blocks import Body, Paper, Title
from gongkai.papers.pdf import to_pdf
from gongkai.requests.actions.add_source import add_source
from gongkai.requests.looking import look
from gongkai.requests.models import Attachment, Request
from gongkai.requests.page_copies import made_ready, read_on

IDENTITY, PHONE = "35058219900101123X", "13800000012"


@cache
def letter(pages: int = 1) -> bytes:
    """A letter of so many pages; the first names an identity number and a telephone."""
    words = f"联系人李小明，身份证号码{IDENTITY}，电话{PHONE}，请按期办理。"
    more = [Body("请各村按期报送养护资金使用情况。" * 45) for _ in range(pages - 1)]
    return to_pdf(Paper("甲", "乙", (Title("关于养护资金使用情况的函"), Body(words), *more)))


def a_source(
    request: Request, actor: Actor, now: datetime, name: str = "资金使用情况.pdf", data: bytes = b""
) -> Attachment:
    """A file that is to be given, as pages, looked through."""
    data = data or letter()
    role = Attachment.Role.SOURCE
    row = add_source(request.pk, role=role, name=name, data=data, looked=look(name, data), actor=actor, now=now)
    read_on(made_ready(row, now), now.date())
    return row
