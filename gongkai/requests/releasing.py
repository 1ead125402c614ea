"""What must be settled before a reply goes out, and before it is served, that gives something away."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from gongkai.kit.action import Refused
from gongkai.law.errors import LawError
from gongkai.requests import releases, third_parties
from gongkai.requests.models import Paper, Request, RequestItem, SubCaseItem
from gongkai.requests.outcome import RELEASED
from gongkai.requests.papers import REPLY
from gongkai.requests.secrecy import legal_gap, secrecy_gap

THIRD_PARTY = "third_party_rights"


def hindrance(request: Request, paper: Paper) -> None:
    """Raise Refused "release-hindered" while something stands against issuing this reply; nothing for other papers."""
    if paper.kind != REPLY:
        return
    if SubCaseItem.objects.filter(paper=paper).exclude(verdict="").exists():
        _raise(legal_gap(paper))
    files_settled(request)


def files_settled(request: Request) -> None:
    """Raise Refused "release-hindered" while a file to be given is not ready, not reviewed, or another's right."""
    waiting = releases.unready(request)
    if waiting:
        names = "、".join(f"《{one.name}》" for one in waiting[:3])
        _raise(f"拟提供的文件{names}还没有处理、验证完毕。请到文件栏完成，或者不再提供。")
    items = list(request.items.all())
    if gives(items):
        _raise(secrecy_gap(request))
        _raise(third_party_gap(request, items))


def may_be_served(request: Request, on: date) -> None:
    """Raise Refused "release-hindered" while a third party against whose will something is released was not told."""
    if not gives(request.items.all()):
        return
    try:
        found = third_parties.unmet(request, on)
    except LawError as error:
        raise Refused(error.code, error.sentence) from error
    _raise(next(iter(found), ""))


def third_party_gap(request: Request, items: Iterable[RequestItem]) -> str:
    """Why these decisions disregard a third party whose objection was found reasonable; empty when they do not."""
    objections = third_parties.withheld(request)
    if not objections or any(one.ground == THIRD_PARTY for one in items):
        return ""
    return f"{objections[0].rstrip('。')}；现在的处理决定没有依此不予公开任何内容。"


def gives(items: Iterable[RequestItem]) -> bool:
    """Whether anything is handed out or pointed to."""
    return any(one.decision in RELEASED for one in items)


def _raise(sentence: str) -> None:
    if sentence:
        raise Refused("release-hindered", f"{sentence.rstrip('。')}。未执行。")
