"""Papers of requests for tests, taken through the real actions: draft, preview, submit, every rank, issue."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from gongkai.law.paper_forms import paper_form
from gongkai.records.tests.making import people
from gongkai.requests.actions.decide_item import decide_item
from gongkai.requests.actions.draft_paper import draft_paper
from gongkai.requests.actions.issue_paper import issue_paper
from gongkai.requests.actions.pass_paper import pass_paper
from gongkai.requests.actions.preview_paper import preview_paper
from gongkai.requests.actions.serve_paper import serve_paper
from gongkai.requests.actions.submit_paper import submit_paper
from gongkai.requests.models import Paper, PaperSettings, Request, Service
from gongkai.requests.tests.making import RECEIVED, at, by
from gongkai.units.models import Agency

# What a released matter needs beside its decision; nothing else is asked of it.
RELEASE: dict[str, Any] = {"decision": "release", "facts": {"how": "以纸质复制件邮寄的方式"}}
COURT, REVIEWER = "泉州市泉港区人民法院", "泉州市泉港区人民政府"


def papers_of(unit: Agency) -> PaperSettings:
    """The standing facts of the unit's papers, so that every kind can be composed; made once."""
    made, _ = PaperSettings.objects.get_or_create(
        agency=unit,
        defaults={
            "reviewer": REVIEWER, "court": COURT, "office": f"{unit.name}党政办公室", "address": "涂岭镇政府大院",
            "phone": "0595-00000000", "pay_to": "凭本通知到泉港区政务服务中心非税收入窗口缴纳",
            "online_remedy": "福建省行政复议服务平台", "changed_by": people(unit)["disclosure_office"],
            "changed_at": at(RECEIVED),
        },
    )  # fmt: skip
    return made


def decided(request: Request, on: date = RECEIVED, **said: Any) -> Request:
    """Every matter of the request decided alike; released where nothing else is said."""
    for item in request.items.all():
        decide_item(item.pk, **(RELEASE | said), actor=by(request.agency, "clerk", on), now=at(on))
    request.refresh_from_db()
    return request


def drafted(
    request: Request, kind: str, fields: Mapping[str, Any] | None = None, on: date = RECEIVED, **more: Any
) -> Paper:
    """A draft by the clerk; what must be filled in and is not said is taken from the law's own samples."""
    papers_of(request.agency)
    blanks = paper_form(kind, request.law_day).blanks
    said = {one.code: one.sample for one in blanks if one.required} | dict(fields or {})
    return draft_paper(request.pk, kind, said, **more, actor=by(request.agency, "clerk", on), now=at(on))


def submitted(paper: Paper, on: date = RECEIVED) -> Paper:
    """The draft looked at and sent for review by the clerk."""
    clerk = by(paper.agency, "clerk", on)
    seen = preview_paper(paper.pk, actor=clerk, now=at(on))
    return submit_paper(paper.pk, seen.content_hash, actor=clerk, now=at(on, 11))


def signed(paper: Paper, on: date = RECEIVED) -> Paper:
    """The paper passed by every rank of its chain."""
    while paper.state == Paper.State.IN_REVIEW:
        duty = paper.chain[paper.position]["duty"]
        paper = pass_paper(paper.pk, paper.content_hash, actor=by(paper.agency, duty, on), now=at(on, 14))
    return paper


def issued(
    request: Request, kind: str, fields: Mapping[str, Any] | None = None, on: date = RECEIVED, **more: Any
) -> Paper:
    """The paper from its draft to its number, all on one day."""
    paper = signed(submitted(drafted(request, kind, fields, on, **more), on), on)
    return sent(paper, on)


def sent(paper: Paper, on: date = RECEIVED, now: datetime | None = None, **more: Any) -> Paper:
    """The signed paper issued by the clerk."""
    return issue_paper(paper.pk, on, **more, actor=by(paper.agency, "clerk", on), now=now or at(on, 15))


def served(paper: Paper, on: date = RECEIVED, way: str = "direct", event: str = "signed", **more: Any) -> Service:
    """The issued paper handed over, or served as said."""
    return serve_paper(paper.pk, way, {event: on}, **more, actor=by(paper.agency, "clerk", on), now=at(on, 16))
