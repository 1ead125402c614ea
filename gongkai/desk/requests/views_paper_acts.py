"""What is done with a paper by pressing a button: send for review, pass, return, take back, issue, void, serve."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.desk.requests.views_paper import shown
from gongkai.kit import clock
from gongkai.kit.action import Refused
from gongkai.law.service import ways
from gongkai.requests import reads_papers
from gongkai.requests.actions.issue_paper import issue_paper
from gongkai.requests.actions.pass_paper import pass_paper
from gongkai.requests.actions.recall_paper import recall_paper
from gongkai.requests.actions.return_paper import return_paper
from gongkai.requests.actions.serve_paper import serve_paper
from gongkai.requests.actions.submit_paper import submit_paper
from gongkai.requests.actions.void_paper import void_paper
from gongkai.requests.models import Paper


@require_POST
@staff_page
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """The act that the button names; the hash is of what stood on the page."""
    reads_papers.paper(actor_in(request), pk)
    try:
        words, after = _done(request, pk)
    except Refused as refusal:
        return shown(request, pk, refusal)
    messages.success(request, words)
    if request.POST.get("act") in ("pass", "return"):
        return redirect("desk:papers")
    return redirect("desk:paper", after.pk)


@require_POST
@staff_page
def serve(request: HttpRequest, pk: int) -> HttpResponse:
    """How it was served: the way, its day, the proof; or that it could not be."""
    reads_papers.paper(actor_in(request), pk)
    given, actor, now = request.POST, actor_in(request), clock.now()
    try:
        proofs = [int(one) for one in given.getlist("proof") if one.isdigit()]
        days = _days(given)
        failed = _failed(given)
        upload = request.FILES.get("file")
        files = [(upload.name or "", upload.read())] if upload is not None else []
        done = serve_paper(
            pk, given.get("way", ""), days, given.get("carrier", ""), given.get("mail_number", ""),
            given.get("signer", ""), failed=failed, proofs=proofs, files=files, actor=actor, now=now,
        )  # fmt: skip
    except Refused as refusal:
        return shown(request, pk, refusal)
    messages.success(request, done.sentence or gettext("已登记未能送达。"))
    return redirect("desk:paper", pk)


def _done(request: HttpRequest, pk: int) -> tuple[str, Paper]:
    given, actor, now = request.POST, actor_in(request), clock.now()
    seen = given.get("hash", "")
    match given.get("act", ""):
        case "submit":
            paper = submit_paper(pk, seen, actor=actor, now=now)
            under_review = paper.state == Paper.State.IN_REVIEW
            return gettext("已送审。") if under_review else gettext("这种文书不经审签，可以发出。"), paper
        case "pass":
            paper = pass_paper(pk, seen, given.get("reason", ""), actor=actor, now=now)
            said = gettext("已签发。") if paper.state == Paper.State.SIGNED else gettext("已通过，转入下一步。")
            return said, paper
        case "return":
            return gettext("已退回拟稿人。"), return_paper(pk, given.get("reason", ""), actor=actor, now=now)
        case "recall":
            return gettext("已收回，可以修改后重新送审。"), recall_paper(pk, actor=actor, now=now)
        case "issue":
            paper = issue_paper(pk, _day(given.get("on", "")), actor=actor, now=now)
            return gettext("已发出：%(number)s。") % {"number": paper.number or paper.title}, paper
        case "void":
            return gettext("已作废。"), void_paper(pk, given.get("reason", ""), actor=actor, now=now)
    raise Refused("act-unknown", gettext("没有选定要办理的事项，未执行。请从页面上的按钮办理。"))


def _days(given: QueryDict) -> dict[str, date]:
    return {event: _day(said) for event in ways().events if (said := given.get(f"day-{event}", "").strip())}


def _failed(given: QueryDict) -> str:
    said = given.get("failed", "").strip()
    if given.get("result") == "failed" and not said:
        raise Refused("no-reason", gettext("未能送达须写明原因，未登记。"))
    return said if given.get("result") == "failed" else ""


def _day(said: str) -> date:
    try:
        return date.fromisoformat(said.strip())
    except ValueError as error:
        words = gettext("日期没有填写，或者不能读作年月日，未执行。请按 2026-03-02 的写法填写。")
        raise Refused("bad-day", words) from error
